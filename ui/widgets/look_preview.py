"""How the head of a report will look: a strip of paper with a region's name or logo, and words in its colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from peer_challenge.reports.look import PLAIN, Look
from peer_challenge.reports.palette import RULE, WHITE

_LINES = 5.4  # the height of the strip, in lines of text


class LookPreview(QWidget):
    """Paints the head of a page; paper is white in every look of the window, as it is in print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look, self._logo = PLAIN, QPixmap()

    def show_look(self, look: Look) -> None:
        """Show another look, and say it in words for who cannot see it."""
        if look.logo != self._look.logo:
            self._logo = QPixmap()
            self._logo.loadFromData(look.logo)
        self._look = look
        head = look.logo_words if look.logo else look.name or "no name and no logo"
        self.setAccessibleName(f"Head of a report: {head}, headings in colour #{look.accent}")
        self.update()

    @property
    def look(self) -> Look:
        """What is shown now."""
        return self._look

    def sizeHint(self) -> QSize:
        """As high as a few lines of text, as wide as there is room."""
        line = self.fontMetrics().height()
        return QSize(line * 16, round(line * _LINES))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, head, a heading and white words on the colour."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paper, line = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.fontMetrics().height()
        painter.setPen(QPen(QColor(f"#{RULE}"), 1))
        painter.setBrush(QColor(f"#{WHITE}"))
        painter.drawRect(paper)
        inner = paper.adjusted(line * 0.7, line * 0.5, -line * 0.7, -line * 0.5)
        self._paint_head(painter, QRectF(inner.left(), inner.top(), inner.width(), line * 1.6))
        self._paint_words(painter, QRectF(inner.left(), inner.bottom() - line * 1.6, inner.width(), line * 1.6))

    def _paint_head(self, painter: QPainter, room: QRectF) -> None:
        if not self._logo.isNull():
            scale = min(room.width() / self._logo.width(), room.height() / self._logo.height())
            size = (self._logo.width() * scale, self._logo.height() * scale)
            painter.drawPixmap(QRectF(room.right() - size[0], room.top(), *size), self._logo, QRectF(self._logo.rect()))
        elif self._look.name:
            painter.setPen(QColor(f"#{self._look.accent}"))
            name = self.fontMetrics().elidedText(self._look.name, Qt.TextElideMode.ElideRight, round(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(f"#{self._look.accent}"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, left, "Strengths")
        bar = QRectF(room.center().x(), room.top(), room.width() / 2, room.height())
        painter.fillRect(bar, QColor(f"#{self._look.accent}"))
        painter.setPen(QColor(f"#{WHITE}"))
        painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, "12")
