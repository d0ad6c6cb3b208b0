"""Which act is next to be taken back, or brought again, read from the log: there is no second stack."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.operations import REDACTED, Operation
from peer_challenge.storage.rows import from_row

if TYPE_CHECKING:
    from peer_challenge.storage.store import Store

_ENGLAND = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Act:
    """An act of this copy with its operations in the order they were written."""

    id: UUID
    label: str
    operations: tuple[Operation, ...]


def next_to_undo(conn: Connection, store: "Store") -> Act | None:
    """Return the newest act of the day, of this copy and this person, that still stands."""
    done, _ = _stacks(conn, store)
    return _act(conn, done[-1]) if done else None


def next_to_redo(conn: Connection, store: "Store") -> Act | None:
    """Return the newest undo of the day that nothing has been done after."""
    _, undone = _stacks(conn, store)
    return _act(conn, undone[-1]) if undone else None


def _stacks(conn: Connection, store: "Store") -> tuple[list[UUID], list[UUID]]:
    """Play the day's acts: an act goes on `done`; its undo moves it to `undone`; the undo's undo moves it back."""
    query = (
        select(operation.c.act, operation.c.undoes)
        .where(operation.c.replica == store.replica, operation.c.at >= _day_began(store.now()))
        .where(operation.c.actor.is_not_distinct_from(store.who))
        .where(func.instr(operation.c.body, f'"{REDACTED}":') == 0)  # what was destroyed cannot be brought back
        .group_by(operation.c.act, operation.c.undoes)
        .order_by(func.min(operation.c.seq))
    )
    done: list[UUID] = []
    undone: list[UUID] = []
    for row in conn.execute(query):
        if row.undoes is not None and done and row.undoes == done[-1]:
            done.pop()
            undone.append(row.act)
        elif row.undoes is not None and undone and row.undoes == undone[-1]:
            undone.pop()
            done.append(row.act)
        else:
            done.append(row.act)
            undone.clear()
    return done, undone


def _act(conn: Connection, act: UUID) -> Act:
    query = select(operation).where(operation.c.act == act).order_by(operation.c.number)
    operations = tuple(from_row(row) for row in conn.execute(query))
    return Act(act, operations[0].label, operations)


def _day_began(now: datetime) -> int:
    morning = now.astimezone(_ENGLAND).replace(hour=0, minute=0, second=0, microsecond=0)
    return int(morning.timestamp() * 1000)
