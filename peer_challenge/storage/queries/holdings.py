"""Everything a round file, its drafts, its backups and the files exchanged hold about one authority or person."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, or_, select

from peer_challenge.domain.audience import Scope
from peer_challenge.domain.records import Record
from peer_challenge.domain.vocabulary import kind_name
from peer_challenge.storage.backups import backups_of
from peer_challenge.storage.destroying import SHA256
from peer_challenge.storage.log import Heads, heads_of, operations_of
from peer_challenge.storage.log_tables import attachment, draft, operation, pack
from peer_challenge.storage.operations import GONE, REDACTED, Operation, canonical
from peer_challenge.storage.packs_met import SENT
from peer_challenge.storage.projection import is_gone
from peer_challenge.storage.rows import in_batches
from peer_challenge.storage.snapshot import reading
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class HeldValue:
    """One value that one operation wrote; `stands` is False where it was written over, `removed` that of its record."""

    kind: str
    entity: UUID
    field: str
    value: Any
    scope: Scope
    actor: UUID | None
    at: datetime
    stands: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file kept in the round file by its SHA-256."""

    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """A backup, or a file sent or received, and how many of the records it holds; `what` says which it is."""

    what: str
    name: str
    at: datetime
    records: int
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """All of it; `drafts` are texts that were typed and not settled, by key."""

    values: tuple[HeldValue, ...]
    drafts: tuple[tuple[str, str], ...]
    files: tuple[HeldFile, ...]
    copies: tuple[HeldCopy, ...]


def held_about(store: Store, subject: UUID, names: Collection[str], scopes: Collection[Scope]) -> Held:
    """Return what is held about `subject`: records that are it, name its id or one of its `names`, or it wrote.

    `scopes` are those whose every record counts. Earlier wordings and removed records are there too; what was struck
    out is not, since it is gone.
    """
    with store.reading() as conn:
        entities = _entities(conn, subject, names, scopes)
        ops, heads = operations_of(conn, entities), heads_of(conn, entities)
        drafts = _drafts(conn, entities, names)
        files = _files(conn, ops)
        copies = list(_packs(conn, entities))
    return Held(tuple(_values(ops, heads)), drafts, files, (*copies, *_backups(store, entities)))


def removed_with_words(
    store: Store, scopes: Iterable[Scope], kinds: Collection[type[Record]], naming: UUID | None = None
) -> list[UUID]:
    """Return the removed records of `kinds` in `scopes` of which the log still holds what they said.

    With `naming` only those that name this id, as records of the round’s own scope name their round.
    """
    query = select(operation.c.entity).where(operation.c.kind.in_([kind_name(each) for each in kinds])).distinct()
    if naming is not None:
        query = query.where(func.instr(operation.c.body, str(naming)) > 0)
    with store.reading() as conn:
        entities: set[UUID] = set()
        for some in in_batches(scopes):
            entities |= set(conn.execute(query.where(operation.c.scope.in_(some))).scalars())
        gone = {entity for entity, fields in heads_of(conn, entities).items() if is_gone(fields)}
        ops = operations_of(conn, gone)
    told = {
        op.entity
        for op in ops
        if any(not each.sealed for name, each in op.fields.items() if name not in (GONE, REDACTED))
    }
    return sorted(told)


def sent_copies(store: Store, entities: Iterable[UUID]) -> list[HeldCopy]:
    """Return the files sent that hold any of these records."""
    with store.reading() as conn:
        return [each for each in _packs(conn, set(entities)) if each.what == "file sent"]


def kept_bytes(store: Store, sha256: str) -> bytes:
    """Return the bytes of a file that is kept."""
    return store.attached(sha256) or b""


def _entities(conn: Connection, subject: UUID, names: Collection[str], scopes: Collection[Scope]) -> list[UUID]:
    said: list[ColumnElement[bool]] = [
        operation.c.entity == subject,
        operation.c.actor == subject,
        func.instr(operation.c.body, str(subject)) > 0,
        *(func.instr(func.lower(operation.c.body), each.lower()) > 0 for each in names),
    ]
    query = select(operation.c.entity).distinct()
    found = set(conn.execute(query.where(or_(*said))).scalars())
    for some in in_batches(scopes):
        found |= set(conn.execute(query.where(operation.c.scope.in_(some))).scalars())
    return sorted(found)


def _values(ops: Iterable[Operation], heads: dict[UUID, Heads]) -> Iterable[HeldValue]:
    gone = {entity for entity, fields in heads.items() if is_gone(fields)}
    for op in ops:
        for name, each in op.fields.items():
            if name in (GONE, REDACTED) or each.sealed:
                continue
            yield HeldValue(
                kind=op.kind,
                entity=op.entity,
                field=name,
                value=each.value,
                scope=op.scope,
                actor=op.actor,
                at=datetime.fromtimestamp(op.at / 1000, UTC),
                stands=any(one.id == op.id for one in heads[op.entity].get(name, ())),
                removed=op.entity in gone,
            )


def _drafts(conn: Connection, entities: Iterable[UUID], names: Collection[str]) -> tuple[tuple[str, str], ...]:
    marks = {str(each) for each in entities}
    rows = [(row.key, row.text) for row in conn.execute(select(draft).order_by(draft.c.key))]
    return tuple(
        (key, text)
        for key, text in rows
        if any(part in marks for part in key.replace("/", ":").split(":"))
        or any(each.casefold() in text.casefold() for each in names)
    )


def _files(conn: Connection, ops: Iterable[Operation]) -> tuple[HeldFile, ...]:
    named = {
        digest
        for op in ops
        for each in op.fields.values()
        if not each.sealed
        for digest in SHA256.findall(canonical(each.value))
    }
    size = func.length(attachment.c.bytes)
    found = []
    for some in in_batches(sorted(named)):
        query = select(attachment.c.sha256, attachment.c.media_type, size).where(attachment.c.sha256.in_(some))
        found += [HeldFile(*row) for row in conn.execute(query)]
    return tuple(found)


def _packs(conn: Connection, entities: Collection[UUID]) -> Iterable[HeldCopy]:
    """Yield the files exchanged that hold any of the records: of one received, what it brought."""
    wanted = {str(each) for each in entities}
    for row in conn.execute(select(pack).order_by(pack.c.at)).all():
        brought = json.loads(row.brought)
        if row.direction == SENT:
            count = len(wanted.intersection(brought["records"]))
        else:
            count = len(_brought(conn, brought).intersection(entities))
        if count:
            what = "file sent" if row.direction == SENT else "file received"
            yield HeldCopy(what, row.name, datetime.fromtimestamp(row.at / 1000, UTC), count, _recipient(row.manifest))


def _brought(conn: Connection, brought: dict[str, Any]) -> set[UUID]:
    found: set[UUID] = set()
    for first, last in brought.get("arrived", []):
        query = select(operation.c.entity).where(operation.c.number.between(first, last)).distinct()
        found |= set(conn.execute(query).scalars())
    return found


def _backups(store: Store, entities: Iterable[UUID]) -> Iterable[HeldCopy]:
    marks = [each.bytes for each in entities]
    for backup in backups_of(store.path):
        count = 0
        with reading(backup.path) as conn:
            for some in in_batches(marks):
                places = ",".join("?" * len(some))
                query = f"SELECT count(DISTINCT entity) FROM operation WHERE entity IN ({places})"  # noqa: S608 - marks only
                count += conn.execute(query, some).fetchone()[0]
        if count:
            yield HeldCopy("backup", backup.path.name, backup.at, count)


def _recipient(manifest: str) -> str:
    """Return whom a file was for, by its manifest; "" where it does not say."""
    said = json.loads(manifest or "{}").get("recipient")
    return str(said.get("name", "")) if isinstance(said, dict) else ""
