"""Rules that two copies kept each for itself and broke together: lost parents, two seats, two final reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, literal, select, union_all

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import (
    Authority,
    Challenge,
    Claim,
    Evidence,
    Finding,
    Framework,
    Group,
    LineOfEnquiry,
    Membership,
    Person,
    Plan,
    Record,
    ReportIssue,
    Round,
    Session,
    Submission,
    defaults,
    field_types,
)
from peer_challenge.domain.vocabulary import KINDS, kind_name
from peer_challenge.storage.log import heads_of
from peer_challenge.storage.log_tables import head
from peer_challenge.storage.operations import GONE
from peer_challenge.storage.projection import record_behind, table_of
from peer_challenge.storage.store import Store

HANGS_ON: dict[str, type[Record]] = {
    "authority": Authority,
    "challenge": Challenge,
    "claim": Claim,
    "evidence": Evidence,
    "finding": Finding,
    "first": Authority,
    "framework": Framework,
    "group": Group,
    "host": Authority,
    "line": LineOfEnquiry,
    "person": Person,
    "plan": Plan,
    "round": Round,
    "second": Authority,
    "session": Session,
    "submission": Submission,
}
"""Field → the kind of record it names. Where a record cannot be without the field, it hangs on what it names."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A record whose parent was removed by somebody who did not see it."""

    kind: type[Record]
    id: UUID
    parent_kind: type[Record]
    parent: UUID


def orphans(store: Store) -> list[Orphan]:
    """Return the records that hang on one that was removed; what was never here is not missed."""
    removed = select(head.c.entity).where(head.c.field == GONE)
    parts = []
    for kind, field, parent in _ties():
        child, above = table_of(kind), table_of(parent)
        lost = child.c[field].in_(removed) & child.c[field].not_in(select(above.c.id))
        names = literal(kind_name(kind)).label("kind"), literal(kind_name(parent)).label("parent_kind")
        parts.append(select(*names, child.c.id, child.c[field].label("parent")).where(lost))
    with store.reading() as conn:
        return [
            Orphan(KINDS[row.kind], row.id, KINDS[row.parent_kind], row.parent)
            for row in conn.execute(union_all(*parts).order_by("kind", "id"))
        ]


def hanging_on(store: Store, kind: type[Record], entity: UUID) -> list[tuple[type[Record], UUID]]:
    """Return the records that hang directly on one."""
    parts = [
        select(literal(kind_name(child)).label("kind"), table_of(child).c.id).where(table_of(child).c[field] == entity)
        for child, field, parent in _ties()
        if parent is kind
    ]
    if not parts:
        return []
    with store.reading() as conn:
        return [(KINDS[row.kind], row.id) for row in conn.execute(union_all(*parts).order_by("kind", "id"))]


def in_two_groups(store: Store) -> list[tuple[UUID, UUID]]:
    """Return plan and authority where an authority sits in more than one group of a plan."""
    member, group = table_of(Membership), table_of(Group)
    query = (
        select(group.c.plan, member.c.authority)
        .join(group, group.c.id == member.c.group)
        .group_by(group.c.plan, member.c.authority)
        .having(func.count(func.distinct(member.c.group)) > 1)
    )
    with store.reading() as conn:
        return [(row.plan, row.authority) for row in conn.execute(query.order_by(group.c.plan, member.c.authority))]


def seats_of(store: Store, plan: UUID, authority: UUID) -> list[tuple[UUID, str]]:
    """Return each membership of an authority in a plan, with the name of its group."""
    member, group = table_of(Membership), table_of(Group)
    query = (
        select(member.c.id, group.c.name)
        .join(group, group.c.id == member.c.group)
        .where(group.c.plan == plan, member.c.authority == authority)
        .order_by(group.c.position, group.c.id)
    )
    with store.reading() as conn:
        return [(row.id, row.name) for row in conn.execute(query)]


def two_finals(store: Store) -> list[tuple[UUID, int]]:
    """Return challenge and version where two final reports of one version were issued."""
    issue = table_of(ReportIssue)
    query = (
        select(issue.c.challenge, issue.c.version)
        .where(issue.c.state == ReportState.FINAL)
        .group_by(issue.c.challenge, issue.c.version)
        .having(func.count() > 1)
        .order_by(issue.c.challenge, issue.c.version)
    )
    with store.reading() as conn:
        return [(row.challenge, row.version) for row in conn.execute(query)]


def finals_of(store: Store, challenge: UUID, version: int) -> list[UUID]:
    """Return the final reports of one version, in the order they were issued."""
    issue = table_of(ReportIssue)
    query = select(issue.c.id).where(
        issue.c.challenge == challenge, issue.c.version == version, issue.c.state == ReportState.FINAL
    )
    with store.reading() as conn:
        return list(conn.execute(query.order_by(issue.c.issued_at, issue.c.id)).scalars())


def removed_record(store: Store, kind: type[Record], entity: UUID) -> Record | None:
    """Return a removed record as it last stood; None where its words are not in this file."""
    with store.reading() as conn:
        heads = heads_of(conn, [entity])
        return record_behind(conn, kind, entity, heads[entity]) if entity in heads else None


def _ties() -> Iterator[tuple[type[Record], str, type[Record]]]:
    for kind in KINDS.values():
        for field in field_types(kind):
            if field in HANGS_ON and field not in defaults(kind):
                yield kind, field, HANGS_ON[field]
