"""The Feedback page: where each report stands, and the very pages its host will receive."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Authority,
    Challenge,
    Duty,
    Finding,
    FindingLink,
    Group,
    Record,
    ReportIssue,
    Round,
    Session,
    Submission,
)
from peer_challenge.jobs import reports
from peer_challenge.services.report_life import ReportRow, move_report_on, new_version, report_rows
from ui.colours import Tone
from ui.pages.page import Page
from ui.widgets.labels import Chip, EmptyState, Heading, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_table import Column, RecordTable
from ui.workspace import Job, Workspace

_STEP: dict[ReportState | None, tuple[ReportState, str]] = {
    None: (ReportState.AGREED, "Team has agreed it"),
    ReportState.DRAFT: (ReportState.AGREED, "Team has agreed it"),
    ReportState.AGREED: (ReportState.WITH_HOST, "Draft is with the host"),
}
_TONES = {
    ReportState.FINAL: Tone.GOOD,
    ReportState.WITH_HOST: Tone.INFO,
    ReportState.AGREED: Tone.INFO,
    ReportState.DRAFT: Tone.NEUTRAL,
    None: Tone.NEUTRAL,
}


class FeedbackPage(Page):
    """A table of reports at the left, the chosen one's pages at the right, and the next step above them."""

    name: ClassVar[str] = "Feedback"
    icon: ClassVar[str] = "feedback"
    shows: ClassVar[frozenset[type[Record]]] = frozenset(
        {Action, AskOffer, Authority, Challenge, Duty, Finding, FindingLink, Group, ReportIssue, Round}
        | {Session, Submission}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._row: ReportRow | None = None
        self._pdf = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self.table: RecordTable[ReportRow] = RecordTable(_COLUMNS, lambda row: row.sentence, "Reports")
        self.table.current_changed.connect(self._on_chosen)
        self.empty = EmptyState(
            "No reports yet", "A report begins when groups are settled. Settle them on the Triads page first."
        )
        self.progress = ProgressStrip()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._left())
        self._split.addWidget(self._right())
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._split)
        column = QVBoxLayout(self)
        column.addWidget(Heading("Feedback", 1))
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)

    def first_focus(self) -> QWidget:
        """The table of reports."""
        return self.table

    def refresh(self) -> None:
        """Read where each report stands, and draw the chosen one again."""
        rows = self.workspace.ask(report_rows, self.workspace.round) if self.workspace.round else []
        self._stack.setCurrentWidget(self._split if rows else self.empty)
        self.table.show_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select(rows[0].id)
        self._show(self.table.current_row())

    def open_record(self, id: UUID) -> bool:
        """Choose a host's report by its challenge."""
        return self.table.select(id)

    # Building

    def _left(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        self.save_all = _button("Save all reports…", self._save_all, "Every report and the regional overview as PDF")
        self.save_overview = _button("Save overview…", self._save_overview, "The regional overview as PDF")
        line = QHBoxLayout()
        line.addWidget(self.save_all)
        line.addWidget(self.save_overview)
        line.addStretch(1)
        column.addLayout(line)
        return side

    def _right(self) -> QWidget:
        self.host = Heading("", 2)
        self.state = Chip("Draft")
        self.hint = plain_label(muted=True)
        self.step = _button("", self._take_step, "Move the report on")
        self.step.setDefault(True)
        self.issue = _button("Issue final report", self._issue, "Make the report final: it never changes again")
        self.again = _button("Begin new version", self._begin_again, "Begin the next version of a final report")
        self.save = _button("Save PDF…", self._save, "Save these very pages as a PDF file")
        self.view = QPdfView()
        self.view.setDocument(self._pdf)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("Pages of the report")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        title = QHBoxLayout()
        title.addWidget(self.host, 1)
        title.addWidget(self.state)
        column.addLayout(title)
        column.addWidget(self.hint)
        buttons = QHBoxLayout()
        for each in (self.step, self.issue, self.again, self.save):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.view, 1)
        return side

    # Showing

    def _on_chosen(self, row: ReportRow | None) -> None:
        if self.isVisible() and (row is None or self._row is None or row.id != self._row.id):
            self._show(row)

    def _show(self, row: ReportRow | None) -> None:
        self._row = row
        if row is None:
            return
        self.host.setText(row.host)
        self.state.say(row.state_words, _TONES[row.state])
        self.hint.setText(_hint(row))
        step = _STEP.get(row.state)
        self.step.setVisible(step is not None and bool(row.agreed))
        self.step.setText(step[1] if step else "")
        self.step.setAccessibleName(step[1] if step else "Next step")
        self.issue.setVisible(row.state is ReportState.WITH_HOST)
        self.again.setVisible(row.state is ReportState.FINAL)
        self.workspace.run(
            lambda store, _progress: reports.report_of(store, row.id),
            done=lambda content: self._draw(row.id, content),
            owner=self,
        )

    def _draw(self, challenge: UUID, content: bytes) -> None:
        """Show a report's bytes, unless another was chosen meanwhile."""
        if self._row is None or self._row.id != challenge:
            return
        page = self.view.pageNavigator().currentPage() if self._buffer else 0
        self._pdf.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf.load(self._buffer)
        self.view.setAccessibleDescription(f"{self._pdf.pageCount()} pages, feedback to {self._row.host}")
        if 0 < page < self._pdf.pageCount():
            self.view.pageNavigator().jump(page, self.view.pageNavigator().currentLocation())

    # Acting

    def _take_step(self) -> None:
        if self._row is not None and (step := _STEP.get(self._row.state)):
            self.workspace.do_seen(self.seen, move_report_on, self._row.id, step[0])

    def _begin_again(self) -> None:
        if self._row is not None:
            self.workspace.do_seen(self.seen, new_version, self._row.id)

    def _issue(self) -> None:
        if self._row is None:
            return
        challenge = self._row.id
        task = self.workspace.run(
            lambda store, _progress: reports.issue_report(store, challenge), done=self.workspace.tell, owner=self
        )
        self.progress.follow(task, f"Issuing the report to {self._row.host}")

    def _save(self) -> None:
        if self._row is None:
            return
        row = self._row
        name = f"{reports.file_name(row.host)}-feedback.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, f"Save the report to {row.host}", name, "PDF (*.pdf)")
        if chosen:
            self._write(lambda store, _progress: [reports.save_report(store, row.id, row.host, Path(chosen))], "Saving")

    def _save_all(self) -> None:
        self._save_round("Save all reports in a folder", reports.write_all)

    def _save_overview(self) -> None:
        self._save_round(
            "Save the overview in a folder",
            lambda store, round_id, folder, _progress: [reports.write_overview(store, round_id, folder)],
        )

    def _save_round(self, saying: str, write: Callable[..., list[reports.Made]]) -> None:
        round_id = self.workspace.round
        folder = QFileDialog.getExistingDirectory(self, saying) if round_id else ""
        if folder:
            self._write(lambda store, progress: write(store, round_id, Path(folder), progress), "Saving")

    def _write(self, job: Job[list[reports.Made]], saying: str) -> None:
        self.progress.follow(self.workspace.run(job, done=self._say_written, owner=self), saying)

    def _say_written(self, made: list[reports.Made]) -> None:
        what = made[0].path.name if len(made) == 1 else f"{len(made)} files"
        self.hint.setText(f"Saved {what} in {made[0].path.parent}")


def _hint(row: ReportRow) -> str:
    if not row.agreed:
        return "Nothing is agreed yet. Agree findings on the Findings page and they appear here."
    if row.state is ReportState.FINAL:
        return "Final: these pages never change. A later change is a new version."
    due = f" Due {row.due_words}." if row.due_on else ""
    return f"Draft as things stand: it is drawn again with every change.{due}"


def _button(text: str, clicked: Callable[[], None], meaning: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text or meaning)
    button.setAccessibleDescription(meaning)
    button.clicked.connect(clicked)
    return button


_COLUMNS: list[Column[ReportRow]] = [
    Column("Host", lambda row: row.host, wide=True),
    Column("Group", lambda row: row.group),
    Column("Report", lambda row: row.state_words, wide=True),
    Column("Due", lambda row: row.due_words, sort=lambda row: row.due_on),
]
