"""Identifiers: ordered ones for what people create, derived ones for what every copy knows."""

import secrets
import threading
import time
from collections.abc import Callable
from uuid import UUID, uuid5

NewId = Callable[[], UUID]

_NAMESPACE = UUID("6e1f6c52-0d3b-5d53-9a5c-7b8f2b1f3c10")
_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """Return a version 7 UUID (RFC 9562): milliseconds, then a counter and random bits; rising within a process."""
    global _last
    with _lock:
        stamp = max((time.time_ns() // 1_000_000) << 12, _last + 1)
        _last = stamp
    milliseconds, counter = stamp >> 12, stamp & 0xFFF
    number = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62
    return UUID(int=number | secrets.randbits(62))


def known_id(kind: str, *keys: str | UUID) -> UUID:
    """Return the identifier every copy derives alike for `kind` and its public keys (version 5)."""
    return uuid5(_NAMESPACE, "\x1f".join((kind, *map(str, keys))))


def link_id(kind: str, *ends: UUID, also: str = "") -> UUID:
    """Return the identifier of a link between `ends`; the order of two like ends does not matter.

    Two people who add the same link therefore add one record.
    """
    return known_id(kind, *sorted(ends, key=str), also)
