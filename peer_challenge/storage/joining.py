"""How two tellings of one operation become one, and which operations are refused."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from uuid import UUID

from sqlalchemy import Connection, select

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.log_tables import operation, superseded
from peer_challenge.storage.operations import Operation
from peer_challenge.storage.rows import in_batches


def joined(here: Operation, came: Operation) -> Operation:
    """Return what is known of an operation from both: what is known beats what is sealed.

    Raises `UserError` when they cannot be the same operation.
    """
    if here.hash != came.hash:
        raise UserError(f"Two different changes carry the same mark {here.id}. Nothing was brought in.")
    if here.stub or came.stub:
        if _outline(here) != _outline(came):
            raise UserError(f"Change {here.id} is told in two ways that cannot both be so. Nothing was brought in.")
        return replace(came, number=here.number) if here.stub else here
    fields = {
        name: came.fields[name] if each.sealed and not came.fields[name].sealed else each
        for name, each in here.fields.items()
    }
    return replace(here, fields=fields)


def _outline(op: Operation) -> object:
    return op.kind, op.entity, op.scope, {name: frozenset(each.parents) for name, each in op.fields.items()}


def refuse_own_parents(ops: Iterable[Operation]) -> None:
    """Raise `UserError` for an operation that says it was written over itself."""
    for op in ops:
        if any(op.id in each.parents for each in op.fields.values()):
            raise UserError(f"Change {op.id} says that it follows itself. Nothing was brought in.")


def refuse_cycles(conn: Connection, new: Mapping[UUID, Operation]) -> None:
    """Raise `UserError` when an operation would follow itself through others, some of which may be here already."""
    edges: dict[UUID, set[UUID]] = {mark: _parents(op) for mark, op in new.items()}
    over = {parent for parents in edges.values() for parent in parents}
    waiting = {mark for mark in new if edges[mark]}
    met: set[UUID] = set()
    while waiting:
        met |= waiting
        found: set[UUID] = set()
        for parent, child in _children(conn, waiting):
            edges.setdefault(child, set()).add(parent)
            found.add(child)
        waiting = found - met
    if not over:
        return
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as fault:
        raise UserError(f"Change {fault.args[1][0]} follows itself through others. Nothing was brought in.") from None


def refuse_other_kinds(conn: Connection, new: Iterable[Operation]) -> None:
    """Raise `UserError` for an operation that is about a record known here as one of another kind."""
    first: dict[UUID, Operation] = {}
    for op in new:
        if first.setdefault(op.entity, op).kind != op.kind:
            raise UserError(f"Change {op.id} is about a record of two kinds. Nothing was brought in.")
    for some in in_batches(first):
        known = select(operation.c.entity, operation.c.kind).where(operation.c.entity.in_(some)).distinct()
        for row in conn.execute(known):
            if first[row.entity].kind != row.kind:
                raise UserError(
                    f"Change {first[row.entity].id} is about a record of another kind here. Nothing was brought in."
                )


def _parents(op: Operation) -> set[UUID]:
    return {parent for each in op.fields.values() for parent in each.parents}


def _children(conn: Connection, parents: set[UUID]) -> Iterable[tuple[UUID, UUID]]:
    for some in in_batches(parents):
        query = select(superseded.c.parent, operation.c.id).join(operation, operation.c.number == superseded.c.child)
        yield from ((row.parent, row.id) for row in conn.execute(query.where(superseded.c.parent.in_(some)).distinct()))
