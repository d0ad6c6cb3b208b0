"""How a change becomes operations: which fields it sets, over which versions, under whose name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
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
        """Append the inverse of `act`: it writes over what the act wrote, and over nothing that somebody else wrote.

        What this person did since and has taken back already counts as the act's own.
        """
        past = self._history(op.entity for op in act.operations)
        done = []
        for op in reversed(act.operations):
            known = past[op.entity]
            fields = self._unmade(op, known) if known[0].id == op.id else self._former(op, known)
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

    def _unmade(self, op: Operation, past: list[Operation]) -> dict[str, FieldValue]:
        return _removal(self._own_line({op.id}, past), self._tips(op, past, GONE))

    def _former(self, op: Operation, past: list[Operation]) -> dict[str, FieldValue]:
        by_id = {each.id: each for each in past}
        fields = {}
        for name, each in op.fields.items():
            before = sorted((by_id[p] for p in each.parents if p in by_id), key=log.shown_first, reverse=True)
            readable = next((p.fields[name] for p in before if not p.fields[name].sealed), None)
            value = readable.value if readable else None if name == GONE else _default(op.kind, name)
            if name == GONE and value:  # removed once more: what was done and taken back since goes with it, and no
                saw = self._own_line({UUID(each) for each in value}, past)  # field is written that would bring it back
                return _removal(saw, self._tips(op, past, name))
            fields[name] = written(value, self._tips(op, past, name))
        return fields

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


def _default(kind: str, field: str) -> Any:
    record = KINDS.get(kind)
    return to_json(defaults(record).get(field)) if record else None
