"""Disposal: whole records, or some of their fields, destroyed in the log, drafts, attachments and every backup."""

from collections.abc import Mapping
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.storage import log
from peer_challenge.storage.destroying import destroy
from peer_challenge.storage.operations import GONE, REDACTED, Operation
from peer_challenge.storage.projection import refresh
from peer_challenge.storage.redaction import destroy_in_backups
from peer_challenge.storage.store import Applied, Store, Touched, by_kind
from peer_challenge.storage.struck import Struck, coordinators
from peer_challenge.storage.writing import Writer

Wanted = Mapping[UUID, frozenset[str] | None]
"""Record → the fields whose every wording goes, None for the record itself."""


def dispose(store: Store, wanted: Wanted, told: ChangeSet, progress: Progress = silent) -> Applied:
    """Destroy every wording of what is `wanted`, and write the account `told` of it; nothing of it can be undone.

    The marks stay, so that no file brings the words back. Backups come first: stopped half-way, it can be done again.
    Raises `UserError` unless a coordinator does it.
    """
    with store.reading() as conn:
        if store.who not in coordinators(conn):
            raise UserError("Only a coordinator can dispose of what is kept. Say who you are first.")
        values = _values(log.operations_of(conn, wanted), wanted)
    struck: Struck = {pair for pairs in values.values() for pair in pairs}
    progress(0, 2, "Destroying it in the backups")
    if struck:
        destroy_in_backups(store, struck, values.keys())
    progress(1, 2, "Destroying it in the round file")
    with store.writing() as conn:
        whole = {entity for entity, fields in wanted.items() if fields is None}
        written = Writer(conn, store).dispose(values, whole, told)
        destroy(conn, struck, values.keys())
        touched: dict[str, set[UUID]] = {}
        for op in written:
            touched.setdefault(op.kind, set()).add(op.entity)
        refresh(conn, touched)
        number, act = log.latest(conn)[0], written[0].act if written else store.new_id()
    progress(2, 2, "Destroyed")
    shown: Touched = by_kind(touched)
    return Applied(number, act, told.label, shown)


def _values(ops: list[Operation], wanted: Wanted) -> dict[UUID, Struck]:
    """Return the values of each record that are here and are to go; a record without any still goes."""
    found: dict[UUID, Struck] = {}
    for op in ops:
        fields = wanted[op.entity]
        going = {
            (op.id, name)
            for name, each in op.fields.items()
            if name not in (GONE, REDACTED) and not each.sealed and (fields is None or name in fields)
        }
        if going or fields is None:
            found.setdefault(op.entity, set()).update(going)
    return found
