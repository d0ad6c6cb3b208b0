"""One framework: its questions to read, or to change where no round holds it fast."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.records import Framework
from peer_challenge.services.frameworks import (
    FrameworkView,
    add_line,
    copy_framework,
    edit_framework,
    remove_framework,
)
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import CheckEditor, LineEditor, TextEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Chip, Heading, plain_label
from ui.widgets.line_section import LineSection
from ui.widgets.record_form import Field
from ui.workspace import Workspace


class FrameworkPart(QWidget):
    """`copied` carries the id of a copy just made."""

    copied = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._view: FrameworkView | None = None
        self._seen = 0
        self.heading = Heading(level=1)
        self.chip = Chip("")
        self.purpose = plain_label(muted=True)
        self.copy = QPushButton(icon("copy"), "Copy to change…")
        self.remove = QPushButton(icon("remove"), "Remove these questions")
        self.copy_entry = EntryForm([Field("Title of the copy", "title", LineEditor())], "Make the copy")
        self.facts = KeptForm(
            workspace,
            [
                Field("Title", "title", LineEditor()),
                Field("Purpose", "purpose", TextEditor(least_lines=2)),
                Field("One kind of source", "one_source_asks", CheckEditor("A point that rests on one only asks")),
            ],
            edit_framework,
            "framework",
        )
        self.add = QPushButton(icon("add"), "Add a question")
        self.line_entry = EntryForm(
            [Field("Question", "question", LineEditor()), Field("Short name", "short", LineEditor())], "Add question"
        )
        self.lines: dict[UUID, LineSection] = {}
        self._lay_out()
        self._connect()

    def show_view(self, view: FrameworkView, seen: int) -> None:
        """Show a framework as read at `seen`."""
        if self._view is None or self._view.id != view.id:
            self._close_entries()
        self._view, self._seen = view, seen
        fixed = bool(view.fixed_because)
        self.heading.setText(view.title)
        self.chip.say(*_standing(view))
        self.purpose.setText(_about(view))
        self.purpose.setVisible(fixed)
        for part in (self.facts, self.remove):
            part.setVisible(not fixed)
        self.add.setVisible(not fixed and self.line_entry.isHidden())
        if not fixed:
            self.facts.show_kept(view.framework, seen)
        self._show_lines(view, seen)

    def _show_lines(self, view: FrameworkView, seen: int) -> None:
        """Keep the section of each line whose number stays, so that what is typed in it stays too."""
        fixed = bool(view.fixed_because)
        before, self.lines = self.lines, {}
        for number, each in enumerate(view.lines, 1):
            section = before.get(each.id)
            if section is None or (section.number, section.fixed) != (number, fixed):
                section = LineSection(self._workspace, number, fixed=fixed)
            else:
                del before[each.id]
            self.lines[each.id] = section
            self._lines_column.insertWidget(number - 1, section)
            section.show_line(each, seen)
        for gone in before.values():
            gone.hide()
            gone.deleteLater()

    def _lay_out(self) -> None:
        self._lines_column = QVBoxLayout()
        self._lines_column.setSpacing(self.fontMetrics().height())
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() * 3 // 4)
        column.addWidget(self.heading)
        column.addWidget(flow_row((self.chip, self.copy, self.remove)))
        for part in (self.copy_entry, self.purpose, self.facts):
            column.addWidget(part)
        column.addLayout(self._lines_column)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.line_entry)
        column.addStretch(1)
        self._close_entries()

    def _connect(self) -> None:
        self.copy.clicked.connect(self._open_copy)
        self.copy_entry.entered.connect(self._on_copy)
        self.copy_entry.left.connect(self._close_entries)
        self.remove.clicked.connect(self._on_remove)
        self.add.clicked.connect(self._open_line)
        self.line_entry.entered.connect(self._on_line)
        self.line_entry.left.connect(self._close_entries)

    def _close_entries(self) -> None:
        for form in (self.copy_entry, self.line_entry):
            form.hide()
            form.clear()
        self.copy.show()
        self.add.setVisible(self._view is not None and not self._view.fixed_because)

    def _open_copy(self) -> None:
        assert self._view is not None
        self._close_entries()
        self.copy.hide()
        self.copy_entry.fill("title", f"{self._view.title}, our copy")
        self.copy_entry.start()

    def _open_line(self) -> None:
        self._close_entries()
        self.add.hide()
        self.line_entry.start()

    def _on_copy(self, values: dict[str, object]) -> None:
        assert self._view is not None
        applied = self.copy_entry.send(self._workspace, self._seen, copy_framework, self._view.id, **values)
        if applied is not None:
            self._close_entries()
            self.copied.emit(next(iter(applied.touched[Framework])))

    def _on_line(self, values: dict[str, object]) -> None:
        assert self._view is not None
        if self.line_entry.send(self._workspace, self._seen, add_line, self._view.id, **values):
            self._close_entries()

    def _on_remove(self) -> None:
        assert self._view is not None
        self._workspace.do_seen(self._seen, remove_framework, self._view.id)


def _standing(view: FrameworkView) -> tuple[str, Tone]:
    if view.used_by:
        return f"Asked by {', '.join(view.used_by)}", Tone.INFO
    return ("Comes with the program", Tone.NEUTRAL) if view.fixed_because else ("Yours to change", Tone.GOOD)


def _about(view: FrameworkView) -> str:
    """Return what there is to say of a framework that cannot be changed."""
    rule = "A point that rests on one kind of source only asks." if view.framework.one_source_asks else ""
    return " ".join(filter(None, (view.framework.purpose, rule, view.fixed_because)))
