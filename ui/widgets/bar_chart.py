"""Horizontal bars for a few numbers a row, with the same numbers as a table beside them."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.colours import colours_of
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.turning_chart import TurningChart


@dataclass(frozen=True)
class BarRow:
    """One labelled bar: its parts as (name, value), values never negative."""

    label: str
    parts: tuple[tuple[str, float], ...]

    @property
    def id(self) -> Hashable:
        """A chart has one bar a label."""
        return self.label

    @property
    def total(self) -> float:
        """The length of the whole bar."""
        return sum(value for _, value in self.parts)


@dataclass(frozen=True)
class Part:
    """A filled piece of a bar, or of the key, in the colours of its series."""

    area: QRectF
    series: int
    text: str = ""


@dataclass(frozen=True)
class Words:
    """A line of text in its area."""

    area: QRectF
    text: str
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


Shape = Part | Words


def series_of(rows: Sequence[BarRow]) -> list[str]:
    """Return the names of the parts in the order they first come."""
    return list(dict.fromkeys(name for row in rows for name, _ in row.parts))


def lay_out(
    rows: Sequence[BarRow], width: float, metrics: QFontMetricsF, say: Callable[[float], str]
) -> tuple[list[Shape], float]:
    """Place key, labels, bars and totals in `width` pixels; also return the height they take."""
    names = series_of(rows)
    line = metrics.height()
    shapes, top = _key(names, width, metrics) if len(names) > 1 else ([], 0.0)
    left = min(width * 0.4, max((metrics.horizontalAdvance(row.label) for row in rows), default=0.0)) + line * 0.6
    end = max((metrics.horizontalAdvance(say(row.total)) for row in rows), default=0.0) + line * 0.6
    room = max(line, width - left - end)
    longest = max((row.total for row in rows), default=0.0) or 1.0
    for row in rows:
        label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, left - line * 0.6)
        shapes.append(Words(QRectF(0, top, left, line * 1.3), label))
        at = left
        for name, value in row.parts:
            long = room * value / longest
            text = say(value) if metrics.horizontalAdvance(say(value)) + line * 0.5 < long else ""
            if long > 0:
                shapes.append(Part(QRectF(at, top, long, line * 1.3), names.index(name), text))
            at += long
        shapes.append(Words(QRectF(at + line * 0.35, top, end, line * 1.3), say(row.total)))
        top += line * 1.75
    return shapes, top


def _key(names: Sequence[str], width: float, metrics: QFontMetricsF) -> tuple[list[Shape], float]:
    line, left, top = metrics.height(), 0.0, 0.0
    shapes: list[Shape] = []
    for series, name in enumerate(names):
        long = line * 1.2 + metrics.horizontalAdvance(name)
        if left and left + long > width:
            left, top = 0.0, top + line * 1.4
        shapes.append(Part(QRectF(left, top + line * 0.15, line * 0.8, line * 0.8), series))
        shapes.append(Words(QRectF(left + line * 1.1, top, long, line * 1.1), name))
        left += long + line
    return shapes, top + line * 1.9


class BarChart(TurningChart):
    """A titled chart that turns into a table at the press of a button; the title is what a screen reader says.

    `say` writes a value with its unit, for example "90 minutes".
    """

    def __init__(self, title: str, say: Callable[[float], str] = "{:g}".format, parent: QWidget | None = None) -> None:
        self.canvas = _Canvas(title, say)
        super().__init__(title, self.canvas, parent)
        self._say = say
        self.table: RecordTable[BarRow] | None = None

    def show_rows(self, rows: Sequence[tuple[str, Sequence[tuple[str, float]]]]) -> None:
        """Draw a bar for each (label, [(name, value)]); values are not negative, labels differ."""
        bars = [BarRow(label, tuple(parts)) for label, parts in rows]
        fresh = self.table is None or series_of(bars) != series_of(self.canvas.rows)
        self.canvas.show_rows(bars)
        if fresh:
            self._make_table(series_of(bars))
        assert self.table is not None
        self.table.show_rows(bars)

    def _make_table(self, names: Sequence[str]) -> None:
        shown = self.stack.currentIndex()
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
        columns = [Column[BarRow]("", lambda row: row.label, wide=True)]
        right = Qt.AlignmentFlag.AlignRight
        for name in names:
            columns.append(Column(name, self._value_of(name), partial(_value, name), right))
        if len(names) > 1:
            columns.append(Column("Total", lambda row: self._say(row.total), lambda row: row.total, right))
        self.table = RecordTable(columns, self._sentence, f"{self._title}, as a table")
        self.stack.addWidget(self.table)
        self.stack.setCurrentIndex(shown)

    def _value_of(self, name: str) -> Callable[[BarRow], str]:
        return lambda row: self._say(_value(name, row))

    def _sentence(self, row: BarRow) -> str:
        parts = ", ".join(f"{name} {self._say(value)}" for name, value in row.parts)
        return f"{row.label}: {parts}."


class _Canvas(QWidget):
    def __init__(self, title: str, say: Callable[[float], str]) -> None:
        super().__init__()
        self._say = say
        self.rows: list[BarRow] = []
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_rows(self, rows: list[BarRow]) -> None:
        self.rows = rows
        self.setAccessibleDescription("; ".join(f"{row.label} {self._say(row.total)}" for row in rows))
        self._fit()

    def shapes(self) -> tuple[list[Shape], float]:
        return lay_out(self.rows, self.width(), QFontMetricsF(self.font()), self._say)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 28, round(self.shapes()[1]))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        middle = Qt.AlignmentFlag.AlignVCenter
        for shape in self.shapes()[0]:
            if isinstance(shape, Words):
                painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
                painter.drawText(shape.area, shape.align | middle, shape.text)
                continue
            ink, ground = (QColor(value) for value in colours.series[shape.series % len(colours.series)])
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.setBrush(ground)
            painter.drawRect(shape.area.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(ink)
            painter.drawText(shape.area, Qt.AlignmentFlag.AlignHCenter | middle, shape.text)

    def _fit(self) -> None:
        self.setMinimumHeight(round(self.shapes()[1]))
        self.update()


def _value(name: str, row: BarRow) -> float:
    return sum(value for part, value in row.parts if part == name)
