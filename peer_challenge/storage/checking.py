"""Whether a round file is whole: the database, the hashes, the heads, the projection and the attachments."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, select

from peer_challenge.domain.records import typed_fields
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.log_tables import attachment, head, operation
from peer_challenge.storage.operations import REDACTED
from peer_challenge.storage.projection import every_record, rows_of, table_of
from peer_challenge.storage.rows import from_row, in_batches
from peer_challenge.storage.store import Store


def faults_of(store: Store) -> list[str]:
    """Return a sentence for each thing that is wrong; an empty list means the file is whole."""
    with store.reading() as conn:
        return [*_database(conn), *_log(conn), *_projection(conn), *_attachments(conn)]


def _database(conn: Connection) -> Iterator[str]:
    for (said,) in conn.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield f"The database is damaged: {said}."


def _log(conn: Connection) -> Iterator[str]:
    """Check each operation's hash, each replica's chain, and that the heads are those the log gives.

    A stub says only what its hash must be, so it has none to check. A chain is checked where both neighbours are here;
    two copies that went by one mark, as after a folder was copied, make two chains.
    """
    hashes: dict[tuple[UUID, int], set[bytes]] = {}
    over: set[tuple[UUID, UUID, str]] = set()
    written: list[tuple[UUID, UUID, str, int]] = []
    rows = conn.execute(select(operation).order_by(operation.c.replica, operation.c.seq))
    for row in rows.yield_per(1000):
        op = from_row(row)
        if op.hash != row.hash:
            yield f"Operation {op.id} has been altered ({op.label})."
        hashes.setdefault((op.replica, op.seq), set()).add(row.hash)
        if not op.stub and op.previous not in hashes.get((op.replica, op.seq - 1), {op.previous}):
            yield f"Operation {op.id} does not follow the one before it ({op.label})."
        for name, each in op.fields.items():
            written.append((op.entity, op.id, name, op.number))
            over |= {(op.entity, parent, name) for parent in each.parents if name != REDACTED}
    expected = {(entity, name, number) for entity, each, name, number in written if (entity, each, name) not in over}
    stored = {tuple(row) for row in conn.execute(select(head.c.entity, head.c.field, head.c.number))}
    if expected != stored:
        yield f"The newest values are not those of the log ({len(expected ^ stored)} differ)."


def _projection(conn: Connection) -> Iterator[str]:
    searchable = 0
    for name, entities in every_record(conn).items():
        kind = KINDS.get(name)
        if kind is None:
            continue
        table = table_of(kind)
        stored = {row["id"]: dict(row) for row in conn.execute(select(table)).mappings()}
        for some in in_batches(sorted(entities)):
            for row in rows_of(conn, kind, some):
                searchable += any(row[field] for field in typed_fields(kind))
                if stored.pop(row["id"], None) != row:
                    yield f"A {name.replace('_', ' ')} on the screen is not what the log says ({row['id']})."
        for left in stored:
            yield f"A {name.replace('_', ' ')} on the screen is not in the log ({left})."
    indexed = conn.exec_driver_sql("SELECT count(*) FROM search").scalar_one()
    if indexed != searchable:
        yield f"The search index holds {indexed} records instead of {searchable}."


def _attachments(conn: Connection) -> Iterator[str]:
    for row in conn.execute(select(attachment)).yield_per(20):
        if sha256(row.bytes).hexdigest() != row.sha256:
            yield f"Attachment {row.sha256[:12]} has been altered."
