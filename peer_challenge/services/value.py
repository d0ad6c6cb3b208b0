"""What a round was worth: how useful hosts and challengers found it, and whether the SEF had been shared in time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import Again
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Authority, Challenge, Evaluation, Round
from peer_challenge.services.submission_rows import Sharing, sharing_of
from peer_challenge.services.time_spent import hours_words
from peer_challenge.storage.queries import time_spent as queries
from peer_challenge.storage.queries import value as said_queries
from peer_challenge.storage.queries.value import Opinion
from peer_challenge.storage.store import Store

FEWEST_FOR_MEDIAN = 3
"""Below this the answers are shown as they are."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One challenge: when its SEF was shared, what was thought of it, and the time it took. `id` is the challenge's."""

    id: UUID
    host: str
    sharing: Sharing
    lead_days: int | None
    by_host: int | None
    by_challengers: tuple[int, ...]
    person_minutes: int
    held_on: date | None = None

    @property
    def scores(self) -> tuple[int, ...]:
        """Every answer, the host's first."""
        return ((self.by_host,) if self.by_host else ()) + self.by_challengers

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return (
            f"{self.host}: {self.sharing.words.lower()}, host {_score(self.by_host)}, "
            f"challengers {self.challengers_words}, {self.time_words}"
            f"{' spent on its challenge' if self.person_minutes else ''}."
        )

    @property
    def time_words(self) -> str:
        """The time of everybody who told time on this challenge, whoever they work for."""
        return hours_words(self.person_minutes) if self.person_minutes else "no time logged"

    @property
    def host_words(self) -> str:
        """The host's answer, "4 of 5" or "not said"."""
        return _score(self.by_host)

    @property
    def challengers_words(self) -> str:
        """The challengers' answers, each of 5."""
        return f"{_listed(self.by_challengers)} of 5" if self.by_challengers else "not said"


@dataclass(frozen=True, slots=True)
class SharingGroup:
    """The challenges whose SEFs were shared alike, with every usefulness score from 1 to 5."""

    sharing: Sharing
    challenges: int
    scores: tuple[int, ...]

    @property
    def id(self) -> Sharing:
        """A row of its own for each."""
        return self.sharing

    @property
    def words(self) -> str:
        """The median with how few answers it stands on; under three answers, the answers themselves."""
        if not self.scores:
            return "no answers yet"
        if len(self.scores) < FEWEST_FOR_MEDIAN:
            return f"{_listed(self.scores)} of 5 ({count_of(len(self.scores), 'answer')}, too few for a median)"
        low, high = min(self.scores), max(self.scores)
        return f"median {median(self.scores):g} of 5 ({len(self.scores)} answers, from {low} to {high})"


@dataclass(frozen=True, slots=True)
class ValueView:
    """What the round was worth, challenge by challenge and by when SEFs were shared; never by named person."""

    rows: tuple[ValueRow, ...]
    groups: tuple[SharingGroup, ...]
    again: dict[Again, int]
    answering: int = 0
    """How many authorities said whether they would do it again."""

    @property
    def answers(self) -> int:
        """How many scores there are."""
        return sum(len(each.scores) for each in self.groups)


def evaluate(
    store: Store,
    challenge: UUID,
    authority: UUID,
    usefulness: int | None,
    again: Again | None,
    changed: str,
    *,
    months: int = 0,
) -> ChangeSet:
    """Record what an authority thought of a challenge, so many months on, once: a second time changes the first."""
    if usefulness is not None and not 1 <= usefulness <= 5:
        raise UserError("Usefulness goes from 1, not useful, to 5, very useful.")
    store.need(Challenge, challenge)
    store.need(Authority, authority)
    empty = evaluation_of(store, challenge, authority, months)
    said = {"usefulness": usefulness, "again": again, "changed": changed.strip()}
    changes = edit("Say how useful it was", empty, **said)
    if changes and store.get(Evaluation, empty.id) is None:
        return add(changes.label, changes.changes[0].record)
    return changes


def evaluation_of(store: Store, challenge: UUID, authority: UUID, months: int = 0) -> Evaluation:
    """Return what an authority said of a challenge; an empty one before it has said anything."""
    known = known_id("evaluation", challenge, authority, *([str(months)] if months else []))
    found = store.get(Evaluation, known)
    return found or Evaluation(id=known, challenge=challenge, authority=authority, months=months)


def who_can_say(store: Store, challenge: UUID) -> list[Authority]:
    """Return the authorities that were in a challenge: its host first, then those who challenged it."""
    return queries.in_the_room(store, challenge)


def share_days(store: Store, round_id: UUID) -> int:
    """Return from how many days before the meeting a SEF counts as shared in time."""
    return store.need(Round, round_id).share_days


def value_view(store: Store, round_id: UUID) -> ValueView:
    """Return usefulness by when the host's SEF was shared with its group."""
    in_time = share_days(store, round_id)
    said: dict[UUID, list[Opinion]] = defaultdict(list)
    again: dict[Again, int] = dict.fromkeys(Again, 0)
    answering: set[UUID] = set()
    for each in said_queries.opinions(store, round_id):
        said[each.challenge].append(each)
        if each.again is not None:
            again[each.again] += 1
            answering.add(each.authority)
    rows = tuple(_row(each, said[each.challenge], in_time) for each in queries.hosted(store, round_id))
    return ValueView(rows, tuple(_group(sharing, rows) for sharing in Sharing), again, len(answering))


def value_sentences(value: ValueView) -> tuple[str, ...]:
    """Return what was thought of the challenges, by when SEFs were shared, and what that does not prove."""
    groups = [each for each in value.groups if each.scores]
    said = [f"{each.sharing.words}: {each.words}." for each in groups]
    if asked := sum(value.again.values()):
        said.append(f"{value.again[Again.YES]} of {asked} who answered would do it again.")
    if len(groups) > 1:
        said.append(
            f"These are {count_of(value.answers, 'answer')}: too few to claim that sharing made the difference."
        )
    return tuple(said)


def _row(hosted: queries.Hosted, said: Sequence[Opinion], share_days: int) -> ValueRow:
    return ValueRow(
        id=hosted.challenge,
        host=hosted.name,
        sharing=sharing_of(hosted.shared_on, hosted.session_on, share_days),
        lead_days=(hosted.session_on - hosted.shared_on).days if hosted.session_on and hosted.shared_on else None,
        by_host=next((each.usefulness for each in said if each.as_host), None),
        by_challengers=tuple(each.usefulness for each in said if not each.as_host and each.usefulness),
        person_minutes=hosted.person_minutes,
        held_on=hosted.session_on,
    )


def _group(sharing: Sharing, rows: Sequence[ValueRow]) -> SharingGroup:
    alike = [each for each in rows if each.sharing is sharing]
    return SharingGroup(sharing, len(alike), tuple(score for each in alike for score in each.scores))


def _score(score: int | None) -> str:
    return f"{score} of 5" if score else "not said"


def _listed(scores: Sequence[int]) -> str:
    *others, last = map(str, scores)
    return f"{', '.join(others)} and {last}" if others else last
