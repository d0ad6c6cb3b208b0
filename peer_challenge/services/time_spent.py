"""The time a challenge took: entries by stage, who gave and who received, and how many have told us."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import EntryMode, Stage, Way
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, TimeEntry
from peer_challenge.services.names import NameBook
from peer_challenge.services.quick_entry import quick_entry
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import time_checks as check_queries
from peer_challenge.storage.queries import time_spent as queries
from peer_challenge.storage.store import Store

MOST_MINUTES, MOST_PEOPLE = 6000, 50
ADMINISTRATION = frozenset({Stage.SET_UP, Stage.WRITE_UP})
"""The stages that are administration rather than professional talk and reading."""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """An entry as the table shows it."""

    id: UUID
    entry: TimeEntry
    host: str
    authority: str

    @property
    def person_minutes(self) -> int:
        """Minutes of all its people together."""
        return self.entry.people * self.entry.minutes

    @property
    def amount(self) -> str:
        """For example "4 people × 30 minutes"."""
        each = count_of(self.entry.minutes, "minute")
        return each if self.entry.people == 1 else f"{self.entry.people} people × {each}"

    @property
    def day_words(self) -> str:
        """Its day in words, or nothing."""
        return day_in_words(self.entry.day) if self.entry.day else ""

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        way = "challenging" if self.entry.way is Way.GIVEN else "as host of"
        parts = [f"{self.entry.stage.words}, {self.amount}, {self.authority} {way} {self.host}", self.day_words]
        parts += [self.entry.mode.words.lower(), self.entry.comment]
        return f"{', '.join(part for part in parts if part)}."


@dataclass(frozen=True, slots=True)
class StageTotal:
    """Person-minutes of a stage over the whole round."""

    stage: Stage
    person_minutes: int

    @property
    def id(self) -> Stage:
        """A row of its own for each stage."""
        return self.stage


@dataclass(frozen=True, slots=True)
class ChallengeTotal:
    """Person-minutes of a challenge, by stage in the order of `Stage`; `authority` is its host, `id` its own."""

    id: UUID
    authority: UUID
    host: str
    by_stage: tuple[int, ...]
    person_minutes: int


@dataclass(frozen=True, slots=True)
class AuthorityTotal:
    """Person-minutes an authority gave to others and spent as host. `id` is the authority's."""

    id: UUID
    name: str
    given: int
    received: int

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}: {hours_words(self.given)} given, {hours_words(self.received)} as host."


@dataclass(frozen=True, slots=True)
class TimeTotals:
    """What a round's time comes to; every sum counts each person. Stages and challenges without time are there too."""

    stages: tuple[StageTotal, ...]
    challenges: tuple[ChallengeTotal, ...]
    authorities: tuple[AuthorityTotal, ...]
    told: int
    of: int
    person_minutes: int
    estimated_minutes: int

    @property
    def coverage(self) -> str:
        """For example "14 of 19 authorities have told us their time"."""
        if not self.told:
            return "Nobody has told us their time yet"
        have = "has" if self.told == 1 else "have"
        return f"{self.told} of {count_of(self.of, 'authority', 'authorities')} {have} told us their time"

    def share_of(self, *stages: Stage) -> int:
        """Return the part of all time that went on `stages`, in whole per cent; 0 when there is none."""
        spent = sum(each.person_minutes for each in self.stages if each.stage in stages)
        return round(100 * spent / self.person_minutes) if self.person_minutes else 0


def log_time(
    store: Store,
    challenge: UUID,
    authority: UUID,
    stage: Stage,
    minutes: int,
    *,
    people: int = 1,
    way: Way | None = None,
    mode: EntryMode = EntryMode.BY_HAND,
    day: date | None = None,
    comment: str = "",
    id_: UUID | None = None,
) -> ChangeSet:
    """Log `minutes` for each of `people`. Unless said otherwise, the host's own time is received and others' given.

    `id_` is for an entry that every copy would make alike.
    """
    host = store.need(Challenge, challenge).host
    store.need(Authority, authority)
    entry = TimeEntry(
        id=id_ or store.new_id(),
        challenge=challenge,
        authority=authority,
        stage=stage,
        minutes=minutes,
        people=people,
        way=way or (Way.RECEIVED if authority == host else Way.GIVEN),
        mode=mode,
        day=day,
        comment=comment.strip(),
    )
    return add("Log time", _within_reason(entry))


def log_quick(store: Store, round_id: UUID, text: str, *, by: UUID | None = None) -> ChangeSet:
    """Log one typed line such as "prep 90 Kent"; `by` is whose time it is where the line does not say, else the host's.

    Raises `UserError` when the line is not understood or its host is not challenged in this round.
    """
    said = quick_entry(text)
    hosts = {each.host: each for each in queries.hosted(store, round_id)}
    if not hosts:
        raise UserError("There are no challenges in this round yet. Settle the groups first.")
    if not said.host:
        raise UserError(
            f"“{text.strip()}” does not say which host was challenged. Add its name, for example prep 90 Kent."
        )
    book = NameBook(store.find(Authority))
    host = book.find(said.host)
    if host.id not in hosts:
        raise UserError(f"{host.name} is not challenged in this round. Name one of its hosts.")
    authority = book.find(said.by).id if said.by else by or host.id
    return log_time(store, hosts[host.id].challenge, authority, said.stage, said.minutes, people=said.people)


def edit_time(store: Store, entry: UUID, **fields: Any) -> ChangeSet:
    """Change an entry."""
    before = store.need(TimeEntry, entry)
    _within_reason(replace(before, **fields))
    return edit("Edit time", before, **fields)


def remove_time(store: Store, entry: UUID) -> ChangeSet:
    """Remove an entry."""
    return remove_whole(store, "Remove time", store.need(TimeEntry, entry))


def entries(store: Store, round_id: UUID, challenge: UUID | None = None) -> list[TimeRow]:
    """Return the entries of a round, or of one of its challenges, the newest first."""
    return [
        TimeRow(each.entry.id, each.entry, each.host_name, each.authority_name)
        for each in queries.logged(store, round_id, challenge)
    ]


def ledger_words(store: Store, round_id: UUID) -> str:
    """Return how the minutes are known, kinds apart: "Timer 2 hours, typed in 30 minutes"; "" while there are none."""
    known = check_queries.by_mode(store, round_id)
    said = ", ".join(f"{mode.words.lower()} {hours_words(minutes)}" for mode, minutes in known.items())
    return said[:1].upper() + said[1:]


def totals(store: Store, round_id: UUID) -> TimeTotals:
    """Return what the round's time comes to, by stage, challenge and authority."""
    by_stage = {each.stage: each.person_minutes for each in queries.by_stage(store, round_id)}
    of_challenge: dict[UUID | None, dict[Stage, int]] = defaultdict(dict)
    for each in queries.by_challenge_and_stage(store, round_id):
        of_challenge[each.challenge][each.stage] = each.person_minutes
    covered = queries.coverage(store, round_id)
    return TimeTotals(
        stages=tuple(StageTotal(stage, by_stage.get(stage, 0)) for stage in Stage),
        challenges=tuple(
            ChallengeTotal(
                each.challenge,
                each.host,
                each.name,
                tuple(of_challenge[each.challenge].get(stage, 0) for stage in Stage),
                each.person_minutes,
            )
            for each in queries.hosted(store, round_id)
        ),
        authorities=tuple(
            AuthorityTotal(each.authority, each.name, each.given, each.received)
            for each in queries.given_and_received(store, round_id)
        ),
        told=covered.told,
        of=covered.of,
        person_minutes=covered.person_minutes,
        estimated_minutes=covered.estimated,
    )


def hours_words(minutes: int) -> str:
    """Return minutes as people say them: "45 minutes", "3.5 hours", "212 hours"."""
    if minutes < 60:
        return count_of(minutes, "minute")
    hours = round(minutes / 60, 1) if minutes < 6000 else round(minutes / 60)
    return count_of(int(hours), "hour") if hours == int(hours) else f"{hours:,} hours"


def _within_reason(entry: TimeEntry) -> TimeEntry:
    if not 1 <= entry.minutes <= MOST_MINUTES:
        raise UserError(f"{entry.minutes} minutes cannot be right. Give 1 to 6,000 minutes for each person.")
    if not 1 <= entry.people <= MOST_PEOPLE:
        raise UserError(f"{count_of(entry.people, 'person', 'people')} cannot be right. Give 1 to 50 people.")
    return entry
