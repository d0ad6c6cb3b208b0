"""Where a finding that is dragged about would go: between two others, or into one."""

import json
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, QRect
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView

from ui.widgets.record_model import RECORD

FINDINGS_DRAGGED = "application/x-peer-challenge-findings"
_EDGE = 0.28
"""The part of a row, above and below, that means "between"."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Into the finding `onto`, or else in front of `before`, or last; `mark` is what is drawn meanwhile."""

    onto: UUID | None
    before: UUID | None
    mark: QRect


def dragged_findings(findings: list[UUID]) -> QMimeData:
    """Return findings as they are carried by the mouse."""
    data = QMimeData()
    data.setData(FINDINGS_DRAGGED, json.dumps([str(each) for each in findings]).encode())
    return data


def read_findings(data: QMimeData) -> list[UUID]:
    """Return the findings that are being dragged; an empty list for anything else."""
    if not data.hasFormat(FINDINGS_DRAGGED):
        return []
    return [UUID(each) for each in json.loads(bytes(data.data(FINDINGS_DRAGGED).data()))]


def drop_at(view: QListView, at: QPoint) -> Drop:
    """Return what a finding dropped at a point of the list would do."""
    index = view.indexAt(at)
    if not index.isValid():
        last = view.visualRect(view.model().index(view.model().rowCount() - 1, 0))
        return Drop(None, None, QRect(0, last.bottom(), view.viewport().width(), 0))
    row = view.visualRect(index)
    share = (at.y() - row.top()) / max(row.height(), 1)
    if _EDGE <= share <= 1 - _EDGE:
        return Drop(index.data(RECORD).id, None, row)
    behind = share > 1 - _EDGE
    after = index.siblingAtRow(index.row() + behind)
    line = QRect(row.left(), row.bottom() if behind else row.top(), row.width(), 0)
    return Drop(None, after.data(RECORD).id if after.isValid() else None, line)


def paint_drop(view: QListView, drop: Drop) -> None:
    """Draw a frame around the finding, or a line between two."""
    painter = QPainter(view.viewport())
    width = max(2, view.fontMetrics().height() // 8)
    painter.setPen(QPen(view.palette().color(QPalette.ColorRole.Highlight), width))
    painter.drawRect(drop.mark.adjusted(width, 0, -width, 0) if drop.onto is None else drop.mark.adjusted(1, 1, -2, -2))
