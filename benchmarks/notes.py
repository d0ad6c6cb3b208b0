"""What a note costs: committed against raw sqlite3 with the same settings, its bytes on disk, and finding it again.

Prints ratios of paired runs; seconds are of this machine and only for reading beside them. `--notes N` sets how many
(20,000 for the full figure).
"""

import argparse
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from peer_challenge.domain import changes
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Note
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.queries.search import search
from peer_challenge.storage.store import Store

WORDS = [
    "Dip",
    "sampling",
    "shows",
    "a",
    "rise",
    "in",
    "the",
    "quality",
    "of",
    "re-audited",
    "plans;",
    "chairs",
    "escalate",
    "early,",
    "but",
    "alerts",
    "are",
    "not",
    "closed",
    "in",
    "ten",
    "days",
    "and",
    "nobody",
    "tells",
    "the",
    "family",
    "what",
    "changed.",
]
LIMIT_BYTES = 60_000_000 / 20_000


def a_note(session: object, number: int) -> Note:
    """A note of about 130 characters with the fields a note taker sets."""
    text = " ".join(WORDS[(number * 7 + at) % len(WORDS)] for at in range(24)) + f" {number}"
    return Note(
        id=new_id(),
        session=session,  # type: ignore[arg-type]
        challenge=session,  # type: ignore[arg-type]
        at=datetime.now(UTC),
        text=text,
        kind=NoteKind.CONSIDERATION,
        line=session,  # type: ignore[arg-type]
        author=session,  # type: ignore[arg-type]
        speaker="Host",
    )


def raw_file(path: Path) -> sqlite3.Connection:
    """A plain table of notes under the very same settings."""
    raw = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON", "cell_size_check=ON"):
        raw.execute(f"PRAGMA {setting}")
    raw.execute("CREATE TABLE note (id BLOB PRIMARY KEY, session BLOB, at TEXT, text TEXT, kind TEXT, speaker TEXT)")
    return raw


def commit_raw(raw: sqlite3.Connection, note: Note) -> float:
    """Seconds to commit one note by hand."""
    began = perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    row = (note.id.bytes, note.session.bytes, note.at.isoformat(), note.text, note.kind.value, note.speaker)
    raw.execute("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?)", row)
    raw.execute("COMMIT")
    return perf_counter() - began


def commit_ours(store: Store, note: Note) -> float:
    """Seconds to commit one note as an act: operation, hash chain, heads, projection and search index."""
    began = perf_counter()
    store.apply(changes.add("Add note", note))
    return perf_counter() - began


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=4_000)
    count = parser.parse_args().notes
    with tempfile.TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "bench.pcw")
        raw = raw_file(Path(folder) / "raw.db")
        session, empty = new_id(), store.path.stat().st_size
        ours, theirs = [], []
        for number in range(count):
            note = a_note(session, number)
            theirs.append(commit_raw(raw, note))
            ours.append(commit_ours(store, note))
        each = (store.path.stat().st_size - empty) / count
        print(f"one note committed: {median(ours) * 1000:.2f} ms against {median(theirs) * 1000:.2f} ms by hand")
        print(f"ratio to raw sqlite3 with the same settings: {median(ours) / median(theirs):.1f}")
        print(f"99th percentile: {sorted(ours)[int(count * 0.99)] * 1000:.2f} ms")
        print(f"bytes a note: {each:,.0f}; 20,000 notes: {(each * 20_000 + empty) / 1e6:.1f} MB (limit 60)")
        assert each * 20_000 + empty < LIMIT_BYTES * 20_000
        store.close()
        began = perf_counter()
        store = open_store(store.path)
        print(f"open with {count:,} notes: {(perf_counter() - began) * 1000:.0f} ms")
        began = perf_counter()
        listed = store.find(Note, session=session)
        print(f"list {len(listed):,}: {(perf_counter() - began) * 1000:.0f} ms")
        began = perf_counter()
        found = search(store, "escal family")
        print(f"search: {len(found)} found in {(perf_counter() - began) * 1000:.1f} ms")
        store.close()


if __name__ == "__main__":
    main()
