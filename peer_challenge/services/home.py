"""The first page of a round: what to do next, what it comes to so far, and how far each authority has come."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import Joining, ReportState, SubmissionState
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Round
from peer_challenge.services.chasing import Late, late_in
from peer_challenge.services.marks import Mark
from peer_challenge.services.next_steps import Step, next_steps
from peer_challenge.services.places import Place
from peer_challenge.services.standings import report_is_late, standings
from peer_challenge.services.submission_rows import NOT_SENT
from peer_challenge.services.time_spent import hours_words
from peer_challenge.services.timeline import Milestone, timeline
from peer_challenge.services.whose import own_authority
from peer_challenge.storage.queries import home as queries
from peer_challenge.storage.queries.home import Counts, Standing
from peer_challenge.storage.store import Store

_SHORT = {ReportState.DRAFT: "Draft", ReportState.AGREED: "Agreed", ReportState.WITH_HOST: "With host"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One stage of one authority: how far, in a word or two, and where it is worked on."""

    words: str
    mark: Mark
    place: Place
    target: UUID | None


@dataclass(frozen=True, slots=True)
class StageRow:
    """One authority across the stages; `cells` stand in the order of `STAGES`."""

    id: UUID
    name: str
    cells: tuple[Cell, ...]

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        said = (f"{stage}: {cell.words}" for stage, cell in zip(STAGES, self.cells, strict=True))
        return f"{self.name}. {'; '.join(said)}."


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that says how far the round is: a figure, of how many, and the share of the whole from 0 to 1."""

    id: str
    title: str
    figure: str
    of: str
    share: float
    place: Place


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the first page shows of a round."""

    name: str
    region: str
    is_demo: bool
    steps: tuple[Step, ...]
    late: tuple[Late, ...]
    milestones: tuple[Milestone, ...]
    tiles: tuple[Tile, ...]
    rows: tuple[StageRow, ...]


STAGES = ("Joining", "Group", "SEF", "Session", "Findings", "Report", "Time it told")


def home(store: Store, round_id: UUID, outdated: frozenset[UUID] = frozenset()) -> HomeView:
    """Return the first page of a round as of today in England; of `outdated` challenges the final report is behind."""
    this, today = store.need(Round, round_id), day_in_england(store.now())
    everyone = standings(store, round_id)
    plans, own = queries.plans_of(store, round_id), own_authority(store)
    actions = queries.actions_open(store, round_id, today)
    return HomeView(
        name=this.name,
        region=this.region,
        is_demo=queries.has_invented_people(store),
        steps=tuple(next_steps(this, everyone, plans, today, own=own, actions=actions, outdated=outdated)),
        late=() if own else late_in(this, everyone, today),
        milestones=timeline(this, everyone, settled=plans[0] is not None, today=today),
        tiles=_tiles(queries.counts(store, round_id)),
        rows=tuple(StageRow(each.authority, each.name, _cells(this, each, today)) for each in everyone),
    )


def is_demo(store: Store) -> bool:
    """Return whether the file holds the demo round, with its invented people."""
    return queries.has_invented_people(store)


def _tiles(counts: Counts) -> tuple[Tile, ...]:
    told = f"told by {counts.told} of {counts.authorities}"
    return (
        _tile("shared", "SEFs shared", counts.shared, counts.authorities, Place.SEFS),
        _tile("held", "Sessions held", counts.held, counts.groups, Place.SESSION),
        _tile("final", "Reports final", counts.final, counts.hosts, Place.FEEDBACK),
        Tile(
            "hours",
            "Time spent",
            _time_words(counts.minutes),
            told,
            _share(counts.told, counts.authorities),
            Place.TIME,
        ),
    )


def _tile(key: str, title: str, number: int, of: int, place: Place) -> Tile:
    return Tile(key, title, str(number), f"of {of}", _share(number, of), place)


def _share(number: int, of: int) -> float:
    return number / of if of else 0.0


def _cells(this: Round, each: Standing, today: date) -> tuple[Cell, ...]:
    said = each.joining is Joining.JOINED and (each.answered_on is not None or each.group is not None)
    grouped = Mark.DONE if each.group else Mark.NOTHING
    return (
        Cell(
            each.joining.words_for(each.answered_on),
            Mark.DONE if said else Mark.UNDER_WAY,
            Place.AUTHORITIES,
            each.authority,
        ),
        Cell(each.group_name or "No group", grouped, Place.TRIADS, each.group),
        _sef_cell(this, each, today),
        _session_cell(each, today),
        _findings_cell(each),
        _report_cell(each, today),
        _time_cell(each),
    )


def _sef_cell(this: Round, each: Standing, today: date) -> Cell:
    state = each.sef or SubmissionState.NOT_STARTED
    due = each.sef_due or this.sef_due
    if each.shared_on is not None:
        return Cell("Shared", Mark.DONE, Place.SEFS, each.authority)
    if state in NOT_SENT and due is not None and due < today:
        return Cell(f"{state.words}, late", Mark.LATE, Place.SEFS, each.authority)
    mark = Mark.NOTHING if state is SubmissionState.NOT_STARTED else Mark.UNDER_WAY
    return Cell(state.words, mark, Place.SEFS, each.authority)


def _session_cell(each: Standing, today: date) -> Cell:
    if each.session_on is None:
        words, mark = ("Held", Mark.DONE) if each.held else ("No date", Mark.NOTHING)
        return Cell(words, mark, Place.SESSION, each.session)
    day = f"{each.session_on.day} {each.session_on:%b}"
    if each.held:
        return Cell(f"Held {day}", Mark.DONE, Place.SESSION, each.session)
    if each.paused:
        return Cell(f"{day}, paused", Mark.UNDER_WAY, Place.SESSION, each.session)
    mark = Mark.LATE if each.session_on < today else Mark.UNDER_WAY
    return Cell(day, mark, Place.SESSION, each.session)


def _findings_cell(each: Standing) -> Cell:
    if not each.findings:
        return Cell("None", Mark.NOTHING, Place.FINDINGS, each.challenge)
    if each.unagreed:
        agreed = each.findings - each.unagreed
        return Cell(f"{agreed} of {each.findings} agreed", Mark.UNDER_WAY, Place.FINDINGS, each.challenge)
    return Cell(f"{each.findings} agreed", Mark.DONE, Place.FINDINGS, each.challenge)


def _report_cell(each: Standing, today: date) -> Cell:
    at = (Place.FEEDBACK, each.challenge)
    if each.report is ReportState.FINAL:
        return Cell("Final", Mark.DONE, *at)
    words = "None" if each.report is None else _SHORT[each.report]
    if each.held and each.paused:
        return Cell("Paused" if each.report is None else f"{words}, paused", Mark.UNDER_WAY, *at)
    if report_is_late(each, today):
        return Cell(f"{words}, late", Mark.LATE, *at)
    mark = Mark.NOTHING if each.report is None else Mark.UNDER_WAY
    return Cell(words, mark, *at)


def _time_cell(each: Standing) -> Cell:
    mark = Mark.DONE if each.minutes else Mark.NOTHING
    return Cell(_time_words(each.minutes), mark, Place.TIME, each.challenge)


def _time_words(minutes: int) -> str:
    return hours_words(minutes) if minutes else "None"
