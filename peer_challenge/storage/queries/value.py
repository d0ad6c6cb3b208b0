"""What followed from a round's challenges: opinions, QA activity, next steps, reports, and what findings rest on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select

from peer_challenge.domain.choices import (
    ActionState,
    Again,
    AskOrOffer,
    IntroductionState,
    LinkedTo,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.records import (
    Action,
    Answer,
    AskOffer,
    Authority,
    Challenge,
    Correction,
    Evaluation,
    Evidence,
    Finding,
    FindingLink,
    Introduction,
    QaActivity,
    Submission,
    TimeEntry,
)
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.queries.feedback import SAID
from peer_challenge.storage.store import Store

_MET = [each for each in IntroductionState if each.brought_together]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one authority thought of one challenge; `as_host` where it was the one challenged."""

    challenge: UUID
    authority: UUID
    as_host: bool
    usefulness: int | None
    again: Again | None
    changed: str


@dataclass(frozen=True, slots=True)
class Step:
    """A next step that somebody took on, and whether it is done."""

    challenge: UUID
    state: ActionState
    done_on: date | None


def opinions(store: Store, round_id: UUID, months: int = 0) -> list[Opinion]:
    """Return what authorities said so many months after the meetings, in the order they said it."""
    said, asked = table_of(Evaluation), table_of(Challenge)
    query = (
        select(said, (said.c.authority == asked.c.host).label("as_host"))
        .join(asked, asked.c.id == said.c.challenge)
        .where(asked.c.round == round_id, said.c.months == months)
        .order_by(said.c._born)
    )
    with store.reading() as conn:
        return [
            Opinion(row.challenge, row.authority, bool(row.as_host), row.usefulness, row.again, row.changed)
            for row in conn.execute(query)
        ]


def qa_activities(store: Store, round_id: UUID) -> list[tuple[QaActivity, str, str]]:
    """Return the QA activity that a round prompted, with the names of the host and of who took it up."""
    activity, asked, authority = table_of(QaActivity), table_of(Challenge), table_of(Authority)
    host = authority.alias("host")
    query = (
        select(activity, host.c.name.label("host_name"), authority.c.name.label("authority_name"))
        .join(asked, asked.c.id == activity.c.challenge)
        .join(host, host.c.id == asked.c.host)
        .join(authority, authority.c.id == activity.c.authority)
        .where(asked.c.round == round_id)
        .order_by(host.c.name, activity.c._born)
    )
    with store.reading() as conn:
        return [(as_record(QaActivity, row), row.host_name, row.authority_name) for row in conn.execute(query)]


def steps(store: Store, round_id: UUID) -> list[Step]:
    """Return the next steps of a round that were not dropped."""
    action, asked = table_of(Action), table_of(Challenge)
    query = (
        select(action.c.challenge, action.c.state, action.c.done_on)
        .join(asked, asked.c.id == action.c.challenge)
        .where(asked.c.round == round_id, action.c.state != ActionState.DROPPED, action.c.text != "")
    )
    with store.reading() as conn:
        return [Step(*row) for row in conn.execute(query)]


def sources_of_findings(store: Store, round_id: UUID) -> list[int]:
    """Return for each agreed finding how many kinds of source it rests on: the SEF, the session, kinds of evidence."""
    finding, asked, link, evidence = (table_of(each) for each in (Finding, Challenge, FindingLink, Evidence))
    source = case((link.c.linked_to == LinkedTo.EVIDENCE, evidence.c.kind), else_=link.c.linked_to)
    query = (
        select(func.count(source.distinct()))
        .select_from(finding)
        .join(asked, asked.c.id == finding.c.challenge)
        .outerjoin(link, link.c.finding == finding.c.id)
        .outerjoin(evidence, evidence.c.id == link.c.target)
        .where(asked.c.round == round_id, finding.c.state.in_(SAID))
        .group_by(finding.c.id)
    )
    with store.reading() as conn:
        return list(conn.execute(query).scalars())


def corrections(store: Store, round_id: UUID) -> int:
    """Return how many corrections hosts proposed to their reports."""
    correction, asked = table_of(Correction), table_of(Challenge)
    query = (
        select(func.count())
        .select_from(correction)
        .join(asked, asked.c.id == correction.c.challenge)
        .where(asked.c.round == round_id)
    )
    with store.reading() as conn:
        return int(conn.execute(query).scalar_one())


def asks_and_matched(store: Store, round_id: UUID) -> tuple[int, int]:
    """Return how many asks a round has, and how many of them were brought together with an offer."""
    ask, asked, introduction = table_of(AskOffer), table_of(Challenge), table_of(Introduction)
    matched = select(introduction.c.id).where(introduction.c.ask == ask.c.id, introduction.c.state.in_(_MET)).exists()
    query = (
        select(func.count(), func.coalesce(func.sum(case((matched, 1), else_=0)), 0))
        .select_from(ask)
        .join(asked, asked.c.id == ask.c.challenge)
        .where(asked.c.round == round_id, ask.c.kind == AskOrOffer.ASK)
    )
    with store.reading() as conn:
        count, matched_asks = conn.execute(query).one()
    return int(count), int(matched_asks)


def tellers(store: Store, round_id: UUID) -> list[tuple[UUID, Stage, int]]:
    """Return authority, stage and person-minutes of all that was told, a row for each pair."""
    entry, asked = table_of(TimeEntry), table_of(Challenge)
    query = (
        select(entry.c.authority, entry.c.stage, func.sum(entry.c.people * entry.c.minutes))
        .join(asked, asked.c.id == entry.c.challenge)
        .where(asked.c.round == round_id)
        .group_by(entry.c.authority, entry.c.stage)
    )
    with store.reading() as conn:
        return [(row[0], row[1], row[2]) for row in conn.execute(query)]


def texts_by_authority(store: Store, round_id: UUID) -> list[tuple[UUID, UUID, str]]:
    """Return authority, SEF and text of every answer of SEFs that still stand, the newest version of each last."""
    answer, sef = table_of(Answer), table_of(Submission)
    query = (
        select(sef.c.authority, sef.c.id, answer.c.text)
        .join(answer, answer.c.submission == sef.c.id)
        .where(sef.c.round == round_id, sef.c.state != SubmissionState.WITHDRAWN, answer.c.text != "")
        .order_by(sef.c.authority, sef.c.version)
    )
    with store.reading() as conn:
        return [(row[0], row[1], row[2]) for row in conn.execute(query)]
