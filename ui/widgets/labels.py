"""Words on a page: plain labels, headings, chips and what an empty page says."""

import html

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.colours import Tone, colours_of
from ui.icons import icon

_HEADING_TIMES = {1: 1.5, 2: 1.2, 3: 1.0}
_SMALL_TIMES = 0.92


def plain_label(text: str = "", *, wrap: bool = True, muted: bool = False) -> QLabel:
    """Return a label that shows `text` as it is typed, never as markup; `muted` is for what explains."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setText(text)
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def plain_tip(text: str) -> str:
    """Return `text` for a tooltip so that Qt neither reads markup in it nor shows one endless line."""
    if len(text) < 80 and "<" not in text and "&" not in text:
        return text
    return f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>"


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words` without moving the keyboard."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class SizedLabel(QLabel):
    """Plain words `times` as large as the text, in proportion to it when the text size changes."""

    def __init__(self, text: str, times: float, *, bold: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times, self._bold = times, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when the application's font changes."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * self._times)
        font.setBold(self._bold)
        self.setFont(font)


class Heading(SizedLabel):
    """A heading; level 1 is the page's own."""

    def __init__(self, text: str = "", level: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(text, _HEADING_TIMES[level], bold=True, parent=parent)


class SmallLabel(SizedLabel):
    """Words a little smaller than the text; `muted` is for what explains."""

    def __init__(self, text: str = "", *, muted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, _SMALL_TIMES, parent=parent)
        if muted:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)


class Sign(QWidget):
    """An icon as high as a line of text, in a tone; what it says stands in words beside it."""

    def __init__(self, icon_name: str, tone: Tone | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(icon_name, tone)

    def show_icon(self, icon_name: str, tone: Tone | None = None) -> None:
        """Change the icon."""
        self._icon = icon(icon_name, tone)
        self.update()

    def sizeHint(self) -> QSize:
        """A square of the text's height."""
        side = round(self.fontMetrics().height() * 1.15)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the present palette."""
        self._icon.paint(QPainter(self), self.rect())


class Section(QWidget):
    """A heading, an optional line that explains, and below them whatever is added to `body`."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(title)
        self.body = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        if hint:
            column.addWidget(plain_label(hint, muted=True))
        column.addLayout(self.body, 1)


class Chip(QWidget):
    """A short status in a tone, always with its icon and its word."""

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon_name: str | None = None
        self.say(text, tone)

    @property
    def text(self) -> str:
        """The word on the chip."""
        return self._text

    def say(self, text: str, tone: Tone = Tone.NEUTRAL, icon_name: str | None = None) -> None:
        """Change word and tone; the icon is the tone's own unless one is named."""
        self._text, self._tone = text, tone
        self._icon_name = icon_name or tone.icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and word at the present text size."""
        return chip_size(self, self._text)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another text size."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and word in the tone's colours."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._tone, self.palette(), self._icon_name)


def chip_size(widget: QWidget, text: str) -> QSize:
    """Return the room a chip with `text` takes in a widget's font."""
    metrics = widget.fontMetrics()
    return QSize(metrics.horizontalAdvance(text) + round(metrics.height() * 2.1), round(metrics.height() * 1.45))


def paint_chip(
    painter: QPainter, area: QRectF, text: str, tone: Tone, palette: QPalette, icon_name: str | None = None
) -> None:
    """Paint a chip into `area`; for widgets and for delegates alike."""
    ink, ground = (QColor(value) for value in colours_of(palette).tones[tone])
    line = painter.fontMetrics().height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    same = ground == palette.color(QPalette.ColorRole.Window)
    painter.setPen(ink if same else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), line * 0.3, line * 0.3)
    left = area.left() + line * 0.4
    square = QRectF(left, area.center().y() - line * 0.45, line * 0.9, line * 0.9).toRect()
    icon(icon_name or tone.icon_name, tone).paint(painter, square)
    painter.setPen(ink)
    words = area.adjusted(line * 1.55, 0, -line * 0.2, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class EmptyState(QWidget):
    """What a page or list says while there is nothing in it: what is missing, what to do, and the button that does it.

    `asked` is the click; without `button` there is only the advice.
    """

    asked = Signal()

    def __init__(self, title: str, hint: str, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button: QPushButton | None = None
        column = QVBoxLayout(self)
        column.addStretch(2)
        for words in (Heading(title), plain_label(hint, muted=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        if button:
            self.button = QPushButton(button)
            self.button.setDefault(True)
            self.button.setAccessibleDescription(hint)
            self.button.clicked.connect(self.asked)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
