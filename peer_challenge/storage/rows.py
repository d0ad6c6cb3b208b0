"""Operations as rows of the log, written and read as they are."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Row, select

from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.operations import Operation, fields_of

T = TypeVar("T")
_OWN = ("id", "act", "undoes", "label", "kind", "entity", "scope", "replica", "seq", "actor", "at", "clock")


def row_of(op: Operation, number: int) -> dict[str, Any]:
    """Return the row that keeps `op` under an arrival number."""
    return {"number": number, **{name: getattr(op, name) for name in (*_OWN, "body", "vocabulary", "hash", "previous")}}


def from_row(row: Row[Any]) -> Operation:
    """Return the operation that a row of the log holds."""
    own = row._mapping
    return Operation(
        fields=fields_of(own["body"]),
        vocabulary=own["vocabulary"],
        previous=own["previous"],
        number=own["number"],
        claimed=b"" if own["seq"] else own["hash"],
        **{name: own[name] for name in _OWN},
    )


def by_id(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, Operation]:
    """Return the operations with these ids that are here, as they stand in the log."""
    found: dict[UUID, Operation] = {}
    for some in in_batches(ids):
        query = select(operation).where(operation.c.id.in_(some))
        found |= {row.id: from_row(row) for row in conn.execute(query)}
    return found


def in_batches(values: Iterable[T], size: int = 400) -> Iterable[list[T]]:
    """Yield `values`, ids as a rule, in lists short enough for one statement."""
    every = list(values)
    for start in range(0, len(every), size):
        yield every[start : start + size]
