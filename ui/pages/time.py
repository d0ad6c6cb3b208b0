"""The page of time: log it in one line, see what it comes to, and whether it was useful."""

from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from peer_challenge.domain.records import (
    Authority,
    Challenge,
    Evaluation,
    Membership,
    Participation,
    QaActivity,
    Record,
    Round,
    Session,
    Submission,
    TimeEntry,
)
from peer_challenge.exchange.tables import write_table
from peer_challenge.services import answer, time_estimates, time_spent, value
from peer_challenge.services.answer_table import answer_table
from ui.pages.page import Page
from ui.pages.time_answer import AnswerPart
from ui.pages.time_entries import EntriesPart, QuickLine
from ui.pages.time_value import ValuePart
from ui.widgets.banner import BannerBar
from ui.widgets.labels import EmptyState, Heading
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.saved_files import say_saved
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace

ENTRIES = 1
"""Where the entries are among the tabs."""


class TimePage(Page):
    """One line to type in at the top; below it the answer, entries, and what was thought of it, a tab each."""

    name = "Time"
    shows: ClassVar[frozenset[type[Record]]] = frozenset(
        {Authority, Challenge, Evaluation, Membership, Participation}
        | {QaActivity, Round, Session, Submission, TimeEntry}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.quick = QuickLine(workspace)
        self.entries, self.value = EntriesPart(workspace), ValuePart(workspace)
        self.answer = AnswerPart()
        self.headline = Heading("", 3)
        self.empty = EmptyState(
            "No challenges yet", "Time is logged for the challenge of a host. Settle the groups first.", "Go to Triads"
        )
        self.value.returned.connect(self.came)
        self.empty.asked.connect(lambda: self.wanted.emit("Triads", None))
        self.saved = BannerBar()
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Parts of this page")
        for part, title in (
            (self.answer, "The answer"),
            (self.entries, "Entries"),
            (self.value, "Was it useful?"),
        ):
            self.tabs.addTab(scrolled(part), title)
        self.answer.statement_asked.connect(lambda said: QGuiApplication.clipboard().setText(said))
        self.answer.save_asked.connect(self._on_save)
        self._stack = QStackedWidget()
        self._lay_out()
        self._fit()

    def refresh(self) -> None:
        """Ask for entries, sums and answers."""
        round_id = self.workspace.round
        totals = self.workspace.ask(time_spent.totals, round_id) if round_id else None
        if round_id is None or totals is None or not totals.challenges:
            self._stack.setCurrentIndex(0)
            return
        found = self.workspace.ask(answer.answer_of, round_id)
        self.headline.setText(f"{found.coverage}.")
        self.answer.show_view(found, self.workspace.ask(value.share_days, round_id))
        self.quick.show_hosts(totals.challenges)
        self.entries.show_entries(self.workspace.ask(time_spent.entries, round_id), self.seen)
        self.entries.show_checks(
            self.workspace.ask(time_spent.ledger_words, round_id), self.workspace.ask(time_estimates.checks, round_id)
        )
        self.value.show_view(self.workspace.ask(value.value_view, round_id), self.seen)
        self._stack.setCurrentIndex(1)

    def open_record(self, id: UUID) -> bool:
        """Go to a time entry, or to the first one of a challenge; False when the round holds neither."""
        rows = self.entries.table.records.rows
        about = next((row.id for row in rows if id in (row.id, row.entry.challenge)), None)
        if about is not None:
            self.entries.table.select(about)
        elif not self.value.table.select(id):
            return False
        self.tabs.setCurrentIndex(ENTRIES)
        return True

    def first_focus(self) -> QWidget | None:
        """Be ready to type."""
        return self.quick.line

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the tabs at another text size; the page scrolls when there is too little."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _on_save(self) -> None:
        round_id = self.workspace.round
        chosen = SAVE_PLACE.ask_file(self, "Save for Excel", "Time and value.xlsx", "Tables (*.xlsx *.csv)")
        if chosen and round_id:
            self.workspace.run(
                lambda store, _progress: write_table(answer_table(store, round_id), Path(chosen)),
                done=lambda made: say_saved(self.saved, made),
                owner=self,
            )

    def _fit(self) -> None:
        self.tabs.setMinimumHeight(self.fontMetrics().height() * 20)

    def _lay_out(self) -> None:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.addWidget(Heading("Time", 1))
        inside.addWidget(self.headline)
        inside.addWidget(self.quick)
        inside.addWidget(self.tabs, 1)
        inside.addWidget(self.saved)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
