"""How long what a round leaves is kept, what may go now, what stops it, and what went."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.records import Disposal, Note, ReportIssue, RetentionHold, Round, Session
from peer_challenge.services.retention import (
    Keeping,
    KeptPart,
    Retention,
    dispose_of,
    end_disposal_hold,
    hold_disposal,
    retention_of,
    set_periods,
)
from ui.colours import Tone
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.editors import MinutesEditor
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_form import Field
from ui.widgets.record_list import Chip, Face, RecordList
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class RetentionPage(Page):
    """The parts of the round with their periods, a hold with its reason, and the account of what went."""

    name = "How long things are kept"
    shows = frozenset({Disposal, Note, ReportIssue, RetentionHold, Round, Session})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._hold: RetentionHold | None = None
        face = Face[KeptPart](lambda row: row.what.words, _detail, chip=_chip)
        self.parts: RecordList[KeptPart] = RecordList(face, lambda row: row.sentence, "What is kept")
        self.destroy_button = QPushButton(icon("remove"), "Destroy it…")
        self.confirm = ConfirmLine()
        self.progress = ProgressStrip()
        self.told = BannerBar()
        self.form = KeptForm(workspace, _periods(), set_periods, "retention")
        self.reason = LineBox()
        self.reason.setAccessibleName("Why nothing may be destroyed")
        self.reason.setPlaceholderText("Why, for example a court case")
        self.stop, self.end = QPushButton(icon("lock"), "Stop it"), QPushButton("End the hold")
        self.hold_words = plain_label()
        self.account = plain_label()
        self.account.setAccessibleName("What was destroyed")
        self.nothing = plain_label("Start a round first.", muted=True)
        self._lay_out()
        self._connect()

    def first_focus(self) -> QWidget:
        """The list of what is kept."""
        return self.parts

    def refresh(self) -> None:
        """Read the round's periods, what they hold, and the hold."""
        round_id = self.workspace.round
        self._whole.setVisible(round_id is not None)
        self.nothing.setVisible(round_id is None)
        if round_id is None:
            return
        found = self.workspace.ask(retention_of, round_id)
        self.parts.show_rows(found.parts)
        if self.parts.current_row() is None:
            self.parts.select(found.parts[0].id)
        self.form.show_kept(self.workspace.ask(lambda store: store.need(Round, round_id)), self.seen)
        self._show_hold(found)
        self.account.setText("\n".join(found.account) or "Nothing yet.")
        self._on_part(self.parts.current_row())

    def _show_hold(self, found: Retention) -> None:
        self._hold = found.hold
        self.hold_words.setText(found.hold_words or "Nothing stops it.")
        for widget in (self.reason, self.stop):
            widget.setVisible(found.hold is None)
        self.end.setVisible(found.hold is not None)

    def _lay_out(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        self.parts.setMinimumHeight(self.fontMetrics().height() * 14)
        kept = Section("What there is", "Destroyed means: here, in half-typed texts, kept papers and every backup.")
        for part in (self.parts, flow_row([self.destroy_button]), self.confirm, self.progress, self.told):
            kept.body.addWidget(part)
        periods = Section("For how many months", "No period is laid down in law; these are the usual ones.")
        periods.body.addWidget(self.form)
        hold = Section("Hold", "A hold stops all of it, with a reason and your name.")
        hold.body.addWidget(self.hold_words)
        hold.body.addWidget(guarded(self.reason))
        hold.body.addWidget(flow_row([self.stop, self.end]))
        account = Section("What was destroyed")
        account.body.addWidget(self.account)
        for section in (kept, periods, hold, account):
            column.addWidget(section)
        outer = QVBoxLayout(self)
        outer.addWidget(Heading(self.name, 1))
        outer.addWidget(self.nothing)
        outer.addWidget(self._whole)
        outer.addStretch(1)

    def _connect(self) -> None:
        self.parts.current_changed.connect(self._on_part)
        self.destroy_button.clicked.connect(self._on_destroy)
        self.confirm.closed.connect(lambda: self.destroy_button.setEnabled(True))
        self.reason.returnPressed.connect(self._on_stop)
        self.stop.clicked.connect(self._on_stop)
        self.end.clicked.connect(self._on_end)

    def _on_part(self, row: KeptPart | None) -> None:
        self.confirm.close_question()
        self.destroy_button.setEnabled(row is not None and row.due and bool(row.records))

    def _on_destroy(self) -> None:
        row, round_id = self.parts.current_row(), self.workspace.round
        if row is not None and round_id is not None:
            question = f"{row.what.words}: {count_of(row.records, 'record')} would go for good, also from backups."
            self.confirm.ask(question, "Destroy it", lambda: self._run(row.what))

    def _run(self, what: Keeping) -> None:
        round_id = self.workspace.round
        assert round_id is not None
        self.told.clear()
        task = self.workspace.run(
            lambda store, progress: dispose_of(store, round_id, what, progress),
            done=self.workspace.tell,
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )
        self.progress.follow(task, "Destroying it")

    def _on_stop(self) -> None:
        round_id = self.workspace.round
        if round_id is not None:
            with self.workspace.answering(lambda sentence: self.told.say(sentence, Tone.BAD)):
                if self.workspace.do(hold_disposal, round_id, self.reason.text()) is not None:
                    self.reason.clear()

    def _on_end(self) -> None:
        if self._hold is not None:
            self.workspace.do(end_disposal_hold, self._hold.id)


class _MonthsEditor(MinutesEditor):
    def __init__(self) -> None:
        super().__init__(most=600)
        self._spin.setSuffix(" months")
        self._spin.setSingleStep(1)


def _periods() -> list[Field]:
    ends = "After the last meeting and the last final report."
    hints = {Keeping.NOTES: "After the last report is final."}
    names = {
        Keeping.NOTES: "Raw notes",
        Keeping.SEFS: "SEFs",
        Keeping.TIME: "Time",
        Keeping.REPORTS: "Reports",
        Keeping.PEOPLE: "People",
    }
    return [Field(names[each], each.value, _MonthsEditor(), hints.get(each, ends)) for each in Keeping]


def _detail(row: KeptPart) -> str:
    until = f"Kept until {day_in_words(row.until)}" if row.until else "Counted once the round has ended"
    return f"{count_of(row.records, 'record')} · {until}"


def _chip(row: KeptPart) -> Chip | None:
    return ("May go now", Tone.WARNING) if row.due and row.records else None
