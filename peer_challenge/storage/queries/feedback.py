"""What a feedback report and the regional overview are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select

from peer_challenge.domain.choices import (
    AskOrOffer,
    DutyKind,
    FindingKind,
    FindingState,
    Presence,
    SessionState,
    SubmissionState,
)
from peer_challenge.domain.records import (
    AskOffer,
    Attendance,
    Authority,
    Challenge,
    Duty,
    Finding,
    Group,
    Person,
    ReportIssue,
    Session,
    Submission,
)
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store

SAID = (FindingState.AGREED, FindingState.CHECKED)
"""The states in which a finding is the team's word."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Who does what in a challenge, by the authority's name."""

    kind: DutyKind
    authority: str


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """How many of an authority's people were at a session, in one capacity."""

    authority: str
    capacity: str
    presence: Presence
    people: int


@dataclass(frozen=True, slots=True)
class HostRow:
    """One challenge of a round: its host and group, its session's day, and when its SEF was shared if it still is."""

    id: UUID
    host: str
    host_id: UUID
    group: str
    held_on: date | None
    shared_on: date | None


def duties_of(store: Store, challenge: UUID) -> list[DutyRow]:
    """Return the standing duties of a challenge, stand-ins for one session left out."""
    duty, authority = table_of(Duty), table_of(Authority)
    query = (
        select(duty.c.kind, authority.c.name)
        .join(authority, authority.c.id == duty.c.authority)
        .where(duty.c.challenge == challenge, duty.c.session.is_(None))
        .order_by(duty.c._born)
    )
    with store.reading() as conn:
        return [DutyRow(row.kind, row.name) for row in conn.execute(query)]


def presence_at(store: Store, session: UUID) -> list[PresenceRow]:
    """Return who was at a session, counted by authority and capacity: never by name."""
    attendance, person, authority = (table_of(kind) for kind in (Attendance, Person, Authority))
    belongs = func.coalesce(attendance.c.authority, person.c.authority)
    query = (
        select(func.coalesce(authority.c.name, ""), attendance.c.capacity, attendance.c.presence, func.count())
        .select_from(attendance)
        .outerjoin(person, person.c.id == attendance.c.person)
        .outerjoin(authority, authority.c.id == belongs)
        .where(attendance.c.session == session)
        .group_by(authority.c.name, attendance.c.capacity, attendance.c.presence)
        .order_by(authority.c.name, attendance.c.capacity)
    )
    with store.reading() as conn:
        return [PresenceRow(*row) for row in conn.execute(query)]


def said_findings(store: Store, challenge: UUID) -> list[Finding]:
    """Return the findings of a challenge that the team has agreed, in their order."""
    finding = table_of(Finding)
    query = (
        select(finding)
        .where(finding.c.challenge == challenge, finding.c.state.in_(SAID))
        .order_by(finding.c.position, finding.c._born)
    )
    with store.reading() as conn:
        return [as_record(Finding, row) for row in conn.execute(query)]


def hosts_of(store: Store, round_id: UUID) -> list[HostRow]:
    """Return every challenge of a round, by the host's name."""
    challenge, group, session, authority = (table_of(kind) for kind in (Challenge, Group, Session, Authority))
    sef = table_of(Submission)
    shared = (
        select(sef.c.authority, func.min(sef.c.shared_on).label("shared_on"))
        .where(sef.c.round == round_id)
        .group_by(sef.c.authority)
        .having(func.sum(sef.c.state == SubmissionState.WITHDRAWN) == 0)
        .subquery()
    )
    day = (
        select(session.c.group, func.min(session.c.held_on).label("held_on"))
        .where(session.c.state != SessionState.CANCELLED)
        .group_by(session.c.group)
        .subquery()
    )
    query = (
        select(
            challenge.c.id,
            authority.c.name,
            challenge.c.host,
            func.coalesce(group.c.name, ""),
            day.c.held_on,
            shared.c.shared_on,
        )
        .join(authority, authority.c.id == challenge.c.host)
        .outerjoin(group, group.c.id == challenge.c.group)
        .outerjoin(day, day.c.group == challenge.c.group)
        .outerjoin(shared, shared.c.authority == challenge.c.host)
        .where(challenge.c.round == round_id)
        .order_by(authority.c.name)
    )
    with store.reading() as conn:
        return [HostRow(*row) for row in conn.execute(query)]


def newest_issues(store: Store, round_id: UUID) -> dict[UUID, ReportIssue]:
    """Return challenge → the newest version of its report, for the challenges of a round that have one."""
    issue, challenge = table_of(ReportIssue), table_of(Challenge)
    query = (
        select(issue)
        .join(challenge, challenge.c.id == issue.c.challenge)
        .where(challenge.c.round == round_id)
        .order_by(issue.c.version)
    )
    with store.reading() as conn:
        found = [as_record(ReportIssue, row) for row in conn.execute(query)]
    return {each.challenge: each for each in found}


def agreed_counts(store: Store, round_id: UUID) -> dict[UUID, int]:
    """Return challenge → how many findings its team has agreed, where there are any."""
    finding, challenge = table_of(Finding), table_of(Challenge)
    query = (
        select(finding.c.challenge, func.count())
        .join(challenge, challenge.c.id == finding.c.challenge)
        .where(challenge.c.round == round_id, finding.c.state.in_(SAID))
        .group_by(finding.c.challenge)
    )
    with store.reading() as conn:
        return {row[0]: row[1] for row in conn.execute(query)}


def findings_by_line(
    store: Store, round_id: UUID, lines: Sequence[UUID]
) -> list[tuple[UUID | None, FindingKind, int, int]]:
    """Return line, kind, how many agreed findings, and from how many challenges; None for all that is under no line."""
    finding, challenge = table_of(Finding), table_of(Challenge)
    under = case((finding.c.line.in_(lines), finding.c.line)).label("under")
    query = (
        select(under, finding.c.kind, func.count(), func.count(finding.c.challenge.distinct()))
        .join(challenge, challenge.c.id == finding.c.challenge)
        .where(challenge.c.round == round_id, finding.c.state.in_(SAID))
        .group_by("under", finding.c.kind)
    )
    with store.reading() as conn:
        return [(row[0], row[1], row[2], row[3]) for row in conn.execute(query)]


def released(store: Store, round_id: UUID) -> list[tuple[AskOrOffer, str, str]]:
    """Return kind, authority and words of the asks and offers that their authority released to the region."""
    ask, challenge, authority = table_of(AskOffer), table_of(Challenge), table_of(Authority)
    query = (
        select(ask.c.kind, authority.c.name, ask.c.text)
        .join(challenge, challenge.c.id == ask.c.challenge)
        .join(authority, authority.c.id == ask.c.authority)
        .where(challenge.c.round == round_id, ask.c.released.is_(True), ask.c.text != "")
        .order_by(authority.c.name, ask.c._born)
    )
    with store.reading() as conn:
        return [(row.kind, row.name, row.text) for row in conn.execute(query)]
