"""One line of enquiry with its prompts, to read or to change in place."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.services.frameworks import LineView, edit_line, remove_line
from ui.icons import icon
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, plain_label
from ui.widgets.list_editors import LinesEditor
from ui.widgets.record_form import Field
from ui.workspace import Workspace


@dataclass(frozen=True)
class _LineFacts:
    """A line as its form shows it: the prompts as texts, one a row of the box."""

    id: UUID
    question: str
    short: str
    prompts: tuple[str, ...]


class LineSection(QWidget):
    """`fixed` shows words; otherwise a form whose fields are acts."""

    def __init__(self, workspace: Workspace, *, fixed: bool) -> None:
        super().__init__()
        self.fixed = fixed
        self._workspace = workspace
        self._line: UUID | None = None
        self._seen = 0
        self.heading = Heading()
        self.prompts = plain_label()
        self.form: KeptForm | None = None
        self.remove = QPushButton(icon("remove"), "Remove question")
        self.remove.clicked.connect(self._on_remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if fixed:
            column.addWidget(self.heading)
            column.addWidget(self.prompts)
        self._column = column

    def show_line(self, number: int, view: LineView, seen: int) -> None:
        """Show a line of enquiry under its number, as read at `seen`."""
        self._line, self._seen = view.id, seen
        if self.fixed:
            self.heading.setText(f"{number}. {view.line.question}")
            self.prompts.setText("\n".join(f"•  {each.text}" for each in view.prompts))
            self.prompts.setVisible(bool(view.prompts))
            return
        if self.form is None:
            self._make_form(number)
        assert self.form is not None
        prompts = tuple(each.text for each in view.prompts)
        self.form.show_kept(_LineFacts(view.id, view.line.question, view.line.short, prompts), seen)

    def _make_form(self, number: int) -> None:
        fields = [
            Field(f"Question {number}", "question", TextEditor(least_lines=2)),
            Field(f"Short name of question {number}", "short", LineEditor(), "For narrow places."),
            Field(f"Prompts of question {number}", "prompts", LinesEditor(), "What might be explored; one a line."),
        ]
        self.form = KeptForm(self._workspace, fields, edit_line, "line")
        self.remove.setAccessibleName(f"Remove question {number}")
        self._column.addWidget(self.form)
        self._column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_remove(self) -> None:
        assert self._line is not None
        self._workspace.do_seen(self._seen, remove_line, self._line)
