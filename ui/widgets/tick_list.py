"""Things to tick off: each with words that wrap, ticked by Space or a click anywhere on the line."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

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

    `across` is how many stand side by side where there is room for them. With `acts` each line has a menu of them:
    `act_wanted(id, act)` is a choice from it, or Enter for the first and Delete for the last at its box.
    """

    ticked = Signal(object, bool)
    act_wanted = Signal(object, str)

    def __init__(self, name: str, across: int = 1, parent: QWidget | None = None, *, acts: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._acts = acts
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

    def more(self, id: Hashable) -> QPushButton:
        """Return the button with the menu of a line."""
        return self._lines[id].more

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
        line = _TickLine(self._acts)
        line.box.clicked.connect(lambda on: self.ticked.emit(id, on))
        line.act_wanted.connect(lambda act: self.act_wanted.emit(id, act))
        self._lines[id] = line
        return line


class _TickLine(QWidget):
    act_wanted = Signal(str)

    def __init__(self, acts: Sequence[str]) -> None:
        super().__init__()
        self._acts = acts
        self.box = QCheckBox()
        self.more = QPushButton("More", self)
        self.more.setVisible(bool(acts))
        menu = QMenu(self.more)
        for act in acts:
            menu.addAction(act).triggered.connect(lambda _on=False, act=act: self.act_wanted.emit(act))
        self.more.setMenu(menu)
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
        if acts:
            row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
            self.box.setAccessibleDescription(f"Enter: {acts[0]}. Delete: {acts[-1]}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete at the box do the first and the last act."""
        if self._acts and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.act_wanted.emit(self._acts[0])
        elif self._acts and event.key() == Qt.Key.Key_Delete:
            self.act_wanted.emit(self._acts[-1])
        else:
            super().keyPressEvent(event)

    def show_tick(self, tick: Tick) -> None:
        self.box.setChecked(tick.ticked)
        self.box.setAccessibleName(tick.sentence)
        self.more.setAccessibleName(f"More for: {tick.words}")
        self._words.setText(tick.words)
        self._detail.setText(tick.detail)
        self._detail.setVisible(bool(tick.detail))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click on the words for a click on the box."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
