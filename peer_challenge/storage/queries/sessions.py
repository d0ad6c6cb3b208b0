"""Sessions, their agenda by host, and who is expected and here."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from peer_challenge.domain.choices import SubmissionState
from peer_challenge.domain.records import (
    AgendaItem,
    Attendance,
    Authority,
    Challenge,
    Duty,
    Group,
    Membership,
    Note,
    Person,
    Session,
    Submission,
)
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session with its group's name and how many notes it holds."""

    id: UUID
    session: Session
    group: str
    notes: int


@dataclass(frozen=True, slots=True)
class HostRow:
    """A challenge of a group and its host's name."""

    id: UUID
    host: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item of an agenda; `host` and `host_name` are empty for what belongs to no host."""

    id: UUID
    item: AgendaItem
    host: UUID | None
    host_name: str


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """An authority of the group, and one of its people where any are known."""

    authority: UUID
    authority_name: str
    person: UUID | None
    person_name: str
    job_title: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty in one of a group's challenges, with its host's name."""

    duty: Duty
    host_name: str


def sessions_of_round(store: Store, round_id: UUID) -> list[SessionRow]:
    """Return the sessions of a round by date, those without one last."""
    session, group, note = table_of(Session), table_of(Group), table_of(Note)
    notes = select(func.count()).where(note.c.session == session.c.id).scalar_subquery()
    query = (
        select(session, group.c.name.label("group_name"), notes.label("notes"))
        .outerjoin(group, group.c.id == session.c.group)
        .where(session.c.round == round_id)
        .order_by(session.c.held_on.is_(None), session.c.held_on, session.c.starts_at, session.c._born)
    )
    with store.reading() as conn:
        return [
            SessionRow(row.id, as_record(Session, row), row.group_name or "", row.notes) for row in conn.execute(query)
        ]


def hosts_of_group(store: Store, group: UUID) -> list[HostRow]:
    """Return a group's challenges with their hosts' names, in order."""
    challenge, authority = table_of(Challenge), table_of(Authority)
    query = (
        select(challenge.c.id, challenge.c.host, authority.c.name)
        .join(authority, authority.c.id == challenge.c.host)
        .where(challenge.c.group == group)
        .order_by(challenge.c.position, challenge.c._born)
    )
    with store.reading() as conn:
        return [HostRow(row.id, row.host, row.name) for row in conn.execute(query)]


def agenda_of(store: Store, session: UUID) -> list[AgendaRow]:
    """Return the items of a session's agenda in order, with their hosts' names."""
    item, challenge, authority = table_of(AgendaItem), table_of(Challenge), table_of(Authority)
    query = (
        select(item, challenge.c.host.label("host_id"), authority.c.name.label("host_name"))
        .outerjoin(challenge, challenge.c.id == item.c.challenge)
        .outerjoin(authority, authority.c.id == challenge.c.host)
        .where(item.c.session == session)
        .order_by(item.c.position, item.c._born)
    )
    with store.reading() as conn:
        return [
            AgendaRow(row.id, as_record(AgendaItem, row), row.host_id, row.host_name or "")
            for row in conn.execute(query)
        ]


def shared_submission(store: Store, round_id: UUID, authority: UUID) -> Submission | None:
    """Return the newest version of an authority's SEF that its group may read."""
    table = table_of(Submission)
    query = (
        select(table)
        .where(table.c.round == round_id, table.c.authority == authority)
        .where(table.c.shared_on.is_not(None), table.c.state != SubmissionState.WITHDRAWN)
        .order_by(table.c.version.desc())
        .limit(1)
    )
    with store.reading() as conn:
        row = conn.execute(query).first()
    return as_record(Submission, row) if row else None


def expected_at(store: Store, group: UUID) -> list[ExpectedRow]:
    """Return the authorities of a group and the people known of each, in order."""
    member, authority, person = table_of(Membership), table_of(Authority), table_of(Person)
    query = (
        select(authority.c.id, authority.c.name, person.c.id, person.c.name, person.c.job_title)
        .select_from(member)
        .join(authority, authority.c.id == member.c.authority)
        .outerjoin(person, person.c.authority == authority.c.id)
        .where(member.c.group == group)
        .order_by(member.c.position, authority.c.name, person.c._born)
    )
    with store.reading() as conn:
        return [ExpectedRow(row[0], row[1], row[2], row[3] or "", row[4] or "") for row in conn.execute(query)]


def duties_in_group(store: Store, group: UUID) -> list[DutyRow]:
    """Return the duties in a group's challenges, stand-ins for one session among them, host by host."""
    duty, challenge, authority = table_of(Duty), table_of(Challenge), table_of(Authority)
    query = (
        select(duty, authority.c.name.label("host_name"))
        .join(challenge, challenge.c.id == duty.c.challenge)
        .join(authority, authority.c.id == challenge.c.host)
        .where(challenge.c.group == group)
        .order_by(challenge.c.position, challenge.c._born, duty.c._born)
    )
    with store.reading() as conn:
        return [DutyRow(as_record(Duty, row), row.host_name) for row in conn.execute(query)]


def attendance_of(store: Store, session: UUID) -> list[Attendance]:
    """Return who was marked at a session, in the order they were."""
    return store.find(Attendance, session=session)
