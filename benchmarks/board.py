"""What a move on the board costs, and how soon a first suggestion is on screen: for a region and for all England.

Medians in milliseconds, each with its share of the aim (below 1 is reached): 10 ms for scoring a move, 500 ms from the
click on Suggest until the board shows the groups of a region. The window is real, drawn without a screen.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import Joining
from peer_challenge.domain.ids import link_id, new_id
from peer_challenge.domain.records import Authority, Group, Participation, Plan, Relationship, Round
from peer_challenge.services import groups, reference
from peer_challenge.services.board import board
from peer_challenge.services.plan_rules import question_of
from peer_challenge.services.plans import new_plan, suggest
from peer_challenge.services.typed_groups import type_groups
from peer_challenge.services.why_not import swaps_that_help
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from ui.app import make_application
from ui.pages.triads import TriadsPage
from ui.workspace import Workspace

RUNS = 21
SCORED_MS, ON_SCREEN_MS = 10.0, 500.0


def main() -> None:
    """Measure a region and all England."""
    application = make_application(["board"])
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "region.pcw", ["South East"], application)
        measure(Path(folder) / "england.pcw", reference.regions(), application)


def measure(path: Path, regions: Iterable[str], application: QApplication) -> None:
    """Make a round of these regions in a file, groups of three in order of name, and print what moves cost."""
    store = create_store(path)
    authorities = [each for region in regions for each in reference.authorities_of_region(region)]
    links = [link for region in regions for link in reference.relationships_of_region(region)]
    plan = drafted(store, authorities, links)
    question = question_of(store, plan)
    moved = authorities[0].id
    targets = cycle([group.id for group in store.find(Group, plan=plan)])
    print(f"{len(authorities)} authorities")
    tell("rules worked out", timed(lambda: question_of(store, plan)))
    tell("move made", timed(lambda: groups.place(store, plan, moved, next(targets))))
    tell("move scored", timed(lambda: board(store, plan, question)), SCORED_MS)
    tell("swaps that help", timed(lambda: swaps_that_help(store, plan, question=question)), SCORED_MS)
    tell("move kept on disk", timed(lambda: store.apply(groups.place(store, plan, moved, next(targets)))))
    page = shown(store, plan, application)
    tell("move on screen", timed(lambda: on_screen(page, application, next(targets), moved)))
    if len(authorities) < 40:
        tell("groups suggested", timed(lambda: suggest(store, plan)))
        tell("first suggestion on screen", timed(lambda: suggested(page, application)), ON_SCREEN_MS)
    page.deleteLater()
    store.close()


def shown(store: Store, plan: UUID, application: QApplication) -> TriadsPage:
    """Return the page with this plan, as large as on a small laptop."""
    workspace = Workspace(store)
    page = TriadsPage(workspace)
    workspace.choose_round(store.need(Plan, plan).round)
    page.resize(QSize(1190, 690))
    page.show()
    application.processEvents()
    return page


def on_screen(page: TriadsPage, application: QApplication, group: UUID, authority: UUID) -> None:
    """Move an authority as a drop does, and wait until it is drawn."""
    page.board.move_asked.emit(authority, group)
    application.processEvents()
    page.grab()


def suggested(page: TriadsPage, application: QApplication) -> None:
    """Click on Suggest and wait until the groups are drawn."""
    page.bar.suggest_button.click()
    while not page.bar.isEnabled():
        application.processEvents()
    page.grab()


def tell(what: str, milliseconds: float, aim: float | None = None) -> None:
    """Print a figure, and its share of the aim where there is one."""
    share = f"  {milliseconds / aim:5.2f} of {aim:.0f} ms" if aim else ""
    print(f"  {what:<28}{milliseconds:8.1f} ms{share}")


def drafted(store: Store, authorities: list[Authority], links: list[Relationship]) -> UUID:
    """Return a draft plan with every authority placed."""
    made = Round(id=new_id(), name="Benchmark", framework=new_id())
    parts = (
        Participation(id=link_id("participation", made.id, each.id), round=made.id, authority=each.id)
        for each in authorities
    )
    joined = (replace(part, joining=Joining.JOINED) for part in parts)
    store.apply(add("Set up", made, *authorities, *links, *joined))
    act = new_plan(store, made.id)
    store.apply(act)
    plan = act.changes[0].record.id
    codes = [each.gss_code for each in authorities]
    lines = ["; ".join(codes[at : at + 3]) for at in range(0, len(codes) - len(codes) % 3, 3)]
    lines[-1] = "; ".join([lines[-1], *codes[len(codes) - len(codes) % 3 :]])
    store.apply(type_groups(store, plan, "\n".join(lines)))
    return plan


def timed(act: Callable[[], object]) -> float:
    """Return the median of some runs in milliseconds."""
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        act()
        times.append((perf_counter() - begun) * 1000)
    return median(times)


if __name__ == "__main__":
    main()
