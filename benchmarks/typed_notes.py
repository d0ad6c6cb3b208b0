"""What typing in a session costs: a key until it is painted, and a note until it is saved, with 2,000 notes in view.

Prints milliseconds, which are of this machine, and ratios to the same in an empty session, which it checks.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.records import Note
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad_in_session
from ui.app import make_application
from ui.pages.session import SessionPage
from ui.theme import Look, Theme
from ui.workspace import Workspace

NOTES, KEYS, SAVED = 2_000, 150, 25
WORDS = "dip sampling shows a rise in the quality of re-audited plans and chairs escalate early "
MOST_TIMES_A_KEY, MOST_TIMES_A_NOTE = 2.5, 4.0


def _fill(store: Store, triad: Triad, count: int) -> None:
    kinds = list(NoteKind)
    assert triad.session is not None
    made = [
        Note(
            id=store.new_id(),
            session=triad.session,
            challenge=triad.challenges[0],
            at=store.now(),
            text=f"{WORDS}{number}",
            kind=kinds[number % len(kinds)],
            line=triad.lines[number % 2],
        )
        for number in range(count)
    ]
    if made:
        store.apply(add("Notes", *made))


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def _measure(folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each key until painted and of each note until saved and listed, with `count` notes in view."""
    store = create_store(folder / f"{count}.pcw")
    triad = a_triad_in_session(store)
    _fill(store, triad, count)
    workspace = Workspace(store)
    workspace.choose_round(triad.round)
    page = SessionPage(workspace)
    page.resize(1200, 760)
    page.show()
    QTest.qWaitForWindowExposed(page)
    page.activateWindow()
    box = page.desk.entry.box
    box.setFocus()
    QTest.qWait(300)

    def key(letter: str) -> None:
        QTest.keyClicks(box, letter)
        QApplication.processEvents()  # paints what the key changed

    keys, saved = [], []
    for at in range(KEYS):
        keys.append(_timed(lambda at=at: key(WORDS[at % len(WORDS)])))  # type: ignore[misc]
    QTest.keyClick(box, Qt.Key.Key_Return)
    for number in range(SAVED):
        QTest.keyClicks(box, f"note {number}")
        saved.append(_timed(lambda: QTest.keyClick(box, Qt.Key.Key_Return)))
    assert len(store.find(Note)) == count + SAVED + 1
    page.small.deleteLater()
    page.close()
    page.deleteLater()
    store.close()
    return keys, saved


def main() -> None:
    """Run and print."""
    application = make_application(["typing"])
    Theme(application, Look.LIGHT, 100)
    with tempfile.TemporaryDirectory() as folder:
        empty_keys, empty_saved = _measure(Path(folder), 0)
        keys, saved = _measure(Path(folder), NOTES)
    worst = sorted(keys)[int(len(keys) * 0.95)]
    print(f"a key, {NOTES:,} notes in view: {median(keys):.1f} ms, 95 in 100 under {worst:.1f} ms (aim 16)")
    print(f"a note saved and listed: {median(saved):.1f} ms (aim 50)")
    key_ratio, note_ratio = median(keys) / median(empty_keys), median(saved) / median(empty_saved)
    print(f"ratio to an empty session: key {key_ratio:.2f}, note {note_ratio:.2f}")
    assert key_ratio < MOST_TIMES_A_KEY, "a key must not cost more because there are notes"
    assert note_ratio < MOST_TIMES_A_NOTE


if __name__ == "__main__":
    main()
