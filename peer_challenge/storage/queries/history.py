"""What became of a record: every operation on it, the wordings a field has, and where they parted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from peer_challenge.domain.codec import Unreadable
from peer_challenge.domain.vocabulary import read
from peer_challenge.storage import log
from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.operations import GONE, REDACTED, Operation
from peer_challenge.storage.projection import OF_THE_LOG, removed_by
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Wording:
    """One value of a field; `operation` is its mark, `value` as a record holds it."""

    operation: UUID
    value: Any
    actor: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Versions:
    """The newest wordings of a field, the one shown first, and the last one that all of them go back to.

    `ancestor` is None where there is none, or its words are not in this file.
    """

    kind: str
    heads: tuple[Wording, ...]
    ancestor: Wording | None


@dataclass(frozen=True, slots=True)
class Step:
    """One change to a record. `before` and `after` hold the fields it set whose words are here, as records hold them.

    `sealed` names fields that were set to something not in this file. `undoes` is set where it took an act back.
    """

    operation: UUID
    label: str
    actor: UUID | None
    at: datetime
    undoes: UUID | None
    made: bool
    removed: bool
    brought_back: bool
    struck_out: bool
    before: dict[str, Any]
    after: dict[str, Any]
    sealed: tuple[str, ...]


def kind_of(store: Store, entity: UUID) -> str | None:
    """Return the name of the kind of a record that was ever here."""
    with store.reading() as conn:
        return conn.execute(select(operation.c.kind).where(operation.c.entity == entity).limit(1)).scalar()


def history(store: Store, entity: UUID) -> list[Step]:
    """Return every change to a record that is told here, the latest first; of stubs nothing is known to tell."""
    with store.reading() as conn:
        every = log.operations_of(conn, [entity])
    known = sorted((op for op in every if not op.stub), key=log.shown_first, reverse=True)
    by_id = {op.id: op for op in every}
    first = min((op for op in every if not op.stub), key=log.shown_first, default=None)
    return [_step(op, by_id, made=op is first and len(known) == len(every)) for op in known]


def versions_of(store: Store, entity: UUID, field: str) -> Versions | None:
    """Return the different newest wordings of a field; None where there is none in this file."""
    with store.reading() as conn:
        every = [op for op in log.operations_of(conn, [entity]) if field in op.fields]
    by_id = {op.id: op for op in every}
    newest = sorted((by_id[each] for each in log.newest(every).get(field, ())), key=log.shown_first, reverse=True)
    heads: dict[Any, Wording] = {}
    for op in newest:
        wording = _wording(op, field)
        if wording is not None:
            heads.setdefault(repr(wording.value), wording)
    if not heads:
        return None
    ancestor = _ancestor(newest, by_id, field)
    return Versions(every[0].kind, tuple(heads.values()), _wording(ancestor, field) if ancestor else None)


def wording_of(store: Store, entity: UUID, field: str, op: UUID) -> Wording | None:
    """Return what one operation said of a field; None where that is not here, or not understood."""
    with store.reading() as conn:
        found = next((each for each in log.operations_of(conn, [entity]) if each.id == op), None)
    return _wording(found, field) if found and field in found.fields else None


def _ancestor(heads: Iterable[Operation], by_id: dict[UUID, Operation], field: str) -> Operation | None:
    lines = [_line(op, by_id, field) for op in heads]
    common = set.intersection(*lines) if lines else set()
    return max((by_id[each] for each in common), key=log.shown_first, default=None)


def _line(op: Operation, by_id: dict[UUID, Operation], field: str) -> set[UUID]:
    """Return everything that a value goes back to."""
    met: set[UUID] = set()
    waiting = set(op.fields[field].parents)
    while waiting:
        met |= waiting
        waiting = {p for each in waiting if each in by_id for p in by_id[each].fields[field].parents} - met
    return met & by_id.keys()


def _wording(op: Operation, field: str) -> Wording | None:
    each = op.fields[field]
    if each.sealed:
        return None
    try:
        return Wording(op.id, read(op.kind, field, each.value), op.actor, _when(op))
    except Unreadable:
        return None


def _step(op: Operation, by_id: dict[UUID, Operation], *, made: bool) -> Step:
    after = {name: found.value for name in op.fields if name not in OF_THE_LOG and (found := _wording(op, name))}
    gone = op.fields.get(GONE)
    return Step(
        operation=op.id,
        label=op.label,
        actor=op.actor,
        at=_when(op),
        undoes=op.undoes,
        made=made,
        removed=gone is not None and bool(removed_by(op)),
        brought_back=gone is not None and not gone.sealed and gone.value is None,
        struck_out=REDACTED in op.fields,
        before={name: found.value for name in after if (found := _before(op, by_id, name))},
        after=after,
        sealed=tuple(sorted(name for name in op.fields if name not in OF_THE_LOG and name not in after)),
    )


def _before(op: Operation, by_id: dict[UUID, Operation], field: str) -> Wording | None:
    parents = [by_id[each] for each in op.fields[field].parents if each in by_id and field in by_id[each].fields]
    shown = sorted(parents, key=log.shown_first, reverse=True)
    return next((found for each in shown if (found := _wording(each, field))), None)


def _when(op: Operation) -> datetime:
    return datetime.fromtimestamp(op.at / 1000, UTC)
