"""Challenges and meetings that wait, move or are called off: an inspection comes, and the calendar follows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import PauseReason, SessionState
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Pause, Session
from peer_challenge.domain.working_days import days_from
from peer_challenge.storage.queries import meetings as queries
from peer_challenge.storage.store import Store


def pause_challenge(store: Store, challenge: UUID, because: PauseReason, since: date | None = None) -> ChangeSet:
    """Let one host's challenge wait from `since`, today unless given, while the rest of its group goes on.

    Raises `UserError` where it waits already.
    """
    if open_pause(store, challenge):
        host = store.need(Authority, store.need(Challenge, challenge).host)
        raise UserError(f"The challenge of {host.name} waits already.")
    return add("Pause challenge", _pause(store, challenge, because, since))


def challenge_goes_on(store: Store, challenge: UUID, on: date | None = None) -> ChangeSet:
    """Let a challenge go on from a day, today unless given; raises `UserError` where it does not wait."""
    found = open_pause(store, challenge)
    if found is None:
        raise UserError("This challenge does not wait.")
    return edit_each("Let challenge go on", _ended([found], _day(store, on)))


def pause_meeting(store: Store, session: UUID, because: PauseReason, since: date | None = None) -> ChangeSet:
    """Let a planned meeting and every challenge of its group wait; the date stays until another is set."""
    found = _open_meeting(store, session)
    waiting = [each.id for each in store.find(Challenge, group=found.group) if not open_pause(store, each.id)]
    label = "Pause meeting"
    begun = add(label, *(_pause(store, each, because, since) for each in waiting))
    return edit(label, found, state=SessionState.PAUSED) + begun


def meeting_goes_on(store: Store, session: UUID, on: date | None = None) -> ChangeSet:
    """Let a meeting that waits, or was called off, stand again as planned, and its challenges go on."""
    found = store.need(Session, session)
    if found.state not in (SessionState.PAUSED, SessionState.CANCELLED):
        raise UserError("This meeting is neither paused nor called off.")
    label = "Let meeting go on"
    return edit(label, found, state=SessionState.PLANNED) + edit_each(label, _group_goes_on(store, found, on))


def postpone_meeting(
    store: Store, session: UUID, held_on: date, starts_at: time | None = None, minutes: int | None = None
) -> ChangeSet:
    """Give a meeting another day, and another time if one is given; what waited goes on from that day.

    Raises `UserError` where the day is the old one, or the meeting was held.
    """
    found = store.need(Session, session)
    if found.state is SessionState.HELD:
        raise UserError("This meeting was held. Open the session again before you move it.")
    moved = {"held_on": held_on, "starts_at": starts_at or found.starts_at, "minutes": minutes or found.minutes}
    label = "Postpone meeting"
    changed = edit(label, found, state=SessionState.PLANNED, **moved)
    if not changed:
        raise UserError(f"The meeting is on {day_in_words(held_on)} already. Give another day.")
    return changed + edit_each(label, _group_goes_on(store, found, held_on))


def call_off_meeting(store: Store, session: UUID) -> ChangeSet:
    """Call a meeting off; its day stays on record, and the next calendar file takes it out of diaries."""
    found = store.need(Session, session)
    if found.state is SessionState.HELD:
        raise UserError("This meeting was held. Open the session again before you call it off.")
    return edit("Call meeting off", found, state=SessionState.CANCELLED)


def open_pause(store: Store, challenge: UUID) -> Pause | None:
    """Return the pause a challenge is in; None where it goes on."""
    return next((each for each in store.find(Pause, challenge=challenge) if each.until is None), None)


def waiting_in(store: Store, round_id: UUID) -> frozenset[UUID]:
    """Return the challenges of a round that wait today."""
    return frozenset(each.challenge for each in queries.pauses_of(store, round_id) if each.until is None)


def days_paused(store: Store, round_id: UUID) -> dict[UUID, frozenset[date]]:
    """Return challenge → the days on which it waited, up to today where it waits still."""
    today = day_in_england(store.now())
    found: dict[UUID, frozenset[date]] = {}
    for each in queries.pauses_of(store, round_id):
        days = days_from(each.since, each.until or today)
        found[each.challenge] = found.get(each.challenge, frozenset()) | days
    return found


def _pause(store: Store, challenge: UUID, because: PauseReason, since: date | None) -> Pause:
    return Pause(id=store.new_id(), challenge=challenge, since=_day(store, since), because=because)


def _open_meeting(store: Store, session: UUID) -> Session:
    found = store.need(Session, session)
    if found.state is not SessionState.PLANNED:
        raise UserError(f"This meeting is {found.state.words.lower()}. Only a planned meeting can be paused.")
    return found


def _group_goes_on(store: Store, session: Session, on: date | None) -> list[tuple[Pause, Pause]]:
    held = (open_pause(store, each.id) for each in store.find(Challenge, group=session.group))
    return _ended((each for each in held if each), _day(store, on))


def _ended(pauses: Iterable[Pause], on: date) -> list[tuple[Pause, Pause]]:
    """Return the change that ends each pause; one ends no earlier than it began."""
    return [(each, replace(each, until=max(on, each.since))) for each in pauses]


def _day(store: Store, day: date | None) -> date:
    return day or day_in_england(store.now())
