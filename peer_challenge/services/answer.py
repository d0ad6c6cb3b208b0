"""Whether a round was worth its time, headline first; each says what it rests on and what it does not prove."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import Again, Stage
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.records import Round
from peer_challenge.services import metrics
from peer_challenge.services.follow_on import Changed, PromptedRow, changed_after, prompted
from peer_challenge.services.measures import Measure, measures
from peer_challenge.services.metrics import Against, Cell, SafeCells
from peer_challenge.services.rounds import rounds
from peer_challenge.services.time_spent import ADMINISTRATION, TimeTotals, hours_words, totals
from peer_challenge.services.value import ValueView, value_view
from peer_challenge.storage.queries import value as queries
from peer_challenge.storage.queries.time_checks import places
from peer_challenge.storage.store import Store

SIX_MONTHS, A_YEAR = 6, 12
NO_CAUSE = (
    "Every point is shown because there are few of them: no difference here is claimed to be significant, and none "
    "shows a cause."
)


@dataclass(frozen=True, slots=True)
class Headline:
    """One question, the figure that answers it, and a sentence on what the figure rests on."""

    question: str
    figure: str
    rests_on: str

    @property
    def id(self) -> str:
        """A row of its own for each."""
        return self.question

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.question} {self.figure}. {self.rests_on}"


@dataclass(frozen=True, slots=True)
class LeadPoint:
    """One answer on usefulness, from 1 to 5, and how many days before the meeting the host's SEF had been shared."""

    id: str
    host: str
    lead_days: int
    score: int
    as_host: bool

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        who = "the host says" if self.as_host else "a challenger says"
        return f"{self.host}: {count_of(self.lead_days, 'day')} before, {who} {self.score} of 5."


@dataclass(frozen=True, slots=True)
class LastRound:
    """The round before that time is known of; `against` are the authorities that told theirs both times."""

    name: str
    against: Against | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The answer for one round. `cells` are what others than the coordinator may read of its time by stage."""

    round_name: str
    today: date
    time: TimeTotals
    places: tuple[int, int]
    """On how many places in challenges time was told, of how many: an authority in a challenge is a place."""
    value: ValueView
    last: LastRound | None
    due: tuple[date, ...]
    hosts: int
    asked_at_six: int
    changed: tuple[Changed, ...]
    prompted: tuple[PromptedRow, ...]
    measures: tuple[Measure, ...]
    cells: SafeCells

    @property
    def points(self) -> tuple[LeadPoint, ...]:
        """Every answer of a challenge whose SEF was shared before the meeting, and of those that shared none at 0."""
        return tuple(
            LeadPoint(f"{row.id}:{number}", row.host, max(row.lead_days or 0, 0), score, at_host)
            for row in self.value.rows
            if row.sharing.value != "no_date"
            for number, (score, at_host) in enumerate(_scores(row.by_host, row.by_challengers))
        )

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The five questions of the steering group, in its order."""
        return (_hours(self), _administration(self.time), _changed(self), _again(self), _against(self))

    @property
    def is_floor(self) -> bool:
        """Whether time was told for some places only, so that every sum is the least it can be."""
        told, of = self.places
        return 0 < told < of

    @property
    def coverage(self) -> str:
        """Who told, and for how many places: "19 of 19 authorities have told us their time, for 38 of 61 places"."""
        if not self.is_floor:
            return self.time.coverage
        told, of = self.places
        return f"{self.time.coverage}, for {told} of the {of} places they held in challenges"

    @property
    def missing(self) -> str:
        """What part of the time nobody has told, in a sentence that follows another; "" where all of it is told."""
        if not self.is_floor:
            return ""
        told, of = self.places
        held = f"{told} of the {of} places that authorities held in challenges"
        return f" Time was told for {held}; the rest would add to it."

    @property
    def statement(self) -> str:
        """What the round took, in words that can be lifted into a paper, and what is missing from it."""
        if not self.time.person_minutes:
            return f"{self.time.coverage}."
        days = metrics.days_of_work(self.time.person_minutes)
        worked = f"{days:.1f} working days" if days < 10 else f"{days:,.0f} working days"
        least = "at least " if self.is_floor else ""
        return (
            f"For {self.round_name}, {self.time.told} of {count_of(self.time.of, 'authority', 'authorities')} told us "
            f"that their people spent {least}{hours_words(self.time.person_minutes)} ({worked} of 7.4 hours), "
            f"{self.time.share_of(Stage.SESSION)}% of it in the meetings and "
            f"{self.time.share_of(*ADMINISTRATION)}% on set-up and write-up{_estimated(self.time)}.{self.missing}"
        )


def answer_of(store: Store, round_id: UUID, today: date | None = None) -> AnswerView:
    """Return the answer as it stands today, or as it stood on a day said otherwise."""
    on = today or day_in_england(store.now())
    round_, time, value = store.need(Round, round_id), totals(store, round_id), value_view(store, round_id)
    told = queries.tellers(store, round_id)
    cells = metrics.safe_cells(_cells(told))
    held = [each.held_on for each in value.rows if each.held_on]
    return AnswerView(
        round_name=round_.name,
        today=on,
        time=time,
        places=places(store, round_id),
        value=value,
        last=_last_round(store, round_id, _by_authority(told)),
        due=tuple(sorted(metrics.months_after(each, SIX_MONTHS) for each in held)),
        hosts=len(value.rows),
        asked_at_six=sum(each.as_host for each in queries.opinions(store, round_id, SIX_MONTHS)),
        changed=changed_after(store, round_id, SIX_MONTHS),
        prompted=prompted(store, round_id),
        measures=tuple(measures(store, round_, time, value, cells, on)),
        cells=cells,
    )


def _last_round(store: Store, round_id: UUID, now: Mapping[UUID, int]) -> LastRound | None:
    order = rounds(store)
    at = next(number for number, each in enumerate(order) if each.id == round_id)
    for each in reversed(order[:at]):
        if before := _by_authority(queries.tellers(store, each.id)):
            return LastRound(each.name, metrics.against(before, now))
    return None


def _by_authority(told: list[tuple[UUID, Stage, int]]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for authority, _, minutes in told:
        found[authority] = found.get(authority, 0) + minutes
    return found


def _cells(told: list[tuple[UUID, Stage, int]]) -> list[Cell]:
    return [
        Cell(
            stage,
            sum(minutes for _, at, minutes in told if at is stage),
            frozenset(authority for authority, at, _ in told if at is stage),
        )
        for stage in Stage
    ]


def _scores(by_host: int | None, by_challengers: tuple[int, ...]) -> Iterator[tuple[int, bool]]:
    if by_host:
        yield by_host, True
    yield from ((each, False) for each in by_challengers)


def _hours(view: AnswerView) -> Headline:
    time = view.time
    question = "How much officer time did it take?"
    each = metrics.per_head(time.person_minutes, time.told)
    if not each:
        return Headline(question, "Not known yet", f"{time.coverage}.")
    low, high = (pick(row.given + row.received for row in time.authorities) for pick in (min, max))
    spread = f", from {hours_words(low)} to {hours_words(high)}" if time.told > 1 else ""
    return Headline(
        question,
        f"{'At least ' if view.is_floor else ''}{hours_words(round(each))} for each authority",
        f"The mean of those that told us{spread}. {time.coverage}. Every person’s time counts{_estimated(time)}."
        f"{view.missing}",
    )


def _administration(time: TimeTotals) -> Headline:
    question = "How much of it was administration?"
    if not time.person_minutes:
        return Headline(question, "Not known yet", f"{time.coverage}.")
    return Headline(
        question,
        f"{time.share_of(*ADMINISTRATION)}%",
        f"Set-up and write-up, of {hours_words(time.person_minutes)}. Preparation and the meeting were "
        f"{time.share_of(Stage.PREPARATION, Stage.SESSION)}%.",
    )


def _changed(view: AnswerView) -> Headline:
    question = "What had hosts changed because of it at six months?"
    due = sum(each <= view.today for each in view.due)
    if not view.asked_at_six:
        waiting = f"It is asked six months after each meeting: {_when(view.due, view.today)}."
        return Headline(question, "Not known yet", waiting if view.due else "No meeting has a date yet.")
    named = len({each.host for each in view.changed})
    hosts = count_of(view.asked_at_six, "host")
    return Headline(
        question,
        f"{named} of {hosts} {'names' if named == 1 else 'name'} a change",
        f"{hosts} {'has' if view.asked_at_six == 1 else 'have'} answered at six months, of {due} due by now and "
        f"{view.hosts} in the round. In their own words; nobody has checked what caused it.",
    )


def _when(due: tuple[date, ...], today: date) -> str:
    waiting = [each for each in due if each > today]
    if not waiting:
        return "all of them could be asked now, and none has answered"
    if len(waiting) < len(due):
        return f"{len(due) - len(waiting)} could be asked now, and none has answered"
    return f"the first on {day_in_words(waiting[0])}, the last on {day_in_words(waiting[-1])}"


def _again(view: AnswerView) -> Headline:
    value = view.value
    question = "Would they do it again?"
    asked = sum(value.again.values())
    if not asked:
        return Headline(question, "Not known yet", "Nobody has said whether they would do it again.")
    yes, no, unsure = (value.again[each] for each in (Again.YES, Again.NO, Again.NOT_SURE))
    possible = f"; {view.places[1]} were possible" if asked < view.places[1] else ""
    return Headline(
        question,
        f"{yes} of {count_of(asked, 'answer')} {'says' if yes == 1 else 'say'} yes{possible}",
        f"{no} no, {unsure} not sure; from {count_of(value.answering, 'authority', 'authorities')}. "
        "An authority answers once for each challenge it was in.",
    )


def _against(view: AnswerView) -> Headline:
    question = "How does it compare with last round?"
    if view.last is None:
        return Headline(
            question,
            "This is the baseline",
            "It is the first round whose time is in this round file: there is nothing to compare it with, and on its "
            "own it proves no saving.",
        )
    both = view.last.against
    if both is None:
        told = "No authority told its time in both rounds, so they cannot be compared."
        return Headline(question, f"Not comparable with {view.last.name}", told)
    before, now = round(both.each_before, 1), round(both.each_now, 1)
    less = "fewer" if now < before else "more"
    change = f"{abs(now - before):.1f} hours {less} for each" if now != before else "No difference"
    return Headline(
        question,
        change,
        f"{now:g} hours against {before:g} in {view.last.name}, for the "
        f"{count_of(both.authorities, 'authority', 'authorities')} that told us both times. Other hosts, other groups "
        "and other people: a difference is not yet a saving.",
    )


def _estimated(time: TimeTotals) -> str:
    share = metrics.percent(time.estimated_minutes, time.person_minutes)
    if not share:
        return ""
    return "; all of it is estimated" if time.estimated_minutes == time.person_minutes else f"; {share}% is estimated"
