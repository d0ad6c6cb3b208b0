"""Bringing in a file of 5,000 notes into a round file of 20,000, against raw sqlite3 inserts of the same rows.

Prints the ratio, the longest time a reader waits meanwhile, and the seconds of this machine. `--notes` and `--brought`
set how many; `--limit` is the most seconds that may be taken (3 on an ordinary laptop with nothing else to do).
"""

import argparse
import sqlite3
import tempfile
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep
from uuid import UUID

from peer_challenge.domain import changes
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Note
from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.merging import Received, foresee, merge
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.operations import Operation
from peer_challenge.storage.sealing import sealed_for
from peer_challenge.storage.store import Store

TEXT = "Dip sampling shows a rise in the quality of re-audited plans; chairs escalate early, but alerts are not closed "


def notes(count: int) -> list[Note]:
    """Notes of about 130 characters with the fields a note taker sets."""
    session, challenge = new_id(), new_id()
    at = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)
    return [
        Note(id=new_id(), session=session, challenge=challenge, at=at, text=f"{TEXT} {each}.", kind=NoteKind.STRENGTH)
        for each in range(count)
    ]


def filled(path: Path, records: list[Note]) -> Store:
    """Make a round file with these notes, 500 an act."""
    store = create_store(path)
    for start in range(0, len(records), 500):
        store.apply(changes.add("Add notes", *records[start : start + 500]))
    return store


def raw_seconds(folder: Path, source: Store, base: int) -> float:
    """Insert the same rows of operations with sqlite3 alone, into a log as long, with the same settings and keys."""
    columns = [column.name for column in operation.columns if column.name != "number"]
    with closing(sqlite3.connect(source.path)) as conn:
        rows = conn.execute(f"SELECT {', '.join(columns)} FROM operation").fetchall()
        tables = conn.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'operation' AND sql IS NOT NULL"
        ).fetchall()
    with closing(sqlite3.connect(folder / "raw.db", isolation_level=None)) as conn:
        for setting in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON"):
            conn.execute(f"PRAGMA {setting}")
        for (sql,) in tables:
            conn.execute(sql)
        put = f"INSERT INTO operation ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        own = columns.index("id")
        conn.execute("BEGIN")
        for _ in range(base // len(rows)):
            conn.executemany(put, [(*row[:own], new_id().bytes, *row[own + 1 :]) for row in rows])
        conn.execute("COMMIT")
        began = perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany(put, rows)
        conn.execute("COMMIT")
        return perf_counter() - began


def facts() -> Received:
    """A file from a laptop of its own."""
    return Received(
        id=new_id(),
        answers=None,
        scopes=frozenset(),
        sender_key="ab" * 32,
        sender_name="Kim",
        recipient=None,
        name="notes.pcpack",
        sha256="",
    )


def longest_wait(store: Store, session: object, stop: threading.Event) -> float:
    """Ask for the newest note again and again, as a window does, until told to stop; return the longest answer."""
    longest = 0.0
    while not stop.is_set():
        began = perf_counter()
        store.find(Note, id=session)
        longest = max(longest, perf_counter() - began)
        sleep(0.01)
    return longest


def brought_in(store: Store, operations: list[Operation]) -> tuple[float, float]:
    """Return the seconds a merge takes and the longest time that a reader waited meanwhile."""
    waits: list[float] = []
    stop = threading.Event()
    reader = threading.Thread(target=lambda: waits.append(longest_wait(store, new_id(), stop)))
    reader.start()
    began = perf_counter()
    done = merge(store, operations, {}, facts())
    seconds = perf_counter() - began
    stop.set()
    reader.join()
    assert done.new == len(operations)
    return seconds, waits[0]


def main() -> None:
    """Measure, print, and fail where the limit was passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=20_000)
    parser.add_argument("--brought", type=int, default=5_000)
    parser.add_argument("--limit", type=float, default=0.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, other = filled(folder / "a.pcw", notes(chosen.notes)), filled(folder / "b.pcw", notes(chosen.brought))
        with closing(sqlite3.connect(other.path)) as conn:
            records = [row[0] for row in conn.execute("SELECT entity FROM operation")]
        operations = sealed_for(other, {UUID(bytes=each): frozenset() for each in records})
        raw = raw_seconds(folder, other, chosen.notes)
        began = perf_counter()
        foresee(store, operations, {}, facts())
        foreseen = perf_counter() - began
        seconds, waited = brought_in(store, operations)
        print(f"bringing {chosen.brought:,} notes into {chosen.notes:,}: {seconds:.2f} s, foreseeing {foreseen:.2f} s")
        print(f"ratio to raw inserts of the same rows: {seconds / raw:.1f} ({raw:.2f} s)")
        print(f"longest wait of a reader meanwhile: {waited * 1000:.0f} ms")
        store.close()
        other.close()
        if chosen.limit and seconds > chosen.limit:
            raise SystemExit(f"took {seconds:.2f} s, more than {chosen.limit} s")


if __name__ == "__main__":
    main()
