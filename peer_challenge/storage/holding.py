"""Who still has words that were struck out: files sent, backups and final reports."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import ReportIssue
from peer_challenge.storage import log
from peer_challenge.storage.backups import backups_of
from peer_challenge.storage.log_tables import pack
from peer_challenge.storage.operations import REDACTED, Operation, fields_of
from peer_challenge.storage.packs_met import SENT
from peer_challenge.storage.projection import table_of
from peer_challenge.storage.restoring import files_set_aside
from peer_challenge.storage.snapshot import reading
from peer_challenge.storage.store import Store
from peer_challenge.storage.struck import Struck, struck_out


@dataclass(frozen=True, slots=True)
class Held:
    """Something that still holds the words; a "damaged file set aside" may.

    `what` is "file sent", "backup", "damaged file set aside" or "final report".
    """

    what: str
    name: str
    at: datetime | None


def holding(store: Store, entity: UUID) -> tuple[Held, ...]:
    """Return what still holds words struck out of a record; a final report may, if it was issued after they stood."""
    with store.reading() as conn:
        past = log.operations_of(conn, [entity])
        struck = struck_out(conn, [op for op in past if REDACTED in op.fields], {})
        if not struck:
            return ()
        sent, reports = _sent(conn, past, struck), _reports(conn, past, struck)
    backups = [Held("backup", each.path.name, each.at) for each in backups_of(store.path) if _holds(each.path, struck)]
    aside = [Held("damaged file set aside", each.name, None) for each in files_set_aside(store.path)]
    return (*sent, *backups, *aside, *reports)


def _sent(conn: Connection, past: list[Operation], struck: Struck) -> list[Held]:
    entity = str(past[0].entity)
    rows = conn.execute(select(pack).where(pack.c.direction == SENT).order_by(pack.c.at.desc()))
    return [
        Held("file sent", row.name, datetime.fromtimestamp(row.at / 1000, UTC))
        for row in rows
        if entity in json.loads(row.brought)["records"] and _stood(past, struck, row.number)
    ]


def _stood(past: list[Operation], struck: Struck, number: int) -> bool:
    """Return whether any of the words were the newest when `number` had arrived."""
    then = log.newest([op for op in past if op.number <= number])
    return any((each, name) in struck for name, ids in then.items() for each in ids)


def _holds(backup: Path, struck: Struck) -> bool:
    with reading(backup) as conn:
        for op, name in struck:
            row = conn.execute("SELECT body FROM operation WHERE id = ?", (op.bytes,)).fetchone()
            if row and not fields_of(row[0])[name].sealed:
                return True
    return False


def _reports(conn: Connection, past: list[Operation], struck: Struck) -> list[Held]:
    """Return the final reports issued since; of the record's own challenge, where it belongs to one."""
    ids = {op for op, _ in struck}
    since = datetime.fromtimestamp(min(op.at for op in past if op.id in ids) / 1000, UTC)
    issue = table_of(ReportIssue)
    query = select(issue).where(issue.c.state == ReportState.FINAL, issue.c.issued_at >= since)
    kind, _, challenge = past[0].scope.partition(":")
    if kind == "challenge":
        query = query.where(issue.c.challenge == UUID(challenge))
    return [Held("final report", row.reference, row.issued_at) for row in conn.execute(query)]
