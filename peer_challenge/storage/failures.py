"""What SQLite reports when a disk, a lock or a file is at fault, said in one sentence each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import clear_frames

from sqlalchemy.exc import DBAPIError

from peer_challenge.domain.errors import Exit, UserError

_SENTENCES = {
    sqlite3.SQLITE_BUSY: ("{name} is being written by another program. Close it there, then try again.", 69),
    sqlite3.SQLITE_LOCKED: ("{name} is being written by another program. Close it there, then try again.", 69),
    sqlite3.SQLITE_READONLY: ("{name} is read-only, so nothing can be changed. Copy it to a folder of your own.", 74),
    sqlite3.SQLITE_FULL: ("The disk is full, so {name} could not be saved. Free some space, then try again.", 74),
    sqlite3.SQLITE_IOERR: ("The disk could not read or write {name}. Copy it to another disk, then try again.", 74),
    sqlite3.SQLITE_CANTOPEN: ("{name} could not be opened. Check that the folder is there and is yours.", 74),
    sqlite3.SQLITE_PERM: ("{name} may not be opened by you. Ask whoever owns the folder.", 74),
}


class DamagedFileError(UserError):
    """A round file whose bytes are not as they were written; it is never mended in place."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is damaged. Keep it as it is, and restore its newest backup.", Exit.WRONG_INPUT)


def is_damage(fault: BaseException | None) -> bool:
    """Return whether SQLite says that a file's bytes are wrong."""
    code = getattr(fault, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn what the disk or another program is to blame for into a `UserError`; anything else is a fault of ours."""
    try:
        yield
    except DBAPIError as fault:
        _let_go(fault, fault.orig)
        raise _said(path, fault.orig) from fault
    except sqlite3.Error as fault:
        _let_go(fault)
        raise _said(path, fault) from fault


def _let_go(*faults: BaseException | None) -> None:
    """Forget the cursors that a fault's frames still hold: a closed connection keeps its lock as long as they live."""
    for fault in faults:
        if fault is not None:
            clear_frames(fault.__traceback__)


def _said(path: Path, fault: BaseException | None) -> BaseException:
    if is_damage(fault):
        return DamagedFileError(path.name)
    code = getattr(fault, "sqlite_errorcode", None)
    sentence, exit_code = _SENTENCES.get(code & 0xFF if code else -1, ("", 0))
    if not sentence:
        return fault or RuntimeError("the database failed without saying why")
    return UserError(sentence.format(name=path.name), Exit(exit_code))
