"""Things to tick off: each with words that wrap, ticked by Space or a click anywhere on the line."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.labels import plain_label


@dataclass(frozen=True)
class Tick:
    """One line: its words, what explains them, and whether it is ticked."""

    id: Hashable
    words: str
    detail: str = ""
    ticked: bool = False

    @property
    def sentence(self) -> str:
        """What a screen reader says before “ticked” or “not ticked”."""
        return f"{self.words}, {self.detail}" if self.detail else self.words


class TickList(QWidget):
    """Shows lines; `ticked(id, on)` is a person's tick. Lines that stay keep the keyboard when others come or go.

    `across` is how many stand side by side where there is room for them.
    """

    ticked = Signal(object, bool)

    def __init__(self, name: str, across: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._across = across
        self._lines: dict[Hashable, _TickLine] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def show_ticks(self, ticks: Iterable[Tick]) -> None:
        """Become `ticks` in their order; filling raises no signal."""
        wanted = {tick.id: tick for tick in ticks}
        for gone in [each for each in self._lines if each not in wanted]:
            line = self._lines.pop(gone)
            self._grid.removeWidget(line)
            line.hide()
            line.deleteLater()
        for tick in wanted.values():
            line = self._lines.get(tick.id) or self._make(tick.id)
            self._lines[tick.id] = self._lines.pop(tick.id)  # so that the order is that of `ticks`
            line.show_tick(tick)
        self._arrange()

    def box(self, id: Hashable) -> QCheckBox:
        """Return the box of a line, for focus and tests."""
        return self._lines[id].box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as the width allows."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        room = self.width() // (self.fontMetrics().height() * 16)
        across = max(1, min(self._across, room))
        for place, line in enumerate(self._lines.values()):
            self._grid.addWidget(line, place // across, place % across, Qt.AlignmentFlag.AlignTop)
        for column in range(self._across):
            self._grid.setColumnStretch(column, int(column < across))

    def _make(self, id: Hashable) -> "_TickLine":
        line = _TickLine()
        line.box.clicked.connect(lambda on: self.ticked.emit(id, on))
        self._lines[id] = line
        return line


class _TickLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        self._words = plain_label()
        self._detail = plain_label(muted=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, self.fontMetrics().height() // 4, 0, self.fontMetrics().height() // 4)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_tick(self, tick: Tick) -> None:
        self.box.setChecked(tick.ticked)
        self.box.setAccessibleName(tick.sentence)
        self._words.setText(tick.words)
        self._detail.setText(tick.detail)
        self._detail.setVisible(bool(tick.detail))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click on the words for a click on the box."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
