"""The tables that screens query: generated from the records, worked out from the log, never trusted."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, MetaData, Row, Table, Text, delete, func, insert, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

from peer_challenge.domain.codec import Unreadable
from peer_challenge.domain.records import Record, defaults, field_types, typed_fields
from peer_challenge.domain.vocabulary import KINDS, kind_name, read
from peer_challenge.storage.log import Heads, heads_of, operations_of
from peer_challenge.storage.log_tables import fact, head, log, operation
from peer_challenge.storage.operations import GONE, REDACTED, FieldValue, Operation
from peer_challenge.storage.rows import in_batches
from peer_challenge.storage.types import UuidBytes, column_type

R = TypeVar("R", bound=Record)

projection = MetaData()
OWN = ("_scope", "_born")
"""Columns that are not fields: the record's scope, and the arrival number of the first operation on it."""

OF_THE_LOG = frozenset({GONE, REDACTED})
"""Fields that say something about a record's other fields; no screen shows them."""

_ROLES = "role_period"
_NOTHING = object()
_SEALED = object()


def _generated(name: str, kind: type[Record]) -> Table:
    needed = defaults(kind)
    fields = [
        Column(field, column_type(of), index=of is UUID and field not in needed)
        for field, of in field_types(kind).items()
    ]
    own = (Column("_scope", Text, nullable=False), Column("_born", BigInteger, nullable=False))
    return Table(name, projection, Column("id", UuidBytes, primary_key=True), *fields, *own)


TABLES: dict[type[Record], Table] = {kind: _generated(name, kind) for name, kind in KINDS.items()}


def table_of(kind: type[Record]) -> Table:
    """Return the table that holds the current records of a kind."""
    return TABLES[kind]


def as_record(kind: type[R], row: Row[Any]) -> R:
    """Return the record that a row of its table holds."""
    values = row._mapping
    return kind(id=values["id"], **{name: values[name] for name in field_types(kind)})


def refresh(conn: Connection, touched: dict[str, set[UUID]]) -> None:
    """Work out the rows of the `touched` records (kind name → ids) afresh from their heads.

    Who is a coordinator decides which redactions are followed, so that is worked out first.
    """
    if _ROLES in touched:
        touched = {_ROLES: touched[_ROLES], **touched}
        for kind_of, entity in _struck_records(conn):
            touched[kind_of] = touched.get(kind_of, set()) | {entity}
    for name, entities in touched.items():
        kind = KINDS.get(name)
        if kind is None:
            continue  # from a newer version: kept in the log, not shown
        for some in in_batches(sorted(entities)):
            _replace(conn, kind, some, rows_of(conn, kind, some))


def rows_of(conn: Connection, kind: type[Record], entities: list[UUID]) -> list[dict[str, Any]]:
    """Return the rows the log gives for `entities`; those removed, or not yet whole, have none."""
    heads = heads_of(conn, entities)
    first = _first_operations(conn, entities)
    found = []
    for entity in entities:
        there = entity in heads and not is_gone(heads[entity])
        values = _values(conn, kind, entity, heads[entity]) if there else None
        if values is not None:
            born, scope = first[entity]
            found.append({"id": entity, **values, "_scope": scope, "_born": born})
    return found


def is_gone(heads: Heads) -> bool:
    """Return whether a record is removed: somebody removed it, and saw everything that stands there now."""
    seen = {id_ for op in heads.get(GONE, ()) for id_ in removed_by(op)}
    return bool(seen) and all(op.id in seen for name, ops in heads.items() if name not in OF_THE_LOG for op in ops)


def removed_by(op: Operation) -> list[UUID]:
    """Return the operations that a removal saw; none where it brings back, or says what nobody understands."""
    value = op.fields[GONE].value
    try:
        return [UUID(each) for each in value] if isinstance(value, list) else []
    except (AttributeError, TypeError, ValueError):
        return []


def record_behind(conn: Connection, kind: type[R], entity: UUID, heads: Heads) -> R | None:
    """Return the record that `heads` make, also where it is removed; None where its words are not here."""
    told = any(not op.fields[name].sealed for name, ops in heads.items() if name not in OF_THE_LOG for op in ops)
    values = _values(conn, kind, entity, heads) if told else None
    return kind(id=entity, **values) if values is not None else None


def _values(conn: Connection, kind: type[Record], entity: UUID, heads: Heads) -> dict[str, Any] | None:
    name, fallback = kind_name(kind), defaults(kind)
    values: dict[str, Any] = {}
    for field in field_types(kind):
        value = _shown(conn, name, entity, field, heads.get(field, []))
        if value is _NOTHING:
            if field not in fallback:
                return None
            value = fallback[field]
        values[field] = value
    return values


def _shown(conn: Connection, kind: str, entity: UUID, field: str, heads: list[Operation]) -> Any:
    """Return the value to show: the first head that can be read, else the nearest readable one before it.

    What is sealed is not for this reader, or was struck out, so nothing older is shown in its place.
    """
    found = [readable(kind, field, op.fields[field]) for op in heads]
    for value in found:
        if value not in (_NOTHING, _SEALED):
            return value
    newer = [op for op, value in zip(heads, found, strict=True) if value is _NOTHING]
    return _readable_before(conn, kind, entity, field, newer) if newer else _NOTHING


def readable(kind: str, field: str, value: FieldValue) -> Any:
    """Return the value as a record holds it, or a mark that stands for none when it is sealed or not understood."""
    if value.sealed:
        return _SEALED
    try:
        return read(kind, field, value.value)
    except Unreadable:
        return _NOTHING


def is_readable(op: Operation) -> bool:
    """Return whether this version understands everything that an operation says."""
    return op.kind in KINDS and all(
        name in OF_THE_LOG or readable(op.kind, name, each) is not _NOTHING for name, each in op.fields.items()
    )


def _readable_before(conn: Connection, kind: str, entity: UUID, field: str, heads: list[Operation]) -> Any:
    by_id = {op.id: op for op in operations_of(conn, [entity]) if field in op.fields}
    waiting = list(heads)
    while waiting:
        waiting = [
            by_id[p] for op in waiting if not op.fields[field].sealed for p in op.fields[field].parents if p in by_id
        ]
        for op in sorted(waiting, key=lambda each: (each.clock, each.id), reverse=True):
            value = readable(kind, field, op.fields[field])
            if value not in (_NOTHING, _SEALED):
                return value
    return _NOTHING


def _first_operations(conn: Connection, entities: list[UUID]) -> dict[UUID, tuple[int, str]]:
    first = (func.min(operation.c.number).label("number"), func.min(operation.c.scope).label("scope"))
    query = select(operation.c.entity, *first).where(operation.c.entity.in_(entities)).group_by(operation.c.entity)
    return {row.entity: (row.number, row.scope) for row in conn.execute(query)}


def _struck_records(conn: Connection) -> list[tuple[str, UUID]]:
    query = select(operation.c.kind, operation.c.entity).join(head, head.c.number == operation.c.number)
    return [(row.kind, row.entity) for row in conn.execute(query.where(head.c.field == REDACTED).distinct())]


def _replace(conn: Connection, kind: type[Record], entities: list[UUID], rows: list[dict[str, Any]]) -> None:
    table = TABLES[kind]
    old = select(table.c._born).where(table.c.id.in_(entities))
    indexed = bool(typed_fields(kind))
    if indexed:
        conn.exec_driver_sql(
            "DELETE FROM search WHERE rowid = ?", [(born,) for born in conn.execute(old).scalars()] or [(-1,)]
        )
    conn.execute(delete(table).where(table.c.id.in_(entities)))
    if rows:
        conn.execute(insert(table), rows)
    if indexed:
        _index(conn, kind, rows)


def _index(conn: Connection, kind: type[Record], rows: list[dict[str, Any]]) -> None:
    name = kind_name(kind)
    texts = [(row["_born"], name, row["id"].bytes, _searchable(kind, row)) for row in rows]
    wanted = [each for each in texts if each[3]]
    if wanted:
        conn.exec_driver_sql("INSERT INTO search (rowid, kind, entity, text) VALUES (?, ?, ?, ?)", wanted)


def _searchable(kind: type[Record], row: dict[str, Any]) -> str:
    return "\n".join(row[field] for field in typed_fields(kind) if row[field])


def shape() -> str:
    """Return a mark that changes when the tables that should be there, or what is searched, change."""
    parts = [str(CreateTable(table)) for table in projection.sorted_tables]
    parts += sorted(str(CreateIndex(index)) for table in projection.sorted_tables for index in table.indexes)
    parts += [f"{name}: {typed_fields(kind)}" for name, kind in sorted(KINDS.items())]
    return sha256("".join(parts).encode()).hexdigest()


def is_current(conn: Connection) -> bool:
    """Return whether the projection's tables are the ones this version expects."""
    return conn.execute(select(fact.c.value).where(fact.c.name == "shape")).scalar() == shape()


def rebuild(conn: Connection) -> None:
    """Drop every projected table and work all of them out from the log."""
    for name in inspect(conn).get_table_names():
        if name not in log.tables and not name.startswith("search"):
            conn.exec_driver_sql(f'DROP TABLE "{name}"')
    conn.exec_driver_sql("DROP TABLE IF EXISTS search")
    projection.create_all(conn)
    conn.exec_driver_sql(
        "CREATE VIRTUAL TABLE search USING fts5"
        "(kind UNINDEXED, entity UNINDEXED, text, tokenize='porter unicode61 remove_diacritics 2')"
    )
    refresh(conn, every_record(conn))
    conn.execute(delete(fact).where(fact.c.name == "shape"))
    conn.execute(insert(fact).values(name="shape", value=shape()))


def every_record(conn: Connection) -> dict[str, set[UUID]]:
    """Return the ids of every record ever written, by the name of their kind."""
    found: dict[str, set[UUID]] = {}
    for row in conn.execute(select(operation.c.kind, operation.c.entity).distinct()):
        found.setdefault(row.kind, set()).add(row.entity)
    return found


def records_in(rows: Iterable[Row[Any]], kind: type[R]) -> list[R]:
    """Return the records that `rows` of one kind's table hold."""
    return [as_record(kind, row) for row in rows]
