"""Two versions: marked where the record is shown, looked at beside one another, settled by key, and taken back."""

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import FindingState
from peer_challenge.services.findings import edit_finding, remove_finding
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from ui.pages.findings import FindingsPage
from ui.widgets.finding_list import FindingList
from ui.widgets.history_window import HistoryWindow, open_history
from ui.widgets.record_form import RecordForm
from ui.widgets.two_versions import ReviewWindow, review
from ui.workspace import Workspace

MINE, THEIRS, BEFORE = "Audits are read by peers.", "Audits are read by parents.", "Audits are read."


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture
def finding(store: Store, triad: Triad) -> UUID:
    """A finding that two people worded, each as it stood before."""
    made = a_finding(store, triad, BEFORE, state=FindingState.PROPOSED)
    seen = store.number()
    one, other = edit_finding(store, made, text=MINE), edit_finding(store, made, text=THEIRS)
    store.apply(one, seen)
    store.apply(other, seen)
    return made


@pytest.fixture
def page(store: Store, triad: Triad, finding: UUID, workspace: Workspace, qtbot: QtBot) -> FindingsPage:
    page = FindingsPage(workspace)
    qtbot.addWidget(page)
    workspace.choose_round(triad.round)
    page.resize(1130, 650)
    page.show()
    assert page.open_record(finding)
    return page


def review_of(page: QWidget, qtbot: QtBot) -> ReviewWindow:
    (shown,) = page.window().findChildren(ReviewWindow)
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def text_of(store: Store, finding: UUID) -> str:
    return store.need(r.Finding, finding).text


def test_the_mark_stands_at_the_field_and_at_the_row_and_either_opens_the_versions(
    page: FindingsPage, finding: UUID, qtbot: QtBot
) -> None:
    form = next(each for each in page.findChildren(RecordForm) if each.isVisible())
    (mark,) = [each for each in form.findChildren(QPushButton) if each.isVisible() and "versions" in each.text()]
    assert (mark.isVisible(), mark.text()) == (True, "2 versions")
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    shown = review_of(page, qtbot)
    assert {pane.words.toPlainText() for pane in shown.panes} == {MINE, THEIRS}
    shown.close()
    rows = next(each for each in page.findChildren(FindingList) if each.isVisible())
    spoken = rows.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("2 versions.")
    area = rows.visualRect(rows.currentIndex())
    qtbot.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(area.right() - 40, area.top() + rows.fontMetrics().height()),
    )
    assert review_of(page, qtbot).isVisible()


def opened(page: FindingsPage, workspace: Workspace, finding: UUID, qtbot: QtBot) -> ReviewWindow:
    review(page, workspace, finding)
    return review_of(page, qtbot)


def test_what_differs_is_said_and_not_by_colour_alone(
    page: FindingsPage, workspace: Workspace, finding: UUID, qtbot: QtBot
) -> None:
    shown = opened(page, workspace, finding, qtbot)
    assert shown.before.text() == BEFORE
    pane = next(each for each in shown.panes if each.words.toPlainText() == MINE)
    assert pane.words.accessibleDescription() == "adds “by peers”"
    cursor = pane.words.textCursor()
    cursor.setPosition(len("Audits are read b"))
    font = cursor.charFormat().font()
    assert (font.underline(), font.bold()) == (True, True)


@pytest.mark.parametrize(
    ("key", "stands"),
    [(Qt.Key.Key_1, 0), (Qt.Key.Key_2, 1), (Qt.Key.Key_B, None)],
    ids=["one", "the other", "both"],
)
def test_one_or_both_are_kept_by_a_key_and_it_can_be_taken_back(
    page: FindingsPage, workspace: Workspace, store: Store, finding: UUID, qtbot: QtBot, key: Qt.Key, stands: int | None
) -> None:
    shown = opened(page, workspace, finding, qtbot)
    words = [pane.words.toPlainText() for pane in shown.panes]
    qtbot.keyClick(shown, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: workspace.doubled == {})
    assert text_of(store, finding) == (words[stands] if stands is not None else f"{MINE}\n\n{THEIRS}")
    assert "Nothing else" in shown.now.text()
    qtbot.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.doubled == {finding: {"text": 2}}
    assert len(shown.panes) == 2


def test_a_new_wording_that_is_begun_is_kept_as_a_draft(
    page: FindingsPage, workspace: Workspace, store: Store, finding: UUID, qtbot: QtBot
) -> None:
    shown = opened(page, workspace, finding, qtbot)
    shown.new.selectAll()
    qtbot.keyClicks(shown.new, "Half a th")
    assert workspace.draft(f"versions:{finding}:text") == "Half a th"
    qtbot.keyClicks(shown.new, "ought.")
    qtbot.mouseClick(shown.use, Qt.MouseButton.LeftButton)
    assert text_of(store, finding) == "Half a thought."
    assert workspace.draft(f"versions:{finding}:text") == ""


def test_the_history_tells_who_and_what_and_brings_a_wording_back(
    page: FindingsPage, workspace: Workspace, store: Store, finding: UUID, qtbot: QtBot
) -> None:
    history = open_history(page, workspace, finding, "text")
    assert isinstance(history, HistoryWindow)
    first = history.lines.records.rows[-1]
    assert first.detail.startswith("somebody added the finding · 10:42am on 5 November 2026")
    earliest = next(
        row for row in reversed(history.lines.records.rows) if row.change is not None and row.change.field == "text"
    )
    history.lines.select(earliest.id)
    qtbot.mouseClick(history.restore, Qt.MouseButton.LeftButton)
    assert text_of(store, finding) == BEFORE
    assert workspace.doubled == {}
    assert workspace.undo_label() == "Bring back wording"
    history.close()


def test_what_stands_in_two_versions_follows_every_change(
    workspace: Workspace, store: Store, triad: Triad, finding: UUID
) -> None:
    assert workspace.doubled == {finding: {"text": 2}}
    other = a_finding(store, triad, BEFORE, state=FindingState.PROPOSED)
    seen = store.number()
    one, two = edit_finding(store, other, text=MINE), edit_finding(store, other, text=THEIRS)
    store.apply(one, seen)
    store.apply(two, seen)
    workspace.catch_up()
    assert workspace.doubled == {finding: {"text": 2}, other: {"text": 2}}
    workspace.do(remove_finding, finding)
    assert workspace.doubled == {other: {"text": 2}}
    workspace.undo()
    assert workspace.doubled == {finding: {"text": 2}, other: {"text": 2}}
    workspace.do(edit_finding, other, text="Settled.")
    assert workspace.doubled == {finding: {"text": 2}}
