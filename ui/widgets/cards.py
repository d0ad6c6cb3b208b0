"""Buttons with more than a word on them: a figure of the round, and a choice that explains itself."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import icon
from ui.painting import focus_edge, surface

_Role = QPalette.ColorRole
_Align = Qt.AlignmentFlag


class Card(QAbstractButton):
    """A raised surface that can be pressed; a subclass says how large it is and what is painted on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface, what stands on it, and the edge of what has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.isDown() or (self.underMouse() and self.isEnabled())
        ground = self.palette().color(_Role.AlternateBase if over else _Role.Base)
        edge = QColor(self.palette().color(_Role.Mid if over else _Role.Midlight))
        surface(painter, self.rect(), ground, QPen(edge, 1.0), 4.0)
        self.paint_words(painter)
        if self.hasFocus():
            focus_edge(painter, self.rect(), self.palette())

    def paint_words(self, painter: QPainter) -> None:
        """Paint what stands on the card."""
        raise NotImplementedError

    def scaled_font(self, times: float, *, bold: bool = False) -> QFont:
        """Return the card's font, larger and perhaps bold."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * times)
        font.setBold(bold)
        return font


class FigureCard(Card):
    """A figure with its name, of how many, and a bar for the share of the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._figure, self._of, self._share = "", "", "", 0.0

    def show_figure(self, title: str, figure: str, of: str, share: float) -> None:
        """Show a figure; `share` runs from 0 to 1."""
        self._title, self._figure, self._of, self._share = title, figure, of, share
        self.setAccessibleName(f"{title}: {figure} {of}")
        self.setToolTip(f"{title}: {figure} {of}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the figure over its name."""
        line = self.fontMetrics().height()
        figure = QFontMetrics(self.scaled_font(1.7, bold=True)).horizontalAdvance(self._figure)
        of = self.fontMetrics().horizontalAdvance(f"  {self._of}")
        widest = max(figure + of, self.fontMetrics().horizontalAdvance(self._title))
        return QSize(widest + round(line * 1.6), round(line * 4.4))

    def paint_words(self, painter: QPainter) -> None:
        """Paint name, figure and bar."""
        line = self.fontMetrics().height()
        inner = QRectF(self.rect()).adjusted(line * 0.7, line * 0.55, -line * 0.7, -line * 0.7)
        palette = self.palette()
        painter.setPen(palette.color(_Role.PlaceholderText))
        painter.drawText(inner, _Align.AlignTop | _Align.AlignLeft, self._title)
        large = self.scaled_font(1.7, bold=True)
        width = QFontMetrics(large).horizontalAdvance(self._figure)
        below = inner.adjusted(0, line * 1.05, 0, -line * 0.25)
        painter.setFont(large)
        painter.setPen(palette.color(_Role.Text))
        painter.drawText(below, _Align.AlignVCenter | _Align.AlignLeft, self._figure)
        painter.setFont(self.font())
        painter.setPen(palette.color(_Role.PlaceholderText))
        painter.drawText(below.adjusted(width + line * 0.4, line * 0.3, 0, 0), _Align.AlignVCenter, self._of)
        bar = QRectF(inner.left(), inner.bottom(), inner.width(), max(3.0, line * 0.2))
        surface(painter, bar, palette.color(_Role.Midlight), None, bar.height() / 2)
        if self._share > 0:
            filled = QRectF(bar.left(), bar.top(), max(bar.height(), bar.width() * min(1.0, self._share)), bar.height())
            surface(painter, filled, palette.color(_Role.Accent), None, bar.height() / 2)


class ChoiceCard(Card):
    """A large choice: an icon, what it does, and a line that explains."""

    def __init__(self, icon_name: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._hint = icon(icon_name), title, hint
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """A comfortable line's width, and the height its words then need."""
        width = self.fontMetrics().height() * 26
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen."""
        width = self.fontMetrics().height() * 14
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the wrapped words need."""
        line = self.fontMetrics().height()
        room = QRect(0, 0, width - round(line * 4.2), 10_000)
        title = QFontMetrics(self.scaled_font(1.15, bold=True)).boundingRect(
            room, int(Qt.TextFlag.TextWordWrap), self._title
        )
        hint = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._hint)
        return title.height() + hint.height() + round(line * 1.7)

    def paint_words(self, painter: QPainter) -> None:
        """Paint icon, title and hint."""
        line = self.fontMetrics().height()
        side = round(line * 1.6)
        self._icon.paint(painter, QRect(round(line * 0.9), (self.height() - side) // 2, side, side))
        room = self.rect().adjusted(round(line * 3.4), round(line * 0.8), -round(line * 0.8), -round(line * 0.6))
        wrapped = int(Qt.TextFlag.TextWordWrap)
        painter.setFont(self.scaled_font(1.15, bold=True))
        painter.setPen(self.palette().color(_Role.Text))
        painter.drawText(room, wrapped, self._title)
        used = painter.fontMetrics().boundingRect(room, wrapped, self._title).height()
        painter.setFont(self.font())
        painter.setPen(self.palette().color(_Role.PlaceholderText))
        painter.drawText(room.adjusted(0, used + line // 10, 0, 0), wrapped, self._hint)
