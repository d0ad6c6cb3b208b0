"""Making, opening and refusing round files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, select, update

from peer_challenge.domain import ids
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import NewId
from peer_challenge.storage import projection
from peer_challenge.storage.connection import APPLICATION_ID, engine_for
from peer_challenge.storage.failures import in_plain_words
from peer_challenge.storage.log_tables import fact
from peer_challenge.storage.replicas import settle_replica
from peer_challenge.storage.store import Store, utc_now

WINDOW_WAITS_MS = 200
COMMAND_LINE_WAITS_MS = 10_000
VERSION = 2
"""The version of the log's tables that this program writes; equal to the number of migration steps."""


def create_store(
    path: Path,
    *,
    who: UUID | None = None,
    now: Callable[[], datetime] = utc_now,
    new_id: NewId = ids.new_id,
    wait_ms: int = COMMAND_LINE_WAITS_MS,
    memory: Path | None = None,
) -> Store:
    """Make a new round file at `path` and open it; raises `UserError` when something is there or it cannot be made.

    `memory` is as with `open_store`.
    """
    if path.exists():
        raise UserError(f"{path.name} is there already. Choose another name.", Exit.CANNOT_READ_OR_WRITE)
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}. Make it, or choose another.", Exit.CANNOT_READ_OR_WRITE)
    try:
        path.touch(mode=0o600)
    except OSError as fault:
        sentence = f"{path} could not be made: {fault.strerror}. Choose another folder."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault
    engine = engine_for(path, wait_ms=wait_ms)
    try:
        with in_plain_words(path), engine.connect() as raw:
            conn = raw.execution_options(act=True)
            with conn.begin():
                _make_tables(conn, new_id())
                projection.rebuild(conn)
    except BaseException:
        engine.dispose()
        path.unlink(missing_ok=True)
        raise
    return _opened(engine, path, who, now, new_id, read_only=False, wait_ms=wait_ms, memory=memory)


class OtherVersionError(UserError):
    """A file that another version wrote last: it has to be opened for writing once before it can be read."""


def open_store(
    path: Path,
    *,
    who: UUID | None = None,
    now: Callable[[], datetime] = utc_now,
    new_id: NewId = ids.new_id,
    wait_ms: int = COMMAND_LINE_WAITS_MS,
    read_only: bool = False,
    memory: Path | None = None,
) -> Store:
    """Open the round file at `path`; raises `UserError` with exit 74, 65 or 69 for what cannot be opened.

    `memory` is the file in which this computer remembers what it wrote (see `replicas`); None leaves that aside.
    """
    refuse_what_is_not_ours(path)
    engine = engine_for(path, wait_ms=wait_ms, read_only=read_only)
    try:
        if not read_only:
            _upgrade_if_needed(engine, path)
            _project_again_if_needed(engine, path)
            if memory is not None:
                with in_plain_words(path), engine.connect() as raw, raw.execution_options(act=True).begin():
                    settle_replica(raw, path, memory, new_id)
        return _opened(engine, path, who, now, new_id, read_only=read_only, wait_ms=wait_ms, memory=memory)
    except BaseException:
        engine.dispose()
        raise


def _upgrade_if_needed(engine: Engine, path: Path) -> None:
    """Bring the tables of the log to today's version, in one transaction, after a backup."""
    version = _version_of(path)
    if version == VERSION:
        return
    from peer_challenge.storage import migrations  # Alembic costs start-up time that only a new or old file needs
    from peer_challenge.storage.backups import BackupReason, back_up_if_changed

    back_up_if_changed(path, why=BackupReason.BEFORE_MIGRATION)
    with in_plain_words(path), engine.connect() as raw:
        conn = raw.execution_options(act=True)
        with conn.begin():
            migrations.upgrade(conn, version)
            conn.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def _project_again_if_needed(engine: Engine, path: Path) -> None:
    with in_plain_words(path), engine.connect() as conn:
        if projection.is_current(conn):
            return
    with in_plain_words(path), engine.connect() as raw:
        conn = raw.execution_options(act=True)
        with conn.begin():
            projection.rebuild(conn)


def _opened(
    engine: Engine,
    path: Path,
    who: UUID | None,
    now: Callable[[], datetime],
    new_id: NewId,
    *,
    read_only: bool,
    wait_ms: int,
    memory: Path | None,
) -> Store:
    with in_plain_words(path), engine.connect() as conn:
        facts = {row.name: row.value for row in conn.execute(select(fact))}
    if read_only and (facts.get("shape") != projection.shape() or _version_of(path) != VERSION):
        raise OtherVersionError(
            f"{path.name} was last written by another version of Peer Challenge. Close it elsewhere and open it again.",
            Exit.UNAVAILABLE,
        )
    chosen = UUID(facts["who"]) if who is None and facts.get("who") else who
    store = Store(
        engine,
        path,
        replica=UUID(facts["replica"]),
        who=chosen,
        now=now,
        new_id=new_id,
        read_only=read_only,
        readers=None if read_only else engine_for(path, wait_ms=wait_ms),
        patience_ms=wait_ms,
        memory=None if read_only else memory,
    )
    store.remember()
    return store


def remember_who(store: Store, person: UUID) -> None:
    """Write acts from now on, and after the next opening, under `person`."""
    with store.writing() as conn:
        changed = conn.execute(update(fact).where(fact.c.name == "who").values(value=str(person))).rowcount
        if not changed:
            conn.execute(insert(fact).values(name="who", value=str(person)))
    store.who = person


def _make_tables(conn: Connection, replica: UUID) -> None:
    from peer_challenge.storage import migrations  # Alembic costs start-up time that only a new or old file needs

    migrations.upgrade(conn, 0)
    conn.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    conn.exec_driver_sql(f"PRAGMA user_version={VERSION}")
    conn.execute(insert(fact).values(name="replica", value=str(replica)))


def refuse_what_is_not_ours(path: Path) -> None:
    """Raise `UserError` for what is not a round file, or was made by a newer version of the program."""
    if _version_of(path) > VERSION:
        raise UserError(
            f"{path.name} was made by a newer version of Peer Challenge. Install that version to open it.",
            Exit.UNAVAILABLE,
        )


def _version_of(path: Path) -> int:
    """Return the version of the file's log tables; raises `UserError` for what is not a round file."""
    if not path.exists():
        raise UserError(f"There is no file {path}. Check the name and the folder.", Exit.CANNOT_READ_OR_WRITE)
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a round file.", Exit.CANNOT_READ_OR_WRITE)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as fault:
        sentence = f"{path.name} could not be read: {fault.strerror}."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault
    ours = header[:16] == b"SQLite format 3\0" and int.from_bytes(header[68:72]) == APPLICATION_ID
    if not ours:
        raise UserError(f"{path.name} is not a round file of Peer Challenge.")
    return int.from_bytes(header[60:64])
