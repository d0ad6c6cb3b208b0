"""The page of time as an officer uses it: one line, Enter, and the sums below."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from peer_challenge.domain.choices import Again, Stage, Way
from peer_challenge.domain.records import Evaluation, TimeEntry
from peer_challenge.services import time_spent
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad
from ui.pages.time import TimePage
from ui.theme import Theme
from ui.workspace import Workspace

ENTER = Qt.Key.Key_Return


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad(store)


@pytest.fixture
def page(triad: Triad, workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[TimePage]:
    workspace.choose_round(triad.round)
    page = TimePage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    page.first_focus().setFocus()
    yield page
    page.hide()


def pick(qtbot: QtBot, box: QComboBox, words: str) -> None:
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(words)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words


def test_two_lines_without_a_mouse(page: TimePage, store: Store, qtbot: QtBot) -> None:
    assert page.headline.text() == "Nobody has told us their time yet."
    for text in ("prep 90 Kent", "session 4x30 Slough by Kent"):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert [(each.minutes, each.people, each.way) for each in store.find(TimeEntry)] == [
        (90, 1, Way.RECEIVED),
        (30, 4, Way.GIVEN),
    ]
    assert page.quick.line.text() == ""
    assert page.headline.text() == "1 of 3 authorities has told us their time."
    assert page.further.text().startswith("They spent 3.5 hours of people’s time")


def test_what_is_not_understood_stays_with_the_reason(page: TimePage, store: Store, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.quick.line, "prep Kent")
    qtbot.keyClick(page.quick.line, ENTER)
    assert page.quick.line.text() == "prep Kent"
    assert page.quick.problem == "“prep Kent” holds no minutes. Type for example prep 90 Kent, or session 4x30 Slough."
    qtbot.keyClicks(page.quick.line, " 90")
    assert page.quick.problem == ""
    qtbot.keyClick(page.quick.line, ENTER)
    assert len(store.find(TimeEntry)) == 1


def test_whose_time_can_be_chosen_once_for_many_lines(page: TimePage, store: Store, triad: Triad, qtbot: QtBot) -> None:
    pick(qtbot, page.quick.whose, "Medway’s time")
    for text in ("read 20 Kent", "session 50 Kent"):
        qtbot.keyClicks(page.quick.line, text)
        qtbot.keyClick(page.quick.line, ENTER)
    assert {each.authority for each in store.find(TimeEntry)} == {triad.hosts[1]}
    assert page.quick.whose.currentText() == "Medway’s time"


def test_a_half_typed_line_is_there_again(page: TimePage, workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.quick.line, "prep 90 Ke")
    page.tabs.setFocus()
    again = TimePage(workspace)
    qtbot.addWidget(again)
    assert again.quick.line.text() == "prep 90 Ke"


def test_an_entry_is_changed_and_removed_below_the_table(
    page: TimePage, store: Store, triad: Triad, qtbot: QtBot
) -> None:
    page.workspace.do(time_spent.log_time, triad.challenges[0], triad.hosts[0], Stage.SESSION, 50)
    page.entries.table.selectRow(0)
    box = page.entries.form.editor("comment").box
    box.setFocus()
    qtbot.keyClicks(box, "On Teams")
    qtbot.keyClick(box, ENTER)
    (entry,) = store.find(TimeEntry)
    assert entry.comment == "On Teams"
    qtbot.mouseClick(page.entries.remove, Qt.MouseButton.LeftButton)
    assert store.find(TimeEntry) == []
    assert page.entries.nothing.isVisible()
    page.workspace.undo()
    assert len(store.find(TimeEntry)) == 1


def test_the_sums_are_drawn_and_stand_in_a_table_too(page: TimePage, triad: Triad, qtbot: QtBot) -> None:
    for host, stage, minutes in ((0, Stage.SESSION, 50), (0, Stage.WRITE_UP, 30), (1, Stage.SESSION, 60)):
        page.workspace.do(time_spent.log_time, triad.challenges[host], triad.hosts[host], stage, minutes)
    page.tabs.setCurrentIndex(1)
    chart = page.sums.stages
    assert {row.label: row.total for row in chart.canvas.rows} == {
        "Set-up": 0,
        "Preparation": 0,
        "Session": 110,
        "Travel": 0,
        "Write-up": 30,
        "Follow-up": 0,
    }
    assert [(row.label, row.parts) for row in page.sums.challenges.canvas.rows] == [
        ("Kent", (("Session", 50), ("Write-up", 30))),
        ("Medway", (("Session", 60), ("Write-up", 0))),
    ]
    qtbot.mouseClick(chart.toggle, Qt.MouseButton.LeftButton)
    assert chart.table is not None
    assert chart.table.isVisible()
    assert [row.sentence for row in page.sums.authorities.records.rows] == [
        "Kent: 0 minutes given, 1.3 hours as host.",
        "Medway: 0 minutes given, 1 hour as host.",
    ]


def test_host_and_challenger_say_how_useful_it_was(page: TimePage, store: Store, triad: Triad, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(2)
    part = page.value
    part.table.select(triad.challenges[0])
    assert part.who.currentText() == "Kent as host"
    pick(qtbot, part.form.editor("usefulness").box, "4")
    pick(qtbot, part.form.editor("again").box, "Yes")
    box = part.form.editor("changed").box
    box.setFocus()
    qtbot.keyClicks(box, "A new audit tool.")
    pick(qtbot, part.who, "Medway")
    pick(qtbot, part.form.editor("usefulness").box, "5, very useful")
    said = {each.authority: (each.usefulness, each.again, each.changed) for each in store.find(Evaluation)}
    assert said == {triad.hosts[0]: (4, Again.YES, "A new audit tool."), triad.hosts[1]: (5, None, "")}
    row = part.table.current_row()
    assert row is not None
    assert row.scores == (4, 5)
    assert "No meeting date yet: 4 and 5 of 5 (2 answers, too few for a median)." in part.sentences.text()


def test_another_page_can_point_to_a_challenge(page: TimePage, triad: Triad) -> None:
    page.workspace.do(time_spent.log_time, triad.challenges[1], triad.hosts[1], Stage.SESSION, 50)
    page.tabs.setCurrentIndex(2)
    assert page.open_record(triad.challenges[1])
    row = page.entries.table.current_row()
    assert row is not None
    assert (row.host, page.tabs.currentIndex()) == ("Medway", 0)
    assert page.open_record(triad.challenges[0])
    assert not page.open_record(triad.round)


def test_without_challenges_the_page_points_to_triads(workspace: Workspace, theme: Theme, qtbot: QtBot) -> None:
    page = TimePage(workspace)
    qtbot.addWidget(page)
    page.show()
    button = page.empty.button
    assert button is not None
    with qtbot.waitSignal(page.wanted) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["Triads", None]
    page.hide()


def test_a_screen_reader_can_name_all_of_it(page: TimePage, triad: Triad, unnamed: object) -> None:
    page.workspace.do(time_spent.log_time, triad.challenges[0], triad.hosts[0], Stage.SESSION, 50)
    page.entries.table.selectRow(0)
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert unnamed(page) == []  # type: ignore[operator]


def test_it_fits_at_twice_the_text(page: TimePage, theme: Theme) -> None:
    theme.set_scale(200)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 1176
