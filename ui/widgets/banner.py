"""Lines in place that say what happened, until they are read."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.colours import Tone, colours_of
from ui.icons import icon
from ui.widgets.labels import Sign, announce, plain_label

# The words of a button and what it does.
Offer = tuple[str, Callable[[], None]]
_MOST = 3
_SAID = {Tone.INFO: "", Tone.GOOD: "", Tone.NEUTRAL: "", Tone.WARNING: "Warning: ", Tone.BAD: "Problem: "}


class Banner(QWidget):
    """One sentence with its icon, a button that dismisses it, and perhaps one that does something about it."""

    dismissed = Signal()

    def __init__(
        self,
        sentence: str,
        tone: Tone,
        offer: Offer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sentence, self.tone = sentence, tone
        self._words = plain_label(sentence)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setIcon(icon("close", tone))
        close.setAutoRaise(True)
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.setAccessibleName(f"Dismiss: {sentence}")
        close.setToolTip("Dismiss (Esc)")
        close.clicked.connect(self.dismissed)
        line = QHBoxLayout(self)
        line.addWidget(Sign(tone.icon_name, tone))
        line.addWidget(self._words, 1)
        if offer:
            button = QPushButton(offer[0])
            button.setAccessibleDescription(sentence)
            button.clicked.connect(offer[1])
            button.clicked.connect(self.dismissed)
            line.addWidget(button)
        line.addWidget(close)
        self._ink()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc dismisses."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the tone's ink in another look."""
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._ink()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tone's ground and an edge at its side."""
        ink, ground = (QColor(value) for value in colours_of(self.palette()).tones[self.tone])
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground)
        painter.fillRect(QRectF(0, 0, 4, self.height()), ink)

    def _ink(self) -> None:
        palette = self._words.palette()
        palette.setColor(
            QPalette.ColorRole.WindowText, QColor(colours_of(QGuiApplication.palette()).tones[self.tone][0])
        )
        self._words.setPalette(palette)


class BannerBar(QWidget):
    """The latest few sentences, newest first; takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._banners: list[Banner] = []
        self.hide()

    @property
    def banners(self) -> list[Banner]:
        """What is shown, newest first."""
        return list(self._banners)

    def say(self, sentence: str, tone: Tone, offer: Offer | None = None) -> Banner:
        """Show a sentence and have it read out; the same sentence twice stands once."""
        for old in self.banners:
            if old.sentence == sentence:
                self._drop(old)
        banner = Banner(sentence, tone, offer)
        banner.dismissed.connect(lambda: self._drop(banner))
        self._column.insertWidget(0, banner)
        self._banners.insert(0, banner)
        for old in self.banners[_MOST:]:
            self._drop(old)
        self.show()
        announce(self, _SAID[tone] + sentence)
        return banner

    def say_alone(self, sentence: str, tone: Tone) -> None:
        """Show a sentence in place of all that were said before."""
        self.clear()
        self.say(sentence, tone)

    def clear(self, tone: Tone | None = None) -> None:
        """Take every sentence away, or those of one tone."""
        for banner in self.banners:
            if tone in {None, banner.tone}:
                self._drop(banner)

    def _drop(self, banner: Banner) -> None:
        if banner not in self._banners:
            return
        self._banners.remove(banner)
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self.setVisible(bool(self._banners))
