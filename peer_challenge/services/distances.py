"""How far authorities lie from one another: how many borders must be crossed, by those the round file knows."""

from collections import deque
from collections.abc import Iterable
from uuid import UUID

Ends = tuple[UUID, UUID]


def borders_to_cross(borders: Iterable[Ends], start: UUID) -> dict[UUID, int]:
    """Return for everyone who can be reached from `start` how many borders lie between; `start` itself is at 0."""
    beside: dict[UUID, list[UUID]] = {}
    for one, other in borders:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for each in beside.get(here, ()):
            if each not in found:
                found[each] = found[here] + 1
                waiting.append(each)
    return found
