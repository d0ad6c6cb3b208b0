"""The Feedback page: where each report stands, and the very pages its host will receive."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Attendance,
    Authority,
    Challenge,
    Claim,
    Correction,
    Distribution,
    Duty,
    Evidence,
    Finding,
    FindingLink,
    Group,
    Record,
    ReportIssue,
    Round,
    SectionWording,
    Session,
    Submission,
)
from peer_challenge.jobs import reports
from peer_challenge.jobs.since_final import report_rows_now
from peer_challenge.reports.formats import Format
from peer_challenge.services.identifiers import marks_in_report
from peer_challenge.services.report_life import ReportRow, move_report_on, new_version
from ui.background import Task
from ui.pages.feedback_checks import BehindPart, ChecksPart
from ui.pages.feedback_corrections import CorrectionsPart
from ui.pages.feedback_hold import HoldPart
from ui.pages.feedback_sections import SectionsPart
from ui.pages.feedback_settings import ReportSettings
from ui.pages.feedback_words import COLUMNS, FORMATS, form_of, hint_of, state_of, tone_of
from ui.pages.page import Page
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.flow import flow_row
from ui.widgets.labels import Chip, EmptyState, Heading, announce, plain_label
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_table import RecordTable
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.scrolled import scrolled
from ui.workspace import Job, Workspace

_LETTERS_FOR_TABLE, _LETTERS_FOR_BOTH = 64, 130
_LINES_FOR_TABLE, _LINES_FOR_PAGES = 8, 16
_WORD_DRAFTS = reports.Wanted(form=Format.WORD)


class FeedbackPage(Page):
    """A table of reports at the left, the chosen one's pages at the right, and the next step above them.

    `choose_file` and `choose_folder` ask the person where to save: given a question and, for a file, the name
    proposed, they return a path, or "" when the person thought better of it.
    """

    name: ClassVar[str] = "Feedback"
    shows: ClassVar[frozenset[type[Record]]] = frozenset(
        {Action, AskOffer, Attendance, Authority, Challenge, Claim, Correction, Distribution, Duty, Evidence, Finding}
        | {FindingLink, Group}
        | {ReportIssue, Round, SectionWording, Session, Submission}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._row: ReportRow | None = None
        self._drawing: Task | None = None
        self.choose_file: Callable[[str, str], str] = self._ask_for_file
        self.choose_folder: Callable[[str], str] = self._ask_for_folder
        self.table: RecordTable[ReportRow] = RecordTable(COLUMNS, lambda row: row.sentence, "Reports")
        self.table.current_changed.connect(self._on_chosen)
        self.empty = EmptyState("No reports yet", "Each host gets a report once groups are settled.", "Go to Triads")
        self.empty.asked.connect(lambda: self.wanted.emit("Triads", None))
        self.progress = ProgressStrip()
        self.pages = PdfPages()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._side = self._left()
        self._split.addWidget(self._side)
        self._split.addWidget(self._right())
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._split)
        column = QVBoxLayout(self)
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)

    def first_focus(self) -> QWidget | None:
        """The table of reports, or what to do first."""
        return self.empty.button if self._stack.currentWidget() is self.empty else self.table

    def find_box(self) -> QWidget | None:
        """The box that searches the pages."""
        return self.pages.search if self._row else None

    def open_record(self, id: UUID) -> bool:
        """Choose the report of a challenge."""
        self._read()
        return self.table.select(id)

    def settle(self) -> None:
        """Say now what is still being typed, the wording of a section included."""
        super().settle()
        self.sections.settle()

    def refresh(self) -> None:
        """Read where each report stands, and draw the chosen one again."""
        rows = self.workspace.ask(report_rows_now, self.workspace.round) if self.workspace.round else []
        self._stack.setCurrentWidget(self._split if rows else self.empty)
        if self.workspace.round:
            self.settings.show_round(self.workspace.round, self.seen, closed=self.workspace.read_only)
        self.table.show_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select(rows[0].id)
        self._show(self.table.current_row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        self._share_room()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room out again when the text grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_room()

    def _share_room(self) -> None:
        """Give the table room for its words; where text is too large for both, the pages go below it."""
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        narrow = self.width() < _LETTERS_FOR_BOTH * letter
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._side.setMinimumWidth(0 if narrow else _LETTERS_FOR_TABLE * letter)
        self.pages.setMinimumHeight(_LINES_FOR_PAGES * line)
        self.table.setMinimumHeight(_LINES_FOR_TABLE * line)
        for below in (self.tabs, self._settings):
            below.setMinimumHeight(_LINES_FOR_PAGES * line if narrow else 0)

    # Building

    def _left(self) -> QWidget:
        self.save_all = _button("Save all reports…", self._save_all, "Every report and the regional overview as PDF")
        self.save_drafts = _button("Save Word drafts…", self._save_drafts, "A draft in Word for every host to check")
        self.save_overview = _button(
            "Save overview…",
            self._save_overview,
            "The regional overview as PDF, for the steering group and the network",
        )
        self.set_up = _button(
            "Settings", self._show_settings, "Marking, look and Word template of every report of the round"
        )
        self.set_up.setCheckable(True)
        self.settings = ReportSettings(self.workspace)
        self._settings = scrolled(self.settings)
        self._settings.hide()
        self._build_tabs()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.table, 1)
        column.addWidget(flow_row([self.save_all, self.save_drafts, self.save_overview, self.set_up]))
        column.addWidget(self._settings, 2)
        column.addWidget(self.tabs, 2)
        return side

    def _build_tabs(self) -> None:
        """Build what stands below the table, about the report chosen: beside its pages, so that both are seen."""
        self.checks, self.behind = ChecksPart(self.workspace), BehindPart(self.workspace)
        self.sections = SectionsPart(self.workspace)
        self.corrections, self.hold = CorrectionsPart(self.workspace), HoldPart(self.workspace)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("About this report")
        for part, title in (
            (self.checks, "Checks"),
            (self.behind, "Sources"),
            (self.sections, "Sections"),
            (self.corrections, "Corrections"),
            (self.hold, "Sending"),
        ):
            self.tabs.addTab(scrolled(part), title)
        for each in (self.checks, self.behind, self.corrections):
            each.chosen.connect(self._show_words)
        self.checks.opened.connect(self._to_findings)

    def _show_settings(self) -> None:
        """Show what all reports share in place of what is about one, or that again."""
        shown = self.set_up.isChecked()
        self._settings.setVisible(shown)
        self.tabs.setVisible(not shown)

    def _show_words(self, words: str) -> None:
        if self.isVisible():
            self.pages.show_words(words)

    def _right(self) -> QWidget:
        self.host = Heading("", 2)
        self.state = Chip("Draft")
        self.hint = plain_label(muted=True)
        self.saved = plain_label()
        self.saved.hide()
        self.findings = _button("Agree findings", self._to_findings, "Open the findings of this host")
        self.agree = _button("The team has agreed it", lambda: self._move(ReportState.AGREED), "The draft is agreed")
        self.send = _button(
            "The host has it to check", lambda: self._move(ReportState.WITH_HOST), "The host checks facts before it"
        )
        self.issue = _button("Issue final report", self._ask_issue, "Make the report final: it never changes again")
        self.again = _button("Begin new version", self._ask_again, "Begin the next version of a final report")
        self.sure = ConfirmLine()
        self.sure.closed.connect(self.table.setFocus)
        self.save = _button("Save…", self._save, "Save these very pages as PDF, or as Word for the host to check")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        title = QHBoxLayout()
        title.addWidget(self.host, 1)
        title.addWidget(self.state)
        column.addLayout(title)
        column.addWidget(self.hint)
        column.addWidget(flow_row([self.findings, self.agree, self.send, self.issue, self.again, self.save]))
        column.addWidget(self.sure)
        column.addWidget(self.saved)
        column.addWidget(self.pages, 1)
        return side

    # Showing

    def _on_chosen(self, row: ReportRow | None) -> None:
        if self.isVisible() and (row is None or self._row is None or row.id != self._row.id):
            self._show(row)

    def _show(self, row: ReportRow | None) -> None:
        if row is None or self._row is None or row.id != self._row.id:
            self.pages.clear()
            self.saved.hide()
        if row != self._row:
            self.sure.close_question()
        self._row = row
        if row is None:
            return
        self.host.setText(row.host)
        self.state.say(state_of(row), tone_of(row))
        self.hint.setText(hint_of(row))
        self._show_steps(row)
        self._show_parts(row)
        self._draw(row)

    def _show_parts(self, row: ReportRow) -> None:
        final, closed = row.state is ReportState.FINAL, self.workspace.read_only
        self._count_on(0, "Checks", self.checks.show_report(row.id))
        self.behind.show_report(row.id)
        self.sections.show_report(row.id, self.seen, closed=closed or final)
        waiting = self.corrections.show_report(row.id, self.seen, closed=closed or final)
        self._count_on(3, "Corrections", waiting)
        self.hold.show_report(row, self.seen, closed=closed)

    def _count_on(self, tab: int, title: str, count: int) -> None:
        self.tabs.setTabText(tab, f"{title} ({count})" if count else title)

    def _show_steps(self, row: ReportRow) -> None:
        """Keep every step in its place and open the one that is due, so that no click can fall on the next one."""
        agreed, open_file = bool(row.agreed), not self.workspace.read_only
        due = {
            self.findings: not agreed and row.state is not ReportState.FINAL,
            self.agree: open_file and agreed and row.state in {None, ReportState.DRAFT},
            self.send: open_file and agreed and row.state is ReportState.AGREED,
            self.issue: open_file and agreed and row.state is ReportState.WITH_HOST,
            self.again: open_file and row.state is ReportState.FINAL,
        }
        if any(button.hasFocus() and not is_due for button, is_due in due.items()):
            self.table.setFocus()  # or Qt would give the keyboard to the step after
        for button, is_due in due.items():
            button.setEnabled(is_due)
            button.setDefault(is_due and (button is not self.again or row.outdated))

    def _draw(self, row: ReportRow) -> None:
        """Draw a report in the background; a drawing under way is of no use any more."""
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self.workspace.run(
            lambda store, _progress: reports.report_of(store, row.id),
            done=lambda content: self._on_drawn(row, content),
            owner=self,
        )

    def _on_drawn(self, row: ReportRow, content: bytes) -> None:
        """Show a report's pages, unless another was chosen or it changed meanwhile."""
        if self._row == row:
            self.pages.show_pdf(content, f"Feedback to {row.host}")

    # Acting

    def _to_findings(self) -> None:
        if self._row is not None:
            self.wanted.emit("Findings", self._row.id)

    def _move(self, state: ReportState) -> None:
        if self._row is not None:
            move = partial(self.workspace.do_seen, self.seen, move_report_on, self._row.id, state)
            marks = self.workspace.ask(marks_in_report, self._row.id) if state is ReportState.WITH_HOST else ()
            self.sure.ask(" ".join(marks), "The host has it all the same", move) if marks else move()

    def _ask_again(self) -> None:
        if self._row is not None:
            question = f"The report to {self._row.host} stays as it is, and a new draft begins beside it."
            challenge = self._row.id
            self.sure.ask(question, "Begin it", lambda: self.workspace.do_seen(self.seen, new_version, challenge))

    def _ask_issue(self) -> None:
        if self._row is not None:
            marks = " ".join(self.workspace.ask(marks_in_report, self._row.id))
            question = f"Once the report to {self._row.host} is issued, it never changes again."
            self.sure.ask(f"{marks} {question}".strip(), "Issue it", self._issue)

    def _issue(self) -> None:
        if self._row is None or self._row.state is ReportState.FINAL:
            return
        challenge = self._row.id
        self.issue.setEnabled(False)
        task = self.workspace.run(
            lambda store, _progress: reports.issue_report(store, challenge), done=self.workspace.tell, owner=self
        )
        self.progress.follow(task, f"Issuing the report to {self._row.host}")
        task.ended.connect(self._on_issue_ended)

    def _on_issue_ended(self) -> None:
        if self._row is not None:
            self._show_steps(self._row)

    def _save(self) -> None:
        if self._row is None:
            return
        row = self._row
        chosen = self.choose_file(f"Save the report to {row.host}", f"{reports.file_name(row.host)}-feedback.pdf")
        if chosen:
            wanted = reports.Wanted(form=form_of(Path(chosen)))
            self._write(lambda store, _progress: [reports.save_report(store, row.id, row.host, Path(chosen), wanted)])

    def _save_all(self) -> None:
        self._save_round("Save all reports in a folder", reports.write_all)

    def _save_drafts(self) -> None:
        self._save_round("Save a Word draft for each host", partial(reports.write_all, wanted=_WORD_DRAFTS))

    def _save_overview(self) -> None:
        """Save both editions: the steering group's and the network's."""
        self._save_round(
            "Save the overview in a folder",
            lambda store, round_id, folder, _progress: [
                reports.write_overview(store, round_id, folder, network=network) for network in (False, True)
            ],
        )

    def _save_round(self, question: str, write: Callable[..., list[reports.Made]]) -> None:
        round_id = self.workspace.round
        folder = self.choose_folder(question) if round_id else ""
        if folder:
            self._write(lambda store, progress: write(store, round_id, Path(folder), progress))

    def _write(self, job: Job[list[reports.Made]]) -> None:
        self.progress.follow(self.workspace.run(job, done=self._say_written, owner=self), "Saving")

    def _say_written(self, made: list[reports.Made]) -> None:
        what = made[0].path.name if len(made) == 1 else f"{len(made)} files"
        self.saved.setText(f"Saved {what} in {made[0].path.parent}")
        self.saved.show()
        announce(self.saved, self.saved.text())

    def _ask_for_file(self, question: str, name: str) -> str:
        return SAVE_PLACE.ask_file(self, question, name, FORMATS)

    def _ask_for_folder(self, question: str) -> str:
        return SAVE_PLACE.ask_folder(self, question)


def _button(text: str, clicked: Callable[[], None], meaning: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text or meaning)
    button.setAccessibleDescription(meaning)
    button.setToolTip(meaning)
    button.clicked.connect(clicked)
    return button
