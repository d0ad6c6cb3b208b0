"""What a person sees of a backup before choosing it: its rounds, how much it holds, and its newest change."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peer_challenge.domain.records import Finding, Note, Person, Record, Round
from peer_challenge.storage.projection import table_of
from peer_challenge.storage.snapshot import reading


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds. `changed_by` is a name, "" where nobody's is known; `change` the label of the act."""

    rounds: tuple[str, ...]
    notes: int
    findings: int
    change: str
    changed_at: datetime | None
    changed_by: str


def contents_of(backup: Path) -> Contents | None:
    """Return what a backup holds; None where it cannot be read."""
    try:
        with reading(backup) as conn:
            newest = conn.execute("SELECT label, at, actor FROM operation ORDER BY number DESC LIMIT 1").fetchone()
            label, at, actor = newest or ("", None, None)
            return Contents(
                rounds=tuple(name for (name,) in _rows(conn, Round, "name")),
                notes=_count(conn, Note),
                findings=_count(conn, Finding),
                change=label,
                changed_at=datetime.fromtimestamp(at / 1000, UTC) if at is not None else None,
                changed_by=_name_of(conn, actor),
            )
    except (sqlite3.Error, OSError):
        return None


def _name_of(conn: sqlite3.Connection, person: bytes | None) -> str:
    return dict(_rows(conn, Person, "id, name")).get(person, "") if person else ""


def _count(conn: sqlite3.Connection, kind: type[Record]) -> int:
    return int(_rows(conn, kind, "count(*)")[0][0])


def _rows(conn: sqlite3.Connection, kind: type[Record], columns: str) -> list[tuple[Any, ...]]:
    table = table_of(kind)
    order = "" if "(" in columns else " ORDER BY _born"
    return conn.execute(f'SELECT {columns} FROM "{table.name}"{order}').fetchall()  # noqa: S608 - names are ours
