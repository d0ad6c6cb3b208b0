"""Who is at a session, in one minute: ticks for those expected, a line for anybody else, and stand-ins."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, remove
from peer_challenge.domain.choices import DutyKind, Presence
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Attendance, Authority, Challenge, Duty, Person, Session
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import sessions as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceRow:
    """Somebody expected or marked; `id` is the attendance's, there or to be. `presence` None: nobody has said.

    `expected` are those with a duty in the group's challenges, and everybody of an authority that gave nobody one.
    """

    id: UUID
    name: str
    detail: str
    authority: UUID | None
    person: UUID | None
    presence: Presence | None
    expected: bool = True

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        said = self.presence.words if self.presence else "Not said yet" if self.expected else "Not expected"
        return ", ".join(part for part in (self.name, self.detail, said.lower()) if part) + "."


def who_is_here(store: Store, session: UUID) -> list[PresenceRow]:
    """Return the group's people authority by authority, those expected first, then everybody else who was marked.

    An authority none of whose people are known has one line of its own.
    """
    found = store.need(Session, session)
    marked = {each.id: each for each in queries.attendance_of(store, session)}
    people = queries.expected_at(store, found.group)
    duties = _duties_in_words(store, found)
    busy = {each.authority for each in people if each.person in duties}
    rows: dict[UUID, list[PresenceRow]] = {}
    for each in people:
        key = link_id("attendance", session, each.person or each.authority)
        mark = marked.pop(key, None)
        about = [part for part in (each.job_title, each.authority_name) if part] if each.person else []
        row = PresenceRow(
            id=key,
            name=each.person_name or each.authority_name,
            detail=", ".join([*about, *duties.get(each.person, ())]),
            authority=each.authority,
            person=each.person,
            presence=mark.presence if mark else None,
            expected=each.authority not in busy or each.person in duties,
        )
        rows.setdefault(each.authority, []).append(row)
    expected_first = [row for of in rows.values() for row in sorted(of, key=lambda row: not row.expected)]
    return expected_first + [_other(store, each) for each in marked.values()]


def _duties_in_words(store: Store, session: Session) -> dict[UUID | None, list[str]]:
    """Return person → what they do, for example “lead challenger of Kent”."""
    said: dict[UUID | None, list[str]] = {}
    for row in queries.duties_in_group(store, session.group):
        if row.duty.person is not None and row.duty.session in (None, session.id):
            said.setdefault(row.duty.person, []).append(f"{row.duty.kind.words.lower()} of {row.host_name}")
    return said


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
    expected = [row for row in who_is_here(store, session) if row.presence is None and row.expected]
    records = [Attendance(id=row.id, session=session, person=row.person, authority=row.authority) for row in expected]
    return add("Mark everybody here", *records)


def unmark(store: Store, attendance: UUID) -> ChangeSet:
    """Take back what was said about somebody."""
    return remove_whole(store, "Take back who is here", store.need(Attendance, attendance))


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


def send_stand_in(store: Store, session: UUID, person: UUID, role: str) -> ChangeSet:
    """Say that a person sends apologies and somebody in `role` stands in, who does the person's duties that day.

    The stand-in is a role of the same authority, never a name.
    """
    found, away = store.need(Session, session), store.need(Person, person)
    if not role.strip():
        raise UserError("Say in what role somebody stands in, for example QA manager.")
    label = "Send a stand-in"
    apologies = mark_present(store, session, person=person, presence=Presence.APOLOGIES)
    here = Attendance(
        id=store.new_id(),
        session=session,
        authority=away.authority,
        capacity=role.strip(),
        presence=Presence.STAND_IN,
    )
    changed = ChangeSet(label, ()) + apologies + add(label, here)
    for row in queries.duties_in_group(store, found.group):
        duty = row.duty
        if duty.person == person and duty.session is None and away.authority is not None:
            changed += stand_in(store, session, duty.challenge, duty.kind, authority=away.authority)
    return changed


def _other(store: Store, mark: Attendance) -> PresenceRow:
    person = store.get(Person, mark.person) if mark.person else None
    authority = store.get(Authority, mark.authority) if mark.authority else None
    name = person.name if person else ""
    words = mark.presence.words
    about = mark.capacity if name else "" if mark.presence is Presence.PRESENT else words
    return PresenceRow(
        id=mark.id,
        name=name or mark.capacity or words,
        detail=", ".join(part for part in (about, authority.name if authority else "") if part),
        authority=mark.authority,
        person=mark.person,
        presence=mark.presence,
    )
