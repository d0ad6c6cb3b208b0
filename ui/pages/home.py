"""Home: what to do next, what the round comes to so far, and how far each authority has come."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from peer_challenge.domain.records import (
    Action,
    Authority,
    Challenge,
    DayAnswer,
    Finding,
    Group,
    Membership,
    Participation,
    Pause,
    Person,
    Plan,
    ReportIssue,
    RolePeriod,
    Round,
    Session,
    Submission,
    TimeEntry,
)
from peer_challenge.jobs.since_final import home_now
from peer_challenge.services.home import STAGES, Cell, HomeView, StageRow, Tile
from peer_challenge.services.marks import Mark
from peer_challenge.services.next_steps import Step, Urgency
from peer_challenge.services.places import Place
from ui.colours import Tone
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.cards import FigureCard
from ui.widgets.chase_line import ChaseLine
from ui.widgets.labels import EmptyState, Heading, Section, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_table import RECORD, Column, RecordTable
from ui.widgets.timeline_strip import TimelineStrip
from ui.widgets.turning_row import TurningRow
from ui.workspace import Workspace

_TONES = {
    Urgency.LATE: Tone.BAD,
    Urgency.TODAY: Tone.WARNING,
    Urgency.NEXT: Tone.INFO,
    Urgency.LATER: Tone.NEUTRAL,
}
_MARKS = {Mark.DONE: ("ok", Tone.GOOD), Mark.UNDER_WAY: ("edit", Tone.INFO), Mark.LATE: ("warning", Tone.BAD)}
_ICONS = {
    Place.AUTHORITIES: "authorities",
    Place.TRIADS: "triads",
    Place.SEFS: "sef",
    Place.SESSION: "session",
    Place.FINDINGS: "findings",
    Place.FEEDBACK: "feedback",
    Place.TIME: "time",
    Place.MEETINGS: "calendar",
    Place.LISTS: "table",
    Place.SEND_RECEIVE: "exchange",
}
_TILES = 4
_NARROW_IN_LINES = 51


class HomePage(Page):
    """Steps and figures above, the authorities by stage below; every part leads to where the work is done."""

    name = "Home"
    shows = frozenset(
        {Action, Authority, Challenge, Finding, Group, Membership, Participation, Plan, ReportIssue, Round, Session}
        | {DayAnswer, Pause, Person, RolePeriod, Submission, TimeEntry}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        face = Face[Step](
            lambda step: step.words,
            lambda step: step.detail,
            lambda step: icon(_ICONS[step.place]),
            lambda step: (step.urgency.words, _TONES[step.urgency]),
        )
        self.steps: RecordList[Step] = RecordList(face, lambda step: step.sentence, "What to do next", most_lines=2)
        self.nothing = plain_label("Nothing is waiting for you. Everything so far is done.", muted=True)
        self.timeline = TimelineStrip()
        self.chase = ChaseLine(workspace)
        self.tiles = [FigureCard() for _ in range(_TILES)]
        self.grid: RecordTable[StageRow] = RecordTable(_columns(), lambda row: row.sentence, "How far everyone is")
        self.empty = EmptyState(
            "No round yet",
            "Pick the questions, tick the authorities that take part, and the round has begun.",
            "Start a round",
        )
        self._places: list[Place] = []
        self._lay_out()
        self._connect()

    def first_focus(self) -> QWidget | None:
        """The list of steps, or the button of an empty page."""
        return self.empty.button if self._stack.currentWidget() is self.empty else self.steps

    def refresh(self) -> None:
        """Read the round afresh; what is late may change with the day alone."""
        round_id = self.workspace.round
        self._stack.setCurrentWidget(self._whole if round_id else self.empty)
        if round_id is not None:
            self._show(self.workspace.ask(home_now, round_id))

    def open_record(self, id: UUID) -> bool:
        """Make the row of an authority current."""
        return self.grid.select(id)

    def _fit(self, narrow: bool) -> None:
        stretch, contents = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
        self.grid.horizontalHeader().setSectionResizeMode(0, contents if narrow else stretch)

    def _show(self, view: HomeView) -> None:
        self.steps.show_rows(view.steps)
        if view.steps and not (self.steps.hasFocus() and self.steps.current_row()):
            self.steps.select(view.steps[0].id)
        self.steps.setVisible(bool(view.steps))
        self.nothing.setVisible(not view.steps)
        self.timeline.show_milestones(view.milestones)
        self.chase.show_late(view.late)
        for card, tile in zip(self.tiles, view.tiles, strict=True):
            _fill(card, tile)
        self._places = [tile.place for tile in view.tiles]
        self.grid.show_rows(view.rows)
        self._fit(self._above.narrow)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        next_part = Section("What to do next")
        next_part.body.addWidget(self.steps, 1)
        next_part.body.addWidget(self.nothing)
        next_part.body.addWidget(self.chase)
        next_part.body.addStretch(0)
        self.steps.setMinimumHeight(line * 8)
        figures = Section("So far")
        tiles = QGridLayout()
        for at, card in enumerate(self.tiles):
            tiles.addWidget(card, at // 2, at % 2)
        figures.body.addLayout(tiles)
        figures.body.addStretch(1)
        self._above = TurningRow(_NARROW_IN_LINES)
        self._above.row.setSpacing(line * 2)
        self._above.row.addWidget(next_part, 3)
        self._above.row.addWidget(figures, 2)
        self._above.fitted.connect(self._fit)
        everyone = Section("How far everyone is")
        everyone.body.addWidget(self.grid, 1)
        self.grid.setMinimumHeight(line * 10)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(line)
        column.addWidget(self._above, 2)
        column.addWidget(self.timeline)
        column.addWidget(everyone, 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.addWidget(Heading(self.name, 1))
        outer.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.steps.clicked.connect(lambda index: self._take(index.data(RECORD)))
        self.steps.row_activated.connect(self._take)
        self.grid.activated.connect(self._open_cell)
        self.empty.asked.connect(lambda: self.wanted.emit("Start a round", None))
        for at, card in enumerate(self.tiles):
            card.clicked.connect(partial(self._open_tile, at))

    def _take(self, step: Step | None) -> None:
        if step is not None:
            self.wanted.emit(step.place, step.target)

    def _open_tile(self, at: int) -> None:
        self.wanted.emit(self._places[at], None)

    def _open_cell(self, index: QModelIndex) -> None:
        row: StageRow = index.data(RECORD)
        if index.column() == 0:
            self.wanted.emit(Place.AUTHORITIES, row.id)
        else:
            cell = row.cells[index.column() - 1]
            self.wanted.emit(cell.place, cell.target)


def _fill(card: FigureCard, tile: Tile) -> None:
    card.show_figure(tile.title, tile.figure, tile.of, tile.share)


def _columns() -> list[Column[StageRow]]:
    name = Column[StageRow]("Authority", lambda row: row.name, wide=True)
    return [name, *(_stage_column(at, stage) for at, stage in enumerate(STAGES))]


def _stage_column(at: int, stage: str) -> Column[StageRow]:
    order = list(Mark)
    return Column[StageRow](
        stage,
        lambda row: row.cells[at].words,
        sort=lambda row: (order.index(row.cells[at].mark), row.cells[at].words),
        icon=lambda row: _mark_icon(row.cells[at]),
    )


def _mark_icon(cell: Cell) -> QIcon | None:
    return icon(*_MARKS[cell.mark]) if cell.mark in _MARKS else None
