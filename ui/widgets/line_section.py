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
    """The line with this number in its framework: words where it is `fixed`, else a form whose fields are acts."""

    def __init__(self, workspace: Workspace, number: int, *, fixed: bool) -> None:
        super().__init__()
        self.number, self.fixed = number, fixed
        self._workspace = workspace
        self._line: UUID | None = None
        self._seen = 0
        self.heading, self.prompts = Heading(), plain_label()
        self.form = KeptForm(workspace, [] if fixed else _fields(number), edit_line, "line")
        self.remove = QPushButton(icon("remove"), "Remove question")
        self.remove.setAccessibleName(f"Remove question {number}")
        self.remove.clicked.connect(self._on_remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.heading, self.prompts, self.form):
            column.addWidget(part)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading.setVisible(fixed)
        self.form.setVisible(not fixed)
        self.remove.setVisible(not fixed)

    def show_line(self, view: LineView, seen: int) -> None:
        """Show a line of enquiry as read at `seen`."""
        self._line, self._seen = view.id, seen
        prompts = tuple(each.text for each in view.prompts)
        self.heading.setText(f"{self.number}. {view.line.question}")
        self.prompts.setText("\n".join(f"•  {each}" for each in prompts))
        self.prompts.setVisible(self.fixed and bool(prompts))
        if not self.fixed:
            self.form.show_kept(_LineFacts(view.id, view.line.question, view.line.short, prompts), seen)

    def _on_remove(self) -> None:
        assert self._line is not None
        self._workspace.do_seen(self._seen, remove_line, self._line)


def _fields(number: int) -> list[Field]:
    return [
        Field(f"Question {number}", "question", TextEditor(least_lines=2)),
        Field(f"Short name of question {number}", "short", LineEditor(), "For narrow places."),
        Field(f"Prompts of question {number}", "prompts", LinesEditor(), "What might be explored; one a line."),
    ]
