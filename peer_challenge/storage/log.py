"""Operations in and out of the log, and the heads they leave: the newest values nobody has written over."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.log_tables import head, operation, superseded
from peer_challenge.storage.operations import Operation, fields_of

Heads = dict[str, list[Operation]]
"""Field → the operations that are its heads, the one the screen works with first (latest clock, then id)."""


def append(conn: Connection, op: Operation) -> int | None:
    """Write `op` to the log and move the heads; return its arrival number, or None when it was there already.

    A child may arrive before its parent. Raises `UserError` when the same id arrives with other content.
    """
    there = conn.execute(select(operation.c.hash).where(operation.c.id == op.id)).scalar()
    if there is not None:
        if there != op.hash:
            raise UserError(f"Two different changes carry the same mark {op.id}. Nothing was brought in.")
        return None
    number: int = conn.execute(insert(operation).values(_row(op)).returning(operation.c.number)).scalar_one()
    _move_heads(conn, op, number)
    return number


def _move_heads(conn: Connection, op: Operation, number: int) -> None:
    overtaken = set(conn.execute(select(superseded.c.field).where(superseded.c.parent == op.id).distinct()).scalars())
    new = [{"entity": op.entity, "field": f, "number": number} for f in op.fields if f not in overtaken]
    if new:
        conn.execute(insert(head), new)
    edges = [{"parent": p, "field": f, "child": number} for f, each in op.fields.items() for p in each.parents]
    if not edges:
        return
    conn.execute(insert(superseded), edges)
    for name, each in op.fields.items():
        if each.parents:
            over = select(operation.c.number).where(operation.c.id.in_(each.parents))
            at_field = (head.c.entity == op.entity) & (head.c.field == name)
            conn.execute(delete(head).where(at_field, head.c.number.in_(over)))


def _row(op: Operation) -> dict[str, Any]:
    own = ("id", "act", "undoes", "label", "kind", "entity", "body", "scope", "replica", "seq", "actor", "at")
    return {name: getattr(op, name) for name in (*own, "clock", "vocabulary", "hash", "previous")}


def from_row(row: Row[Any]) -> Operation:
    """Return the operation that a row of the log holds."""
    own = row._mapping
    named = ("id", "act", "undoes", "label", "kind", "entity", "scope", "replica", "seq", "actor", "at", "clock")
    rest = {name: own[name] for name in (*named, "vocabulary", "previous", "number")}
    return Operation(fields=fields_of(own["body"]), **rest)


def operations_of(conn: Connection, entities: Iterable[UUID]) -> list[Operation]:
    """Return every operation on `entities`, in order of arrival."""
    found: list[Operation] = []
    for some in in_batches(entities):
        query = select(operation).where(operation.c.entity.in_(some)).order_by(operation.c.number)
        found += [from_row(row) for row in conn.execute(query)]
    return found


def heads_of(conn: Connection, entities: Iterable[UUID]) -> dict[UUID, Heads]:
    """Return the heads of each of `entities`, by field."""
    found: dict[UUID, Heads] = defaultdict(lambda: defaultdict(list))
    for some in in_batches(entities):
        query = (
            select(head.c.field, operation)
            .join(operation, operation.c.number == head.c.number)
            .where(head.c.entity.in_(some))
        )
        parsed: dict[int, Operation] = {}
        for row in conn.execute(query):
            op = parsed.get(row.number) or parsed.setdefault(row.number, from_row(row))
            found[op.entity][row.field].append(op)
    for fields in found.values():
        for ops in fields.values():
            ops.sort(key=shown_first, reverse=True)
    return found


def shown_first(op: Operation) -> tuple[int, UUID]:
    """Return what decides which of two versions a screen works with: the later clock, then the id."""
    return op.clock, op.id


def heads_as_seen(ops: Iterable[Operation], seen: int) -> dict[str, tuple[UUID, ...]]:
    """Return the heads of each field, from all of a record's `ops`, as they stood when `seen` had arrived."""
    known = [op for op in ops if op.number <= seen]
    over = {(name, parent) for op in known for name, each in op.fields.items() for parent in each.parents}
    heads: dict[str, list[UUID]] = defaultdict(list)
    for op in known:
        for name in op.fields:
            if (name, op.id) not in over:
                heads[name].append(op.id)
    return {name: tuple(sorted(ids)) for name, ids in heads.items()}


def last_of(conn: Connection, replica: UUID) -> tuple[int, bytes | None]:
    """Return how many operations a replica has written here and the hash of the last."""
    query = (
        select(operation.c.seq, operation.c.hash)
        .where(operation.c.replica == replica)
        .order_by(operation.c.seq.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return (row.seq, row.hash) if row else (0, None)


def latest(conn: Connection) -> tuple[int, int]:
    """Return the arrival number of the newest operation and the highest clock seen; zeros for an empty log."""
    # one aggregate a statement: SQLite then answers each from the end of its index
    number = conn.execute(select(func.max(operation.c.number))).scalar()
    clock = conn.execute(select(func.max(operation.c.clock))).scalar()
    return number or 0, clock or 0


def in_batches(entities: Iterable[UUID], size: int = 400) -> Iterable[list[UUID]]:
    """Yield `entities` in lists short enough for one statement."""
    every = list(entities)
    for start in range(0, len(every), size):
        yield every[start : start + size]
