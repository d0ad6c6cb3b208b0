"""What choosing the contents of a file to send asks of the log: what was removed, and what no kind here describes."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from peer_challenge.domain.audience import Scope
from peer_challenge.domain.codec import Unreadable
from peer_challenge.domain.records import Record, defaults, field_types
from peer_challenge.domain.vocabulary import KINDS, read
from peer_challenge.storage.log import Heads, heads_of, overtaken
from peer_challenge.storage.log_tables import attachment, head, operation, pack
from peer_challenge.storage.operations import GONE
from peer_challenge.storage.packs_met import SENT
from peer_challenge.storage.projection import is_gone
from peer_challenge.storage.rows import in_batches
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the round file: its media type and its size in bytes."""

    media_type: str
    size: int


def removed_records(store: Store, scopes: frozenset[Scope]) -> list[Record]:
    """Return, as they last stood, the removed records of `scopes` that another copy may hold.

    Others may hold what was in a file sent before, and what came in one received. Of what was typed and removed
    between two files nothing is said to anybody.
    """
    query = (
        select(operation.c.entity)
        .join(head, head.c.number == operation.c.number)
        .where(head.c.field == GONE, operation.c.scope.in_(scopes))
        .distinct()
    )
    with store.reading() as conn:
        heads = heads_of(conn, list(conn.execute(query).scalars()))
        elsewhere, arrived = _elsewhere([(row.direction, row.brought) for row in conn.execute(select(pack))])
        removed = {each: fields for each, fields in heads.items() if is_gone(fields)}
        numbers = {
            row.entity: row.number
            for some in in_batches(removed)
            for row in conn.execute(
                select(operation.c.entity, operation.c.number)
                .where(operation.c.entity.in_(some))
                .order_by(operation.c.number.desc())
            )
        }
    met = (each for each in removed if each in elsewhere or any(numbers[each] in some for some in arrived))
    return [record for each in met if (record := _as_it_stood(each, removed[each])) is not None]


def is_known(store: Store, entity: UUID) -> bool:
    """Return whether a record is, or ever was, in this round file."""
    with store.reading() as conn:
        return conn.execute(select(operation.c.number).where(operation.c.entity == entity).limit(1)).first() is not None


def ids_here(store: Store, ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these operations are here already with more than a stub."""
    query = select(operation.c.id).where(operation.c.seq > 0)
    with store.reading() as conn:
        return {
            found for some in in_batches(ids) for found in conn.execute(query.where(operation.c.id.in_(some))).scalars()
        }


def written_over(store: Store, ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """Return the operations and fields, of those asked for, that something in this round file was written over."""
    with store.reading() as conn:
        return {(operation, field) for _, operation, field in overtaken(conn, list(ids))}


def records_not_understood(store: Store, scopes: frozenset[Scope]) -> dict[UUID, Scope]:
    """Return the records of `scopes` whose kind comes from a newer version, and the scope of each."""
    query = select(operation.c.entity, operation.c.scope).where(
        operation.c.scope.in_(scopes), operation.c.kind.not_in(list(KINDS))
    )
    with store.reading() as conn:
        return {row.entity: row.scope for row in conn.execute(query.order_by(operation.c.number.desc()))}


def kept_files(store: Store, digests: Iterable[str]) -> dict[str, KeptFile]:
    """Return media type and size of the files, of those asked for, whose bytes are here."""
    size = func.length(attachment.c.bytes).label("size")
    query = select(attachment.c.sha256, attachment.c.media_type, size).where(attachment.c.sha256.in_(list(digests)))
    with store.reading() as conn:
        return {row.sha256: KeptFile(row.media_type, row.size) for row in conn.execute(query)}


def _elsewhere(met: Iterable[tuple[str, str]]) -> tuple[set[UUID], list[range]]:
    """Return the records in files sent, and the arrival numbers of what files received brought."""
    sent: set[UUID] = set()
    arrived: list[range] = []
    for direction, brought in met:
        said = json.loads(brought)
        if direction == SENT:
            sent |= {UUID(each) for each in said["records"]}
        else:
            arrived += [range(first, last + 1) for first, last in said["arrived"]]
    return sent, arrived


def _as_it_stood(entity: UUID, heads: Heads) -> Record | None:
    """Return the record as its newest values give it; None where a field it needs is not known here."""
    name = next(op.kind for ops in heads.values() for op in ops)
    kind = KINDS.get(name)
    if kind is None:
        return None
    values = {field: value for field, value in _values(name, heads) if field in field_types(kind)}
    if field_types(kind).keys() - values.keys() - defaults(kind).keys():
        return None
    return kind(id=entity, **values)


def _values(kind: str, heads: Heads) -> Iterator[tuple[str, object]]:
    for field, ops in heads.items():
        for op in ops:
            if op.fields[field].sealed:
                continue
            with suppress(Unreadable):
                yield field, read(kind, field, op.fields[field].value)
                break
