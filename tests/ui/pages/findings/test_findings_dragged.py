"""Findings and notes dragged on the findings page."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent

from tests.findings_page import make, right
from ui.widgets.finding_drag import dragged_findings
from ui.widgets.note_list import dragged


def drop(view, notes_dropped, at):
    data = dragged(notes_dropped)
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(event)
    assert event.isAccepted()


def test_notes_dropped_on_a_finding_are_linked_and_elsewhere_make_one(page, qtbot):
    make(page, qtbot, 1)
    view, rest = page.line_part.list, page.line_part.notes.list.records.rows
    drop(view, [rest[0].id], view.visualRect(view.order.index(0, 0)).center())
    assert right(page) == ["Re-audit shows a rise"]
    assert len(view.records.rows[0].links) == 2
    drop(view, [rest[1].id], view.viewport().rect().bottomLeft())
    assert right(page) == ["Re-audit shows a rise", "How many alerts close?"]


def drop_findings(view, data, at):
    view.dropEvent(
        QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    )


def test_a_finding_dragged_into_another_is_merged_and_between_two_it_moves(page, qtbot):
    make(page, qtbot, 3)
    view = page.line_part.list
    row = [view.visualRect(view.order.index(at, 0)) for at in range(3)]
    ids = [each.id for each in view.records.rows]
    drop_findings(view, dragged_findings([ids[2]]), row[0].topLeft() + QPoint(20, 1))
    assert right(page) == ["How many alerts close?", "Re-audit shows a rise", "No loop back to the team"]
    drop_findings(
        view, dragged_findings([ids[2]]), view.visualRect(view.order.index(2, 0)).bottomLeft() + QPoint(20, 0)
    )
    assert right(page)[2] == "How many alerts close?"
    drop_findings(view, dragged_findings([ids[2]]), view.visualRect(view.order.index(0, 0)).center())
    assert right(page) == ["Re-audit shows a rise. How many alerts close?", "No loop back to the team"]
    drop_findings(view, dragged_findings([ids[0]]), view.visualRect(view.order.index(0, 0)).center())
    assert len(right(page)) == 2, "into itself is nowhere"
