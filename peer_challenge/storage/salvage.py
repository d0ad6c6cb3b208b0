"""What can still be read from a damaged round file, operation by operation, in a new file; the old is only read."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Progress
from peer_challenge.storage import log, projection
from peer_challenge.storage.files import move_over
from peer_challenge.storage.log_tables import attachment, draft, fact, operation
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.operations import Operation, fields_of
from peer_challenge.storage.pages import Value, rows_in
from peer_challenge.storage.store import utc_now

_COLUMNS = [column.name for column in operation.columns]
_UUIDS = ("id", "act", "undoes", "entity", "replica", "actor")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a damaged file gave: whole changes, how many between them could not be read, attachments and drafts."""

    changes: int
    missing: int
    attachments: int
    drafts: int

    @property
    def words(self) -> str:
        """What came over and what did not, in a sentence."""
        parts = [count_of(self.changes, "change")]
        parts += [count_of(self.attachments, "attachment")] if self.attachments else []
        parts += [count_of(self.drafts, "half-typed text")] if self.drafts else []
        lost = f"{self.missing:,} could not be read" if self.missing else "none between them is missing"
        return f"{', '.join(parts)} read; of the changes {lost}."


@dataclass(slots=True)
class _Found:
    operations: dict[UUID, Operation] = field(default_factory=dict)
    attachments: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    drafts: dict[str, tuple[str, int]] = field(default_factory=dict)
    who: str = ""


def salvage(damaged: Path, target: Path, progress: Progress, now: Callable[[], datetime] = utc_now) -> Salvaged:
    """Make a new round file at `target` from every operation of `damaged` whose hash still holds.

    Raises `UserError` where nothing of a round can be read, or the new file cannot be made.
    """
    if target.exists():
        raise UserError(f"{target.name} is there already. Choose another name.", Exit.CANNOT_READ_OR_WRITE)
    found = _found_in(damaged, progress)
    if not found.operations:
        raise UserError(f"Nothing of a round could be read from {damaged.name}. Restore a backup instead.")
    temporary = target.with_name(f".{secrets.token_hex(6)}")
    try:
        store = create_store(temporary, now=now)
        try:
            with store.writing() as conn:
                _write(conn, found)
        finally:
            store.close()
        move_over(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    numbers = {op.number for op in found.operations.values()}
    missing = max(numbers) - len(numbers)
    return Salvaged(len(found.operations), missing, len(found.attachments), len(found.drafts))


def _found_in(damaged: Path, progress: Progress) -> _Found:
    found = _Found()
    try:
        for at, (rowid, values) in enumerate(rows_in(damaged)):
            _take(found, rowid, values)
            if at % 500 == 0:
                progress(0, 0, "Reading the damaged file")
    except OSError as fault:
        sentence = f"{damaged.name} could not be read: {fault.strerror or fault}."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault
    return found


def _take(found: _Found, rowid: int, values: list[Value]) -> None:
    """Keep a row that proves to be an operation, an attachment, a draft or who the file belonged to."""
    match values:
        case [None, bytes(), bytes(), *_]:
            op = _operation(rowid, values)
            if op is not None and (op.id not in found.operations or op.number > found.operations[op.id].number):
                found.operations[op.id] = op
        case [str(digest), str(media_type), bytes(content)] if sha256(content).hexdigest() == digest:
            found.attachments[digest] = (media_type, content)
        case [str(key), str(text), int(at)]:
            found.drafts[key] = (text, at)
        case ["who", str(who)]:
            found.who = who
        case _:
            return


def _operation(rowid: int, values: list[Value]) -> Operation | None:
    """Return the operation a row holds, or None when it holds none or its hash does not agree."""
    named: dict[str, Any] = dict(zip(_COLUMNS, values, strict=False))
    try:
        for name in _UUIDS:
            named[name] = UUID(bytes=named[name]) if named[name] is not None else None
        body, said = named.pop("body"), named.pop("hash")
        plain = {name: value for name, value in named.items() if name in Operation.__dataclass_fields__}
        op = Operation(
            **{**plain, "fields": fields_of(body), "number": rowid, "claimed": b"" if named["seq"] else said}
        )
        return op if op.hash == said else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _write(conn: Connection, found: _Found) -> None:
    log.append(conn, sorted(found.operations.values(), key=lambda each: each.number))
    for digest, (media_type, content) in found.attachments.items():
        conn.execute(insert(attachment).values(sha256=digest, media_type=media_type, bytes=content))
    for key, (text, at) in found.drafts.items():
        conn.execute(insert(draft).values(key=key, text=text, at=at))
    if found.who:
        conn.execute(insert(fact).values(name="who", value=found.who))
    projection.rebuild(conn)
