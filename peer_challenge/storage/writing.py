"""How a change becomes operations: which fields it sets, over which versions, under whose name."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from peer_challenge.domain import vocabulary
from peer_challenge.domain.audience import scope_of
from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.codec import to_json
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Record, defaults, field_types
from peer_challenge.domain.vocabulary import KINDS, kind_name
from peer_challenge.storage import log
from peer_challenge.storage.operations import GONE, REDACTED, FieldValue, Operation, canonical, written

if TYPE_CHECKING:
    from peer_challenge.storage.store import Store
    from peer_challenge.storage.struck import Struck
    from peer_challenge.storage.undo import Act


class Writer:
    """Writes one act in the transaction it is given."""

    def __init__(self, conn: Connection, store: "Store") -> None:
        self._conn = conn
        self._store = store
        self._act = store.new_id()
        self._seq, self._previous = log.last_of(conn, store.replica)
        self._latest, clock = log.latest(conn)
        self._at = int(store.now().timestamp() * 1000)
        self._clock = max(self._at, clock)
        self._written: list[Operation] = []

    def write(self, changes: ChangeSet, seen: int | None) -> list[Operation]:
        """Append an operation for every record the act touches; return them."""
        before = self._history(change.record.id for change in changes.changes)
        seen = self._latest if seen is None else seen
        for change in changes.changes:
            past = before.get(change.record.id, [])
            fields = self._fields(change, past, seen)
            if fields:
                scope = past[0].scope if past else scope_of(change.record)
                op = self._append(changes.label, kind_name(type(change.record)), change.record.id, fields, scope)
                before.setdefault(op.entity, []).append(op)
        return self._kept()

    def reverse(self, act: "Act") -> list[Operation]:
        """Append the inverse of `act`: it writes over what the act wrote, and over nothing that somebody else wrote.

        What this person did since and has taken back already counts as the act's own.
        """
        past = self._history(op.entity for op in act.operations)
        for op in reversed(act.operations):
            known = past[op.entity]
            for fields in [self._unmade(op, known)] if _created(op, known) else self._former(op, known):
                self._append(act.label, op.kind, op.entity, fields, op.scope, undoes=act.id)
        return self._kept()

    def strike_out(self, kind: str, entity: UUID, values: list[tuple[UUID, str]], past: list[Operation]) -> Operation:
        """Append the operation that strikes out `values` of a record, whose operations are `past`; return it."""
        if not past:
            raise UserError("What you were working on has been removed meanwhile. Nothing was changed.")
        said = written([[str(op), field] for op, field in values])
        self._append("Strike out", kind, entity, {REDACTED: said}, past[0].scope)
        return self._kept()[0]

    def dispose(self, values: Mapping[UUID, "Struck"], whole: Collection[UUID], told: ChangeSet) -> list[Operation]:
        """Append that `values` were struck out of each record, and that those in `whole` were removed with it.

        What `told` adds is the act's own account of it. None of it can be undone: every operation strikes something
        out, if only nothing.
        """
        before = self._history([*values, *(each.record.id for each in told.changes)])
        for entity, pairs in values.items():
            past = before[entity]
            fields = {REDACTED: written(sorted([str(op), field] for op, field in pairs))}
            if entity in whole:
                heads = log.heads_as_seen(past, self._latest)
                saw = {each for name, ids in heads.items() if name not in (GONE, REDACTED) for each in ids}
                fields |= _removal(saw, heads.get(GONE, ()))
            self._append(told.label, past[0].kind, entity, fields, past[0].scope)
        for change in told.changes:
            fields = self._fields(change, [], self._latest) | {REDACTED: written([])}
            self._append(told.label, kind_name(type(change.record)), change.record.id, fields, scope_of(change.record))
        return self._kept()

    def _kept(self) -> list[Operation]:
        return log.append(self._conn, self._written).new

    def _history(self, entities: Iterable[UUID]) -> dict[UUID, list[Operation]]:
        past: dict[UUID, list[Operation]] = {}
        for op in log.operations_of(self._conn, set(entities)):
            past.setdefault(op.entity, []).append(op)
        return past

    def _fields(self, change: Change, past: list[Operation], seen: int) -> dict[str, FieldValue]:
        heads = log.heads_as_seen(past, seen) if past else {}
        if change.after is None:
            saw = {each for name, ids in heads.items() if name != GONE for each in ids}
            return _removal(saw, heads.get(GONE, ()))
        values = _set_by(change.before, change.after, heads)
        fields = {name: written(to_json(value), heads.get(name, ())) for name, value in values.items()}
        if change.before is None and heads.get(GONE):
            fields[GONE] = written(None, heads[GONE])
        return fields

    def _unmade(self, op: Operation, past: list[Operation]) -> dict[str, FieldValue]:
        return _removal(self._own_line({op.id}, past), self._tips(op, past, GONE))

    def _former(self, op: Operation, past: list[Operation]) -> list[dict[str, FieldValue]]:
        """Return the fields that bring back what `op` was written over: each version of several as one operation."""
        layers: list[dict[str, FieldValue]] = [{}]
        for name in op.fields:
            values = self._values_before(op, past, name)
            if name == GONE and values[0]:  # removed once more: what was done and taken back since goes with it, and
                saw = self._own_line(
                    {UUID(each) for each in values[0]}, past
                )  # no field is written that brings it back
                return [_removal(saw, self._tips(op, past, name))]
            tips = self._tips(op, past, name)
            for at, value in enumerate(values):
                layers += [{}] if at == len(layers) else []
                layers[at][name] = written(value, tips)
        return layers[::-1]  # the one that was shown is written last, and so is shown again

    def _values_before(self, op: Operation, past: list[Operation], field: str) -> list[Any]:
        """Return the different values that `op` wrote over in one field, the one shown first; at least one."""
        by_id = {each.id: each for each in past}
        before = sorted((by_id[p] for p in op.fields[field].parents if p in by_id), key=log.shown_first, reverse=True)
        told = [each.fields[field].value for each in before if not each.fields[field].sealed]
        distinct = list({canonical(value): value for value in told}.values())
        return distinct or [None if field == GONE else _default(op.kind, field)]

    def _tips(self, op: Operation, past: list[Operation], field: str) -> tuple[UUID, ...]:
        """Return the ends of the line of this person's operations on `field` that begins with `op`."""
        line = [each for each in past if field in each.fields]
        own = self._own_line({op.id}, line, field)
        over = {parent for each in line if each.id in own for parent in each.fields[field].parents}
        return tuple(sorted(each.id for each in line if each.id in own - over))

    def _own_line(self, began: set[UUID], past: list[Operation], field: str | None = None) -> set[UUID]:
        """Return `began` and what this person wrote after it, over nothing but that line itself."""
        own = set(began)
        start = min((each.number for each in past if each.id in began), default=0)
        for each in past:
            mine = each.replica == self._store.replica and each.actor == self._store.who and each.number > start
            touched = [each.fields[field]] if field else each.fields.values()
            if mine and all(parent in own for value in touched for parent in value.parents):
                own.add(each.id)
        return own

    def _append(
        self,
        label: str,
        kind: str,
        entity: UUID,
        fields: dict[str, FieldValue],
        scope: str,
        undoes: UUID | None = None,
    ) -> Operation:
        self._seq += 1
        self._clock += 1
        op = Operation(
            id=self._store.new_id(),
            act=self._act,
            undoes=undoes,
            label=label,
            kind=kind,
            entity=entity,
            fields=fields,
            scope=scope,
            replica=self._store.replica,
            seq=self._seq,
            actor=self._store.who,
            at=self._at,
            clock=self._clock,
            vocabulary=vocabulary.VERSION,
            previous=self._previous,
        )
        self._previous = op.hash
        self._written.append(op)
        return op


def _created(op: Operation, past: list[Operation]) -> bool:
    """Return whether `op` made its record: it came first, and sets whatever a new record must have, over nothing.

    Coming first is not enough: what was there before may have been filled in since, under a later number.
    """
    record = KINDS.get(op.kind)
    needed = set(field_types(record)) - set(defaults(record)) if record else set()
    over_nothing = not any(each.parents for each in op.fields.values())
    return past[0].id == op.id and over_nothing and needed <= op.fields.keys()


def _set_by(before: Record | None, after: Record, heads: dict[str, tuple[UUID, ...]]) -> dict[str, object]:
    """Return the fields an act sets: those that differ, or for a new record those that are not at their default."""
    names = field_types(type(after))
    if before is not None:
        return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    fallback = defaults(type(after))
    return {
        name: getattr(after, name)
        for name in names
        if name not in fallback or getattr(after, name) != fallback[name] or name in heads
    }


def _removal(saw: Iterable[UUID], parents: tuple[UUID, ...] = ()) -> dict[str, FieldValue]:
    return {GONE: written(sorted(str(each) for each in saw), parents)}


def _default(kind: str, field: str) -> Any:
    record = KINDS.get(kind)
    return to_json(defaults(record).get(field)) if record else None
