"""The documents of a self-evaluation: the paper an authority already has, and the evidence behind its statements."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import EvidenceKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services import attachments, sefs
from peer_challenge.services.sef_views import EvidenceRow, SefView
from ui.icons import icon
from ui.widgets.date_editor import DateEditor
from ui.widgets.drop_area import DropArea
from ui.widgets.editors import ChoiceEditor, LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Section, plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace

_FILTER = "Documents (*.pdf *.docx *.xlsx *.csv *.txt *.png *.jpg)"


class EvidencePanel(QWidget):
    """Shows and edits the documents and the evidence of one SEF.

    `form_offered` carries a Word or Excel file given as the SEF's paper: it may be a filled form.
    """

    form_offered = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: SefView | None = None
        self.document = plain_label()
        self.choose = _button("add", "Choose a document…", self._on_choose)
        self.save_document = _button("save", "Save a copy…", self._on_save_document)
        self.remove_document = _button("remove", "Take away", self._on_remove_document)
        self.table: RecordTable[EvidenceRow] = RecordTable(_COLUMNS, lambda row: row.sentence, "Evidence")
        self.hint = plain_label(muted=True)
        self.add = _button("add", "Add evidence", self._on_start)
        self.add_files = _button("add", "Add files…", self._on_add_files)
        self.entry = EntryForm(_fields(), "Add")
        self.form = KeptForm(workspace, _fields(), sefs.edit_evidence, "evidence")
        self.attach = _button("add", "Attach a file…", self._on_attach)
        self.save = _button("save", "Save a copy…", self._on_save)
        self.remove = _button("remove", "Remove evidence", self._on_remove)
        self.paper_area, self.evidence_area = DropArea(), DropArea()
        self._connect()
        self._lay_out()

    def show_view(self, view: SefView, seen: int) -> None:
        """Show a SEF's documents and evidence as read at `seen`."""
        self._view, self._seen = view, seen
        name = view.submission.document_name
        self.document.setText(name or "Drop the SEF you already have here, as it is. That alone is enough.")
        is_open = not view.closed
        self.evidence_area.open = is_open
        self.choose.setText("Choose another document…" if name else "Choose a document…")
        self.choose.setVisible(is_open)
        self.save_document.setVisible(bool(name))
        self.remove_document.setVisible(bool(name) and is_open)
        self.hint.setText(_HINT if is_open else "" if view.evidence else "No evidence was added.")
        self.hint.setVisible(bool(self.hint.text()))
        self.table.show_rows(view.evidence)
        self.table.setVisible(bool(view.evidence))
        for button in (self.add, self.add_files):
            button.setVisible(is_open)
        self._show_current(self.table.current_row())

    def _connect(self) -> None:
        self.save_document.setAccessibleName("Save a copy of the SEF document")
        self.remove_document.setAccessibleName("Take the SEF document away")
        self.save.setAccessibleName("Save a copy of the evidence")
        self.attach.setAccessibleName("Attach a file to the evidence")
        self.paper_area.dropped.connect(lambda paths: self._attach_document(paths[0]))
        self.evidence_area.dropped.connect(self._add_files)
        self.table.current_changed.connect(self._show_current)
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self.entry.hide)

    def _show_current(self, row: EvidenceRow | None) -> None:
        if self._view is None:
            return
        is_open = not self._view.closed
        self.form.setVisible(row is not None)
        if row is None:
            self.form.settle()
        else:
            self.form.show_kept(row.evidence, self._seen)
            self.form.set_closed(not is_open)
        self.attach.setVisible(row is not None and is_open)
        self.remove.setVisible(row is not None and is_open)
        self.save.setVisible(row is not None and bool(row.evidence.attachment))

    def _attach_document(self, path: Path) -> None:
        if path.suffix.lower() in {".docx", ".xlsx"}:
            self.form_offered.emit(path)
        elif self._view:
            self._workspace.do(sefs.attach_document, self._view.id, path)

    def _add_files(self, paths: Sequence[Path]) -> None:
        if self._view:
            self._workspace.do(sefs.add_evidence_files, self._view.id, paths)

    def _on_choose(self) -> None:
        for path in self._ask_files(several=False):
            self._attach_document(path)

    def _on_add_files(self) -> None:
        if paths := self._ask_files(several=True):
            self._add_files(paths)

    def _on_attach(self) -> None:
        row = self.table.current_row()
        for path in self._ask_files(several=False) if row else []:
            assert row is not None
            self._workspace.do(sefs.attach_file, row.id, path)

    def _on_remove_document(self) -> None:
        if self._view:
            self._workspace.do(sefs.remove_document, self._view.id)

    def _on_remove(self) -> None:
        if row := self.table.current_row():
            self._workspace.do(sefs.remove_evidence, row.id)

    def _on_save_document(self) -> None:
        if self._view:
            self._save_copy(self._view.submission.document, self._view.submission.document_name)

    def _on_save(self) -> None:
        if row := self.table.current_row():
            self._save_copy(row.evidence.attachment, row.evidence.file_name)

    def _save_copy(self, sha256: str, name: str) -> None:
        chosen = SAVE_PLACE.ask_file(self, "Save a copy", Path(name).name)
        if not chosen:
            return
        try:
            self._workspace.ask(attachments.save_copy, sha256, Path(chosen))
        except UserError as problem:
            self._workspace.failed.emit(problem.sentence)

    def _ask_files(self, *, several: bool) -> list[Path]:
        if several:
            return [Path(each) for each in QFileDialog.getOpenFileNames(self, "Add files", "", _FILTER)[0]]
        chosen = QFileDialog.getOpenFileName(self, "Choose a document", "", _FILTER)[0]
        return [Path(chosen)] if chosen else []

    def _on_start(self) -> None:
        self.entry.clear()
        self.entry.fill("kind", EvidenceKind.AUDIT)
        self.entry.start()

    def _on_entered(self, values: dict[str, Any]) -> None:
        assert self._view is not None
        if not str(values["title"]).strip():
            self.entry.show_problem("Give the evidence a title.")
            return
        if self._workspace.do(sefs.add_evidence, self._view.id, **values):
            self.entry.hide()
            self.add.setFocus()

    def _lay_out(self) -> None:
        paper = Section("The paper you already have")
        paper.body.addWidget(self.document)
        paper.body.addWidget(flow_row([self.choose, self.save_document, self.remove_document]))
        evidence = Section("Evidence")
        for part in (self.hint, self.table):
            evidence.body.addWidget(part)
        evidence.body.addWidget(flow_row([self.add, self.add_files]))
        evidence.body.addWidget(self.entry)
        evidence.body.addWidget(self.form)
        evidence.body.addWidget(flow_row([self.attach, self.save, self.remove]))
        self.entry.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for area, section in ((self.paper_area, paper), (self.evidence_area, evidence)):
            inside = QVBoxLayout(area)
            inside.addWidget(section)
            column.addWidget(area)
        column.addStretch(1)


_HINT = "Drop files here, or add what you point to without sending it. You could add some; none is needed."
_COLUMNS = [
    Column[EvidenceRow]("What", lambda row: row.evidence.title, wide=True),
    Column[EvidenceRow]("Kind", lambda row: row.evidence.kind.words),
    Column[EvidenceRow]("Date", lambda row: row.dated_words, lambda row: row.evidence.dated),
    Column[EvidenceRow]("Who holds it", lambda row: row.evidence.holder),
    Column[EvidenceRow]("File", lambda row: row.evidence.file_name),
]


def _fields() -> list[Field]:
    return [
        Field("What it is", "title", LineEditor()),
        Field("Kind", "kind", ChoiceEditor(EvidenceKind, none="")),
        Field("Date", "dated", DateEditor()),
        Field("Who holds it", "holder", LineEditor()),
    ]


def _button(icon_name: str, words: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(icon(icon_name), words)
    button.clicked.connect(lambda: act())
    return button
