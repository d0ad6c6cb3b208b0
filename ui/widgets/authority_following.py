"""Who follows an authority that ends, and whom it follows itself: said in a sentence, named in place."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.services.successors import Following, name_successors
from ui.widgets.date_editor import DateEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.widgets.list_editors import NamesEditor
from ui.widgets.record_form import Field
from ui.workspace import Workspace

_STAYS = "Contacts and unfinished actions stay where they are; links go to those named, too."


class AuthorityFollowing(QWidget):
    """A line where there is something to say, and the form that names successors."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._authority: UUID | None = None
        self._seen = 0
        self._following = Following((), (), None, named=False)
        self.said = plain_label()
        self.name = QPushButton("Name successors…")
        self.name.setToolTip("Say who takes its place, and from which day")
        self.entry = EntryForm(_fields(), "Name successors")
        self._stays = plain_label(_STAYS, muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.said, flow_row((self.name,)), self.entry, self._stays):
            column.addWidget(part)
        self.name.clicked.connect(self._open)
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._close)
        self._close()

    def show_following(self, authority: UUID, following: Following, seen: int) -> None:
        """Show what is known of an authority as read at `seen`; a form open for another closes."""
        if authority != self._authority:
            self._close()
        self._authority, self._following, self._seen = authority, following, seen
        self.said.setText(" ".join(following.sentences))
        self.said.setVisible(bool(following.sentences))

    def _open(self) -> None:
        self.name.hide()
        self._stays.show()
        self.entry.fill("names", self._following.names)
        self.entry.fill("day", self._following.day)
        self.entry.start()

    def _close(self) -> None:
        self.entry.hide()
        self._stays.hide()
        self.entry.clear()
        self.name.show()

    def _on_entered(self, values: dict[str, Any]) -> None:
        names: Sequence[str] = values["names"]
        if self.entry.send(self._workspace, self._seen, name_successors, self._authority, names, values["day"]):
            self._close()
            self.name.setFocus()


def _fields() -> list[Field]:
    return [
        Field("Who follows", "names", NamesEditor("East Surrey, West Surrey"), "With commas between them."),
        Field("From", "day", DateEditor(), "The day from which they take its place."),
    ]
