"""What of a record may travel: its newest values for this reader, and of everything else only marks and hashes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from peer_challenge.storage.log import Heads, heads_of, operations_of
from peer_challenge.storage.operations import GONE, REDACTED, Operation, sealed, stub_of
from peer_challenge.storage.projection import is_gone
from peer_challenge.storage.store import Store


def sealed_for(store: Store, records: Mapping[UUID, frozenset[str]]) -> list[Operation]:
    """Return every operation on `records` (id → fields withheld from the reader), sorted by id, as it may travel.

    Values that were written over, struck out or withheld are sealed, and all those of a removed record; an operation
    with no value left is a stub. What was removed or struck out stays said. What is kept here is never given.
    """
    with store.reading() as conn:
        heads = heads_of(conn, records)
        every = operations_of(conn, records)
    newest = _newest(heads)
    gone = {entity for entity, fields in heads.items() if is_gone(fields)}
    found = []
    for op in every:
        shown = frozenset({GONE}) if op.entity in gone else newest[op.id] - records[op.entity]
        found.append(_as_it_travels(op, (shown & newest[op.id]) | {REDACTED}))
    return sorted((op for op in found if op.scope != "here"), key=lambda op: op.id)


def _newest(heads: Mapping[UUID, Heads]) -> Mapping[UUID, frozenset[str]]:
    """Return the fields of which each operation is a head."""
    found: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    for fields in heads.values():
        for name, ops in fields.items():
            for op in ops:
                found[op.id] |= {name}
    return found


def _as_it_travels(op: Operation, shown: frozenset[str]) -> Operation:
    fields = {name: each if name in shown else sealed(each) for name, each in op.fields.items()}
    if op.stub or all(each.sealed for each in fields.values()):
        return stub_of(id=op.id, kind=op.kind, entity=op.entity, scope=op.scope, fields=op.fields, claimed=op.hash)
    return replace(op, fields=fields, number=0)
