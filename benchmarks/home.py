"""How long Home takes to open among five rounds and fifty thousand notes, against one round and five hundred.

Prints milliseconds of this machine, of the question behind the page and of the page in its window, and their ratio to
those of the small file. `--notes N` and `--rounds N` set how large the large one is.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit_each
from peer_challenge.domain.choices import FindingKind, NoteKind, SessionState, Stage, SubmissionState
from peer_challenge.services.home import home
from peer_challenge.services.plans import new_plan
from peer_challenge.services.rounds import latest_round, start_round
from peer_challenge.services.sessions import plan_session
from peer_challenge.services.settling import settle
from peer_challenge.services.submissions import start_submissions
from peer_challenge.services.typed_groups import type_groups
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store

GROUPS = """Buckinghamshire, East Sussex, Hampshire, Reading
Bracknell Forest, Brighton and Hove, Milton Keynes
Portsmouth, Southampton, Windsor and Maidenhead
Medway, Surrey, West Berkshire
Kent, Oxfordshire, Slough
Isle of Wight, West Sussex, Wokingham"""
LIMIT_MILLISECONDS = 200
RUNS = 9
AT_ONCE = 5_000


def fill(store: Store, rounds: int, notes: int) -> UUID:
    """Hold this many rounds of nineteen with this many notes in all, with all that hangs on them; return the last."""
    for number in range(rounds):
        begun = start_round(
            store,
            f"Autumn {2022 + number}",
            "quality_assurance",
            "South East",
            starts=date(2022 + number, 9, 1),
            sef_due=date(2022 + number, 10, 16),
        )
        store.apply(begun)
        round_id = begun.changes[0].record.id
        plan = new_plan(store, round_id)
        store.apply(plan)
        store.apply(type_groups(store, plan.changes[0].record.id, GROUPS))
        store.apply(settle(store, plan.changes[0].record.id, "as they sat before", "the steering group"))
        store.apply(start_submissions(store, round_id))
        for group in {each.group for each in store.find(r.Challenge, round=round_id)}:
            store.apply(plan_session(store, group, held_on=date(2022 + number, 11, 12)))
        _hold(store, round_id, notes // rounds)
    return round_id


def _hold(store: Store, round_id: UUID, notes: int) -> None:
    """Share every SEF, hold every session, and write notes, findings, time and actions of each challenge."""
    sefs, sessions = store.find(r.Submission, round=round_id), store.find(r.Session, round=round_id)
    day = store.need(r.Round, round_id).sef_due
    shared = [(each, replace(each, state=SubmissionState.SHARED, shared_on=day)) for each in sefs]
    held = [(each, replace(each, state=SessionState.HELD)) for each in sessions]
    store.apply(edit_each("Hold sessions", [*shared, *held]))
    challenges, by_group = store.find(r.Challenge, round=round_id), {each.group: each.id for each in sessions}
    made: list[r.Record] = []
    for number in range(notes):
        host = challenges[number % len(challenges)]
        text = f"Dip sampling shows a rise in the quality of plans, and alerts are not closed in ten days {number}"
        at = {"session": by_group[host.group], "challenge": host.id, "at": datetime.now(UTC)}
        made.append(r.Note(id=store.new_id(), text=text, kind=NoteKind.CONSIDERATION, **at))
        if number % 50 == 0:
            made.append(r.Finding(id=store.new_id(), challenge=host.id, kind=FindingKind.STRENGTH, text=text))
            made.append(r.Action(id=store.new_id(), challenge=host.id, authority=host.host, text=text, due_on=day))
        if number % 25 == 0:
            told = {"authority": host.host, "stage": Stage.SESSION, "minutes": 50, "people": 3}
            made.append(r.TimeEntry(id=store.new_id(), challenge=host.id, **told))
        if len(made) >= AT_ONCE:
            store.apply(add("Add notes", *made))
            made.clear()
    store.apply(add("Add notes", *made))


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median of a few runs, after one that warms the file up."""
    work()
    taken = []
    for _ in range(runs):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


def on_screen(store: Store) -> float:
    """Return the milliseconds from asking for Home until it is painted, in a new page each time."""
    from PySide6.QtWidgets import QApplication, QStackedWidget

    from ui.app import make_application
    from ui.pages.home import HomePage
    from ui.workspace import Workspace

    application = QApplication.instance() or make_application(["home"])
    workspace = Workspace(store)
    latest = latest_round(store)
    workspace.choose_round(latest.id if latest else None)

    window = QStackedWidget()
    window.resize(1176, 678)
    window.show()

    def show() -> None:
        page = HomePage(workspace)
        window.addWidget(page)
        window.setCurrentWidget(page)
        application.processEvents()
        page.grab()
        window.removeWidget(page)
        page.deleteLater()

    taken = milliseconds(show)
    window.close()
    return taken


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--notes", type=int, default=50_000)
    chosen = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, rounds, notes in (("small", 1, 500), ("large", chosen.rounds, chosen.notes)):
            store = create_store(Path(folder) / f"{name}.pcw")
            latest = fill(store, rounds, notes)
            asked, shown = milliseconds(lambda: home(store, latest)), on_screen(store)  # noqa: B023 - run at once
            found.append((asked, shown))
            print(f"{rounds} rounds, {notes:,} notes: asked in {asked:.1f} ms, on screen in {shown:.1f} ms")
            store.close()
    (asked, shown), (asked_large, shown_large) = found
    print(f"large against small: asked {asked_large / asked:.2f}, on screen {shown_large / shown:.2f}")
    print(f"on screen against {LIMIT_MILLISECONDS} ms: {shown_large / LIMIT_MILLISECONDS:.2f}")


if __name__ == "__main__":
    main()
