"""Taking back what a file brought: exactly its operations, while nothing builds on them; nothing is written instead."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, delete, false, insert, or_, select, update

from peer_challenge.domain.errors import UserError
from peer_challenge.storage import log
from peer_challenge.storage.log_tables import aside, attachment, fact, head, operation, pack, superseded
from peer_challenge.storage.operations import GONE, REDACTED, Operation, canonical, fields_of, stub_of
from peer_challenge.storage.packs_met import BROUGHT_IN, RECEIVED, SENT, TAKEN_BACK
from peer_challenge.storage.projection import refresh, removed_by
from peer_challenge.storage.rows import by_id, from_row, in_batches
from peer_challenge.storage.store import Applied, Store, by_kind
from peer_challenge.storage.struck import pairs_of


def whether_taken_back(store: Store, pack_id: UUID) -> str:
    """Return why a file cannot be taken back, in a sentence; "" when it can."""
    with store.reading() as conn:
        return _why_not(conn, _Brought.of(conn, pack_id))


def take_back(store: Store, pack_id: UUID) -> Applied:
    """Remove the operations that a file brought and seal again what it filled in, as if it had never come.

    Raises `UserError` with the reason where something builds on them or was sent on.
    """
    with store.writing() as conn:
        brought = _Brought.of(conn, pack_id)
        why_not = _why_not(conn, brought)
        if brought is None or why_not:
            raise UserError(why_not)
        number = log.next_number(conn) - 1
        conn.execute(delete(fact).where(fact.c.name == "used"))
        conn.execute(insert(fact).values(name="used", value=str(number)))  # arrival numbers are never used twice
        for after, before in brought.filled:
            log.rewrite(conn, after, before)
        _remove(conn, brought.new)
        conn.execute(delete(aside).where(aside.c.pack == pack_id))
        _drop_attachments(conn, brought.attached)
        empty = canonical({"arrived": [], "filled": {}, "attached": []})
        conn.execute(update(pack).where(pack.c.id == pack_id).values(state=TAKEN_BACK, brought=empty))
        touched: dict[str, set[UUID]] = {}
        for op in brought.operations:
            touched.setdefault(op.kind, set()).add(op.entity)
        refresh(conn, touched)
        return Applied(number, pack_id, "Take back file", by_kind(touched))


@dataclass(frozen=True, slots=True)
class _Brought:
    """What a file brought: new operations, and those filled in, as they are and as they were."""

    first: int
    new: list[Operation]
    filled: list[tuple[Operation, Operation]]
    attached: list[str]
    completed_by: str

    @classmethod
    def of(cls, conn: Connection, pack_id: UUID) -> "_Brought | None":
        row = conn.execute(select(pack).where(pack.c.id == pack_id, pack.c.direction == RECEIVED)).first()
        if row is None or row.state != BROUGHT_IN:
            return None
        said = json.loads(row.brought)
        spans = [operation.c.number.between(first, last) for first, last in said["arrived"]]
        query = select(operation).where(or_(false(), *spans)).order_by(operation.c.number)
        here = [from_row(each) for each in conn.execute(query)]
        before = {UUID(key): each for key, each in said["filled"].items()}
        return cls(
            first=min((first for first, _ in said["arrived"]), default=0),
            new=[op for op in here if op.id not in before],
            filled=[(op, _as_it_was(op, before[op.id])) for op in here if op.id in before],
            attached=said["attached"],
            completed_by=_completed_by(conn, row, said["arrived"]),
        )

    @property
    def operations(self) -> list[Operation]:
        return [*self.new, *(after for after, _ in self.filled)]


def _as_it_was(op: Operation, said: dict[str, Any]) -> Operation:
    fields, number = fields_of(canonical(said["body"])), said["number"]
    if not said["stub"]:
        return replace(op, fields=fields, number=number)
    was = stub_of(id=op.id, kind=op.kind, entity=op.entity, scope=op.scope, fields=fields, claimed=op.hash)
    return replace(was, number=number)


def _completed_by(conn: Connection, row: Row[Any], spans: list[list[int]]) -> str:
    """Return the name of a later file that filled in what this one brought; that has another arrival number now."""
    for other in conn.execute(select(pack).where(pack.c.direction == RECEIVED, pack.c.id != row.id)):
        numbers = [each["number"] for each in json.loads(other.brought)["filled"].values()]
        if any(first <= number <= last for number in numbers for first, last in spans):
            return str(other.name)
    return ""


def _why_not(conn: Connection, brought: _Brought | None) -> str:
    if brought is None:
        return "This file has not been brought in here, or was taken back already."
    if brought.completed_by:
        return f"A later file, {brought.completed_by}, adds to what this one brought. Take that one back first."
    name = _sent_on_in(conn, brought)
    if name:
        return f"What this file brought has been sent on in {name}, so it cannot be taken back."
    if any(True for _ in _built_on(conn, brought)):
        return "Somebody has worked on with what this file brought, so it cannot be taken back."
    return ""


def _sent_on_in(conn: Connection, brought: _Brought) -> str:
    records = {str(op.entity) for op in brought.operations}
    query = select(pack).where(pack.c.direction == SENT, pack.c.number >= brought.first)
    for row in conn.execute(query):
        if records & set(json.loads(row.brought)["records"]):
            return str(row.name)
    return ""


def _built_on(conn: Connection, brought: _Brought) -> Iterator[UUID]:
    """Yield later operations that were written over what was brought, take it back, name it or hang on its records."""
    own = {op.id for op in brought.operations}
    acts = {op.act for op in brought.operations}
    made = _records_made(conn, brought)
    marks = {str(each) for each in made}
    for row in conn.execute(select(operation).where(operation.c.number > brought.first)):
        op = from_row(row)
        if op.id in own:
            continue
        over = {parent for each in op.fields.values() for parent in each.parents}
        removed = removed_by(op) if GONE in op.fields else []
        struck = [each for each, _ in pairs_of(op)] if REDACTED in op.fields else []
        if own & {*over, *removed, *struck} or op.undoes in acts or op.entity in made or _names(op, marks):
            yield op.id


def _records_made(conn: Connection, brought: _Brought) -> set[UUID]:
    """Return the records that were not here before the file came."""
    met = {op.entity for op in brought.new}
    for some in in_batches(met.copy()):
        query = select(operation.c.entity).where(operation.c.entity.in_(some), operation.c.number < brought.first)
        met -= set(conn.execute(query.distinct()).scalars())
    return met - {before.entity for _, before in brought.filled}


def _names(op: Operation, records: set[str]) -> bool:
    for each in op.fields.values():
        values = each.value if isinstance(each.value, list) else [each.value]
        if any(isinstance(value, str) and value in records for value in values):
            return True
    return False


def _remove(conn: Connection, ops: list[Operation]) -> None:
    """Take operations out of the log; what they were written over is newest again, unless others wrote over it too."""
    edges = [
        (parent, name, op)
        for op in ops
        for name, each in op.fields.items()
        if name != REDACTED
        for parent in each.parents
    ]
    own = [{"e": op.entity, "f": name, "n": op.number} for op in ops for name in op.fields]
    _each(conn, delete(head).where(_at_head()), own)
    edge = superseded.c.parent == bindparam("p")
    edge &= (superseded.c.field == bindparam("f")) & (superseded.c.child == bindparam("n"))
    _each(conn, delete(superseded).where(edge), [{"p": p, "f": name, "n": op.number} for p, name, op in edges])
    _each(conn, delete(operation).where(operation.c.number == bindparam("n")), [{"n": op.number} for op in ops])
    parents = by_id(conn, {parent for parent, _, _ in edges})
    over = log.overtaken(conn, list(parents))
    free = {
        (parents[p].entity, name, parents[p].number)
        for p, name, op in edges
        if p in parents
        and parents[p].entity == op.entity
        and name in parents[p].fields
        and (op.entity, p, name) not in over
    }
    _each(conn, insert(head), [{"entity": entity, "field": name, "number": at} for entity, name, at in sorted(free)])


def _at_head() -> Any:
    at_field = (head.c.entity == bindparam("e")) & (head.c.field == bindparam("f"))
    return at_field & (head.c.number == bindparam("n"))


def _each(conn: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        conn.execute(statement, rows)


def _drop_attachments(conn: Connection, digests: Iterable[str]) -> None:
    for digest in digests:
        if not log.is_named(conn, digest):
            conn.execute(delete(attachment).where(attachment.c.sha256 == digest))
