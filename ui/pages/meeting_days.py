"""The poll of days: which days are asked about, forms out and answers in, and the best days for a group."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Round
from peer_challenge.exchange.day_poll_sheet import DAY_POLL
from peer_challenge.jobs import day_poll as job
from peer_challenge.jobs.bring_in import Verdict
from peer_challenge.services import day_poll
from peer_challenge.services.day_poll import BestDay
from peer_challenge.services.meetings import Meeting, set_meeting
from ui.colours import Tone
from ui.icons import icon
from ui.pages.time_import import BringInTable
from ui.widgets.banner import BannerBar
from ui.widgets.combo_choices import fill_choices
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Section, plain_label
from ui.widgets.pasted_lines import PastedLines
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.saved_files import say_saved
from ui.workspace import Workspace


class DaysPart(QWidget):
    """Days to ask about, poll forms, replies, and for one group the candidate days, the best first."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._seen = workspace, 0
        self._asked: tuple[date, ...] = ()
        self._authorities: Sequence[tuple[UUID, str]] = ()
        self.choose_folder: Callable[[], str] = lambda: SAVE_PLACE.ask_folder(self, "Save poll forms in a folder")
        self.first, self.last = DateEditor(), DateEditor()
        self.first.box.setAccessibleName("First day to ask about")
        self.last.box.setAccessibleName("Last day to ask about")
        self.add_days = QPushButton(icon("add"), "Ask about these days")
        self.asked = plain_label()
        self.none = QPushButton(icon("remove"), "Ask about none")
        self.forms = QPushButton(icon("table"), "Save poll forms…")
        self.bring_in = BringInTable(
            workspace, "Bring in a filled poll…", DAY_POLL, job.preview_poll, job.bring_in_poll
        )
        self.who = CalmCombo()
        self.who.setAccessibleName("Whose reply")
        self.reply = PastedLines(
            workspace,
            "Reply by e-mail",
            "For example: can’t do 12 or 14 January, the others are fine",
            self._preview,
            self._act,
        )
        self.group = CalmCombo()
        self.group.setAccessibleName("Best days for")
        self.best: RecordTable[BestDay] = RecordTable(_COLUMNS, lambda row: row.sentence, "Best days")
        self.meet = QPushButton(icon("calendar"), "Meet on the chosen day")
        self.told = BannerBar()
        self._connect()
        self._lay_out()

    def show_round(
        self, round_: Round, meetings: Sequence[Meeting], who: Sequence[tuple[UUID, str]], seen: int
    ) -> None:
        """Show what is asked, of whom, and the best days for the group chosen."""
        self._seen, self._asked = seen, round_.poll_days
        days = ", ".join(f"{each:%a} {each.day} {each:%b}" for each in round_.poll_days)
        self.asked.setText(f"{count_of(len(round_.poll_days), 'day')}: {days}." if days else "No days are chosen yet.")
        for widget in (self.none, self.forms):
            widget.setEnabled(bool(round_.poll_days))
        fill_choices(self.group, [(each.id, each.group) for each in meetings])
        fill_choices(self.who, who)
        self._authorities = who
        self._show_best()

    def _show_best(self) -> None:
        round_id, group = self._workspace.round, self.group.currentData()
        rows = self._workspace.ask(day_poll.best_days, round_id, group) if round_id and group else []
        self.best.show_rows(rows)
        self.best.setMinimumHeight(self.fontMetrics().height() * (4 + 2 * min(len(rows), 6)))
        self.best.setVisible(bool(rows))
        self.meet.setEnabled(bool(rows))

    def _on_add(self) -> None:
        try:
            first, last = self.first.value(), self.last.value()
            if first is None:
                raise UserError("Give the first day to ask about.")
            days = day_poll.working_days_between(first, last or first)
            if not days:
                raise UserError("No working day lies between them that is not in the usual school holidays.")
        except UserError as problem:
            self.told.say_alone(problem.sentence, Tone.BAD)
            return
        if self._ask_about((*self._asked, *days)):
            self.first.fill(None)
            self.last.fill(None)

    def _ask_about(self, days: Sequence[date]) -> bool:
        round_id = self._workspace.round
        assert round_id is not None
        self.told.clear()
        with self._workspace.answering(lambda sentence: self.told.say_alone(sentence, Tone.BAD)):
            return self._workspace.do_seen(self._seen, day_poll.ask_about, round_id, days) is not None

    def _on_forms(self) -> None:
        chosen, round_id = self.choose_folder(), self._workspace.round
        if not chosen or round_id is None:
            return
        those = [id_ for id_, _name in self._authorities]
        self._workspace.run(
            lambda store, progress: job.write_polls(store, round_id, those, Path(chosen), progress),
            done=lambda made: say_saved(self.told, made, "form"),
            owner=self,
            refused=lambda sentence: self.told.say_alone(sentence, Tone.BAD),
        )

    def _on_meet(self) -> None:
        row = self.best.current_row()
        if row is None:
            self.told.say_alone("Choose a day in the list first.", Tone.BAD)
            return
        with self._workspace.answering(lambda sentence: self.told.say_alone(sentence, Tone.BAD)):
            done = self._workspace.do_seen(self._seen, set_meeting, self.group.currentData(), held_on=row.id)
        if done:
            self.told.say_alone(f"{self.group.currentText()} meets on {day_in_words(row.id)}.", Tone.GOOD)

    def _preview(self, store: Any, text: str) -> list[Verdict]:
        round_id, authority = self._whose()
        return job.preview_reply(store, text, round_id, authority)

    def _act(self, store: Any, text: str) -> ChangeSet:
        round_id, authority = self._whose()
        return job.bring_in_reply(store, text, round_id, authority)

    def _whose(self) -> tuple[UUID, UUID]:
        round_id, authority = self._workspace.round, self.who.currentData()
        if round_id is None or authority is None:
            raise UserError("Say whose reply it is first.")
        return round_id, authority

    def _connect(self) -> None:
        self.add_days.clicked.connect(self._on_add)
        self.none.clicked.connect(lambda: self._ask_about(()))
        self.forms.clicked.connect(self._on_forms)
        self.who.activated.connect(lambda _at: self.reply.look())
        self.group.activated.connect(lambda _at: self._show_best())
        self.meet.clicked.connect(self._on_meet)
        self.best.row_activated.connect(lambda _row: self._on_meet())

    def _lay_out(self) -> None:
        hint = "From the first to the last, working days only, without the usual school holidays."
        asked = Section("Days to ask about", hint)
        ends = (plain_label("From", wrap=False), self.first, plain_label("to", wrap=False), self.last, self.add_days)
        for part in (flow_row(ends), self.asked, flow_row([self.forms, self.none])):
            asked.body.addWidget(part)
        back = Section("Answers", "Bring the filled forms in, or paste what an e-mail says. Nobody is asked why.")
        for widget in (self.bring_in, flow_row([plain_label("Reply of", wrap=False), self.who]), self.reply):
            back.body.addWidget(widget)
        best = Section("Best days", "First the days everybody can; two meetings that share a person rank lower.")
        for widget in (flow_row([self.group]), self.best, flow_row([self.meet])):
            best.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for section in (asked, self.told, back, best):
            column.addWidget(section)


_COLUMNS = [
    Column[BestDay]("Day", lambda row: f"{row.id:%A} {day_in_words(row.id)}", lambda row: row.id),
    Column[BestDay]("Who can", lambda row: row.words, wide=True),
    Column[BestDay]("Look at", lambda row: " ".join(row.against)),
]
