"""SQLite's own copy of a database, consistent while others write, and the proof that a copy is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from peer_challenge.storage.failures import DamagedFileError, is_damage

SQLITE = sqlite3.sqlite_version
"""The version of SQLite that this computer's Python brings."""

_PAGES_A_STEP = 2000
_SECONDS_BETWEEN_STEPS = 0.005
_SECONDS_TO_WAIT = 10


def copy_database(source: Path, target: Path) -> None:
    """Write a consistent copy of the database `source` to `target`, which is made.

    Taken in steps, so that whoever types meanwhile waits for milliseconds. What a stopped program left half done is
    taken back first, as at any opening. Raises `sqlite3.Error`.
    """
    with reading(source) as there, closing(sqlite3.connect(target)) as here:
        here.execute("PRAGMA synchronous=OFF")  # whoever keeps the copy flushes it once, at the end
        there.backup(here, pages=_PAGES_A_STEP, sleep=_SECONDS_BETWEEN_STEPS)


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to ask with; where the file may be written, a transaction cut short is taken back first."""
    uri = f"{database.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=_SECONDS_TO_WAIT, isolation_level=None)) as conn:
        conn.execute("PRAGMA trusted_schema=OFF")
        yield conn


def prove_whole(path: Path, name: str) -> None:
    """Raise `DamagedFileError`, about the file called `name`, unless the database at `path` is a whole round file."""
    try:
        with reading(path) as conn:
            said = [row[0] for row in conn.execute("PRAGMA integrity_check(1)")]
            conn.execute("SELECT 1 FROM operation, attachment, draft LIMIT 1")
    except sqlite3.DatabaseError as fault:
        if is_damage(fault) or fault.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table
            raise DamagedFileError(name) from fault
        raise
    if said != ["ok"]:
        raise DamagedFileError(name)
