"""The small window that stays on top beside a call: the very same notes and box, taken out of the page."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.pages.note_desk import NoteDesk
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label

_WIDE, _HIGH = 24, 17  # in lines of text


class SmallWindow(QWidget):
    """Holds the note desk while it is open; `closed` says that the desk goes back to the page.

    It has no owner, so that it stays when the main window is put away, and never keeps the program running.
    """

    closed = Signal()

    def __init__(self, desk: NoteDesk) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("Notes – Peer Challenge")
        self.setWindowIcon(icon("session"))
        self._desk = desk
        self._host = plain_label()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._host)

    def add_keys(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Let the page's keys work here, too."""
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def show_host(self, words: str) -> None:
        """Say whom a note is about now."""
        self._host.setText(words)

    def open(self) -> None:
        """Take the desk and come to the front."""
        self._column.addWidget(self._desk, 1)
        self._desk.set_small(True)
        self._fit()
        self.show()
        self.activateWindow()
        self._desk.entry.box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self.resize(QSize(line * _WIDE, line * _HIGH))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the desk back."""
        super().closeEvent(event)
        self._desk.set_small(False)
        self.closed.emit()


class DeskAway(QWidget):
    """Stands where the notes were while they are in the small window; `back` brings them back."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton(icon("undo"), "Bring the notes back")
        self.button.clicked.connect(self.back)
        words: QLabel = plain_label("Your notes are in the small window. F2 goes there.", muted=True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(flow_row([self.button]))
        column.addStretch(2)
