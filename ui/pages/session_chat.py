"""Notes from the chat of a call: pasted, looked at before anything is added, and added in one act."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget

from peer_challenge.domain.days import count_of, in_a_row
from peer_challenge.services import notes
from peer_challenge.services.chat import ChatRead, read_chat
from peer_challenge.services.console import ConsoleView
from ui.icons import icon
from ui.pages.session_panels import Panel
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.workspace import Workspace

_EMPTY = "Copy lines in the chat of the call, then press Ctrl+Shift+V here. Each line becomes a note."


class ChatPanel(Panel):
    """Shows what the clipboard would add; Enter adds it all, Esc leaves it. `done` says that the panel can close."""

    done = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Notes from a chat", parent)
        self._workspace = workspace
        self._view: ConsoleView | None = None
        self._line: UUID | None = None
        self._read = ChatRead(lines=(), names=0, times=0, links=0)
        self.words = plain_label(_EMPTY, muted=True)
        self.preview = QListWidget()
        self.preview.setAccessibleName("Notes that will be added")
        self.preview.setWordWrap(True)
        self.preview.setFixedHeight(self.fontMetrics().height() * 7)
        self.add, self.leave = QPushButton(icon("add"), ""), QPushButton(icon("close"), "Leave it")
        for each in (self.words, self.preview, flow_row([self.add, self.leave])):
            self.body.addWidget(each)
        self.add.clicked.connect(self._on_add)
        self.leave.clicked.connect(self.done)

    def look(self, view: ConsoleView, line: UUID | None) -> None:
        """Show what the clipboard would add to a host's notes."""
        self._view, self._line = view, line
        known = [row.name for row in view.people if row.person]
        self._read = read = read_chat(QApplication.clipboard().text(), known)
        self.preview.clear()
        self.preview.addItems(read.lines)
        self.words.setText(_said(read, view.host_name) if read.lines else _nothing(read))
        self.preview.setVisible(bool(read.lines))
        self.add.setVisible(bool(read.lines))
        self.add.setText(f"Add {count_of(len(read.lines), 'note')}")
        self.updateGeometry()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        return self.add if self._read.lines else self.leave

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on any part adds; Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.leave.hasFocus():
            self._on_add()
        else:
            super().keyPressEvent(event)

    def _on_add(self) -> None:
        view = self._view
        if view is None or view.challenge is None or not self._read.lines:
            return
        at, where = self._workspace.now(), (view.session.id, view.challenge)
        if self._workspace.do(notes.add_chat, *where, self._read.lines, self._line, at) is not None:
            self.done.emit()


def _nothing(read: ChatRead) -> str:
    return f"There is nothing to add.{_left_out(read)} {_EMPTY}" if _left_out(read) else _EMPTY


def _left_out(read: ChatRead) -> str:
    counts = ((read.names, "name"), (read.times, "time"), (read.links, "link"))
    dropped = [count_of(number, word) for number, word in counts if number]
    return f" {in_a_row(dropped)} left out." if dropped else ""


def _said(read: ChatRead, host: str) -> str:
    start = f"{count_of(len(read.lines), 'plain note')} on {host}.{_left_out(read)}"
    return f"{start} Names inside what somebody wrote stay: look once."
