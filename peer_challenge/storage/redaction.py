"""Striking words out for good: what was struck out here, what others ask for, and who still has the words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, select

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Record, field_types
from peer_challenge.domain.vocabulary import kind_name
from peer_challenge.storage import log
from peer_challenge.storage.destroying import destroy
from peer_challenge.storage.log_tables import head, operation
from peer_challenge.storage.operations import REDACTED, Operation
from peer_challenge.storage.rows import by_id, from_row
from peer_challenge.storage.store import Applied, Store, by_kind
from peer_challenge.storage.struck import Struck, coordinators, may_strike, pairs_of, struck_out
from peer_challenge.storage.writing import Writer


@dataclass(frozen=True, slots=True)
class WaitingRedaction:
    """Words here that somebody struck out elsewhere. `followed` ones are hidden until somebody here confirms.

    The others were asked for by somebody who neither wrote the words nor coordinates; nothing is done about them.
    `id` is that of the redaction, `actor` the person's, `values` how many wordings are still here.
    """

    id: UUID
    kind: str
    entity: UUID
    fields: tuple[str, ...]
    actor: UUID | None
    at: datetime
    followed: bool
    values: int


def redact(store: Store, kind: type[Record], entity: UUID, field: str, seen: int | None = None) -> Applied:
    """Strike out every wording of a field that the person saw, and destroy it here, in backups too.

    Raises `UserError` where neither wrote the person what stands there now, nor coordinates.
    """
    if field not in field_types(kind):
        raise ValueError(field)
    with store.writing() as conn:
        past = [op for op in log.operations_of(conn, [entity]) if seen is None or op.number <= seen]
        values = [op for op in past if field in op.fields]
        mark = Writer(conn, store).strike_out(kind_name(kind), entity, [(op.id, field) for op in values], past)
        leaders = coordinators(conn)
        standing = {op for name, ops in log.newest(past).items() if name == field for op in ops}
        if not any(may_strike(mark, op, leaders) for op in values if op.id in standing and not op.fields[field].sealed):
            raise UserError("Only whoever wrote these words, or a coordinator, can strike them out.")
        struck = struck_out(conn, [mark], {})
        destroy(conn, struck, {entity})
        applied = Applied(log.latest(conn)[0], mark.act, mark.label, by_kind({mark.kind: {entity}}))
    destroy_in_backups(store, struck, {entity})
    return applied


def waiting_redactions(store: Store) -> list[WaitingRedaction]:
    """Return what was struck out elsewhere and is still here, the newest first."""
    with store.reading() as conn:
        query = select(operation).join(head, head.c.number == operation.c.number).where(head.c.field == REDACTED)
        marks = [from_row(row) for row in conn.execute(query.order_by(operation.c.number.desc()))]
        return [row for mark in marks for row in _waiting(conn, mark)]


def _waiting(conn: Connection, mark: Operation) -> Iterable[WaitingRedaction]:
    there = by_id(conn, {op for op, _ in pairs_of(mark)})
    here = {
        (op, name)
        for op, name in pairs_of(mark)
        if op in there
        and there[op].entity == mark.entity
        and name in there[op].fields
        and not there[op].fields[name].sealed
    }
    followed = struck_out(conn, [mark], {}) & here
    for pairs, is_followed in ((followed, True), (here - followed, False)):
        if pairs:
            fields = tuple(sorted({name for _, name in pairs}))
            at = datetime.fromtimestamp(mark.at / 1000, UTC)
            yield WaitingRedaction(mark.id, mark.kind, mark.entity, fields, mark.actor, at, is_followed, len(pairs))


def confirm_redaction(store: Store, redaction: UUID) -> Applied:
    """Destroy here, in backups too, what a redaction that was brought in strikes out with leave."""
    with store.writing() as conn:
        mark = by_id(conn, [redaction]).get(redaction)
        struck = struck_out(conn, [mark], {}) if mark and REDACTED in mark.fields else set()
        if mark is None or not struck:
            raise UserError("There is nothing here to strike out any longer.")
        destroy(conn, struck, {mark.entity})
        applied = Applied(log.latest(conn)[0], mark.act, "Strike out", by_kind({mark.kind: {mark.entity}}))
    destroy_in_backups(store, struck, {mark.entity})
    return applied


def destroy_in_backups(store: Store, struck: Struck, entities: Collection[UUID]) -> None:
    """Destroy values in every backup of the round file, as `destroy` does in the file itself."""
    from peer_challenge.storage.backups import each_backup, rewrite_backup

    for backup in each_backup(store.path):
        rewrite_backup(backup, partial(destroy, struck=struck, entities=entities))
