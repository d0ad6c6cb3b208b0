"""Which values were struck out, by whom it may be done, and operations without them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, column, select, table

from peer_challenge.domain.choices import Role
from peer_challenge.storage.log_tables import head, operation
from peer_challenge.storage.operations import GONE, REDACTED, Operation, sealed
from peer_challenge.storage.rows import by_id, from_row, in_batches
from peer_challenge.storage.types import UuidBytes

Struck = set[tuple[UUID, str]]
"""Operation id and field of each value that is struck out."""

_role = table("role_period", column("person", UuidBytes), column("role"))


def struck_out(conn: Connection, marks: Iterable[Operation], coming: Mapping[UUID, Operation]) -> Struck:
    """Return the values that `marks` strike out with leave; `coming` are operations not yet in the log.

    A value may be struck out by who wrote it, or by a coordinator. Marks by anybody else are kept and not followed.
    """
    named = [(mark, pair) for mark in marks for pair in pairs_of(mark)]
    if not named:
        return set()
    targets = {**by_id(conn, {op for _, (op, _) in named}), **coming}
    leaders = coordinators(conn)
    return {pair for mark, pair in named if pair[0] in targets and may_strike(mark, targets[pair[0]], leaders)}


def may_strike(mark: Operation, target: Operation, leaders: frozenset[UUID]) -> bool:
    """Return whether whoever wrote `mark` may strike out what `target` says."""
    if mark.entity != target.entity or target.stub:
        return False
    if mark.actor is None:
        return target.actor is None and mark.replica == target.replica
    return mark.actor == target.actor or mark.actor in leaders


def pairs_of(mark: Operation) -> list[tuple[UUID, str]]:
    """Return what a redaction names; a value of any other form names nothing."""
    return list(_pairs(mark.fields[REDACTED].value))


def _pairs(value: Any) -> Iterator[tuple[UUID, str]]:
    for each in value if isinstance(value, list) else ():
        match each:
            case [str(id), str(field)] if field not in (GONE, REDACTED):
                try:
                    yield UUID(id), field
                except ValueError:
                    continue


def marks_on(conn: Connection, entities: Iterable[UUID]) -> list[Operation]:
    """Return the redactions of `entities` in the log."""
    found: list[Operation] = []
    for some in in_batches(entities):
        query = select(operation).join(head, head.c.number == operation.c.number)
        query = query.where(head.c.entity.in_(some), head.c.field == REDACTED)
        found += [from_row(row) for row in conn.execute(query)]
    return found


def coordinators(conn: Connection) -> frozenset[UUID]:
    """Return everybody who is or was a coordinator."""
    query = select(_role.c.person).where(_role.c.role == Role.COORDINATOR.value)
    return frozenset(conn.execute(query).scalars())


def without(op: Operation, struck: Struck) -> Operation:
    """Return the operation with its values that are struck out sealed."""
    hidden = {name: sealed(each) for name, each in op.fields.items() if (op.id, name) in struck and not each.sealed}
    return replace(op, fields={**op.fields, **hidden}) if hidden else op


def hide(conn: Connection, ops: list[Operation]) -> list[Operation]:
    """Return `ops`, which hold every redaction of their records, with what is struck out sealed."""
    marks = [op for op in ops if REDACTED in op.fields and not op.fields[REDACTED].sealed]
    struck = struck_out(conn, marks, {op.id: op for op in ops}) if marks else set()
    return [without(op, struck) for op in ops] if struck else ops
