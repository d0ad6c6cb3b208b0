"""Which backups are kept: the newest ten, then one a day for fourteen days and one a week for eight weeks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from peer_challenge.domain.days import day_in_england

LATEST = 10
DAYS = 14
WEEKS = 8


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup by its place in the order they were made, and when that was by the clock of the computer."""

    serial: int
    at: datetime


def to_drop(kept: Iterable[Kept]) -> set[int]:
    """Return the serials of the backups whose turn is over. Days and weeks without a backup do not count.

    The order is that of the serials, so that a clock that went back never makes the newest backup the oldest.
    """
    newest_first = sorted(kept, reverse=True)
    stay = {each.serial for each in newest_first[:LATEST]}
    stay |= _newest_of_each(newest_first, lambda at: day_in_england(at).toordinal(), DAYS)
    stay |= _newest_of_each(newest_first, lambda at: (day_in_england(at).toordinal() - 1) // 7, WEEKS)
    return {each.serial for each in newest_first} - stay


def _newest_of_each(newest_first: Sequence[Kept], period: Callable[[datetime], int], most: int) -> set[int]:
    found: dict[int, int] = {}
    for each in newest_first:
        found.setdefault(period(each.at), each.serial)
    return set(list(found.values())[:most])
