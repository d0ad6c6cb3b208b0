"""How far each authority's SEF has come, and what is written in it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import CompoundSelect, ScalarSelect, Select, and_, func, literal, select, true, union, union_all
from sqlalchemy.sql.elements import ColumnElement

from peer_challenge.domain.choices import Joining, SessionState, SubmissionState
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Challenge,
    Claim,
    Evidence,
    Participation,
    Session,
    Submission,
)
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """An authority's newest SEF, with the days that say whether it came in time.

    `first_shared_on` is when any version that stands was first shared with the group; `session_on` is the day of the
    first meeting about this authority. `documents` counts the files attached.
    """

    authority: UUID
    name: str
    submission: Submission | None
    first_shared_on: date | None
    session_on: date | None
    documents: int


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one answer or one statement."""

    submission: UUID
    line: UUID
    text: str
    statement: bool


_WRITTEN = ("text", "gaps", "plans", "challenge_us", "asks", "offers")


def standings(store: Store, round_id: UUID) -> list[Standing]:
    """Return the newest SEF of every authority in the round, by the authority's name."""
    authority, submission = table_of(Authority), table_of(Submission)
    newest = and_(submission.c.authority == authority.c.id, submission.c.id.in_(_newest(round_id)))
    query = (
        select(
            submission,
            authority.c.id.label("of"),
            authority.c.name,
            first_shared(round_id, authority.c.id).label("first_shared"),
            first_session(round_id, authority.c.id).label("session_on"),
            _documents(submission.c.id).label("documents"),
        )
        .select_from(authority)
        .outerjoin(submission, newest)
        .where(authority.c.id.in_(taking_part(round_id)))
        .order_by(authority.c.name)
    )
    with store.reading() as conn:
        rows = list(conn.execute(query))
    return [
        Standing(
            authority=row.of,
            name=row.name,
            submission=as_record(Submission, row) if row.id else None,
            first_shared_on=row.first_shared,
            session_on=row.session_on,
            documents=row.documents + bool(row.document),
        )
        for row in rows
    ]


def written(store: Store, round_id: UUID) -> list[Written]:
    """Return the texts of every SEF of the round by line: answers and statements, as typed."""
    answer, claim, submission = table_of(Answer), table_of(Claim), table_of(Submission)
    mine = select(submission.c.id).where(submission.c.round == round_id)
    answers = select(
        answer.c.submission,
        answer.c.line,
        _joined(*(answer.c[each] for each in ("text", "gaps", "plans", "challenge_us", "asks", "offers"))).label(
            "text"
        ),
        literal(False).label("statement"),
    ).where(answer.c.submission.in_(mine))
    claims = select(
        claim.c.submission, claim.c.line, _joined(claim.c.text, claim.c.how_known, claim.c.impact), true()
    ).where(claim.c.submission.in_(mine))
    with store.reading() as conn:
        rows = list(conn.execute(union_all(answers, claims)))
    return [Written(row.submission, row.line, row.text, bool(row.statement)) for row in rows]


def taking_part(round_id: UUID) -> CompoundSelect[tuple[UUID]]:
    """Select the authorities a round is about: who joined, who is challenged, and whoever has sent something."""
    part, challenge, submission = (table_of(each).alias() for each in (Participation, Challenge, Submission))
    return union(
        select(part.c.authority).where(part.c.round == round_id, part.c.joining == Joining.JOINED),
        select(challenge.c.host).where(challenge.c.round == round_id),
        select(submission.c.authority).where(submission.c.round == round_id),
    )


def first_shared(round_id: UUID, authority: ColumnElement[UUID]) -> ScalarSelect[date]:
    """Select the first day on which a version that still stands was shared with the group."""
    table = table_of(Submission).alias("shared")
    return (
        select(func.min(table.c.shared_on))
        .where(table.c.round == round_id, table.c.authority == authority)
        .where(table.c.state != SubmissionState.WITHDRAWN)
        .scalar_subquery()
    )


def first_session(round_id: UUID, host: ColumnElement[UUID]) -> ScalarSelect[date]:
    """Select the day of the first meeting about a host that has not been cancelled."""
    session, challenge = table_of(Session).alias("meeting"), table_of(Challenge).alias("about")
    return (
        select(func.min(session.c.held_on))
        .join(challenge, challenge.c.group == session.c.group)
        .where(challenge.c.round == round_id, session.c.round == round_id, challenge.c.host == host)
        .where(session.c.state != SessionState.CANCELLED)
        .scalar_subquery()
    )


def _newest(round_id: UUID) -> Select[tuple[UUID]]:
    table = table_of(Submission).alias("version")
    newer = func.row_number().over(partition_by=table.c.authority, order_by=(table.c.version.desc(), table.c.id.desc()))
    ranked = select(table.c.id, newer.label("place")).where(table.c.round == round_id).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def _documents(submission: ColumnElement[UUID]) -> ScalarSelect[int]:
    table = table_of(Evidence)
    return (
        select(func.count())
        .select_from(table)
        .where(table.c.submission == submission, table.c.attachment != "")
        .scalar_subquery()
    )


def _joined(*columns: ColumnElement[str]) -> ColumnElement[str]:
    first, *others = columns
    for each in others:
        first = first.concat(" ").concat(each)
    return first
