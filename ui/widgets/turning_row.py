"""Parts beside one another, which stand one above the other where there is no room for them."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


class TurningRow(QWidget):
    """`row` is laid out beside one another from a width of `least_in_lines` heights of a line of text.

    `fitted(narrow)` follows each time the room is shared out.
    """

    fitted = Signal(bool)

    def __init__(self, least_in_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.least_in_lines = least_in_lines
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)

    @property
    def narrow(self) -> bool:
        """Whether there is too little room."""
        return self.width() < self.fontMetrics().height() * self.least_in_lines

    def fit(self) -> None:
        """Share the room out as it is now."""
        narrow = self.narrow
        self.row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.fitted.emit(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new room."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room out again at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
