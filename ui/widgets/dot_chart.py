"""Answers from 1 to 5 by days, a dot each: none lies on another, and the same numbers stand in a table."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from peer_challenge.services.answer import LeadPoint
from ui.colours import colours_of
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.turning_chart import TurningChart

SCORES = range(1, 6)


def places(points: Sequence[LeadPoint], area: QRectF, dot: float) -> list[QPointF]:
    """Return the middle of each dot: days run left to right, scores upwards; equal answers stand side by side."""
    longest = max((each.lead_days for each in points), default=0) or 1
    alike: dict[tuple[int, int], int] = defaultdict(int)
    found = []
    for each in points:
        beside = alike[each.lead_days, each.score]
        alike[each.lead_days, each.score] += 1
        step = area.height() / len(SCORES)
        aside = (beside + 1) // 2 * (1 if beside % 2 else -1) * dot
        x = area.left() + dot + (area.width() - 2 * dot) * each.lead_days / longest
        found.append(QPointF(x, area.bottom() - step * (each.score - 0.5) - aside))
    return found


class DotChart(TurningChart):
    """Usefulness by how long before the meeting the SEF was shared; a line marks what counts as in time."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        self.canvas = _Canvas(title)
        super().__init__(title, self.canvas, parent)
        self.table: RecordTable[LeadPoint] = RecordTable(_COLUMNS, lambda row: row.sentence, f"{title}, as a table")
        self.stack.addWidget(self.table)

    def show_points(self, points: Sequence[LeadPoint], in_time: int) -> None:
        """Draw a dot for each answer; `in_time` is from how many days before a SEF counts as shared in time."""
        self.canvas.show_points(points, in_time)
        self.table.show_rows(points)


class _Canvas(QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.points: Sequence[LeadPoint] = ()
        self._in_time = 0
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fit()

    def show_points(self, points: Sequence[LeadPoint], in_time: int) -> None:
        self.points, self._in_time = points, in_time
        self.setAccessibleDescription(" ".join(each.sentence for each in points))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 28, line * 16)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self.fontMetrics().height() * 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        line = metrics.height()
        left = metrics.horizontalAdvance("5, very useful") + line
        area = QRectF(left, line * 1.8, self.width() - left - line, self.height() - line * 4.6)
        self._paint_frame(painter, area, line)
        colours = colours_of(self.palette())
        dot = line * 0.62
        for each, middle in zip(self.points, places(self.points, area, dot), strict=True):
            _dot(painter, middle, dot, self.palette(), QColor(colours.series[0][1]), filled=each.as_host)
        self._paint_key(painter, line, dot, QColor(colours.series[0][1]))

    def _paint_frame(self, painter: QPainter, area: QRectF, line: float) -> None:
        words, faint = self.palette().color(QPalette.ColorRole.WindowText), self.palette().color(QPalette.ColorRole.Mid)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for score in SCORES:
            y = area.bottom() - area.height() / len(SCORES) * (score - 0.5)
            painter.setPen(faint)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(words)
            said = {1: "1, not useful", 5: "5, very useful"}.get(score, str(score))
            painter.drawText(QRectF(0, y - line, area.left() - line * 0.6, line * 2), right, said)
        longest = max((each.lead_days for each in self.points), default=0)
        dot = line * 0.62
        if 0 < self._in_time <= longest:
            x = area.left() + dot + (area.width() - 2 * dot) * self._in_time / longest
            painter.setPen(QPen(words, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        below = QRectF(area.left(), area.bottom() + line * 0.2, area.width(), line * 1.2)
        painter.setPen(words)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0: not shared before")
        if longest:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{longest} days before the meeting")

    def _paint_key(self, painter: QPainter, line: float, dot: float, colour: QColor) -> None:
        x = line
        marked = f"dashed line: {self._in_time} days, in time"
        for said, filled in (("a host’s answer", True), ("a challenger’s answer", False)):
            _dot(painter, QPointF(x, line * 0.8), dot, self.palette(), colour, filled=filled)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(QPointF(x + line * 0.6, line * 1.1), said)
            x += QFontMetricsF(self.font()).horizontalAdvance(said) + line * 2.4
        painter.drawText(QPointF(x, line * 1.1), marked)


def _dot(painter: QPainter, middle: QPointF, size: float, palette: QPalette, colour: QColor, *, filled: bool) -> None:
    painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1.4))
    painter.setBrush(colour if filled else palette.color(QPalette.ColorRole.Base))
    painter.drawEllipse(middle, size / 2, size / 2)


_COLUMNS = [
    Column[LeadPoint]("Host challenged", lambda row: row.host, wide=True),
    Column[LeadPoint]("Days before", lambda row: str(row.lead_days), lambda row: row.lead_days),
    Column[LeadPoint]("Who answered", lambda row: "Host" if row.as_host else "Challenger"),
    Column[LeadPoint]("Usefulness, of 5", lambda row: str(row.score), lambda row: row.score),
]
