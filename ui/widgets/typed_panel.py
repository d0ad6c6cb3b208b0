"""Groups typed or pasted as given, in place above the board."""

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.labels import plain_label
from ui.widgets.scrolled import bring_into_view
from ui.widgets.texts import TextBox
from ui.workspace import Workspace

_DRAFT_AFTER_MILLISECONDS = 1000


class TypedPanel(QWidget):
    """Groups typed or pasted, one a line; `given` carries the text, which is kept as a draft until it is used."""

    given = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft_key = ""
        self._workspace = workspace
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_DRAFT_AFTER_MILLISECONDS)
        self._wait.timeout.connect(self.keep)
        self.text = TextBox(least=4, most=9, asks_for="authorities")
        self.text.setAccessibleName("Groups, one a line")
        self.text.setPlaceholderText("Kent, Slough, Reading\nMedway, Surrey, West Berkshire")
        self.text.edited_by_person.connect(lambda _text: self._wait.start())
        self.text.left.connect(self.keep)
        self.use_button = QPushButton("Use these groups")
        self.use_button.setDefault(True)
        self.use_button.clicked.connect(lambda: self.given.emit(self.text.toPlainText()))
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self.close_panel)
        hint = "One group a line, with commas between its authorities. They replace every group that is not locked."
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain_label(hint, muted=True))
        column.addWidget(self.text)
        acts = QHBoxLayout()
        acts.addWidget(self.use_button)
        acts.addWidget(self.cancel_button)
        acts.addStretch(1)
        column.addLayout(acts)
        self.hide()

    def open_panel(self, plan: UUID | None) -> None:
        """Show the panel with what was typed for this plan before."""
        if plan is not None:
            self.draft_key = f"type-groups:{plan}"
            self.text.fill(self._workspace.draft(self.draft_key))
            self.show()
            self.text.setFocus()
            bring_into_view(self)

    def close_panel(self) -> None:
        """Put it away; unused text is kept as a draft."""
        self.keep()
        self.hide()

    def forget(self) -> None:
        """Put it away after its text was used."""
        self._wait.stop()
        self.text.fill("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        self._wait.stop()
        if self.draft_key and self.text.toPlainText() != self._workspace.draft(self.draft_key):
            self._workspace.keep_draft(self.draft_key, self.text.toPlainText())
