"""Sessions: planned for a group, led host by host, closed, and what their time came to."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import PlanState, SessionState
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.order import between, row_of
from peer_challenge.domain.records import (
    AgendaItem,
    Challenge,
    Group,
    Membership,
    Note,
    Plan,
    PreparedQuestion,
    Session,
)
from peer_challenge.services.whose import own_authority
from peer_challenge.storage.queries import sessions as queries
from peer_challenge.storage.queries.sessions import SessionRow
from peer_challenge.storage.store import Store

__all__ = [
    "GroupToMeet",
    "HostMinutes",
    "SessionRow",
    "Written",
    "close_session",
    "edit_session",
    "first_session",
    "go_to_host",
    "groups_to_meet",
    "pause_clock",
    "plan_session",
    "reopen_session",
    "resume_clock",
    "seconds_spent",
    "session_minutes",
    "sessions_of",
    "usual_minutes",
    "where_written",
]

HOST_MINUTES = 50
FRAME_MINUTES = 10
"""Planned for the welcome, and again for the wrap-up."""

SLIP_SECONDS = 60
"""A host left sooner than this was a slip of the key when the one before is called back."""

CLOCKS_DIFFER_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupToMeet:
    """A settled group, to plan a session for."""

    id: UUID
    name: str
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostMinutes:
    """What a session's time came to for one host; planned minutes where nobody ran the clock."""

    challenge: UUID
    host: UUID
    name: str
    minutes: int
    measured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a note or a prepared question is worked on: the session, the host's challenge, the line of enquiry."""

    session: UUID
    challenge: UUID
    line: UUID | None
    is_note: bool


def sessions_of(store: Store, round_id: UUID) -> list[SessionRow]:
    """Return the sessions of a round by date."""
    return queries.sessions_of_round(store, round_id)


def first_session(store: Store, round_id: UUID) -> UUID | None:
    """Return the session to open first: the one under way, else the next one planned, else the latest one held.

    Those of the group of whoever uses the window come before all others. A day that has passed comes after those to
    come and after a session without a day.
    """
    own, rows = own_authority(store), queries.sessions_of_round(store, round_id)
    groups = {each.group for each in store.find(Membership, authority=own)} if own else set()
    rows = [row for row in rows if row.session.group in groups] or rows
    today = day_in_england(store.now())
    planned = [row for row in rows if row.session.state is SessionState.PLANNED]
    under_way = [row for row in planned if any(_runs(each) for each in store.find(AgendaItem, session=row.id))]
    to_come = [row for row in planned if row.session.held_on is None or row.session.held_on >= today]
    return next((row.id for row in (*under_way, *to_come, *planned[::-1], *rows[::-1])), None)


def where_written(store: Store, id: UUID) -> Written | None:
    """Return where a note or a prepared question stands; None for anything else, and before its group has a session.

    A question belongs to no session: the last one of its group is where it is asked.
    """
    note = store.get(Note, id)
    if note is not None:
        return Written(session=note.session, challenge=note.challenge, line=note.line, is_note=True)
    question = store.get(PreparedQuestion, id)
    challenge = store.get(Challenge, question.challenge) if question else None
    held = store.find(Session, group=challenge.group) if challenge else []
    if question is None or not held:
        return None
    return Written(session=held[-1].id, challenge=question.challenge, line=question.line, is_note=False)


def groups_to_meet(store: Store, round_id: UUID) -> list[GroupToMeet]:
    """Return the groups of the round's settled plan with challenges and no session yet, with their hosts' names."""
    plans = store.find(Plan, round=round_id, state=PlanState.SETTLED)
    groups = [group for plan in plans for group in store.find(Group, plan=plan.id)]
    found = []
    for group in groups:
        hosts = queries.hosts_of_group(store, group.id)
        if hosts and not store.find(Session, group=group.id):
            found.append(GroupToMeet(id=group.id, name=group.name, hosts=tuple(each.name for each in hosts)))
    return found


def usual_minutes(hosts: int) -> int:
    """Return how long the meeting of a group with so many hosts is planned for."""
    return hosts * HOST_MINUTES + 2 * FRAME_MINUTES


def plan_session(
    store: Store,
    group: UUID,
    held_on: date | None = None,
    starts_at: time | None = None,
    place: str = "",
    joining_link: str = "",
    minutes: int | None = None,
) -> ChangeSet:
    """Plan one session for all challenges of a group: welcome, 50 minutes a host, wrap-up; `minutes` says otherwise.

    Raises `UserError` while the group's plan is not settled.
    """
    found = store.need(Group, group)
    plan = store.need(Plan, found.plan)
    hosts = queries.hosts_of_group(store, group)
    if plan.state is not PlanState.SETTLED or not hosts:
        raise UserError(f"{found.name or 'This group'} is not settled yet. Settle the plan under Triads first.")
    session = Session(
        id=store.new_id(),
        round=plan.round,
        group=group,
        held_on=held_on,
        starts_at=starts_at,
        minutes=minutes or usual_minutes(len(hosts)),
        place=place.strip(),
        joining_link=joining_link.strip(),
    )
    parts: list[tuple[str, UUID | None, int]] = [("Welcome", None, FRAME_MINUTES)]
    parts += [(each.name, each.id, HOST_MINUTES) for each in hosts]
    parts += [("Wrap-up", None, FRAME_MINUTES)]
    items = [
        AgendaItem(id=store.new_id(), session=session.id, challenge=of, title=title, minutes=minutes, position=at)
        for (title, of, minutes), at in zip(parts, row_of(len(parts)), strict=True)
    ]
    return add("Plan session", session, *items)


def edit_session(store: Store, session: UUID, /, **fields: object) -> ChangeSet:
    """Change a session's date, time, minutes, place, joining link or state."""
    return edit("Change session", store.need(Session, session), **fields)


def go_to_host(
    store: Store, session: UUID, item: UUID, at: datetime | None = None, *, spent: int | None = None
) -> ChangeSet:
    """Begin an item of the agenda and end the running one; `at` is now unless given.

    `spent` are the seconds the running one took by a clock that nobody can set. An item that has ended already gets a
    further item for the same host, so that no time is written over. Only when the running one is a slip of a minute
    does the clock of the one before simply go on.
    """
    agenda = store.find(AgendaItem, session=session)
    wanted = store.need(AgendaItem, item)
    running = next((each for each in agenda if _runs(each)), None)
    at = at or store.now()
    if running is not None and running.id == item:
        return resume_clock(store, session, at) if running.paused_at else ChangeSet("Go to host", ())
    label = "Go on in the agenda"
    if wanted.ended_at is None:
        return edit_each(label, [*_ended(running, at, spent), (wanted, replace(wanted, began_at=at))])
    if running is not None and _is_slip(wanted, running, at):
        reopened = (wanted, replace(wanted, ended_at=None))
        return edit_each(label, [reopened, (running, replace(running, began_at=None))])
    again = _again(store, wanted, after=running or wanted, agenda=agenda, at=at)
    return add(label, again) + edit_each(label, _ended(running, at, spent))


def pause_clock(store: Store, session: UUID, at: datetime | None = None, *, spent: int | None = None) -> ChangeSet:
    """Let the running item's time stand until it goes on; `spent` as for `go_to_host`."""
    running = next((each for each in store.find(AgendaItem, session=session) if _runs(each)), None)
    if running is None or running.began_at is None or running.paused_at is not None:
        return ChangeSet("Pause the clock", ())
    at = max(at or store.now(), running.began_at)
    lost = _lost(running, (at - running.began_at).total_seconds(), spent)
    return edit("Pause the clock", running, paused_at=at, paused_seconds=lost)


def resume_clock(store: Store, session: UUID, at: datetime | None = None) -> ChangeSet:
    """Let the clock go on after a pause."""
    running = next((each for each in store.find(AgendaItem, session=session) if _runs(each)), None)
    if running is None or running.paused_at is None:
        return ChangeSet("Go on after a pause", ())
    stood = max(round(((at or store.now()) - running.paused_at).total_seconds()), 0)
    return edit("Go on after a pause", running, paused_at=None, paused_seconds=running.paused_seconds + stood)


def close_session(store: Store, session: UUID, at: datetime | None = None, *, spent: int | None = None) -> ChangeSet:
    """End the running item and say that the session was held; `spent` as for `go_to_host`."""
    found = store.need(Session, session)
    running = [each for each in store.find(AgendaItem, session=session) if _runs(each)]
    at = at or store.now()
    held = edit("Close session", found, state=SessionState.HELD)
    return held + edit_each("Close session", [pair for each in running for pair in _ended(each, at, spent)])


def reopen_session(store: Store, session: UUID) -> ChangeSet:
    """Say that a session goes on after all; its clock stands until a host is chosen."""
    return edit("Open session again", store.need(Session, session), state=SessionState.PLANNED)


def seconds_spent(item: AgendaItem, now: datetime) -> int:
    """Return what an item has taken so far, pauses left out."""
    if item.began_at is None:
        return 0
    until = item.ended_at or item.paused_at or now
    return max(round((until - item.began_at).total_seconds()) - item.paused_seconds, 0)


def session_minutes(store: Store, session: UUID) -> list[HostMinutes]:
    """Return each host's minutes, for time entries; what belongs to no host is shared out equally.

    Where nobody ran the clock, the minutes are those planned and `measured` is False.
    """
    agenda = queries.agenda_of(store, session)
    hosts = {row.item.challenge: row for row in reversed(agenda) if row.item.challenge and row.host}
    measured = any(row.item.began_at for row in agenda)
    now = store.now()
    spent = [
        (row.item.challenge, seconds_spent(row.item, now) if measured else row.item.minutes * 60) for row in agenda
    ]
    common = sum(seconds for of, seconds in spent if of not in hosts)
    found = []
    for of, row in reversed(hosts.items()):
        assert of is not None
        assert row.host is not None
        own = sum(seconds for challenge, seconds in spent if challenge == of) + common / len(hosts)
        found.append(
            HostMinutes(challenge=of, host=row.host, name=row.host_name, minutes=round(own / 60), measured=measured)
        )
    return found


def _runs(item: AgendaItem) -> bool:
    return item.began_at is not None and item.ended_at is None


def _ended(item: AgendaItem | None, at: datetime, spent: int | None) -> list[tuple[AgendaItem, AgendaItem]]:
    """Return the change that ends an item; a clock set back ends it no earlier than it began."""
    if item is None or item.began_at is None:
        return []
    if item.paused_at is not None:
        return [(item, replace(item, ended_at=item.paused_at, paused_at=None))]
    ended = max(at, item.began_at)
    lost = _lost(item, (ended - item.began_at).total_seconds(), spent)
    return [(item, replace(item, ended_at=ended, paused_seconds=lost))]


def _lost(item: AgendaItem, looked: float, spent: int | None) -> int:
    """Return the seconds not spent of those an item looks to have taken; small differences of clocks are none."""
    lost = item.paused_seconds if spent is None else round(looked) - spent
    return item.paused_seconds if abs(lost - item.paused_seconds) < CLOCKS_DIFFER_SECONDS else lost


def _is_slip(wanted: AgendaItem, running: AgendaItem, at: datetime) -> bool:
    if running.began_at is None or wanted.ended_at != running.began_at:
        return False
    return (at - running.began_at).total_seconds() < SLIP_SECONDS


def _again(
    store: Store, wanted: AgendaItem, *, after: AgendaItem, agenda: list[AgendaItem], at: datetime
) -> AgendaItem:
    later = [each.position for each in agenda if each.position > after.position]
    return AgendaItem(
        id=store.new_id(),
        session=wanted.session,
        challenge=wanted.challenge,
        title=wanted.title,
        minutes=0,
        position=between(after.position, min(later, default="")),
        began_at=at,
    )
