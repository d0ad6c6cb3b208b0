"""The screens of the Triads page, one in front at a time, and the line below them that says what happened."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QWidget

from ui.widgets.labels import announce


class Screens(QStackedWidget):
    """Takes the room that the screen in front needs, not the one that needs most."""

    def __init__(self, screens: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = tuple(screens)
        for screen in self._screens:
            self.addWidget(screen)
        self.currentChanged.connect(self._fit)
        self._fit(0)

    def _fit(self, current: int) -> None:
        for at, screen in enumerate(self._screens):
            wanted = QSizePolicy.Policy.Expanding if at == current else QSizePolicy.Policy.Ignored
            screen.setSizePolicy(wanted, wanted)


class NewsLine(QLabel):
    """What happened last, in plain words; without any it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setAccessibleName("What happened last")
        self.hide()

    def show_words(self, words: str) -> None:
        """Show words without having them spoken."""
        self.setText(words)
        self.setVisible(bool(words))

    def say(self, words: str) -> None:
        """Show words, and have a screen reader say them."""
        self.show_words(words)
        announce(self, words)
