"""What a session's time came to, host by host, offered to the time entries and confirmed by a person."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import EntryMode, Presence, Stage, Way
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Challenge, Session, TimeEntry
from peer_challenge.services.attendance import who_is_here
from peer_challenge.services.sessions import HostMinutes, session_minutes
from peer_challenge.storage.queries.sessions import hosts_of_group
from peer_challenge.storage.store import Store

_NOT_COUNTED = {None, Presence.APOLOGIES, Presence.OBSERVER}
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRow:
    """One host's minutes to confirm; `people` is how many of each authority they count for."""

    host: HostMinutes
    people: tuple[tuple[UUID, int], ...]
    confirmed: int | None

    @property
    def id(self) -> UUID:
        """The host's challenge."""
        return self.host.challenge

    @property
    def minutes(self) -> int:
        """What was confirmed, or else what the clock says."""
        return self.host.minutes if self.confirmed is None else self.confirmed

    @property
    def detail(self) -> str:
        """How the minutes are known, for how many people."""
        how = "by the clock" if self.host.measured else "planned; the clock was not run"
        known = "confirmed" if self.confirmed is not None else how
        return f"{known}, for {count_of(sum(count for _, count in self.people), 'person', 'people')}"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.host.name}: {count_of(self.minutes, 'minute')}, {self.detail}."


def minutes_to_confirm(store: Store, session: UUID) -> list[MinutesRow]:
    """Return the minutes of each host of a session; what belongs to no host is shared out among them."""
    people = tuple(_people(store, session))
    found = []
    for host in session_minutes(store, session):
        kept = (store.get(TimeEntry, _key(session, host.challenge, of)) for of, _count in people)
        confirmed = next((each.minutes for each in kept if each is not None), None)
        found.append(MinutesRow(host=host, people=people, confirmed=confirmed))
    return found


def confirm_minutes(store: Store, session: UUID, challenge: UUID, minutes: int) -> ChangeSet:
    """Log a host's minutes in a session for everybody who was here, by authority; a second time puts them right.

    Where nobody was ticked, each authority of the group counts for one person.
    """
    row = next((each for each in minutes_to_confirm(store, session) if each.id == challenge), None)
    if row is None:
        raise UserError("This host is not on the agenda of this session.")
    if not 1 <= minutes <= MOST_MINUTES:
        raise UserError(f"{minutes} minutes cannot be right. Give 1 to {MOST_MINUTES} minutes.")
    host, held_on = store.need(Challenge, challenge).host, store.need(Session, session).held_on
    mode = EntryMode.BY_HAND if minutes != row.host.minutes else EntryMode.TIMER
    if not row.host.measured and mode is EntryMode.TIMER:
        mode = EntryMode.ESTIMATE
    label = "Confirm minutes"
    changed = ChangeSet(label, ())
    for authority, count in row.people:
        entry = TimeEntry(
            id=_key(session, challenge, authority),
            challenge=challenge,
            authority=authority,
            stage=Stage.SESSION,
            minutes=minutes,
            people=count,
            way=Way.RECEIVED if authority == host else Way.GIVEN,
            mode=mode,
            day=held_on,
        )
        before = store.get(TimeEntry, entry.id)
        changed += edit(label, before, minutes=minutes, people=count, mode=mode) if before else add(label, entry)
    return changed


def _key(session: UUID, challenge: UUID, authority: UUID) -> UUID:
    """Every copy that confirms the same minutes makes the same entry, so that none is counted twice."""
    return known_id("time_entry", session, challenge, authority)


def _people(store: Store, session: UUID) -> list[tuple[UUID, int]]:
    rows = who_is_here(store, session)
    here = [row.authority for row in rows if row.presence not in _NOT_COUNTED and row.authority]
    group = [each.host for each in hosts_of_group(store, store.need(Session, session).group)]
    if not here:
        return [(authority, 1) for authority in group]
    return [(authority, here.count(authority)) for authority in dict.fromkeys([*group, *here]) if authority in here]
