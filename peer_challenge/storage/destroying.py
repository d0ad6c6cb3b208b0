"""Destroying values: in the log, in drafts, aside, among attachments and in the search index; hashes and marks stay."""

import json
import re
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, inspect, select, update

from peer_challenge.storage import log
from peer_challenge.storage.lines import line_of, operation_of
from peer_challenge.storage.log_tables import aside, attachment, draft, pack
from peer_challenge.storage.operations import Operation, canonical, fields_of
from peer_challenge.storage.projection import is_current, rebuild, refresh
from peer_challenge.storage.rows import by_id
from peer_challenge.storage.struck import Struck, without

SHA256 = re.compile(r"[0-9a-f]{64}")
"""How the mark of a kept file looks in a value."""


def destroy(conn: Connection, struck: Struck, entities: Collection[UUID]) -> None:
    """Destroy the values of `struck`, about the records `entities`, with drafts and what only they name.

    Works on a round file of any version, so also on a backup made before the record was touched by a redaction.
    """
    there = by_id(conn, {each for each, _ in struck})
    lost = [op.fields[name] for op in there.values() for name in op.fields if (op.id, name) in struck]
    files = {digest for each in lost if not each.sealed for digest in SHA256.findall(canonical(each.value))}
    for op in there.values():
        log.rewrite(conn, op, without(op, struck))
    marks = [str(each) for each in entities]
    for key in conn.execute(select(draft.c.key)).scalars().all():
        if any(each in key for each in marks):
            conn.execute(delete(draft).where(draft.c.key == key))
    if inspect(conn).has_table(aside.name):
        _destroy_beside(conn, struck)
    for digest in files:
        if not log.is_named(conn, digest):
            conn.execute(delete(attachment).where(attachment.c.sha256 == digest))
    _show_again(conn, there.values())


def _destroy_beside(conn: Connection, struck: Struck) -> None:
    """Seal the same values in what was kept aside, and in what is remembered for taking a file back."""
    ids = {each for each, _ in struck}
    for row in conn.execute(select(aside).where(aside.c.id.in_(ids))).all():
        op = without(operation_of(json.loads(row.line)), struck)
        conn.execute(update(aside).where(aside.c.id == row.id).values(line=line_of(op)))
    for row in conn.execute(select(pack.c.id, pack.c.brought)).all():
        said: dict[str, Any] = json.loads(row.brought)
        before = {key: said["filled"][key] for key in map(str, ids) if key in said.get("filled", {})}
        for key, each in before.items():
            each["body"] = json.loads(_sealed_body(UUID(key), each["body"], struck))
        if before:
            conn.execute(update(pack).where(pack.c.id == row.id).values(brought=canonical(said)))


def _sealed_body(id: UUID, body: dict[str, Any], struck: Struck) -> str:
    fields = fields_of(canonical(body))
    return canonical(
        {
            name: {"h": each.hash, **({"p": body[name]["p"]} if each.parents else {})}
            if (id, name) in struck and not each.sealed
            else body[name]
            for name, each in fields.items()
        }
    )


def _show_again(conn: Connection, ops: Iterable[Operation]) -> None:
    if not is_current(conn):
        rebuild(conn)
        return
    touched: dict[str, set[UUID]] = {}
    for op in ops:
        touched.setdefault(op.kind, set()).add(op.entity)
    refresh(conn, touched)
    # an index forgets a word only when it is made anew
    conn.exec_driver_sql("INSERT INTO search (search) VALUES ('rebuild')")
