"""A round file's current values and open versions as sorted lines of JSON: equal content gives equal bytes."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.log import Heads, heads_of, in_batches
from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.operations import GONE, canonical
from peer_challenge.storage.projection import every_record, is_gone
from peer_challenge.storage.store import Store


def dump(store: Store, scopes: frozenset[str] | None = None) -> Iterator[str]:
    """Yield a line for each record that has not been removed, without line ends; `scopes` keeps only theirs.

    A field with one value holds it; one with several holds `{"versions": [...]}`, sorted. What came from a newer
    version of the program is included as it was written. Fields at their default are left out.
    """
    with store.reading() as conn:
        scope_by_record = {
            row.entity: row.scope
            for row in conn.execute(select(operation.c.entity, operation.c.scope).order_by(operation.c.number.desc()))
        }
        lines = []
        for kind, entities in every_record(conn).items():
            wanted = [each for each in entities if scopes is None or scope_by_record[each] in scopes]
            for some in in_batches(wanted):
                for entity, heads in heads_of(conn, some).items():
                    if not is_gone(heads):
                        lines.append(_line(kind, entity, heads, scope_by_record[entity]))
    yield from sorted(lines)


def _line(kind: str, entity: UUID, heads: Heads, scope: str) -> str:
    fields = {name: _value(name, ops) for name, ops in heads.items() if name != GONE}
    gone = [op for op in heads.get(GONE, ()) if op.fields[GONE].value]
    line: dict[str, Any] = {"kind": kind, "id": str(entity), "scope": scope, "fields": fields}
    if gone:
        line["removed_elsewhere"] = True
    if kind not in KINDS:
        line["from_newer_version"] = True
    return canonical(line)


def _value(name: str, ops: list[Any]) -> Any:
    values = sorted({canonical(op.fields[name].value): op.fields[name].value for op in ops}.items())
    return values[0][1] if len(values) == 1 else {"versions": [value for _, value in values]}
