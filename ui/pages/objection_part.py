"""An objection: who would rather not sit with whom, and what was said, asked in place and kept to the coordinator."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.services.names import NameBook
from peer_challenge.services.objections import note_objection
from peer_challenge.services.plan_rules import Question, question_of
from ui.widgets.editors import LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.exception_form import PRIVATE
from ui.widgets.labels import plain_label
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.scrolled import bring_into_view
from ui.workspace import Workspace


class ObjectionPart(QWidget):
    """Opens above the board for a plan, with the authority known where the objection began at its card."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._question: Question | None = None
        self._seen = 0
        self._who = PickEditor()
        whom = LineEditor("Names with commas; empty: everyone in its group")
        self.entry = EntryForm(
            [
                Field("Who objects", "authority", self._who),
                Field("To sitting with", "against", whom),
                Field("What was said", "text", LineEditor()),
            ],
            "Keep objection",
        )
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self.close_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain_label(PRIVATE, muted=True))
        column.addWidget(self.entry)
        self.hide()

    def open_panel(self, plan: UUID, seen: int, who: UUID | None = None) -> None:
        """Ask for an objection to a plan as read at `seen`."""
        self._question, self._seen = self._workspace.ask(question_of, plan), seen
        self._who.offer((each.id, each.name) for each in self._question.authorities.values())
        self.show()
        self.entry.start()
        if who is not None:
            self.entry.fill("authority", who)
            self.entry.editor("against").setFocus()
        bring_into_view(self.entry)

    def close_panel(self) -> None:
        """Put it away, empty."""
        self.hide()
        self.entry.clear()

    def _on_entered(self, values: dict[str, object]) -> None:
        who = values["authority"]
        if self._question is None or who is None:
            self.entry.show_problem("Choose who objects.")
            return
        try:
            book = NameBook(self._question.authorities.values())
            others = [each.id for each in book.find_all(str(values["against"]))]
        except UserError as error:
            self.entry.show_problem(error.sentence)
            return
        plan, text = self._question.plan.id, values["text"]
        if self.entry.send(self._workspace, self._seen, note_objection, plan, who, others, text):
            self.close_panel()
