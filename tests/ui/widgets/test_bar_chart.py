"""Bars are as long as their values, and the same numbers stand in a table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from ui.widgets.bar_chart import BarChart, BarRow, Part, Words, lay_out

ROWS = [("Kent", [("Set-up", 30), ("Session", 170)]), ("Medway", [("Set-up", 0), ("Session", 100)])]
BARS = [BarRow(label, tuple(parts)) for label, parts in ROWS]


def shapes_of(rows, width=600.0):
    return lay_out(rows, width, QFontMetricsF(QFont()), "{:g}".format)[0]


def bars(shapes) -> list[Part]:
    highest = max(shape.area.height() for shape in shapes if isinstance(shape, Part))
    return [shape for shape in shapes if isinstance(shape, Part) and shape.area.height() == highest]


def test_lengths_are_proportional_and_nothing_has_no_length(qapp):
    first, second, third = bars(shapes_of(BARS))
    assert second.area.width() / first.area.width() == pytest.approx(170 / 30)
    assert third.area.width() / second.area.width() == pytest.approx(100 / 170)
    assert first.area.right() == pytest.approx(second.area.left())


def test_every_row_says_its_name_and_total_and_every_part_is_in_the_key(qapp):
    words = [shape.text for shape in shapes_of(BARS) if isinstance(shape, Words)]
    assert words == ["Set-up", "Session", "Kent", "200", "Medway", "100"]


@pytest.mark.parametrize("width", [120.0, 300.0, 2000.0])
def test_nothing_leaves_the_width(qapp, width):
    rows = [BarRow("Royal Borough of Windsor and Maidenhead", (("a", 1e6),)), BarRow("Kent", (("a", 1),))]
    for shape in shapes_of(rows, width):
        if isinstance(shape, Part):
            assert 0 <= shape.area.left() <= shape.area.right() <= max(width, 200)


def test_nothing_to_show_is_shown_as_nothing(qapp):
    assert lay_out([], 300, QFontMetricsF(QFont()), str) == ([], 0.0)
    assert bars_or_none([BarRow("Kent", (("a", 0),))]) == []


def bars_or_none(rows):
    return [shape for shape in shapes_of(rows) if isinstance(shape, Part)]


def test_the_table_has_the_same_numbers_and_is_reached_by_keyboard(qtbot, theme, unnamed):
    chart = BarChart("Minutes by stage", "{:g} minutes".format)
    qtbot.addWidget(chart)
    chart.show_rows(ROWS)
    with qtbot.waitExposed(chart):
        chart.show()
    assert unnamed(chart) == []
    assert chart.canvas.accessibleDescription() == "Kent 200 minutes; Medway 100 minutes"
    qtbot.keyClick(chart.toggle, Qt.Key.Key_Space)
    assert chart.table.isVisible()
    assert not chart.canvas.isVisible()
    order = chart.table.order
    assert [order.headerData(at, Qt.Orientation.Horizontal) for at in range(4)] == ["", "Set-up", "Session", "Total"]
    assert [order.index(0, at).data() for at in range(4)] == ["Kent", "30 minutes", "170 minutes", "200 minutes"]
    spoken = order.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Medway: Set-up 0 minutes, Session 100 minutes."
    chart.show_rows([("Kent", [("Travel", 5)])])
    assert chart.table.isVisible()
    qtbot.keyClick(chart.toggle, Qt.Key.Key_Space)
    assert chart.canvas.isVisible()


def test_it_is_painted_in_the_colours_of_the_look(qtbot, theme):
    chart = BarChart("Minutes")
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.show_rows([("Kent", [("a", 1)])])
    image = chart.canvas.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(image.height())}
    assert QColor(theme.colours.series[0][1]).name() in seen
