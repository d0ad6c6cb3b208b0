"""Backups of a round file: private copies on this computer, proved whole, the bytes of attachments kept once."""

import os
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.storage.connection import engine_for
from peer_challenge.storage.failures import DamagedFileError, in_plain_words, is_damage
from peer_challenge.storage.files import move_over
from peer_challenge.storage.settings import places
from peer_challenge.storage.snapshot import copy_database, prove_whole, reading
from peer_challenge.storage.store import utc_now
from peer_challenge.storage.turnover import Kept, to_drop

MOST_BYTES = 2_000_000_000
"""The set of one round file's backups, attachments included, stays under this."""

ATTACHMENTS = "attachments"
_SECONDS_TO_WAIT = 60
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-(\d{4,})-([a-z-]+)\.pcw")
_STATE = """
    SELECT (SELECT max(number) FROM operation),
           (SELECT hash FROM operation ORDER BY number DESC LIMIT 1),
           (SELECT count(*) FROM draft),
           (SELECT max(at) FROM draft),
           (SELECT count(*) FROM attachment)
"""
_STAMP = "%Y-%m-%dT%H%M%SZ"


class BackupReason(StrEnum):
    """Why a backup was made."""

    OPENED = "opened"
    EDITING = "editing"
    BEFORE_BRINGING_IN = "before-bringing-in"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_RESTORE = "before-restore"
    ASKED = "asked"

    @property
    def words(self) -> str:
        """The reason as a person reads it."""
        return _REASONS[self]


_REASONS = {
    BackupReason.OPENED: "when it was opened",
    BackupReason.EDITING: "while you worked",
    BackupReason.BEFORE_BRINGING_IN: "before something was brought in",
    BackupReason.BEFORE_MIGRATION: "before a new version of the program opened it",
    BackupReason.BEFORE_RESTORE: "before a backup was restored",
    BackupReason.ASKED: "when asked for",
}


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. `serial` counts up and gives their order, whatever the clock of the computer said."""

    path: Path
    at: datetime
    serial: int
    why: BackupReason


def back_up_if_changed(path: Path, *, why: BackupReason, at: datetime | None = None) -> Path | None:
    """Keep a backup of the round file at `path` unless its newest backup holds all of it already (then None).

    May be called while the file is open, here or elsewhere, on any thread. Raises `UserError` where no backup can be
    made, `DamagedFileError` where the file is damaged; older backups then stand as they were.
    """
    with _turn(path) as folder, _said_of(path):
        newest = next(iter(_in(folder)), None)
        if newest is not None and _state_of(newest.path) == _state_of(path):
            return None
        return _made(path, folder, why, at or utc_now())


def backups_of(path: Path) -> list[Backup]:
    """Return the backups of the round file that lies, or lay, at `path`, the newest first."""
    return _in(folder_of(path))


def each_backup(path: Path) -> Iterator[Path]:
    """Yield the database of each backup, the newest first, for `rewrite_backup`."""
    for backup in backups_of(path):
        yield backup.path


def rewrite_backup(backup: Path, change: Callable[[Connection], None]) -> None:
    """Change a backup by `change`, which runs in one transaction on a copy: all of it lasts, or none.

    What was deleted or written over is gone from the bytes of the file, and attachments that no backup names any
    longer go from the folder. Rows of attachments hold no bytes here.
    """
    with _holding(backup.parent), _said_of(backup):
        temporary = _temporary(backup.parent)
        copy_database(backup, temporary)
        engine = engine_for(temporary, wait_ms=0)
        try:
            with engine.connect() as raw:
                conn = raw.execution_options(act=True)
                with conn.begin():
                    change(conn)
        finally:
            engine.dispose()
        _squeeze(temporary)
        prove_whole(temporary, backup.name)
        move_over(temporary, backup)
        _clear_away(backup.parent)


def folder_of(path: Path) -> Path:
    """Return the folder of a round file's backups; it goes by where the file lies, as a damaged file says no more."""
    where = os.path.normcase(path.resolve())
    return places().backups / f"{path.stem}-{sha256(where.encode()).hexdigest()[:12]}"


def _made(path: Path, folder: Path, why: BackupReason, at: datetime) -> Path:
    temporary = _temporary(folder)
    copy_database(path, temporary)
    prove_whole(temporary, path.name)
    _move_attachments(temporary, folder / ATTACHMENTS)
    serial = max((each.serial for each in _in(folder)), default=0) + 1
    backup = folder / f"{at.astimezone(UTC):{_STAMP}}-{serial:04}-{why}.pcw"
    temporary.chmod(0o600)
    move_over(temporary, backup)
    _turn_over(folder)
    return backup


def _move_attachments(database: Path, folder: Path) -> None:
    """Put the bytes of attachments into files named by their hash, and leave rows without bytes."""
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        for (digest,) in conn.execute("SELECT sha256 FROM attachment").fetchall():
            if not (folder / digest).exists():
                (content,) = conn.execute("SELECT bytes FROM attachment WHERE sha256 = ?", (digest,)).fetchone()
                if sha256(content).hexdigest() != digest:
                    continue  # altered: stays as it is, where the check of the file names it
                folder.mkdir(mode=0o700, exist_ok=True)
                temporary = _temporary(folder)
                _write_private(temporary, content)
                move_over(temporary, folder / digest)
            conn.execute("UPDATE attachment SET bytes = x'' WHERE sha256 = ?", (digest,))
    _squeeze(database)


def _squeeze(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous=OFF")  # flushed once, when it is moved over
        conn.execute("VACUUM")


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as f:
        f.write(content)


def _turn_over(folder: Path) -> None:
    """Let go of backups whose turn is over, of attachments nobody names, and of what a stopped program left."""
    kept = {each.serial: each for each in _in(folder)}
    for serial in to_drop([Kept(each.serial, each.at) for each in kept.values()]):
        kept.pop(serial).path.unlink()
    _clear_away(folder)
    while len(kept) > 1 and _size_of(folder) > MOST_BYTES:
        kept.pop(min(kept)).path.unlink()
        _clear_away(folder)


def _clear_away(folder: Path) -> None:
    named = {digest for each in _in(folder) for digest in _attachments_of(each.path)}
    for file in [*folder.glob(".*"), *(folder / ATTACHMENTS).glob("*")]:
        if file.is_file() and file.name not in named:
            file.unlink()


def _attachments_of(database: Path) -> list[str]:
    with reading(database) as conn:
        return [digest for (digest,) in conn.execute("SELECT sha256 FROM attachment")]


def _size_of(folder: Path) -> int:
    files = [*folder.glob("*.pcw"), *(folder / ATTACHMENTS).glob("*")]
    return sum(file.stat().st_size for file in files)


def _state_of(database: Path) -> tuple[object, ...] | None:
    """Return what differs between a file and its backup when anything was written since; None where damaged."""
    try:
        with reading(database) as conn:
            return tuple(conn.execute(_STATE).fetchone())
    except sqlite3.DatabaseError as fault:
        if is_damage(fault) or fault.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            return None
        raise


def _in(folder: Path) -> list[Backup]:
    found = []
    for file in folder.glob("*.pcw"):
        parts = _NAME.fullmatch(file.name)
        if parts and parts[3] in set(BackupReason):
            at = datetime.strptime(parts[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(file, at, int(parts[2]), BackupReason(parts[3])))
    return sorted(found, key=lambda each: each.serial, reverse=True)


def _temporary(folder: Path) -> Path:
    return folder / f".{secrets.token_hex(6)}"


@contextmanager
def _turn(path: Path) -> Iterator[Path]:
    """Give the folder of a file's backups, made for its user alone, while nobody else changes it."""
    if not path.is_file():
        raise UserError(f"There is no file {path}. Check the name and the folder.", Exit.CANNOT_READ_OR_WRITE)
    folder = folder_of(path)
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise _refusal(path, fault) from fault
    with _holding(folder):
        yield folder


@contextmanager
def _holding(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / "lock", timeout=_SECONDS_TO_WAIT, mode=0o600):
            yield
    except Timeout as fault:
        sentence = f"Another program is busy with the backups in {folder}. Try again in a minute."
        raise UserError(sentence, Exit.UNAVAILABLE) from fault


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Say in one sentence why there is no backup, and whether the file itself is at fault."""
    try:
        with in_plain_words(Path(f"the backup of {path.name}")):
            yield
    except DamagedFileError as fault:
        raise DamagedFileError(path.name) from fault
    except OSError as fault:
        raise _refusal(path, fault) from fault


def _refusal(path: Path, fault: OSError) -> UserError:
    sentence = f"No backup of {path.name} could be made: {fault.strerror or fault}. Free some space, then try again."
    return UserError(sentence, Exit.CANNOT_READ_OR_WRITE)
