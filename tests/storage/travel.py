"""Round files that send one another what they hold, as packs do, without the packs."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.ids import new_id
from peer_challenge.storage.lines import line_of, operation_of
from peer_challenge.storage.merging import Merged, foresee, merge
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.operations import Operation
from peer_challenge.storage.packs_met import Received
from peer_challenge.storage.projection import every_record
from peer_challenge.storage.sealing import sealed_for
from peer_challenge.storage.store import Store

EVERY_SCOPE = frozenset({"round"})


def a_copy(folder: Path, name: str, *, years: int = 0, who: UUID | None = None) -> Store:
    """Make a round file whose clock is some years wrong."""
    now = datetime(2026, 11, 5, 10, 42, tzinfo=UTC) + timedelta(days=365 * years)
    ticks = iter(range(10_000_000))
    clock: Callable[[], datetime] = lambda: now + timedelta(seconds=next(ticks))  # noqa: E731
    return create_store(folder / f"{name}.pcw", who=who, now=clock)


def parcel(store: Store, records: Iterable[UUID] | None = None, withheld: frozenset[str] = frozenset()) -> list[str]:
    """Return the lines that the newest values of `records`, or of everything, travel as."""
    with store.reading() as conn:
        every = [each for ids in every_record(conn).values() for each in ids]
    chosen = every if records is None else list(records)
    return [line_of(op) for op in sealed_for(store, dict.fromkeys(chosen, withheld))]


def opened(lines: Iterable[str]) -> list[Operation]:
    """Return the operations of lines, each with the hash it came under."""
    found = []
    for line in lines:
        op = operation_of(json.loads(line))
        assert op.hash.hex() == json.loads(line)["hash"]
        found.append(op)
    return found


def received(pack: UUID | None = None, answers: UUID | None = None, *, allow_all: bool = False) -> Received:
    """Return the facts of a file from a laptop of its own."""
    return Received(
        id=pack or new_id(),
        answers=answers,
        scopes=EVERY_SCOPE,
        sender_key="ab" * 32,
        sender_name="Kim",
        recipient=None,
        name="a.pcpack",
        sha256=sha256(b"").hexdigest(),
        allow_all=allow_all,
    )


def bring(store: Store, lines: Iterable[str], pack: UUID | None = None, answers: UUID | None = None) -> Merged:
    """Bring lines in, having foreseen the very same."""
    operations = opened(lines)
    facts = received(pack, answers)
    seen = foresee(store, operations, {}, facts)
    done = merge(store, operations, {}, facts)
    assert seen == done
    return done
