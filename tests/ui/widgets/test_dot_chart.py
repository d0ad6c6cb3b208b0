"""Every answer has a dot of its own, and the same numbers stand in a table."""

from PySide6.QtCore import QRectF, Qt

from peer_challenge.services.answer import LeadPoint
from ui.widgets.dot_chart import DotChart, places

POINTS = [
    LeadPoint("a", "Kent", 20, 5, True),
    LeadPoint("b", "Kent", 20, 5, False),
    LeadPoint("c", "Kent", 20, 5, False),
    LeadPoint("d", "Slough", 0, 2, True),
    LeadPoint("e", "Medway", 10, 1, True),
]
AREA = QRectF(100, 50, 500, 300)


def test_days_run_to_the_right_and_scores_upwards():
    kent, *_, slough, medway = places(POINTS, AREA, 10)
    assert slough.x() < medway.x() < kent.x()
    assert kent.y() < slough.y() < medway.y()
    assert medway.x() - slough.x() == kent.x() - medway.x()


def test_no_dot_lies_on_another_or_outside():
    found = places(POINTS, AREA, 10)
    assert len({(each.x(), each.y()) for each in found}) == len(POINTS)
    assert all(AREA.contains(each) for each in found)
    assert all(abs(one.y() - two.y()) >= 10 for one in found[:3] for two in found[:3] if one is not two)


def test_nothing_to_show_has_no_dots():
    assert places([], AREA, 10) == []
    assert places(POINTS[3:4], AREA, 10)[0].x() == AREA.left() + 10


def test_the_table_has_every_answer(qtbot, theme, unnamed):
    chart = DotChart("Usefulness by days")
    qtbot.addWidget(chart)
    chart.show_points(POINTS, 14)
    with qtbot.waitExposed(chart):
        chart.show()
    assert unnamed(chart) == []
    assert "Slough: 0 days before, the host says 2 of 5." in chart.canvas.accessibleDescription()
    qtbot.keyClick(chart.toggle, Qt.Key.Key_Space)
    assert chart.table.isVisible()
    assert [row.score for row in chart.table.records.rows] == [5, 5, 5, 2, 1]
