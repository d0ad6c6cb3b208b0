"""Two things asked in place above the board: groups to type in, and the exception agreed where a rule is broken."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.colours import Tone
from ui.widgets.labels import Sign, plain_label
from ui.widgets.texts import LineBox, TextBox
from ui.workspace import Workspace

_DRAFT_AFTER_MILLISECONDS = 1000


class InPlace(QWidget):
    """A part that opens below the bar and closes on Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self.close_panel)
        self.hide()

    def close_panel(self) -> None:
        """Put it away; what was typed stays until the next time."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)


class TypedPanel(InPlace):
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
        self.text = TextBox(least=4, most=9)
        self.text.setAccessibleName("Groups, one a line")
        self.text.setPlaceholderText("Kent, Slough, Reading\nMedway, Surrey, West Berkshire")
        self.text.edited_by_person.connect(lambda _text: self._wait.start())
        self.text.left.connect(self.keep)
        self.use_button = QPushButton("Use these groups")
        self.use_button.setDefault(True)
        self.use_button.clicked.connect(lambda: self.given.emit(self.text.toPlainText()))
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

    def open_panel(self, plan: UUID | None) -> None:
        """Show the panel with what was typed for this plan before."""
        if plan is not None:
            self.draft_key = f"type-groups:{plan}"
            self.text.fill(self._workspace.draft(self.draft_key))
            self.show()
            self.text.setFocus()

    def close_panel(self) -> None:
        """Put it away; unused text is kept as a draft."""
        self.keep()
        super().close_panel()

    def forget(self) -> None:
        """Put it away after its text was used."""
        self._wait.stop()
        self.text.fill("")
        self.hide()

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        self._wait.stop()
        if self.draft_key and self.text.toPlainText() != self._workspace.draft(self.draft_key):
            self._workspace.keep_draft(self.draft_key, self.text.toPlainText())


class ExceptionPanel(InPlace):
    """Asks which exception was agreed where rules are broken; `given` carries the words."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._broken = plain_label()
        self.words = LineBox()
        self.words.setAccessibleName("Exception agreed: why, and by whom")
        self.words.setPlaceholderText("Why it is right all the same, and who agreed")
        self.words.returnPressed.connect(self._give)
        self.settle_button = QPushButton("Settle with this exception")
        self.settle_button.clicked.connect(self._give)
        self.words.textEdited.connect(lambda text: self.settle_button.setEnabled(bool(text.strip())))
        head = QHBoxLayout()
        head.addWidget(Sign("warning", Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._broken, 1)
        acts = QHBoxLayout()
        acts.addWidget(self.words, 1)
        acts.addWidget(self.settle_button)
        acts.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(acts)

    def open_panel(self, broken: Sequence[str]) -> None:
        """Show which rules are broken and ask."""
        count = "A rule is" if len(broken) == 1 else f"{len(broken)} rules are"
        self._broken.setText(
            f"{count} broken: {'; '.join(broken)}. Move an authority, or write which exception was agreed. "
            "Only the coordinator can read it."
        )
        self.settle_button.setEnabled(bool(self.words.text().strip()))
        self.show()
        self.words.setFocus()

    def _give(self) -> None:
        if self.words.text().strip():
            self.given.emit(self.words.text())
