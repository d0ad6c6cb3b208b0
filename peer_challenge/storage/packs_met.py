"""The files sent and received, what was kept aside from them, and the laptops they came from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select, update

from peer_challenge.domain.audience import Scope
from peer_challenge.storage.log_tables import aside, device, pack
from peer_challenge.storage.operations import canonical
from peer_challenge.storage.store import Store

SENT = "sent"
RECEIVED = "received"
BROUGHT_IN = "brought in"
TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the manifest of a file says, verified; `sender_key` is the public key that signed it, in hexadecimal.

    `answers` is the file it answers, `scopes` what it says its recipient may change, `recipient` the authority it is
    for (None: the coordinator), `name` the file's own, `manifest` the JSON as it was signed. With `allow_all` what
    came in scopes that were not sent is taken in too.
    """

    id: UUID
    answers: UUID | None
    scopes: frozenset[Scope]
    sender_key: str
    sender_name: str
    recipient: UUID | None
    name: str
    sha256: str
    manifest: str = "{}"
    allow_all: bool = False


@dataclass(frozen=True, slots=True)
class PackRow:
    """A file sent or received. `state` says "sent", "brought in" or "taken back"; `aside` counts changes kept aside."""

    id: UUID
    direction: str
    at: datetime
    name: str
    sha256: str
    state: str
    manifest: str
    aside: int


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A laptop that sent us something: its public key in hexadecimal, and when somebody said yes to it."""

    key: str
    name: str
    met_at: datetime
    trusted_at: datetime | None


def note_sent(
    store: Store,
    *,
    id: UUID,
    name: str,
    sha256: str,
    manifest: str,
    scopes: Iterable[Scope],
    records: Iterable[UUID],
    number: int,
) -> None:
    """Remember a file as sent: the scopes its recipient may change, the records in it, and `store.number()` then."""
    sent = {"scopes": sorted(scopes), "records": sorted(str(each) for each in records)}
    with store.writing() as conn:
        conn.execute(
            insert(pack).values(
                id=id,
                direction=SENT,
                at=moment(store),
                name=name,
                sha256=sha256,
                state=SENT,
                manifest=manifest,
                number=number,
                brought=canonical(sent),
            )
        )


def packs(store: Store) -> list[PackRow]:
    """Return every file sent and received, the newest first."""
    waiting = select(func.count()).select_from(aside).where(aside.c.pack == pack.c.id).scalar_subquery()
    told = [each for each in pack.c if each is not pack.c.brought]  # which may be long, and is not shown
    query: Any = select(*told, waiting.label("aside")).order_by(pack.c.at.desc(), pack.c.id.desc())
    with store.reading() as conn:
        return [_pack_row(row) for row in conn.execute(query)]


def devices(store: Store) -> list[DeviceRow]:
    """Return the laptops that sent us something, the newest first."""
    with store.reading() as conn:
        return [
            DeviceRow(row.key, row.name, _when(row.met_at), _when(row.trusted_at) if row.trusted_at else None)
            for row in conn.execute(select(device).order_by(device.c.met_at.desc(), device.c.key))
        ]


def trust(store: Store, key: str, name: str) -> None:
    """Remember that somebody rang and said yes: the laptop with this key is `name`'s."""
    with store.writing() as conn:
        meet(conn, key, name, moment(store))
        conn.execute(update(device).where(device.c.key == key).values(name=name, trusted_at=moment(store)))


def meet(conn: Connection, key: str, name: str, at: int) -> None:
    """Remember a laptop that has sent something for the first time."""
    if conn.execute(select(device.c.key).where(device.c.key == key)).first() is None:
        conn.execute(insert(device).values(key=key, name=name, met_at=at))


def scopes_sent(conn: Connection, answers: UUID | None) -> frozenset[Scope] | None:
    """Return the scopes of the file of ours that is answered; None where it answers none that we know."""
    query = select(pack.c.brought).where(pack.c.id == answers, pack.c.direction == SENT)
    found = conn.execute(query).scalar()
    return frozenset(json.loads(found)["scopes"]) if found else None


def moment(store: Store) -> int:
    """Return the time as the log's tables keep it: milliseconds since 1970 in UTC."""
    return int(store.now().timestamp() * 1000)


def _pack_row(row: Row[Any]) -> PackRow:
    own = row._mapping
    same = (own[name] for name in ("name", "sha256", "state", "manifest", "aside"))
    return PackRow(own["id"], own["direction"], _when(own["at"]), *same)


def _when(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
