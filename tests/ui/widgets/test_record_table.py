"""A table is used by keyboard and mouse; what is chosen and where one looks stay as rows come and go."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_table import Column, RecordTable


@dataclass(frozen=True)
class Place:
    id: int
    name: str


ROWS = [Place(number, f"Authority {number:02}") for number in range(40)]


@pytest.fixture(params=["table", "list"])
def view(request, qtbot, theme):
    if request.param == "table":
        made = RecordTable([Column("Authority", lambda row: row.name)], lambda row: f"{row.name} is here.", "Places")
    else:
        made = RecordList(Face(lambda row: row.name), lambda row: f"{row.name} is here.", "Places")
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show_rows(ROWS)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def key(qtbot, view, *keys: Qt.Key) -> None:
    for one in keys:
        qtbot.keyClick(view, one)


def test_keys_move_and_enter_opens(qtbot, view):
    view.select(3)
    with qtbot.waitSignal(view.current_changed) as moved:
        key(qtbot, view, Qt.Key.Key_Down)
    assert moved.args == [ROWS[4]]
    with qtbot.waitSignal(view.row_activated) as opened:
        key(qtbot, view, Qt.Key.Key_Return)
    assert opened.args == [ROWS[4]]
    assert view.current_row() == ROWS[4]


def test_a_double_click_opens(qtbot, view):
    place = view.visualRect(view.order.index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.row_activated) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [ROWS[2]]


def test_choice_and_scroll_survive_changes_around_them(qtbot, view):
    view.select(30)
    at = view.verticalScrollBar().value()
    assert at > 0
    with qtbot.assertNotEmitted(view.current_changed):
        view.show_rows([Place(row.id, row.name.upper()) for row in ROWS])
        view.show_rows(ROWS)
    assert view.verticalScrollBar().value() == at
    view.show_rows(ROWS[5:])
    assert view.current_row() == ROWS[30]


def test_says_when_what_was_current_has_gone(qtbot, view):
    view.select(30)
    with qtbot.waitSignal(view.current_changed) as gone:
        view.show_rows([])
    assert gone.args == [None]
    assert view.current_row() is None


def test_a_row_that_is_not_shown_cannot_be_chosen(view):
    assert view.select(7)
    assert not view.select(99)
    view.order.look_for("Authority 01")
    assert not view.select(7)


def test_tab_leaves_and_the_name_is_spoken(qtbot, view, unnamed):
    assert unnamed(view) == []
    assert view.accessibleName() == "Places"
    assert view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Authority 00 is here."


def test_rows_grow_with_the_text(view, theme):
    before = view.visualRect(view.order.index(0, 0)).height()
    theme.set_scale(200)
    view.grab()
    assert view.visualRect(view.order.index(0, 0)).height() >= 1.7 * before


def test_a_click_on_a_heading_sorts_and_a_third_gives_back_the_order_it_came_in(qtbot, theme):
    table = RecordTable([Column("Authority", lambda row: row.name)], lambda row: row.name, "Places")
    qtbot.addWidget(table)
    rows = [Place(1, "Slough"), Place(2, "Kent"), Place(3, "Medway")]
    table.show_rows(rows)
    table.resize(300, 200)
    with qtbot.waitExposed(table):
        table.show()

    def click() -> list[str]:
        header = table.horizontalHeader().viewport()
        qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=header.rect().center())
        return [table.order.index(at, 0).data() for at in range(3)]

    assert [click(), click(), click()] == [
        ["Kent", "Medway", "Slough"],
        ["Slough", "Medway", "Kent"],
        ["Slough", "Kent", "Medway"],
    ]


def test_long_words_take_more_lines_up_to_a_limit(qtbot, theme):
    shown = RecordList(Face(lambda row: row.name), lambda row: row.name, "Notes", most_lines=3)
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.show_rows(
        [Place(1, "short"), Place(2, "many words " * 8), Place(3, "many words " * 80), Place(4, "<b>x</b>\ny")]
    )
    with qtbot.waitExposed(shown):
        shown.show()
    heights = [shown.visualRect(shown.order.index(at, 0)).height() for at in range(4)]
    line = shown.fontMetrics().height()
    assert heights[0] == heights[3] < heights[1] <= heights[2]
    assert heights[2] == heights[0] + 2 * line
