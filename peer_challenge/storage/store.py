"""The one door to a round file: read records, apply a change in one transaction, undo it, keep drafts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from peer_challenge.domain.audience import Scope
from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.codec import whole_text
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import NewId
from peer_challenge.domain.records import Record
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage import log
from peer_challenge.storage.failures import in_plain_words
from peer_challenge.storage.log_tables import attachment, draft, operation
from peer_challenge.storage.operations import Operation
from peer_challenge.storage.projection import as_record, refresh, table_of
from peer_challenge.storage.replicas import remember
from peer_challenge.storage.undo import Act, next_to_redo, next_to_undo
from peer_challenge.storage.writing import Writer

R = TypeVar("R", bound=Record)
Touched = dict[type[Record], frozenset[UUID]]
"""Which records changed, by kind: what screens are told."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an act did: the arrival number it brought the store to, its id, its label and what it touched."""

    number: int
    act: UUID
    label: str
    touched: Touched


class Store:
    """An open round file. Safe to use from several threads of one program; each act is one transaction.

    `who` is the id of the person record acts are written under, `now` and `new_id` the only clock and source of ids.
    `readers` gives reads a connection of their own, so that a long act stands in nobody's way until it commits;
    `patience_ms` is how long an act waits for another of this program.
    """

    def __init__(
        self,
        engine: Engine,
        path: Path,
        *,
        replica: UUID,
        who: UUID | None,
        now: Callable[[], datetime],
        new_id: NewId,
        read_only: bool = False,
        readers: Engine | None = None,
        patience_ms: int = 10_000,
        memory: Path | None = None,
    ) -> None:
        self._engine, self._readers = engine, readers or engine
        self._lock = threading.RLock()
        self._reading = threading.RLock() if readers else self._lock
        self._patience_s = patience_ms / 1000
        self._memory = memory
        self.path = path
        self.replica = replica
        self.who = who
        self.now = now
        self.new_id = new_id
        self.read_only = read_only

    def close(self) -> None:
        """Let go of the file, and leave no empty journal beside it unless somebody else still has it open."""
        self.remember()
        with self._reading, self._lock:
            self._readers.dispose()
            if not self.read_only:
                with suppress(DBAPIError), self._engine.connect() as conn:
                    conn.execution_options(isolation_level="AUTOCOMMIT")
                    conn.exec_driver_sql("PRAGMA journal_mode=DELETE")
            self._engine.dispose()

    def remember(self) -> None:
        """Note on this computer how far the file has been written, where that is wanted."""
        if self._memory is not None and self.path.exists():
            with self.reading() as conn:
                seq, _ = log.last_of(conn, self.replica)
            remember(self.path, self.replica, seq, self._memory)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for one short read; work on what was read begins after it is given back."""
        with self._reading, in_plain_words(self.path), self._readers.connect() as conn:
            yield conn

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Connection]:
        """Give a connection whose statements are one transaction: all of them last, or none, as without `keep`."""
        if self.read_only:
            raise UserError(f"{self.path.name} is open for reading only, so nothing can be changed.")
        with self._turn(), in_plain_words(self.path), self._engine.connect() as raw:
            conn = raw.execution_options(act=True)
            with conn.begin() as transaction:
                yield conn
                if not keep:
                    transaction.rollback()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for acts of other threads, but not for a long one: whoever types would wait with it."""
        if not self._lock.acquire(timeout=self._patience_s):
            raise UserError(
                f"{self.path.name} is busy with a longer piece of work. Try again in a moment.", Exit.UNAVAILABLE
            )
        try:
            yield
        finally:
            self._lock.release()

    def number(self) -> int:
        """Return the arrival number of the newest operation: what a page keeps beside what it shows."""
        with self.reading() as conn:
            return log.latest(conn)[0]

    def get(self, kind: type[R], id: UUID) -> R | None:
        """Return the record, or None when there is none."""
        table = table_of(kind)
        with self.reading() as conn:
            row = conn.execute(select(table).where(table.c.id == id)).first()
        return as_record(kind, row) if row else None

    def need(self, kind: type[R], id: UUID) -> R:
        """Return the record; raises `UserError` when it has been removed meanwhile."""
        found = self.get(kind, id)
        if found is None:
            raise UserError("What you were working on has been removed meanwhile. Nothing was changed.")
        return found

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """Return the records whose fields equal the values given, in order of position where they have one."""
        table = table_of(kind)
        query = select(table).where(*(table.c[name] == value for name, value in equal.items()))
        # two people may choose the same place; the id then gives every copy the same order
        query = query.order_by(*([table.c.position, table.c.id] if "position" in table.c else [table.c._born]))
        with self.reading() as conn:
            return [as_record(kind, row) for row in conn.execute(query)]

    def apply(self, changes: ChangeSet, seen: int | None = None, *, settles: str | None = None) -> Applied:
        """Write an act. `seen` is the number the person's view was read at (None: everything here was seen).

        `settles` is the key of the draft that the act makes needless; it goes in the same transaction.
        """
        with self.writing() as conn:
            written = Writer(conn, self).write(changes, seen)
            if settles is not None:
                conn.execute(delete(draft).where(draft.c.key == settles))
            return self._applied(conn, written, changes.label)

    def undo(self) -> Applied | None:
        """Take back this copy's newest act of the day that still stands; None when there is none."""
        return self._reverse(next_to_undo)

    def redo(self) -> Applied | None:
        """Take back this copy's newest undo, unless something was done since; None when there is none."""
        return self._reverse(next_to_redo)

    def _reverse(self, which: Callable[[Connection, "Store"], Act | None]) -> Applied | None:
        with self.writing() as conn:
            act = which(conn, self)
            if act is None:
                return None
            written = Writer(conn, self).reverse(act)
            return self._applied(conn, written, act.label)

    def _applied(self, conn: Connection, written: list[Operation], label: str) -> Applied:
        touched: dict[str, set[UUID]] = {}
        for op in written:
            touched.setdefault(op.kind, set()).add(op.entity)
        refresh(conn, touched)
        act = written[0].act if written else self.new_id()
        return Applied(log.latest(conn)[0], act, label, by_kind(touched))

    def undo_label(self) -> str | None:
        """Return what `undo` would take back, for the menu."""
        with self.reading() as conn:
            act = next_to_undo(conn, self)
        return act.label if act else None

    def redo_label(self) -> str | None:
        """Return what `redo` would bring again, for the menu."""
        with self.reading() as conn:
            act = next_to_redo(conn, self)
        return act.label if act else None

    def touched_since(self, number: int) -> Touched:
        """Return which records have changed since arrival `number`."""
        query = select(operation.c.kind, operation.c.entity).where(operation.c.number > number).distinct()
        touched: dict[str, set[UUID]] = {}
        with self.reading() as conn:
            for row in conn.execute(query):
                touched.setdefault(row.kind, set()).add(row.entity)
        return by_kind(touched)

    def last_written(self, scope: Scope | None = None) -> datetime:
        """Return when something of `scope` was last written, or anything where nothing of it ever was."""
        query = select(func.max(operation.c.at))
        with self.reading() as conn:
            of_scope = conn.execute(query.where(operation.c.scope == scope)).scalar() if scope else None
            at = of_scope or conn.execute(query).scalar() or 0
        return datetime.fromtimestamp(at / 1000, UTC)

    def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text under `key` until an act settles it; empty text drops it."""
        at = int(self.now().timestamp() * 1000)
        with self.writing() as conn:
            conn.execute(delete(draft).where(draft.c.key == key))
            if text:
                conn.execute(insert(draft).values(key=key, text=whole_text(text), at=at))

    def draft(self, key: str) -> str:
        """Return the text kept under `key`, "" when there is none."""
        with self.reading() as conn:
            return conn.execute(select(draft.c.text).where(draft.c.key == key)).scalar() or ""

    def attach(self, content: bytes, media_type: str) -> str:
        """Keep a file's bytes and return their SHA-256 in hexadecimal; the same bytes are kept once."""
        digest = sha256(content).hexdigest()
        with self.writing() as conn:
            there = conn.execute(select(attachment.c.sha256).where(attachment.c.sha256 == digest)).scalar()
            if there is None:
                conn.execute(insert(attachment).values(sha256=digest, media_type=media_type, bytes=content))
        return digest

    def attached(self, digest: str) -> bytes | None:
        """Return the bytes kept under a SHA-256, or None."""
        with self.reading() as conn:
            return conn.execute(select(attachment.c.bytes).where(attachment.c.sha256 == digest)).scalar()


def utc_now() -> datetime:
    """Return the time in UTC: the clock every program start hands to its store."""
    return datetime.now(UTC)


def by_kind(touched: dict[str, set[UUID]]) -> Touched:
    """Return the same by the kinds of record themselves; those this version does not know fall out."""
    return {KINDS[name]: frozenset(ids) for name, ids in touched.items() if name in KINDS}
