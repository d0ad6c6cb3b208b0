"""Putting a backup in the place of a round file, so that nothing that stands there is lost."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select, update

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.storage.backups import ATTACHMENTS, BackupReason, back_up_if_changed, folder_of
from peer_challenge.storage.connection import engine_for
from peer_challenge.storage.failures import DamagedFileError, in_plain_words
from peer_challenge.storage.files import move_over, settle_folder
from peer_challenge.storage.log_tables import attachment, fact
from peer_challenge.storage.opening import refuse_what_is_not_ours
from peer_challenge.storage.snapshot import copy_database, prove_whole
from peer_challenge.storage.store import utc_now

_SET_ASIDE = "set aside"
_STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: where the file that stood there is kept (None: a backup held all of it), and lost attachments."""

    kept: Path | None
    missing: tuple[str, ...]


def restore(path: Path, backup: Path, *, at: datetime | None = None) -> Restored:
    """Put the round of `backup` at `path`, whole or not at all; the caller holds the round file.

    What stands there is backed up first, or copied aside byte for byte where it is damaged. The file goes on under a
    replica id of its own, as its numbers may have been used since the backup was made. Raises `UserError`.
    """
    at = at or utc_now()
    with _made_beside(path, backup) as (temporary, missing):
        kept = _kept(path, at) if path.exists() else None
        with _in_words(path):
            # A journal left beside a damaged file belongs to that file: it would be played into the new one.
            _journal(path).unlink(missing_ok=True)
            move_over(temporary, path)
    return Restored(kept, missing)


def copy_of_backup(backup: Path, target: Path) -> Restored:
    """Write a round file that is like `backup` to `target`, to look at; raises `UserError` if something is there."""
    if target.exists():
        raise UserError(f"{target.name} is there already. Choose another name.", Exit.CANNOT_READ_OR_WRITE)
    with _made_beside(target, backup) as (temporary, missing), _in_words(target):
        move_over(temporary, target)
    return Restored(None, missing)


def set_aside(path: Path, at: datetime) -> Path:
    """Copy a damaged file byte for byte, with the journal beside it, into the folder of its backups."""
    with _in_words(path):
        folder = folder_of(path) / _SET_ASIDE
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = folder / f"{at:{_STAMP}}-{secrets.token_hex(3)}.pcw"
        for end in ("-journal", ""):
            source = path.with_name(path.name + end)
            if source.exists():
                copy = target.with_name(target.name + end)
                os.close(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600))
                shutil.copyfile(source, copy)
                with copy.open("r+b") as file:
                    os.fsync(file.fileno())
        settle_folder(folder)
    return target


def files_set_aside(path: Path) -> list[Path]:
    """Return the damaged files kept for a round file; they hold everything it held, so disposal removes them too."""
    return sorted((folder_of(path) / _SET_ASIDE).glob("*.pcw"))


def _kept(path: Path, at: datetime) -> Path | None:
    try:
        refuse_what_is_not_ours(path)
        return back_up_if_changed(path, why=BackupReason.BEFORE_RESTORE, at=at)
    except DamagedFileError:
        return set_aside(path, at)
    except UserError as error:
        if error.exit_code is not Exit.WRONG_INPUT:
            raise
        return set_aside(path, at)


@contextmanager
def _made_beside(path: Path, backup: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Give a whole round file under a temporary name in the folder of `path`, and the attachments it lacks."""
    refuse_what_is_not_ours(backup)
    clear_unfinished(path)
    temporary = _unfinished(path)
    try:
        with _in_words(path), in_plain_words(backup):
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            copy_database(backup, temporary)
            prove_whole(temporary, backup.name)
            missing = _filled(temporary, backup.parent / ATTACHMENTS)
            _journal(temporary).unlink(missing_ok=True)
        yield temporary, missing
    finally:
        clear_unfinished(path)


def clear_unfinished(path: Path) -> None:
    """Remove what a stopped restore left beside a round file; the caller holds the file."""
    with suppress(OSError):
        for left in (_unfinished(path), _journal(_unfinished(path))):
            left.unlink(missing_ok=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.restoring")


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _filled(temporary: Path, attachments: Path) -> tuple[str, ...]:
    """Put the bytes of attachments back into their rows and return the hashes of those that are not as they were."""
    engine = engine_for(temporary, wait_ms=0)
    missing = []
    try:
        with engine.connect() as raw:
            conn = raw.execution_options(act=True)
            with conn.begin():
                for digest in list(conn.execute(select(attachment.c.sha256)).scalars()):
                    row = attachment.c.sha256 == digest
                    content = conn.execute(select(attachment.c.bytes).where(row)).scalar_one()
                    kept = attachments / digest
                    if not content and kept.exists():
                        content = kept.read_bytes()
                    if sha256(content).hexdigest() != digest:
                        missing.append(digest)
                        continue
                    conn.execute(update(attachment).where(row).values(bytes=content))
                conn.execute(update(fact).where(fact.c.name == "replica").values(value=str(new_id())))
    finally:
        engine.dispose()
    return tuple(missing)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        sentence = f"{path.name} could not be restored: {fault.strerror or fault}. What stood there still stands."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault
