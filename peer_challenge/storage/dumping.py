"""A round file's current values and open versions as sorted lines of JSON: equal content gives equal bytes."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.log import Heads, heads_of
from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.operations import GONE, canonical
from peer_challenge.storage.projection import OF_THE_LOG, every_record, is_gone, removed_by
from peer_challenge.storage.rows import in_batches
from peer_challenge.storage.store import Store


def dump(store: Store, scopes: frozenset[str] | None = None) -> Iterator[str]:
    """Yield a line for each record that has not been removed, without line ends; `scopes` keeps only theirs.

    A field with one value holds it; one with several holds `{"versions": [...]}`, sorted. What came from a newer
    version of the program is included as it was written. Fields at their default are left out.
    """
    with store.reading() as conn:
        scope = func.min(operation.c.scope).label("scope")
        query = select(operation.c.entity, scope).group_by(operation.c.entity)
        scope_by_record = {row.entity: row.scope for row in conn.execute(query)}
        lines = []
        for kind, entities in every_record(conn).items():
            wanted = [each for each in entities if scopes is None or scope_by_record[each] in scopes]
            for some in in_batches(wanted):
                for entity, heads in heads_of(conn, some).items():
                    fields = {} if is_gone(heads) else _fields(heads)
                    if fields:
                        lines.append(_line(kind, entity, heads, scope_by_record[entity], fields))
    yield from sorted(lines)


def _fields(heads: Heads) -> dict[str, Any]:
    """Return what is known of each field; what is sealed here, or struck out, is not."""
    known = {name: [op for op in ops if not op.fields[name].sealed] for name, ops in heads.items()}
    return {name: _value(name, ops) for name, ops in known.items() if ops and name not in OF_THE_LOG}


def _line(kind: str, entity: UUID, heads: Heads, scope: str, fields: dict[str, Any]) -> str:
    line: dict[str, Any] = {"kind": kind, "id": str(entity), "scope": scope, "fields": fields}
    if any(removed_by(op) for op in heads.get(GONE, ())):
        line["removed_elsewhere"] = True
    if kind not in KINDS:
        line["from_newer_version"] = True
    return canonical(line)


def _value(name: str, ops: list[Any]) -> Any:
    values = sorted({canonical(op.fields[name].value): op.fields[name].value for op in ops}.items())
    return values[0][1] if len(values) == 1 else {"versions": [value for _, value in values]}
