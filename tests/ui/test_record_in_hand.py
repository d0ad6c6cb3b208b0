"""History and strike out are about the field or row that the keyboard is on, on every page."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from ui.widgets.finding_list import FindingList
from ui.widgets.history_window import HistoryWindow
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.app import Program


def on_findings(program: "Program", demo_round: Path, qtbot: "QtBot") -> tuple[FindingList, RecordForm]:
    program.open(demo_round)
    assert program.file is not None
    finding = program.file.store.find(r.Finding)[0]
    program.window.go("Findings", finding.id)
    page = program.window.pages.current
    assert page is not None
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    rows = next(each for each in page.findChildren(FindingList) if each.isVisible())
    form = next(each for each in page.findChildren(RecordForm) if each.isVisible())
    return rows, form


def shown(program: "Program") -> HistoryWindow:
    (found,) = program.window.findChildren(HistoryWindow)
    assert found.isVisible()
    return found


def test_ctrl_h_on_a_row_tells_the_history_of_its_record(program: "Program", demo_round: Path, qtbot: "QtBot") -> None:
    rows, _form = on_findings(program, demo_round, qtbot)
    rows.setFocus()
    row = rows.current_row()
    assert row is not None
    qtbot.keyClick(rows, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert shown(program).heading.text().startswith(f"Finding “{row.text[:20]}")
    assert shown(program).lines.records.rows


def test_the_menu_of_a_row_offers_the_same(program: "Program", demo_round: Path, qtbot: "QtBot") -> None:
    rows, _form = on_findings(program, demo_round, qtbot)
    rows.setFocus()

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        history, *_others = menu.actions()
        history.trigger()
        menu.close()

    QTimer.singleShot(0, choose)
    at = rows.visualRect(rows.currentIndex()).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, rows.viewport().mapToGlobal(at))
    QApplication.sendEvent(rows.viewport(), asked)
    assert shown(program).lines.records.rows


def test_ctrl_h_in_a_field_begins_at_that_field(program: "Program", demo_round: Path, qtbot: "QtBot") -> None:
    _rows, form = on_findings(program, demo_round, qtbot)
    form.editor("text").box.setFocus()
    qtbot.keyClick(form.editor("text").box, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    line = shown(program).lines.current_row()
    assert line is not None
    assert line.change is not None
    assert line.change.field == "text"


def test_strike_out_explains_and_asks_and_not_yet_changes_nothing(
    program: "Program", demo_round: Path, qtbot: "QtBot"
) -> None:
    rows, form = on_findings(program, demo_round, qtbot)
    words = [row.text for row in rows.records.rows]
    form.editor("text").box.setFocus()
    program.menus.actions["strike_out"].trigger()
    history = shown(program)
    assert "cannot be brought back" in history.sure.question.text()
    qtbot.mouseClick(history.sure.no, Qt.MouseButton.LeftButton)
    assert [row.text for row in rows.records.rows] == words


def test_where_the_keyboard_is_on_no_record_a_line_says_what_to_do(
    program: "Program", demo_round: Path, qtbot: "QtBot"
) -> None:
    program.open(demo_round)
    program.window.strip.search.setFocus()
    QApplication.processEvents()
    program.menus.actions["history"].trigger()
    assert program.window.findChildren(HistoryWindow) == []
    assert "Go to a field or a row first" in program.window.messages.bar.banners[-1].sentence
