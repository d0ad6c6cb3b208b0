"""The page of time: log it in one line, see what it comes to, and whether it was useful."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Stage
from peer_challenge.domain.records import (
    Authority,
    Challenge,
    Evaluation,
    Membership,
    Participation,
    Record,
    Round,
    Session,
    Submission,
    TimeEntry,
)
from peer_challenge.services import time_spent, value
from peer_challenge.services.time_spent import AuthorityTotal, TimeTotals, hours_words
from ui.pages.page import Page
from ui.pages.time_entries import EntriesPart, QuickLine
from ui.pages.time_value import ValuePart
from ui.widgets.bar_chart import BarChart
from ui.widgets.labels import EmptyState, Heading, Section, plain_label
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace


class TimePage(Page):
    """One line to type in at the top; below it entries, sums, given and received, and usefulness, a tab each."""

    name = "Time"
    icon = "time"
    shows: ClassVar[frozenset[type[Record]]] = frozenset(
        {Authority, Challenge, Evaluation, Membership, Participation, Round, Session, Submission, TimeEntry}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.quick = QuickLine(workspace)
        self.entries, self.value = EntriesPart(workspace), ValuePart(workspace)
        self.sums = SumsPart()
        self.headline, self.further = Heading("", 3), plain_label(muted=True)
        self.empty = EmptyState(
            "No challenges yet", "Time is logged for the challenge of a host. Settle the groups first.", "Go to Triads"
        )
        self.empty.asked.connect(lambda: self.wanted.emit("Triads", None))
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Parts of this page")
        for part, title in ((self.entries, "Entries"), (self.sums, "Where it went"), (self.value, "Was it useful?")):
            self.tabs.addTab(scrolled(part), title)
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
        first, *others = value.time_sentences(totals)
        self.headline.setText(first)
        self.further.setText(" ".join(others))
        self.quick.show_hosts(totals.challenges)
        self.entries.show_entries(self.workspace.ask(time_spent.entries, round_id), self.seen)
        self.sums.show_totals(totals)
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
        self.tabs.setCurrentIndex(0)
        return True

    def first_focus(self) -> QWidget | None:
        """Be ready to type."""
        return self.quick.line

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the tabs at another text size; the page scrolls when there is too little."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.tabs.setMinimumHeight(self.fontMetrics().height() * 20)

    def _lay_out(self) -> None:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.addWidget(Heading("Time", 1))
        inside.addWidget(self.headline)
        inside.addWidget(self.further)
        inside.addWidget(self.quick)
        inside.addWidget(self.tabs, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


class SumsPart(QWidget):
    """Where the time went: by stage, by challenge, and what each authority gave and spent as host."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = _said
        self.stages = BarChart("People’s time by stage, all challenges together", say)
        self.challenges = BarChart("People’s time by stage, challenge by challenge", say)
        self.authorities: RecordTable[AuthorityTotal] = RecordTable(
            _AUTHORITY_COLUMNS, lambda row: row.sentence, "Time given and spent as host"
        )
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height())
        for title, hint, part in (
            ("By stage", "Every person’s minutes count.", self.stages),
            ("By challenge", "", self.challenges),
            ("Given to others, and spent as host", "Of the authorities that told us.", self.authorities),
        ):
            section = Section(title, hint)
            section.body.addWidget(part)
            column.addWidget(section)
        column.addStretch(1)

    def show_totals(self, totals: TimeTotals) -> None:
        """Draw the sums; stages without any time are left out of the chart of challenges."""
        self.stages.show_rows([(each.stage.words, [("Time", each.person_minutes)]) for each in totals.stages])
        used = [at for at, each in enumerate(totals.stages) if each.person_minutes]
        self.challenges.show_rows(
            [
                (each.host, [(list(Stage)[at].words, each.by_stage[at]) for at in used])
                for each in totals.challenges
                if each.person_minutes
            ]
        )
        self.authorities.show_rows(totals.authorities)
        self.authorities.setMinimumHeight(_height_for(self, totals.authorities))


_AUTHORITY_COLUMNS = [
    Column[AuthorityTotal]("Authority", lambda row: row.name, wide=True),
    Column[AuthorityTotal]("Given", lambda row: hours_words(row.given), lambda row: row.given),
    Column[AuthorityTotal]("As host", lambda row: hours_words(row.received), lambda row: row.received),
]


def _said(minutes: float) -> str:
    return hours_words(round(minutes)) if minutes else "none"


def _height_for(widget: QWidget, rows: Sequence[object]) -> int:
    return widget.fontMetrics().height() * min(24, 3 + 2 * len(rows))
