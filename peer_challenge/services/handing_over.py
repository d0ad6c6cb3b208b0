"""Handing over: from a day on, somebody else has a person's duties and roles; what is past stays as it was."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, add, edit_each
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Duty, Note, Person, RolePeriod, Session
from peer_challenge.services.challenges import assign_duty
from peer_challenge.storage.store import Store

_LABEL = "Hand over"


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing that goes over; `id` is the record's."""

    id: UUID
    words: str
    detail: str

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.words}, {self.detail}."


def to_hand_over(store: Store, person: UUID, on: date) -> tuple[Handed, ...]:
    """Return the duties and roles that somebody else would have from a day on, with whose challenge and when."""
    roles = [Handed(each.id, each.role.words, _until(each)) for each in _roles(store, person, on)]
    return (*(_handed(store, each) for each in _duties(store, person, on)), *roles)


def drafts_of(store: Store, person: UUID) -> int:
    """Return how many of a person's notes are in this round file; they keep their author's name."""
    return len(store.find(Note, author=person))


def hand_over(store: Store, person: UUID, to: UUID, on: date) -> ChangeSet:
    """Give a person's duties, and the roles they hold on that day, to another from a day on.

    Duties in meetings that were before that day stay. Raises `UserError` where nothing goes over, or the other may not
    challenge that host.
    """
    giver, taker = store.need(Person, person), store.need(Person, to)
    if giver.id == taker.id:
        raise UserError(f"{giver.name} has it already. Choose somebody else.")
    roles, duties = _roles(store, person, on), _duties(store, person, on)
    if not roles and not duties:
        raise UserError(f"{giver.name} has no duty and no role on {day_in_words(on)} that could go over.")
    changes = ChangeSet(_LABEL, ())
    for each in duties:
        authority = taker.authority if each.authority else None
        changes += assign_duty(store, each.challenge, each.kind, authority, taker.id, each.session)
    for period in roles:
        changes += _pass_on(store, period, to, on)
    return changes


def _pass_on(store: Store, period: RolePeriod, to: UUID, on: date) -> ChangeSet:
    """End a role on the day before, and give it to another until it would have ended; one not begun goes whole."""
    held = [each for each in store.find(RolePeriod, person=to, role=period.role) if _covers(each, on)]
    if period.starts is not None and period.starts >= on:
        return edit_each(_LABEL, [(period, replace(period, person=to))])
    ended = ChangeSet(_LABEL, (Change(period, replace(period, ends=on - timedelta(days=1))),))
    if held:
        return ended
    new = RolePeriod(
        id=store.new_id(), person=to, role=period.role, authority=period.authority, starts=on, ends=period.ends
    )
    return ended + add(_LABEL, new)


def _roles(store: Store, person: UUID, on: date) -> list[RolePeriod]:
    return [each for each in store.find(RolePeriod, person=person) if each.ends is None or each.ends >= on]


def _covers(period: RolePeriod, on: date) -> bool:
    return (period.starts is None or period.starts <= on) and (period.ends is None or period.ends >= on)


def _duties(store: Store, person: UUID, on: date) -> list[Duty]:
    return [each for each in store.find(Duty, person=person) if (_held_on(store, each) or date.max) >= on]


def _held_on(store: Store, duty: Duty) -> date | None:
    """Return the day of the meeting a duty is for; None where there is none yet."""
    if duty.session is not None:
        session = store.get(Session, duty.session)
        return session.held_on if session else None
    challenge = store.get(Challenge, duty.challenge)
    days = [each.held_on for each in store.find(Session, group=challenge.group)] if challenge else []
    return max((each for each in days if each), default=None) if None not in days else None


def _handed(store: Store, duty: Duty) -> Handed:
    challenge = store.get(Challenge, duty.challenge)
    host = store.get(Authority, challenge.host) if challenge else None
    day = _held_on(store, duty)
    when = day_in_words(day) if day else "no day yet"
    return Handed(duty.id, duty.kind.words, f"challenge of {host.name if host else 'a host'}, {when}")


def _until(period: RolePeriod) -> str:
    return f"role, until {day_in_words(period.ends)}" if period.ends else "role"
