"""Who is at a session, in one minute: ticks for those expected, a line for anybody else, and stand-ins."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, remove
from peer_challenge.domain.choices import DutyKind, Presence
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Attendance, Challenge, Duty, Person, Session
from peer_challenge.storage.queries import sessions as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceRow:
    """Somebody expected or marked; `id` is the attendance's, there or to be. `presence` None: nobody has said."""

    id: UUID
    name: str
    detail: str
    authority: UUID | None
    person: UUID | None
    presence: Presence | None


def who_is_here(store: Store, session: UUID) -> list[PresenceRow]:
    """Return those expected, authority by authority, then everybody else who was marked.

    An authority none of whose people are known has one line of its own.
    """
    found = store.need(Session, session)
    marked = {each.id: each for each in queries.attendance_of(store, session)}
    rows = []
    for each in queries.expected_at(store, found.group):
        key = link_id("attendance", session, each.person or each.authority)
        mark = marked.pop(key, None)
        about = ", ".join(part for part in (each.job_title, each.authority_name) if part)
        rows.append(
            PresenceRow(
                id=key,
                name=each.person_name or each.authority_name,
                detail=about if each.person else "",
                authority=each.authority,
                person=each.person,
                presence=mark.presence if mark else None,
            )
        )
    return rows + [_other(store, each) for each in marked.values()]


def mark_present(
    store: Store,
    session: UUID,
    *,
    person: UUID | None = None,
    authority: UUID | None = None,
    presence: Presence = Presence.PRESENT,
    capacity: str = "",
) -> ChangeSet:
    """Say how somebody takes part: a person, an authority as such, or a role such as “Observer, LGA”."""
    if person is None and authority is None and not capacity.strip():
        raise UserError("Say in what role somebody is here, for example Observer, LGA.")
    who = person or authority
    key = link_id("attendance", session, who) if who else store.new_id()
    before = store.get(Attendance, key)
    if before is not None:
        return edit("Mark who is here", before, presence=presence, capacity=capacity.strip() or before.capacity)
    record = Attendance(
        id=key, session=session, person=person, authority=authority, capacity=capacity.strip(), presence=presence
    )
    return add("Mark who is here", record)


def mark_everybody(store: Store, session: UUID) -> ChangeSet:
    """Tick everybody expected about whom nothing is said yet."""
    expected = [row for row in who_is_here(store, session) if row.presence is None]
    records = [Attendance(id=row.id, session=session, person=row.person, authority=row.authority) for row in expected]
    return add("Mark everybody here", *records)


def unmark(store: Store, attendance: UUID) -> ChangeSet:
    """Take back what was said about somebody."""
    return remove("Take back who is here", store.need(Attendance, attendance))


def stand_in(
    store: Store,
    session: UUID,
    challenge: UUID,
    kind: DutyKind,
    *,
    authority: UUID | None = None,
    person: UUID | None = None,
) -> ChangeSet:
    """Let somebody else do a duty for this one session, instead of anybody who stood in before."""
    store.need(Challenge, challenge)
    who = person or authority
    if who is None:
        raise UserError("Say who stands in: an authority or a person.")
    key = link_id("duty", challenge, who, also=f"{kind}:{session}")
    earlier = [each for each in store.find(Duty, challenge=challenge, session=session) if each.kind is kind]
    if any(each.id == key for each in earlier):
        return ChangeSet("Stand in", ())
    duty = Duty(id=key, challenge=challenge, kind=kind, authority=authority, person=person, session=session)
    return add("Stand in", duty) + remove("Stand in", *earlier)


def _other(store: Store, mark: Attendance) -> PresenceRow:
    person = store.get(Person, mark.person) if mark.person else None
    name = person.name if person else ""
    words = mark.presence.words
    return PresenceRow(
        id=mark.id,
        name=name or mark.capacity or words,
        detail=mark.capacity if name else "" if mark.presence is Presence.PRESENT else words,
        authority=mark.authority,
        person=mark.person,
        presence=mark.presence,
    )
