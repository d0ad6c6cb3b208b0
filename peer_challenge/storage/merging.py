"""Bringing in what another copy sent: the union of two logs, in one transaction, foreseen or for good."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from peer_challenge.domain import vocabulary
from peer_challenge.domain.audience import HERE, Scope
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage import log
from peer_challenge.storage.destroying import SHA256
from peer_challenge.storage.lines import line_of, operation_of
from peer_challenge.storage.log_tables import aside, attachment, operation, pack
from peer_challenge.storage.operations import REDACTED, Operation, canonical
from peer_challenge.storage.packs_met import BROUGHT_IN, RECEIVED, Received, meet, moment, scopes_sent
from peer_challenge.storage.projection import is_readable, refresh, table_of
from peer_challenge.storage.queries.versions import doubled
from peer_challenge.storage.rows import by_id, in_batches
from peer_challenge.storage.store import Applied, Store, by_kind
from peer_challenge.storage.taking_back import take_back, whether_taken_back

__all__ = ["Attachments", "Merged", "Received", "foresee", "merge", "take_back", "take_up_aside", "whether_taken_back"]

Attachments = Mapping[str, tuple[bytes, str]]
"""SHA-256 in hexadecimal → the bytes, which have been compared with it, and their media type."""

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What bringing a file in did, or would do.

    `new`, `filled`, `already` and `aside` count operations; `newer` those that this version of the program cannot
    read; `added` and `changed` count records by kind. `two_versions` are (kind, record, field) in which this file
    left more than one wording, `removed` (kind, record) that it took off the screen, `redactions` the ids of
    operations in it that strike something out.
    """

    applied: Applied
    new: int
    filled: int
    already: int
    aside: int
    newer: int
    added: Mapping[str, int]
    changed: Mapping[str, int]
    two_versions: tuple[tuple[str, UUID, str], ...]
    removed: tuple[tuple[str, UUID], ...]
    redactions: tuple[UUID, ...]


def merge(
    store: Store,
    operations: Sequence[Operation],
    attachments: Attachments,
    received: Received,
    progress: Progress = silent,
) -> Merged:
    """Bring in what a verified file holds: all of it or, when anything is wrong or `progress` cancels, nothing.

    Raises `UserError` naming the operation that cannot be.
    """
    with store.writing() as conn:
        return _Import(conn, store, received, progress).take_in(operations, attachments)


def foresee(
    store: Store,
    operations: Sequence[Operation],
    attachments: Attachments,
    received: Received,
    progress: Progress = silent,
) -> Merged:
    """Return what `merge` would do, found out by doing it in a transaction that is rolled back."""
    with store.writing(keep=False) as conn:
        return _Import(conn, store, received, progress).take_in(operations, attachments)


def take_up_aside(store: Store, pack_id: UUID) -> Merged:
    """Take in what was kept aside from a file, now that a person said yes."""
    with store.writing() as conn:
        row = conn.execute(select(pack).where(pack.c.id == pack_id, pack.c.direction == RECEIVED)).first()
        lines = conn.execute(select(aside.c.line).where(aside.c.pack == pack_id).order_by(aside.c.id)).scalars()
        operations = [operation_of(json.loads(line)) for line in lines]
        if row is None or not operations:
            raise UserError("Nothing is kept aside from this file any longer.")
        conn.execute(delete(aside).where(aside.c.pack == pack_id))
        received = Received(
            id=row.id,
            answers=None,
            scopes=frozenset(),
            sender_key="",
            sender_name="",
            recipient=None,
            name=row.name,
            sha256=row.sha256,
            manifest=row.manifest,
            allow_all=True,
        )
        return _Import(conn, store, received, silent).take_in(operations, {})


class _Import:
    """One file on its way in, in the transaction it is given."""

    def __init__(self, conn: Connection, store: Store, received: Received, progress: Progress) -> None:
        self._conn, self._store = conn, store
        self._received, self._progress = received, progress
        self._arrived = log.Arrived()

    def take_in(self, operations: Sequence[Operation], attachments: Attachments) -> Merged:
        first = log.next_number(self._conn)
        taken, kept_aside = self._sorted_by_leave(operations)
        touched = _touched(taken)
        shown_before = self._shown(touched)
        two_before = doubled(self._conn, self._entities(touched))
        for some in _slices(taken):
            arrived = log.append(self._conn, some)
            self._arrived.new += arrived.new
            self._arrived.filled += arrived.filled
            self._arrived.already += arrived.already
            self._tell(len(self._arrived.operations) + self._arrived.already, len(taken))
        written = _touched(self._arrived.operations)
        refresh(self._conn, written)
        brought = self._attach(attachments, kept_aside)
        self._keep_aside(kept_aside)
        last = log.latest(self._conn)[0]
        self._note(first, last, brought)
        self._tell(len(taken), len(taken))
        shown_after = self._shown(touched)
        standing = shown_before & shown_after
        return Merged(
            applied=Applied(last, self._received.id, "Bring in file", by_kind(written)),
            new=len(self._arrived.new),
            filled=len(self._arrived.filled),
            already=self._arrived.already,
            aside=len(kept_aside),
            newer=sum(map(_is_newer, self._arrived.operations)),
            added=Counter(kind for kind, _ in shown_after - shown_before),
            changed=Counter(kind for kind, ids in written.items() for each in ids if (kind, each) in standing),
            two_versions=tuple(sorted(self._two_versions(written, two_before), key=str)),
            removed=tuple(sorted(shown_before - shown_after, key=str)),
            redactions=tuple(op.id for op in self._arrived.new if REDACTED in op.fields),
        )

    def _sorted_by_leave(self, operations: Sequence[Operation]) -> tuple[list[Operation], list[Operation]]:
        """Return what may come in, redactions first, and what is kept aside as its sender was not asked for it."""
        ours = next((op for op in operations if op.scope == HERE), None)
        if ours is not None:
            raise UserError(f"Change {ours.id} should never have left its round file. Nothing was brought in.")
        sent = None if self._received.allow_all else scopes_sent(self._conn, self._received.answers)
        if sent is None:
            taken, left = list(operations), []
        else:
            here = by_id(self._conn, (op.id for op in operations))
            scopes = _scopes(self._conn, {op.entity for op in operations})
            allowed = {op.id for op in operations if {op.scope, *scopes.get(op.entity, ())} <= sent}
            taken = [op for op in operations if op.id in allowed or op.id in here]
            left = [op for op in operations if op.id not in allowed and op.id not in here]
        return sorted(taken, key=lambda op: REDACTED not in op.fields), left

    def _tell(self, done: int, total: int) -> None:
        self._progress(done, total, "Bringing in")

    def _entities(self, touched: dict[str, set[UUID]]) -> list[UUID]:
        return [each for ids in touched.values() for each in ids]

    def _shown(self, touched: dict[str, set[UUID]]) -> set[tuple[str, UUID]]:
        found = set()
        for kind, ids in touched.items():
            for some in in_batches(ids) if kind in KINDS else ():
                query = select(table_of(KINDS[kind]).c.id).where(table_of(KINDS[kind]).c.id.in_(some))
                found |= {(kind, each) for each in self._conn.execute(query).scalars()}
        return found

    def _two_versions(
        self, written: dict[str, set[UUID]], before: Mapping[tuple[UUID, str], frozenset[str]]
    ) -> Iterable[tuple[str, UUID, str]]:
        kinds = {each: kind for kind, ids in written.items() for each in ids}
        for (entity, field), values in doubled(self._conn, kinds).items():
            if values != before.get((entity, field)):
                yield kinds[entity], entity, field

    def _attach(self, attachments: Attachments, kept_aside: Iterable[Operation]) -> list[str]:
        """Keep the files that what was brought in names, and no others; return which are new here."""
        named = {each for op in (*self._arrived.operations, *kept_aside) for each in SHA256.findall(op.body)}
        new = []
        for digest in sorted(named & attachments.keys()):
            if self._conn.execute(select(attachment.c.sha256).where(attachment.c.sha256 == digest)).first() is None:
                content, media_type = attachments[digest]
                self._conn.execute(insert(attachment).values(sha256=digest, media_type=media_type, bytes=content))
                new.append(digest)
        return new

    def _keep_aside(self, operations: Iterable[Operation]) -> None:
        for op in operations:
            self._conn.execute(delete(aside).where(aside.c.id == op.id))
            self._conn.execute(insert(aside).values(id=op.id, pack=self._received.id, line=line_of(op)))

    def _note(self, first: int, last: int, attached: list[str]) -> None:
        """Write down what the file brought, so that exactly that can be taken back."""
        received, at = self._received, moment(self._store)
        row = self._conn.execute(select(pack).where(pack.c.id == received.id)).first()
        brought = json.loads(row.brought) if row else {"arrived": [], "filled": {}, "attached": []}
        if last >= first:
            brought["arrived"].append([first, last])
        brought["filled"] |= {str(after.id): before_of(before) for before, after in self._arrived.filled}
        brought["attached"] += attached
        values: dict[str, Any] = {"brought": canonical(brought), "number": last, "state": BROUGHT_IN}
        if row:
            if last >= first:
                self._conn.execute(update(pack).where(pack.c.id == received.id).values(**values))
            return
        if received.sender_key:
            meet(self._conn, received.sender_key, received.sender_name, at)
        same = {name: getattr(received, name) for name in ("id", "name", "sha256", "manifest")}
        self._conn.execute(insert(pack).values(direction=RECEIVED, at=at, **same, **values))


def before_of(op: Operation) -> dict[str, Any]:
    """Return what was known of an operation before it was filled in: its number, its body and whether it was a stub."""
    return {"number": op.number, "stub": op.stub, "body": json.loads(op.body)}


def _slices(operations: list[Operation]) -> Iterable[list[Operation]]:
    for start in range(0, len(operations), AT_ONCE):
        yield operations[start : start + AT_ONCE]


def _touched(operations: Iterable[Operation]) -> dict[str, set[UUID]]:
    touched: dict[str, set[UUID]] = {}
    for op in operations:
        touched.setdefault(op.kind, set()).add(op.entity)
    return touched


def _scopes(conn: Connection, entities: Iterable[UUID]) -> dict[UUID, set[Scope]]:
    found: dict[UUID, set[Scope]] = {}
    for some in in_batches(entities):
        query = select(operation.c.entity, operation.c.scope).where(operation.c.entity.in_(some)).distinct()
        for row in conn.execute(query):
            found.setdefault(row.entity, set()).add(row.scope)
    return found


def _is_newer(op: Operation) -> bool:
    return op.vocabulary > vocabulary.VERSION or not is_readable(op)
