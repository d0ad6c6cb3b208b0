"""How far each authority of a round has come, stage by stage, and the counts for the first page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.sql.selectable import Subquery

from peer_challenge.domain.choices import (
    ActionState,
    DayChoice,
    FindingState,
    Joining,
    PlanState,
    ReportState,
    SessionState,
    SubmissionState,
)
from peer_challenge.domain.records import (
    Action,
    Authority,
    Challenge,
    DayAnswer,
    Finding,
    Group,
    Membership,
    Participation,
    Person,
    Plan,
    ReportIssue,
    Session,
    Submission,
    TimeEntry,
)
from peer_challenge.storage.projection import table_of
from peer_challenge.storage.queries.plans import is_settled
from peer_challenge.storage.queries.submissions import first_shared, taking_part
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """One authority of a round and how far it has come.

    `findings` are those not parked, `unagreed` those still proposed; `minutes` are person-minutes its people told. The
    session is its group's first that is not cancelled, or the one held; `cannot` says that the authority cannot meet
    on its day, `has_contact` that somebody there has an e-mail address. The last two are for `services.standings` to
    say: when the report is due, with the days it waited counted out, and whether its challenge waits today.
    """

    authority: UUID
    name: str
    ends: date | None
    joining: Joining
    answered_on: date | None
    has_contact: bool
    group: UUID | None
    group_name: str
    challenge: UUID | None
    sef: SubmissionState | None
    sef_due: date | None
    shared_on: date | None
    session: UUID | None
    session_on: date | None
    held: bool
    cannot: bool
    findings: int
    unagreed: int
    report: ReportState | None
    minutes: int
    report_due: date | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What the round comes to so far, each of how many authorities, groups or hosts."""

    authorities: int
    shared: int
    groups: int
    held: int
    hosts: int
    final: int
    told: int
    minutes: int


@dataclass(frozen=True, slots=True)
class ActionsOpen:
    """How many actions of a round are not finished, and how many of them should be."""

    open: int
    late: int


def actions_open(store: Store, round_id: UUID, today: date) -> ActionsOpen:
    """Return how many actions of a round are not finished as of a day."""
    action, challenge = table_of(Action), table_of(Challenge)
    query = (
        select(func.count().label("open"), func.count(case((action.c.due_on < today, 1))).label("late"))
        .join(challenge, challenge.c.id == action.c.challenge)
        .where(challenge.c.round == round_id, action.c.state.not_in([ActionState.DONE, ActionState.DROPPED]))
    )
    with store.reading() as conn:
        return ActionsOpen(**conn.execute(query).one()._mapping)


def standings(store: Store, round_id: UUID) -> list[Standing]:
    """Return every authority that joined or is asked, by name."""
    query = _standings(round_id).order_by(table_of(Authority).c.name)
    with store.reading() as conn:
        return [Standing(**row._mapping) for row in conn.execute(query)]


def counts(store: Store, round_id: UUID) -> Counts:
    """Return the counts over those of `standings` that take part."""
    each = _standings(round_id).subquery()
    query = select(
        func.count().label("authorities"),
        func.count(each.c.shared_on).label("shared"),
        func.count(each.c.group.distinct()).label("groups"),
        func.count(case((each.c.held, each.c.group)).distinct()).label("held"),
        func.count(each.c.challenge).label("hosts"),
        func.count(case((each.c.report == ReportState.FINAL, 1))).label("final"),
        func.count(case((each.c.minutes > 0, 1))).label("told"),
        func.coalesce(func.sum(each.c.minutes), 0).label("minutes"),
    ).where(each.c.joining == Joining.JOINED)
    with store.reading() as conn:
        return Counts(**conn.execute(query).one()._mapping)


def plans_of(store: Store, round_id: UUID) -> tuple[UUID | None, UUID | None]:
    """Return the settled plan and the newest draft of a round, where there are such.

    The plan itself stays with the coordinator: elsewhere its id is known from the groups that are challenged.
    """
    plan = table_of(Plan)
    query = select(plan.c.id, plan.c.state).where(plan.c.round == round_id).order_by(plan.c._born)
    with store.reading() as conn:
        found = list(conn.execute(query))
        settled = next((row.id for row in found if row.state is PlanState.SETTLED), None)
        if settled is None:
            settled = conn.execute(_plan_met(round_id)).scalar()
    return settled, next((row.id for row in reversed(found) if row.state is not PlanState.SETTLED), None)


def has_invented_people(store: Store) -> bool:
    """Return whether the file holds people marked as invented: then it is the demo round."""
    person = table_of(Person)
    with store.reading() as conn:
        return bool(conn.execute(select(exists().where(person.c.invented.is_(True)))).scalar())


def _standings(round_id: UUID) -> Select:  # type: ignore[type-arg]
    authority, part = table_of(Authority), table_of(Participation)
    group, session, sef = _groups(round_id), _sessions(round_id), _sefs(round_id)
    challenge, report, finding = _challenges(round_id), _reports(round_id), _findings(round_id)
    spent = _time(round_id)
    return (
        select(
            authority.c.id.label("authority"),
            authority.c.name,
            authority.c.valid_to.label("ends"),
            func.coalesce(part.c.joining, Joining.JOINED, type_=part.c.joining.type).label("joining"),
            part.c.answered_on,
            _has_contact().label("has_contact"),
            group.c.id.label("group"),
            func.coalesce(group.c.name, "").label("group_name"),
            challenge.c.id.label("challenge"),
            sef.c.state.label("sef"),
            sef.c.due_on.label("sef_due"),
            first_shared(round_id, authority.c.id).label("shared_on"),
            session.c.id.label("session"),
            session.c.held_on.label("session_on"),
            func.coalesce(session.c.state == SessionState.HELD, false()).label("held"),
            _cannot(round_id, authority.c.id, session.c.held_on).label("cannot"),
            func.coalesce(finding.c.found, 0).label("findings"),
            func.coalesce(finding.c.unagreed, 0).label("unagreed"),
            report.c.state.label("report"),
            func.coalesce(spent.c.minutes, 0).label("minutes"),
        )
        .select_from(authority)
        .outerjoin(part, and_(part.c.authority == authority.c.id, part.c.round == round_id))
        .outerjoin(group, group.c.authority == authority.c.id)
        .outerjoin(session, session.c.group == group.c.id)
        .outerjoin(sef, sef.c.authority == authority.c.id)
        .outerjoin(challenge, challenge.c.host == authority.c.id)
        .outerjoin(report, report.c.challenge == challenge.c.id)
        .outerjoin(finding, finding.c.challenge == challenge.c.id)
        .outerjoin(spent, spent.c.authority == authority.c.id)
        .where(or_(part.c.joining == Joining.INVITED, authority.c.id.in_(taking_part(round_id))))
    )


def _has_contact() -> ColumnElement[bool]:
    person = table_of(Person)
    return exists().where(person.c.authority == table_of(Authority).c.id, person.c.email != "")


def _cannot(round_id: UUID, authority: ColumnElement[UUID], day: ColumnElement[date]) -> ColumnElement[bool]:
    answer = table_of(DayAnswer)
    return exists().where(
        answer.c.round == round_id,
        answer.c.authority == authority,
        answer.c.day == day,
        answer.c.can == DayChoice.NO,
    )


def _first(query: Select, per: ColumnElement[Any], *order: ColumnElement[Any]) -> Subquery:  # type: ignore[type-arg]
    """Keep the first row of `query` for each value of `per`, so that no join shows an authority twice."""
    place = func.row_number().over(partition_by=per, order_by=order).label("place")
    ranked = query.add_columns(place).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery()


def _plan_met(round_id: UUID) -> Select[UUID]:
    group, challenge = table_of(Group), table_of(Challenge)
    query = select(group.c.plan).join(challenge, challenge.c.group == group.c.id)
    return query.where(challenge.c.round == round_id).limit(1)


def _groups(round_id: UUID) -> Subquery:
    member, group, plan = table_of(Membership), table_of(Group), table_of(Plan)
    query = (
        select(member.c.authority, group.c.id, group.c.name)
        .join(group, group.c.id == member.c.group)
        .outerjoin(plan, plan.c.id == group.c.plan)
        .where(is_settled(round_id))
    )
    return _first(query, member.c.authority, group.c.position, group.c.id)


def _sessions(round_id: UUID) -> Subquery:
    session = table_of(Session)
    query = select(session.c.group, session.c.id, session.c.held_on, session.c.state).where(
        session.c.round == round_id, session.c.state != SessionState.CANCELLED
    )
    held_first = case((session.c.state == SessionState.HELD, 0), else_=1)
    return _first(query, session.c.group, held_first, session.c.held_on.is_(None), session.c.held_on, session.c._born)


def _sefs(round_id: UUID) -> Subquery:
    sef = table_of(Submission)
    query = select(sef.c.authority, sef.c.state, sef.c.due_on).where(sef.c.round == round_id)
    return _first(query, sef.c.authority, sef.c.version.desc(), sef.c.id.desc())


def _challenges(round_id: UUID) -> Subquery:
    challenge = table_of(Challenge)
    query = select(challenge.c.host, challenge.c.id).where(challenge.c.round == round_id)
    return _first(query, challenge.c.host, challenge.c._born.desc())


def _of_round(challenge: ColumnElement[UUID], round_id: UUID) -> ColumnElement[bool]:
    """Keep to one round, by the index: a file may hold the reports and findings of many years."""
    hosts = table_of(Challenge)
    return challenge.in_(select(hosts.c.id).where(hosts.c.round == round_id))


def _reports(round_id: UUID) -> Subquery:
    issue = table_of(ReportIssue)
    query = select(issue.c.challenge, issue.c.state).where(_of_round(issue.c.challenge, round_id))
    return _first(query, issue.c.challenge, issue.c.version.desc(), issue.c._born)


def _findings(round_id: UUID) -> Subquery:
    finding = table_of(Finding)
    proposed = func.count(case((finding.c.state == FindingState.PROPOSED, 1)))
    return (
        select(finding.c.challenge, func.count().label("found"), proposed.label("unagreed"))
        .where(finding.c.state != FindingState.PARKED, _of_round(finding.c.challenge, round_id))
        .group_by(finding.c.challenge)
        .subquery()
    )


def _time(round_id: UUID) -> Subquery:
    entry, challenge = table_of(TimeEntry), table_of(Challenge)
    return (
        select(entry.c.authority, func.sum(entry.c.people * entry.c.minutes).label("minutes"))
        .join(challenge, challenge.c.id == entry.c.challenge)
        .where(challenge.c.round == round_id)
        .group_by(entry.c.authority)
        .subquery()
    )
