"""How much a wish matters: off, low, medium or high, with the number behind it to see and to change."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from ui.widgets.editors import CalmCombo

LEVELS = (("Off", 0), ("Low", 2), ("Medium", 5), ("High", 20))
"""What the levels are called, and the points against that choosing one gives to each wish that is not met."""

_ANOTHER = "Another number…"
_MEDIUM_FROM, _HIGH_FROM = 3, 10


def level_of(points: int) -> int:
    """Return which of the levels a number belongs to."""
    return (points > 0) + (points >= _MEDIUM_FROM) + (points >= _HIGH_FROM)


class CalmSpin(QSpinBox):
    """A number box that says once what a person has chosen; the wheel over it belongs to the page."""

    by_person = Signal()

    def __init__(self, spoken: str, most: int) -> None:
        super().__init__()
        self.setRange(0, most)
        self.setKeyboardTracking(False)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self.by_person)

    def stepBy(self, steps: int) -> None:
        """Step, and say so."""
        super().stepBy(steps)
        self.by_person.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ImportanceBox(QWidget):
    """`chosen(points)` comes when a person chooses a level or gives a number of their own, which asks for a box."""

    chosen = Signal(int)

    def __init__(self, wish: str, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = 0
        self.level = CalmCombo()
        self.level.setAccessibleName(f"Importance: {wish}")
        for words, _ in LEVELS:
            self.level.addItem(words)
        self.level.addItem(_ANOTHER)
        self.level.activated.connect(self._on_level)
        self.number = CalmSpin(f"Points against: {wish}", most)
        self.number.by_person.connect(lambda: self._say(self.number.value()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.level, 1)
        row.addWidget(self.number)
        self.number.hide()

    def show_points(self, points: int) -> None:
        """Show a number and its level; filling says nothing."""
        self._points = points
        self.number.setValue(points)
        mine = level_of(points)
        for at, (words, usual) in enumerate(LEVELS):
            number = points if at == mine else usual
            self.level.setItemText(at, f"{words}, {number}" if number else words)
        self.level.setCurrentIndex(mine)

    def _on_level(self, at: int) -> None:
        if at < len(LEVELS):
            self._say(self._points if at == level_of(self._points) else LEVELS[at][1])
        else:
            self.level.setCurrentIndex(level_of(self._points))
            self.number.show()
            self.number.setFocus()
            self.number.selectAll()

    def _say(self, points: int) -> None:
        if points != self._points:
            self.chosen.emit(points)
