"""A button with a line of words and what explains them below, both wrapped to the room there is."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.cards import Card

_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_LEAST_IN_LINES = 9


class WordButton(Card):
    """Says `words`, and `detail` below them."""

    def __init__(self, words: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.detail = words, detail
        self.setAccessibleName(f"{words}: {detail}" if detail else words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As narrow as it can be read, and the height its words then need."""
        width = self.fontMetrics().height() * _LEAST_IN_LINES
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Its height depends on the width it is given."""
        return QSize(self.fontMetrics().height() * _LEAST_IN_LINES, self.fontMetrics().height() * 2)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the wrapped words need."""
        return sum(self._heights(width)) + self.fontMetrics().height() * 3 // 4

    def paint_words(self, painter: QPainter) -> None:
        """Paint the words, and what explains them muted."""
        line = self.fontMetrics().height()
        words, detail = self._heights(self.width())
        room = QRect(line * 5 // 8, line * 3 // 8, self._room(self.width()), words)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(room, _WRAPPED, self.words)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(QRect(room.left(), room.bottom() + 1, room.width(), detail), _WRAPPED, self.detail)

    def _room(self, width: int) -> int:
        return width - self.fontMetrics().height() * 5 // 4

    def _heights(self, width: int) -> tuple[int, int]:
        room = QRect(0, 0, self._room(width), 10_000)
        metrics = self.fontMetrics()
        words = metrics.boundingRect(room, _WRAPPED, self.words).height()
        return words, metrics.boundingRect(room, _WRAPPED, self.detail).height() if self.detail else 0
