"""Reminders: who holds the role an action is for on the day it is due, what to write to them, and the later checks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import ActionState, Role, SessionState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.records import Authority, Challenge, Person, RolePeriod, Round, Session
from peer_challenge.services.actions import Matter, actions_of, matters_arising
from peer_challenge.services.contacts import letter
from peer_challenge.services.metrics import months_after
from peer_challenge.services.next_steps import CHECKED_AFTER_MONTHS
from peer_challenge.services.people import roles_on
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one authority is reminded of: whom to write to, in which words, and the actions, overdue first."""

    authority: UUID
    name: str
    to: tuple[str, ...]
    subject: str
    body: str
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later check of one challenge: when, and how many of its actions were done by then, or are by now."""

    challenge: UUID
    host: str
    months: int
    due_on: date
    done: int
    of: int
    has_come: bool

    @property
    def id(self) -> tuple[UUID, int]:
        """A row of its own for each challenge and check."""
        return self.challenge, self.months

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        was = "was" if self.has_come else "is"
        return (
            f"{self.host}: the check after {self.months} months {was} due on {day_in_words(self.due_on)}; "
            f"{self.done} of {count_of(self.of, 'action')} done."
        )


def holders(store: Store, authority: UUID, role: str, on: date) -> list[Person]:
    """Return who holds a role at an authority on a day: by role, else by job title, else its QA leads.

    A role is held from and to a day, so that an action passes on with it. Empty where nobody is known.
    """
    people = store.find(Person, authority=authority)
    roles = {each.id: roles_on(store.find(RolePeriod, person=each.id), on) for each in people}
    said = role.strip().casefold()
    by_role = [each for each in people if said in {one.words.casefold() for one in roles[each.id]}]
    by_title = [each for each in people if said and each.job_title.strip().casefold() == said]
    return by_role or by_title or [each for each in people if Role.QA_LEAD in roles[each.id]]


def reminders(store: Store, round_id: UUID | None = None, until: date | None = None) -> list[Reminder]:
    """Return a reminder for each authority with unfinished actions, of those due by `until` where that is given."""
    by_authority: dict[UUID, list[Matter]] = {}
    for each in matters_arising(store, round_id):
        if until is None or (each.action.due_on is not None and each.action.due_on <= until):
            by_authority.setdefault(each.action.authority, []).append(each)
    return sorted((_reminder(store, at, found) for at, found in by_authority.items()), key=lambda each: each.name)


def follow_ups(store: Store, round_id: UUID) -> list[FollowUp]:
    """Return the checks 6 and 12 months after each meeting of a round, the earliest first."""
    return sorted(_follow_ups(store, round_id), key=lambda each: (each.due_on, each.host))


def _follow_ups(store: Store, round_id: UUID) -> Iterator[FollowUp]:
    today = day_in_england(store.now())
    for challenge in store.find(Challenge, round=round_id):
        held = _held_on(store.find(Session, group=challenge.group))
        if held is None or held > today:
            continue
        actions = [each for each in actions_of(store, challenge.id) if each.state is not ActionState.DROPPED]
        host = store.need(Authority, challenge.host).name
        for months in CHECKED_AFTER_MONTHS:
            day = months_after(held, months)
            done = sum(each.state is ActionState.DONE and (each.done_on or day) <= day for each in actions)
            yield FollowUp(challenge.id, host, months, day, done, len(actions), day <= today)


def _held_on(sessions: Iterable[Session]) -> date | None:
    days = [each.held_on for each in sessions if each.held_on and each.state is not SessionState.CANCELLED]
    return max(days, default=None)


def _reminder(store: Store, authority: UUID, found: Sequence[Matter]) -> Reminder:
    today = day_in_england(store.now())
    to: dict[str, None] = {}
    for each in found:
        day = max(each.action.due_on or today, today)
        owners = holders(store, authority, each.action.owner_role, day)
        to |= dict.fromkeys(one.email for one in owners if one.email)
    late = sum(bool(each.late) for each in found)
    name = found[0].authority
    return Reminder(
        authority=authority,
        name=name,
        to=tuple(to),
        subject=f"Peer challenge: {count_of(len(found), 'action')} of {name}" + (f", {late} overdue" if late else ""),
        body=_body(store, found),
        matters=tuple(found),
    )


def _body(store: Store, found: Sequence[Matter]) -> str:
    marking = next((each.marking for each in reversed(store.find(Round)) if each.marking), "")
    lines = [
        f"{at}. {each.action.text}\n   {each.action.owner_role or 'No owner given'}. {each.when}."
        for at, each in enumerate(found, 1)
    ]
    parts = [
        "These actions from the peer challenge are not finished yet:",
        "\n".join(lines),
        "Please reply with how far each is, what it changed, and how anybody can tell. The days are in the calendar "
        "file attached.",
    ]
    return letter(store, marking, *parts)
