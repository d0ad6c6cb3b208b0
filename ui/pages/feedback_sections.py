"""The sections of a report: switched on and off, put in order, and worded the team's own way."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import ReportSection
from peer_challenge.jobs.report_sections import SectionRow, section_rows
from peer_challenge.services import report_sections
from ui.colours import Tone
from ui.widgets.editors import TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.record_list import Chip, Face, RecordList
from ui.workspace import Workspace

_HINT = "Findings, asks and next steps are worded where they were written. Here is what stands before them."


class SectionsPart(QWidget):
    """The list of sections, and below it the wording of the one chosen; leaving the box keeps what was typed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._challenge: UUID | None = None
        self._row: SectionRow | None = None
        self._seen = 0
        self._closed = False
        face: Face[SectionRow] = Face(words=lambda row: row.id.words, chip=_chip)
        self.list = RecordList(face, lambda row: row.sentence, "Sections", most_lines=1)
        self.list.current_changed.connect(self._on_chosen)
        self.list.setMinimumHeight(self.fontMetrics().height() * 10)
        self.up, self.down = _button("Up", lambda: self._move(-1)), _button("Down", lambda: self._move(1))
        self.switch = _button("Leave out", self._switch)
        self.text = TextEditor(3, 8)
        self.text.box.setAccessibleName("Wording of the section")
        self.text.settled.connect(self.settle)
        self.back = _button("Bring generated wording back", self._bring_back)
        self.said = plain_label(_HINT, muted=True)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 20)
        column.addWidget(flow_row([self.up, self.down, self.switch]))
        column.addWidget(self.said)
        column.addWidget(self.text)
        column.addWidget(flow_row([self.back]))
        column.addStretch(1)

    def show_report(self, challenge: UUID, seen: int, *, closed: bool) -> None:
        """Show the sections of a report; `closed` says that nothing can be changed."""
        if challenge != self._challenge:
            self.settle()
            self._row = None
        self._challenge, self._seen, self._closed = challenge, seen, closed
        rows = self._workspace.ask(section_rows, challenge)
        self.list.show_rows(rows)
        if self.list.current_row() is None:
            self.list.select(rows[0].id)
        self.text.set_closed(closed)
        self._show_row(self.list.current_row())

    def settle(self) -> None:
        """Keep what was typed."""
        row, words = self._row, str(self.text.value())
        if row is not None and words not in (row.text, ""):
            self._do(report_sections.word_section, row.id, words, row.generated)

    def _on_chosen(self, row: SectionRow | None) -> None:
        self.settle()
        self._show_row(row)

    def _show_row(self, row: SectionRow | None) -> None:
        before, self._row = self._row, row
        if row is None:
            return
        if before is None or (before.id, before.text) != (row.id, row.text):
            self.text.fill(row.text)
        self.said.setText(_HINT)
        self.switch.setText("Leave out" if row.shown else "Print it")
        moves = row.shown and row.id is not ReportSection.OPENING
        for each, can in ((self.up, moves), (self.down, moves), (self.switch, True), (self.back, row.own)):
            each.setEnabled(can and not self._closed)

    def _move(self, steps: int) -> None:
        if self._row is not None:
            self._do(report_sections.move_section, self._row.id, steps)

    def _switch(self) -> None:
        if self._row is not None:
            self._do(report_sections.show_section, self._row.id, not self._row.shown)

    def _bring_back(self) -> None:
        if self._row is not None:
            self._do(report_sections.word_section, self._row.id, "", self._row.generated)

    def _do(self, act: Callable[..., ChangeSet], *args: object) -> None:
        if self._challenge is not None:
            with self._workspace.answering(self._say):
                self._workspace.do_seen(self._seen, act, self._challenge, *args)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self.said, words)


def _chip(row: SectionRow) -> Chip | None:
    if not row.shown:
        return "Left out", Tone.NEUTRAL
    return ("Own wording", Tone.INFO) if row.own else None


def _button(text: str, clicked: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(clicked)
    return button
