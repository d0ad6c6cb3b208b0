"""Operations in and out of the log, and the heads they leave: the newest values nobody has written over."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from peer_challenge.storage.joining import joined, refuse_cycles, refuse_other_kinds, refuse_own_parents
from peer_challenge.storage.log_tables import aside, fact, head, operation, superseded
from peer_challenge.storage.operations import REDACTED, Operation
from peer_challenge.storage.rows import by_id, from_row, in_batches, row_of
from peer_challenge.storage.struck import hide, marks_on, struck_out, without

Heads = dict[str, list[Operation]]
"""Field → the operations that are its heads, the one the screen works with first (latest clock, then id)."""


@dataclass(slots=True)
class Arrived:
    """What `append` wrote, under new arrival numbers: `new` operations, and `filled` ones as they were and are."""

    new: list[Operation] = field(default_factory=list)
    filled: list[tuple[Operation, Operation]] = field(default_factory=list)
    already: int = 0

    @property
    def operations(self) -> list[Operation]:
        """Everything that was written."""
        return [*self.new, *(after for _, after in self.filled)]


def append(conn: Connection, ops: Sequence[Operation]) -> Arrived:
    """Write `ops` to the log and move the heads: the one way in, for what is done here and what is brought.

    An operation that is here already is joined with what comes: its stub gives way, its sealed values are filled in,
    unless they were struck out. What is filled in gets a new arrival number, since nobody has seen it before. A child
    may arrive before its parent. Raises `UserError`, naming the operation, for what cannot be.
    """
    coming = _one_of_each(ops)
    refuse_own_parents(coming.values())
    marks = [*marks_on(conn, {op.entity for op in coming.values()}), *(op for op in ops if REDACTED in op.fields)]
    struck = struck_out(conn, marks, coming) if marks else set()
    there = by_id(conn, coming)
    new: dict[UUID, Operation] = {}
    filled: list[tuple[Operation, Operation]] = []
    for op in coming.values():
        came, before = without(op, struck), there.get(op.id)
        if before is None:
            new[op.id] = came
        elif (after := joined(before, came)) != before:
            filled.append((before, after))
    if new:
        refuse_other_kinds(conn, new.values())
        refuse_cycles(conn, new)
    number = next_number(conn)
    arrived = Arrived(already=len(coming) - len(new) - len(filled))
    arrived.filled = [(before, replace(after, number=number + at)) for at, (before, after) in enumerate(filled)]
    number += len(filled)
    arrived.new = [replace(op, number=number + at) for at, op in enumerate(new.values())]
    for before, after in arrived.filled:
        rewrite(conn, before, after)
    if arrived.new:
        conn.execute(insert(operation), [row_of(op, op.number) for op in arrived.new])
        _move_heads(conn, arrived.new)
    return arrived


def _one_of_each(ops: Iterable[Operation]) -> dict[UUID, Operation]:
    found: dict[UUID, Operation] = {}
    for op in ops:
        found[op.id] = joined(found[op.id], op) if op.id in found else op
    return found


def rewrite(conn: Connection, before: Operation, after: Operation) -> None:
    """Put `after` in the place of `before`, another state of knowledge of the same operation, under its own number."""
    own, old = row_of(after, after.number), before.number
    conn.execute(update(operation).where(operation.c.number == old).values(own))
    if old == after.number:
        return
    for name, each in after.fields.items():
        at_field = (head.c.entity == after.entity) & (head.c.field == name)
        conn.execute(update(head).where(at_field, head.c.number == old).values(number=after.number))
        for parent in each.parents:
            edge = (superseded.c.parent == parent) & (superseded.c.field == name) & (superseded.c.child == old)
            conn.execute(update(superseded).where(edge).values(child=after.number))


def _move_heads(conn: Connection, new: list[Operation]) -> None:
    """Make heads of what nothing known was written over, and of what `new` was written over no longer."""
    edges = [
        (parent, name, op) for op in new for name, each in op.fields.items() for parent in dict.fromkeys(each.parents)
    ]
    if edges:
        rows = [{"parent": parent, "field": name, "child": op.number} for parent, name, op in edges]
        conn.execute(insert(superseded), rows)
    over = overtaken(conn, [op.id for op in new])
    heads = [
        {"entity": op.entity, "field": name, "number": op.number}
        for op in new
        for name in op.fields
        if (op.entity, op.id, name) not in over
    ]
    if heads:
        conn.execute(insert(head), heads)
    numbers = _numbers(conn, {parent for parent, _, _ in edges})
    past = [{"e": op.entity, "f": name, "n": numbers[parent]} for parent, name, op in edges if parent in numbers]
    if past:
        at = (head.c.entity == bindparam("e")) & (head.c.field == bindparam("f")) & (head.c.number == bindparam("n"))
        conn.execute(delete(head).where(at), past)


def overtaken(conn: Connection, ids: list[UUID]) -> set[tuple[UUID, UUID, str]]:
    """Return record, operation and field of each that something known on the same record was written over."""
    found: set[tuple[UUID, UUID, str]] = set()
    for some in in_batches(ids):
        query = select(operation.c.entity, superseded.c.parent, superseded.c.field).distinct()
        query = query.join(operation, operation.c.number == superseded.c.child).where(superseded.c.parent.in_(some))
        found |= {tuple(row) for row in conn.execute(query)}
    return found


def _numbers(conn: Connection, ids: set[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for some in in_batches(ids):
        query = select(operation.c.id, operation.c.number).where(operation.c.id.in_(some))
        found |= {row.id: row.number for row in conn.execute(query)}
    return found


def next_number(conn: Connection) -> int:
    """Return the arrival number that comes next; numbers that were taken back are not used again."""
    used = conn.execute(select(fact.c.value).where(fact.c.name == "used")).scalar()
    return max(latest(conn)[0], int(used or 0)) + 1


def is_named(conn: Connection, words: str) -> bool:
    """Return whether any value in the log, or kept aside, holds `words`, for example the hash of a file."""
    here = select(operation.c.number).where(func.instr(operation.c.body, words) > 0)
    waiting = select(aside.c.id).where(func.instr(aside.c.line, words) > 0)
    return any(conn.execute(query.limit(1)).first() is not None for query in (here, waiting))


def operations_of(conn: Connection, entities: Iterable[UUID]) -> list[Operation]:
    """Return every operation on `entities`, in order of arrival, what is struck out sealed."""
    found: list[Operation] = []
    for some in in_batches(entities):
        query = select(operation).where(operation.c.entity.in_(some)).order_by(operation.c.number)
        found += hide(conn, [from_row(row) for row in conn.execute(query)])
    return found


def heads_of(conn: Connection, entities: Iterable[UUID]) -> dict[UUID, Heads]:
    """Return the heads of each of `entities`, by field, what is struck out sealed."""
    found: dict[UUID, Heads] = defaultdict(lambda: defaultdict(list))
    shown: dict[int, Operation] = {}
    for some in in_batches(entities):
        query = select(head.c.field, head.c.number).where(head.c.entity.in_(some))
        at = [(row.field, row.number) for row in conn.execute(query)]
        for op in hide(conn, _numbered(conn, {number for _, number in at})):
            shown[op.number] = op
        for name, number in at:
            found[shown[number].entity][name].append(shown[number])
    for fields in found.values():
        for ops in fields.values():
            ops.sort(key=shown_first, reverse=True)
    return found


def _numbered(conn: Connection, numbers: set[int]) -> list[Operation]:
    found: list[Operation] = []
    for some in in_batches(sorted(numbers)):
        found += [from_row(row) for row in conn.execute(select(operation).where(operation.c.number.in_(some)))]
    return found


def shown_first(op: Operation) -> tuple[int, UUID]:
    """Return what decides which of two versions a screen works with: the later clock, then the id."""
    return op.clock, op.id


def newest(ops: Iterable[Operation]) -> dict[str, set[UUID]]:
    """Return the heads of each field, from all of a record's `ops`."""
    known = list(ops)
    over = {(name, parent) for op in known for name, each in op.fields.items() for parent in each.parents}
    heads: dict[str, set[UUID]] = defaultdict(set)
    for op in known:
        for name in op.fields:
            if (name, op.id) not in over or name == REDACTED:
                heads[name].add(op.id)
    return heads


def heads_as_seen(ops: Iterable[Operation], seen: int) -> dict[str, tuple[UUID, ...]]:
    """Return the heads of each field, from all of a record's `ops`, as they stood when `seen` had arrived.

    A value that is sealed here was not seen, so nothing written here goes over it.
    """
    known = {op.id: op for op in ops if op.number <= seen}
    heads = {
        name: tuple(sorted(each for each in ids if not known[each].fields[name].sealed))
        for name, ids in newest(known.values()).items()
    }
    return {name: ids for name, ids in heads.items() if ids}


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
