"""Challenges of a round with the names around them, and who does what in one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, func, select, union

from peer_challenge.domain.choices import DutyKind, ReportState, SessionState
from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Authority,
    Challenge,
    Correction,
    Distribution,
    Duty,
    Evaluation,
    Finding,
    Group,
    Membership,
    Note,
    Person,
    PreparedQuestion,
    ReportIssue,
    SectionWording,
    Session,
    TimeEntry,
)
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store

_CONTENT = (
    PreparedQuestion,
    Note,
    Finding,
    AskOffer,
    Action,
    TimeEntry,
    Evaluation,
    ReportIssue,
    Correction,
    Distribution,
    SectionWording,
)


@dataclass(frozen=True, slots=True)
class ChallengeFacts:
    """A challenge with its group and `why` that is so, host and who challenges; duties of two holders name both."""

    id: UUID
    challenge: Challenge
    group: str
    why: str
    host: str
    lead: str
    third_peer: str
    note_taker: str
    facilitator: str
    held_on: date | None
    session: SessionState | None
    report: ReportState | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A duty of a challenge and who has it; `session` marks a stand-in."""

    id: UUID
    duty: Duty
    authority: str
    person: str


@dataclass(frozen=True, slots=True)
class Past:
    """How often things were done in other rounds of the file, for whole challenges; what never was is left out.

    `duties` is by kind, who had it and the host; `had` by kind and who; `opened` counts being the first host of a day.
    """

    duties: dict[tuple[DutyKind, UUID, UUID], int]
    had: dict[tuple[DutyKind, UUID], int]
    hosted: dict[UUID, int]
    opened: dict[UUID, int]

    def as_theirs(self, after: Mapping[UUID, tuple[UUID, ...]]) -> "Past":
        """Return the same with what an authority did counted for those in `after` that have followed it, too."""
        duties, had = Counter(self.duties), Counter(self.had)
        hosted, opened = Counter(self.hosted), Counter(self.opened)
        for (kind, who, host), times in self.duties.items():
            for each, other in product((who, *after.get(who, ())), (host, *after.get(host, ()))):
                if (each, other) != (who, host):
                    duties[kind, each, other] += times
        for (kind, who), times in self.had.items():
            had.update({(kind, each): times for each in after.get(who, ())})
        for counted, one in ((hosted, self.hosted), (opened, self.opened)):
            for who, times in one.items():
                counted.update(dict.fromkeys(after.get(who, ()), times))
        return Past(dict(duties), dict(had), dict(hosted), dict(opened))


def challenges_of_round(store: Store, round_id: UUID) -> list[ChallengeFacts]:
    """Return the challenges of a round, by group and order within it."""
    challenge, group, host = table_of(Challenge), table_of(Group), table_of(Authority)
    query = (
        select(
            challenge,
            group.c.name.label("group_name"),
            group.c.reason.label("group_reason"),
            host.c.name.label("host_name"),
            *(_holders(kind).label(f"of_{kind}") for kind in DutyKind),
            _of_session(table_of(Session).c.held_on).label("held_on"),
            _of_session(table_of(Session).c.state).label("session_state"),
            _newest_report().label("report_state"),
        )
        .join(group, group.c.id == challenge.c.group)
        .join(host, host.c.id == challenge.c.host)
        .where(challenge.c.round == round_id)
        .order_by(group.c.position, group.c._born, challenge.c.position, host.c.name)
    )
    with store.reading() as conn:
        return [
            ChallengeFacts(
                id=row.id,
                challenge=as_record(Challenge, row),
                group=row.group_name,
                why=row.group_reason,
                host=row.host_name,
                lead=row.of_lead_challenger or "",
                third_peer=row.of_third_peer or "",
                note_taker=row.of_note_taker or "",
                facilitator=row.of_facilitator or "",
                held_on=row.held_on,
                session=row.session_state,
                report=row.report_state,
            )
            for row in conn.execute(query)
        ]


def team_of_challenge(store: Store, challenge: UUID) -> list[TeamRow]:
    """Return who does what in a challenge, stand-ins last."""
    duty, authority, person = table_of(Duty), table_of(Authority), table_of(Person)
    query = (
        select(duty, authority.c.name.label("authority_name"), person.c.name.label("person_name"))
        .outerjoin(person, person.c.id == duty.c.person)
        .outerjoin(authority, authority.c.id == func.coalesce(duty.c.authority, person.c.authority))
        .where(duty.c.challenge == challenge)
        .order_by(duty.c.session.is_not(None), duty.c.kind, duty.c._born)
    )
    with store.reading() as conn:
        return [
            TeamRow(row.id, as_record(Duty, row), row.authority_name or "", row.person_name or "")
            for row in conn.execute(query)
        ]


def challengers_of_round(store: Store, round_id: UUID) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return challenge → the id and name of everyone else in the host's group, in order."""
    challenge, member, authority = table_of(Challenge), table_of(Membership), table_of(Authority)
    query = (
        select(challenge.c.id, authority.c.id.label("authority"), authority.c.name)
        .join(member, member.c.group == challenge.c.group)
        .join(authority, authority.c.id == member.c.authority)
        .where(challenge.c.round == round_id, authority.c.id != challenge.c.host)
        .order_by(challenge.c.id, member.c.position, authority.c.name)
    )
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    with store.reading() as conn:
        for row in conn.execute(query):
            found.setdefault(row.id, []).append((row.authority, row.name))
    return found


def past_of(store: Store, round_id: UUID) -> Past:
    """Return who hosted, opened and had which duty in the other rounds of the file."""
    challenge, duty, person = table_of(Challenge), table_of(Duty), table_of(Person)
    earlier = challenge.alias()
    holder = func.coalesce(duty.c.authority, person.c.authority)
    elsewhere = challenge.c.round != round_id
    duties = (
        select(duty.c.kind, holder.label("holder"), challenge.c.host, func.count().label("times"))
        .join(challenge, challenge.c.id == duty.c.challenge)
        .outerjoin(person, person.c.id == duty.c.person)
        .where(elsewhere, duty.c.session.is_(None), holder.is_not(None))
        .group_by(duty.c.kind, holder, challenge.c.host)
    )
    hosted = select(challenge.c.host, func.count().label("times")).where(elsewhere).group_by(challenge.c.host)
    opened = hosted.where(
        ~exists().where(earlier.c.group == challenge.c.group, earlier.c.position < challenge.c.position)
    )
    had = select(duty.c.kind, holder.label("holder"), func.count().label("times"))
    had = had.join(challenge, challenge.c.id == duty.c.challenge).outerjoin(person, person.c.id == duty.c.person)
    had = had.where(elsewhere, duty.c.session.is_(None), holder.is_not(None)).group_by(duty.c.kind, holder)
    with store.reading() as conn:
        return Past(
            duties={(row.kind, row.holder, row.host): row.times for row in conn.execute(duties)},
            had={(row.kind, row.holder): row.times for row in conn.execute(had)},
            hosted={row.host: row.times for row in conn.execute(hosted)},
            opened={row.host: row.times for row in conn.execute(opened)},
        )


def groups_that_met(store: Store, round_id: UUID) -> set[UUID]:
    """Return the groups of a round that cannot change any more: a session was held, or notes or findings are there."""
    session, challenge = table_of(Session), table_of(Challenge)
    held = select(session.c.group).where(session.c.round == round_id, session.c.state == SessionState.HELD)
    noted = [
        select(challenge.c.group).join(table, table.c.challenge == challenge.c.id).where(challenge.c.round == round_id)
        for table in (table_of(Note), table_of(Finding), table_of(ReportIssue))
    ]
    with store.reading() as conn:
        return {row.group for row in conn.execute(union(held, *noted))}


def challenges_with_content(store: Store, round_id: UUID) -> set[UUID]:
    """Return the challenges of a round that hold something somebody wrote or counted."""
    challenge = table_of(Challenge)
    queries = [
        select(challenge.c.id).join(table, table.c.challenge == challenge.c.id).where(challenge.c.round == round_id)
        for table in map(table_of, _CONTENT)
    ]
    with store.reading() as conn:
        return {row.id for row in conn.execute(union(*queries))}


def _holders(kind: DutyKind) -> ScalarSelect[str]:
    """Return who has a duty for the whole challenge, authority first, person in brackets."""
    duty, authority, person = table_of(Duty), table_of(Authority), table_of(Person)
    named = func.coalesce(authority.c.name + " (" + person.c.name + ")", authority.c.name, person.c.name)
    return (
        select(func.aggregate_strings(named, " and "))
        .select_from(duty)
        .outerjoin(person, person.c.id == duty.c.person)
        .outerjoin(authority, authority.c.id == func.coalesce(duty.c.authority, person.c.authority))
        .where(duty.c.challenge == table_of(Challenge).c.id, duty.c.kind == kind, duty.c.session.is_(None))
        .correlate(table_of(Challenge))
        .scalar_subquery()
    )


def _of_session(column: Any) -> ScalarSelect[Any]:
    """Return a fact of the group's session: the last one that is not called off."""
    session = table_of(Session)
    return (
        select(column)
        .where(session.c.group == table_of(Challenge).c.group, session.c.state != SessionState.CANCELLED)
        .order_by(session.c.held_on.desc(), session.c._born.desc())
        .limit(1)
        .correlate(table_of(Challenge))
        .scalar_subquery()
    )


def _newest_report() -> ScalarSelect[Any]:
    issue = table_of(ReportIssue)
    return (
        select(issue.c.state)
        .where(issue.c.challenge == table_of(Challenge).c.id)
        .order_by(issue.c.version.desc())
        .limit(1)
        .correlate(table_of(Challenge))
        .scalar_subquery()
    )
