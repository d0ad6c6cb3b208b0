"""Every named hostile pack, and a valid one to measure them by."""

from collections.abc import Iterator

from tests.hostile.hostile_archives import archives
from tests.hostile.hostile_contents import contents
from tests.hostile.hostile_operations import operations
from tests.hostile.pack_parts import ROUND, Hostile, pack

__all__ = ["ROUND", "Hostile", "hostile_packs", "valid_pack"]


def valid_pack(round_id: str = ROUND) -> bytes:
    """A signed pack of four operations on three notes, one of them with a sealed field; not encrypted."""
    return pack(round_id)


def hostile_packs(round_id: str = ROUND) -> Iterator[Hostile]:
    """All of them, each made when it is asked for; `round_id` is the round of the copy that opens them."""
    yield from archives(round_id)
    yield from contents(round_id)
    yield from operations(round_id)
