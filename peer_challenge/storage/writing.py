"""How a change becomes operations: which fields it sets, over which versions, under whose name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection

from peer_challenge.domain import vocabulary
from peer_challenge.domain.audience import scope_of
from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.codec import to_json
from peer_challenge.domain.records import Record, defaults, field_types
from peer_challenge.domain.vocabulary import KINDS, kind_name
from peer_challenge.storage import log
from peer_challenge.storage.operations import GONE, FieldValue, Operation, written

if TYPE_CHECKING:
    from peer_challenge.storage.store import Store
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

    def write(self, changes: ChangeSet, seen: int | None) -> list[Operation]:
        """Append an operation for every record the act touches; return them."""
        before = self._history(change.record.id for change in changes.changes)
        seen = self._latest if seen is None else seen
        done: list[Operation] = []
        for change in changes.changes:
            past = before.get(change.record.id, [])
            fields = self._fields(change, past, seen)
            if fields:
                scope = past[0].scope if past else scope_of(change.record)
                op = self._append(changes.label, kind_name(type(change.record)), change.record.id, fields, scope)
                before.setdefault(op.entity, []).append(op)
                done.append(op)
        return done

    def reverse(self, act: "Act") -> list[Operation]:
        """Append the inverse of `act`: it writes over exactly what the act wrote, and over nothing that came since."""
        past = self._history(op.entity for op in act.operations)
        done = []
        for op in reversed(act.operations):
            first = past[op.entity][0].id == op.id
            fields = _removal([op.id]) if first else self._former(op, past[op.entity])
            done.append(self._append(act.label, op.kind, op.entity, fields, op.scope, undoes=act.id))
        return done

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

    def _former(self, op: Operation, past: list[Operation]) -> dict[str, FieldValue]:
        by_id = {each.id: each for each in past}
        fields = {}
        for name, each in op.fields.items():
            parents = sorted((by_id[p] for p in each.parents if p in by_id), key=log.shown_first, reverse=True)
            readable = next((p.fields[name] for p in parents if not p.fields[name].sealed), None)
            value = readable.value if readable else None if name == GONE else _default(op.kind, name)
            fields[name] = written(value, (op.id,))
        return fields

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
        log.append(self._conn, op)
        return op


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


def _default(kind: str, field: str) -> object:
    record = KINDS.get(kind)
    return to_json(defaults(record).get(field)) if record else None
