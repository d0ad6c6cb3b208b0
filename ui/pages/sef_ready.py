"""Before a self-evaluation is shared: the ready check, and the QA read by another authority."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.services import qa_reads
from peer_challenge.services.qa_reads import QaReadRow
from peer_challenge.services.sef_more import SefMore
from peer_challenge.services.sef_ready import ReadyRow, Weight
from peer_challenge.services.sef_views import SefView
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import CheckEditor, TextEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import Section, plain_label
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_ICONS = {Weight.STOP: ("problem", Tone.BAD), Weight.LOOK: ("warning", Tone.WARNING), Weight.COULD: ("info", Tone.INFO)}


class ReadyPart(QWidget):
    """Shows what to look at before sharing. `line_wanted` carries the line a remark is about."""

    line_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: SefView | None = None
        self.summary = plain_label()
        self.remarks: RecordList[ReadyRow] = RecordList(
            Face(lambda row: row.words, lambda row: row.place, lambda row: icon(*_ICONS[row.weight])),
            lambda row: row.sentence,
            "Before sharing",
            most_lines=8,
        )
        self.remarks.setAccessibleDescription("Enter goes to the line")
        self.remarks.row_activated.connect(self._on_row)
        self.reads: RecordList[QaReadRow] = RecordList(
            Face(lambda row: row.words, lambda row: row.read.comments), lambda row: row.words, "QA reads", most_lines=6
        )
        self.reads.current_changed.connect(lambda _row: self._show_buttons())
        self.ask = QPushButton(icon("person"), "Ask for a QA read…")
        self.give = QPushButton(icon("note"), "Comments came back…")
        self.reader = PickEditor()
        self.asking = EntryForm([Field("QA lead of", "reader", self.reader)], "Ask")
        self.answering = EntryForm(
            [
                Field("What the QA lead said", "comments", TextEditor(3, 10)),
                Field("Then", "give_back", CheckEditor("Return the SEF to its authority, if it was sent already")),
            ],
            "Keep comments",
        )
        self._connect()
        self._lay_out()

    def show_view(self, view: SefView, more: SefMore) -> None:
        """Show a SEF's remarks and reads."""
        self._view = view
        self.summary.setText(more.ready.summary)
        self.remarks.show_rows(more.ready.rows)
        self.remarks.setVisible(bool(more.ready.rows))
        self._fit(self.remarks, len(more.ready.rows), 20)
        self.reads.show_rows(more.reads)
        self.reads.setVisible(bool(more.reads))
        self._fit(self.reads, len(more.reads), 10)
        if more.reads and self.reads.current_row() is None:
            self.reads.select(more.reads[0].id)
        self.reader.offer([(each.id, each.name) for each in more.readers])
        self._show_buttons()

    def _fit(self, rows: QWidget, count: int, most: int) -> None:
        rows.setMinimumHeight(self.fontMetrics().height() * min(most, 3 * count + 1))

    def _show_buttons(self) -> None:
        row = self.reads.current_row()
        self.give.setVisible(row is not None and row.read.returned_on is None)

    def _on_row(self, row: ReadyRow | None) -> None:
        if row is not None and row.line is not None:
            self.line_wanted.emit(row.line)

    def _start(self, form: EntryForm) -> None:
        for each in (self.asking, self.answering):
            each.hide()
        form.clear()
        form.start()

    def _on_asked(self, values: dict[str, Any]) -> None:
        assert self._view is not None
        reader: UUID | None = values["reader"]
        if reader is None:
            self.asking.show_problem("Choose the authority whose QA lead reads it.")
        elif self.asking.send(self._workspace, None, qa_reads.ask_for_qa_read, self._view.id, reader):
            self._close(self.asking)

    def _on_answered(self, values: dict[str, Any]) -> None:
        row = self.reads.current_row()
        if row is not None and self.answering.send(self._workspace, None, qa_reads.return_qa_read, row.id, **values):
            self._close(self.answering)

    def _close(self, form: EntryForm) -> None:
        form.hide()
        self.ask.setFocus()

    def _connect(self) -> None:
        self.ask.clicked.connect(lambda: self._start(self.asking))
        self.give.clicked.connect(lambda: self._start(self.answering))
        self.asking.entered.connect(self._on_asked)
        self.answering.entered.connect(self._on_answered)
        for form in (self.asking, self.answering):
            form.left.connect(form.hide)
            form.hide()

    def _lay_out(self) -> None:
        ready = Section("Ready to share?", "Nothing beyond a paper, or one paragraph a line, is ever needed.")
        ready.body.addWidget(self.summary)
        ready.body.addWidget(self.remarks)
        read = Section("QA read", "The QA lead of another authority may read it before the group does.")
        read.body.addWidget(self.reads)
        read.body.addWidget(flow_row([self.ask, self.give]))
        read.body.addWidget(self.asking)
        read.body.addWidget(self.answering)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height())
        column.addWidget(ready)
        column.addWidget(read)
        column.addStretch(1)
