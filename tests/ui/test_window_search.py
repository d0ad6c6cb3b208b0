"""Searching everything from the window, and going where a thing is worked on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.windows import press
from ui.app import Program
from ui.pages.found import FoundPage

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_search_finds_what_people_typed_and_leads_there(qtbot: QtBot, program: Program, demo_round: Path) -> None:
    program.open(demo_round)
    press(qtbot, program, Qt.Key.Key_F, CTRL, SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "Slough")
    press(qtbot, program, Qt.Key.Key_Down)
    found = program.window.pages.current
    assert isinstance(found, FoundPage)
    place = next(row for row in found.list.records.rows if row.kind == "Authority")
    found.list.select(place.id)
    press(qtbot, program, Qt.Key.Key_Return)
    assert program.window.pages.current_name == "Authorities"
    row = program.window.pages.current.table.current_row()  # type: ignore[union-attr]
    assert row.name == "Slough"


@pytest.mark.parametrize("kind", ["Note", "Finding", "Statement"])
def test_every_kind_of_hit_opens_where_it_is_worked_on(
    qtbot: QtBot, program: Program, demo_round: Path, kind: str
) -> None:
    program.open(demo_round)
    press(qtbot, program, Qt.Key.Key_F, CTRL, SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "audit")
    press(qtbot, program, Qt.Key.Key_Return)
    found = program.window.pages.current
    assert isinstance(found, FoundPage)
    hit = next(row for row in found.list.records.rows if row.kind == kind)
    found.list.select(hit.id)
    press(qtbot, program, Qt.Key.Key_Return)
    page = program.window.pages.current
    assert page is not None
    assert page.name == hit.place
    assert any(page.open_record(each) for each in hit.about)


def test_esc_leaves_a_search_for_the_page_before(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.go("Time")
    press(qtbot, program, Qt.Key.Key_F, CTRL, SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "kent")
    qtbot.waitUntil(lambda: program.window.pages.current_name == "Search")
    press(qtbot, program, Qt.Key.Key_Escape)
    assert program.window.pages.current_name == "Time"
