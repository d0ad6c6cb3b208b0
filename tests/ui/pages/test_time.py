"""The page of time as an officer uses it: one line, Enter, and the sums below."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from peer_challenge.domain.choices import Again, EntryMode, Stage, Way
from peer_challenge.domain.records import Evaluation, QaActivity, TimeEntry
from peer_challenge.exchange.closing_sheet import CLOSING
from peer_challenge.exchange.spreadsheets import read_table
from peer_challenge.services import time_spent
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad
from ui.pages.time import TimePage
from ui.theme import Theme
from ui.widgets.save_place import SAVE_PLACE
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
    assert page.headline.text() == (
        "1 of 3 authorities has told us their time, for 2 of the 9 places they held in challenges."
    )
    assert page.answer.headlines[0].figure.text() == "At least 3.5 hours for each authority"


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
    page.tabs.setCurrentIndex(1)
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
    chart = page.answer.stages
    assert {row.label: row.total for row in chart.canvas.rows} == {
        "Set-up": 0,
        "Preparation": 0,
        "Session": 110,
        "Travel": 0,
        "Write-up": 30,
        "Follow-up": 0,
    }
    assert [(row.label, row.parts) for row in page.answer.challenges.canvas.rows] == [
        ("Kent", (("Session", 50), ("Write-up", 30))),
        ("Medway", (("Session", 60), ("Write-up", 0))),
    ]
    qtbot.mouseClick(chart.toggle, Qt.MouseButton.LeftButton)
    assert chart.table is not None
    assert chart.table.isVisible()
    assert [row.sentence for row in page.answer.ratios.records.rows] == [
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


def test_six_months_on_time_and_qa_activity_are_asked_below(
    page: TimePage, store: Store, triad: Triad, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(2)
    part = page.value
    part.table.select(triad.challenges[0])
    pick(qtbot, part.when, "Six months on")
    box = part.form.editor("changed").box
    box.setFocus()
    qtbot.keyClicks(box, "Two people read each audit.")
    pick(qtbot, part.who, "Kent as host")
    assert [(each.months, each.changed) for each in store.find(Evaluation)] == [(6, "Two people read each audit.")]
    reading = part.closing.time.editor("reading").box
    reading.setFocus()
    reading.selectAll()
    qtbot.keyClicks(reading, "90")
    qtbot.keyClick(reading, ENTER)
    assert [(each.minutes, each.mode) for each in store.find(TimeEntry)] == [(90, EntryMode.ESTIMATE)]
    line = part.closing.entry.editor("text")
    line.setFocus()
    qtbot.keyClicks(line, "A joint audit")
    qtbot.keyClick(line, ENTER)
    assert [each.text for each in store.find(QaActivity)] == ["A joint audit"]
    part.closing.prompted.selectRow(0)
    qtbot.mouseClick(part.closing.remove, Qt.MouseButton.LeftButton)
    assert store.find(QaActivity) == []


def test_time_that_was_told_is_shown_and_no_estimate_comes_beside_it(
    page: TimePage, triad: Triad, store: Store, qtbot: QtBot
) -> None:
    """Kent's 3 people were 50 minutes in the meeting: 150 minutes stand in the question, and 240 are not added."""
    kent = (triad.challenges[0], triad.hosts[0], Stage.SESSION, 50)
    store.apply(time_spent.log_time(store, *kent, people=3))
    page.tabs.setCurrentIndex(2)
    page.refresh()
    page.value.table.selectRow(0)
    editor = page.value.closing.time.editor("meeting")
    assert editor.value() == 150
    editor.box.setFocus()
    editor.box.selectAll()
    qtbot.keyClicks(editor.box, "240")
    qtbot.keyClick(editor.box, ENTER)
    assert "Told already: 2.5 hours; the form says 4; left as it is." in editor.box.accessibleDescription()
    assert [(each.people, each.minutes) for each in store.find(TimeEntry)] == [(3, 50)]


def test_a_table_of_time_is_looked_at_row_by_row_and_can_be_undone(
    page: TimePage, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(1)
    part, file = page.entries.bring_in, tmp_path / "time.csv"
    file.write_text("Host challenged,Stage,Minutes\nKent,Session,90\nAtlantis,Session,10\n", encoding="utf-8")
    part.read_file(file)
    assert part.summary.text() == "1 row to put right in Excel first; nothing comes in until then."
    assert not part.confirm.isEnabled()
    file.write_text("Host challenged,Stage,Minutes\nKent,Session,90\nMedway,Session,10\n", encoding="utf-8")
    part.read_file(file)
    assert len(part.verdicts.records.rows) == 2
    qtbot.mouseClick(part.confirm, Qt.MouseButton.LeftButton)
    assert sorted(each.minutes for each in store.find(TimeEntry)) == [10, 90]
    assert not part.verdicts.isVisible()
    page.workspace.undo()
    assert store.find(TimeEntry) == []


def test_the_form_after_a_challenge_is_saved_and_comes_back(
    page: TimePage, store: Store, triad: Triad, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.tabs.setCurrentIndex(2)
    part, file = page.value, tmp_path / "form.xlsx"
    monkeypatch.setattr(SAVE_PLACE, "ask_file", lambda *_: str(file))
    pick(qtbot, part.who, "Medway")
    qtbot.mouseClick(part.save_form, Qt.MouseButton.LeftButton)
    rows = read_table(file, CLOSING)
    assert [(row["host"], row["authority"]) for row in rows] == [
        (each, "Medway") for each in ("Kent", "Medway", "Slough")
    ]
    filled = tmp_path / "filled.csv"
    head = "Host challenged,Your authority,How useful was it?,Hours in the meeting"
    filled.write_text(f"{head}\nKent,Medway,4,3\n", encoding="utf-8")
    part.bring_in.read_file(filled)
    qtbot.mouseClick(part.bring_in.confirm, Qt.MouseButton.LeftButton)
    assert [each.usefulness for each in store.find(Evaluation)] == [4]
    assert [each.minutes for each in store.find(TimeEntry)] == [180]


def test_the_answer_is_saved_for_excel(
    page: TimePage, triad: Triad, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two authorities told: their 617 and 331 minutes are on the screen and not in the file."""
    for authority, minutes in ((0, 617), (1, 331)):
        page.workspace.do(time_spent.log_time, triad.challenges[0], triad.hosts[authority], Stage.SESSION, minutes)
    assert page.answer.headlines[0].figure.text() == "At least 7.9 hours for each authority"
    file = tmp_path / "answer.csv"
    monkeypatch.setattr(SAVE_PLACE, "ask_file", lambda *_: str(file))
    qtbot.mouseClick(page.answer.save, Qt.MouseButton.LeftButton)
    said = file.read_text(encoding="utf-8-sig")
    assert "How much officer time did it take?,Too few to show" in said
    assert "This is the baseline" in said
    for figure in ("7.9", "15.8", "10.3", "5.5 hours"):
        assert figure not in said


def test_another_page_can_point_to_a_challenge(page: TimePage, triad: Triad) -> None:
    page.workspace.do(time_spent.log_time, triad.challenges[1], triad.hosts[1], Stage.SESSION, 50)
    page.tabs.setCurrentIndex(2)
    assert page.open_record(triad.challenges[1])
    row = page.entries.table.current_row()
    assert row is not None
    assert (row.host, page.tabs.currentIndex()) == ("Medway", 1)
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
