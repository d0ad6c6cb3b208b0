"""Cuts that tighten the relaxation: groups find at most (n - 1) / 2 couples in an odd number n of authorities.

A group that holds k of the set has k // 2 couples in it. A plan keeps these cuts of itself; fractions of groups may
not. They are the zero-half cuts of the rows in which each authority sits once (imports numpy).
"""

from collections.abc import Iterator, Sequence

import numpy as np

from peer_challenge.allocation.legal import Bools, Chosen, Floats, Ints

_FRACTION = 1e-6
_VIOLATED = 0.04
_ORDERS = 8
_MIXED = 0.3


def couples(members: Ints, sets: Sequence[Chosen], count: int) -> Ints:
    """Return how many couples each row of members (-1 pads) has in each set."""
    inside = np.zeros((count + 1, len(sets)), dtype=np.int8)
    for place, odd in enumerate(sets):
        inside[list(odd), place] = 1
    found = np.zeros((len(members), len(sets)), dtype=np.int8)
    for position in range(members.shape[1]):
        found += inside[members[:, position]]
    return found >> 1


def broken_sets(members: Ints, values: Floats, count: int, most: int) -> list[Chosen]:
    """Return odd sets that fractions of groups break, those broken most first.

    Fractions break a set where those groups that hold an odd number of it come to less than one. Such sets are looked
    for among sums of rows in which more and more of the fractions stand an even number of times.
    """
    used = (values > _FRACTION) & (values < 1 - _FRACTION)
    members, values = members[used], values[used]
    rows = np.zeros((count + 1, len(members)), dtype=bool)
    rows[members, np.arange(len(members))[:, None]] = True
    chance = np.random.default_rng(len(values))
    found: dict[Chosen, float] = {}
    for mixed in [np.zeros(len(values)), *chance.uniform(0, _MIXED, (_ORDERS, len(values)))]:
        order = np.argsort(-values - mixed, kind="stable")
        found.update(_sums(rows[:-1], values, order))
    return sorted(found, key=lambda each: (round(found[each], 6), len(each), each))[:most]


def _sums(rows: Bools, values: Floats, order: Ints) -> Iterator[tuple[Chosen, float]]:
    """Yield odd numbers of rows that add up to little, modulo two, by making one fraction after another even."""
    sums = rows[rows.any(axis=1)]
    made = np.eye(len(rows), dtype=bool)[rows.any(axis=1)]
    for column in order:
        having = np.flatnonzero(sums[:, column])
        if not len(having):
            continue
        pivot = having[np.argmin(sums[having] @ values)]
        others = having[having != pivot]
        sums[others] ^= sums[pivot]
        made[others] ^= made[pivot]
        sums[pivot] = made[pivot] = False
        left = sums[others] @ values
        for row, odd in zip(others[left < 1 - _VIOLATED].tolist(), left[left < 1 - _VIOLATED].tolist(), strict=True):
            if np.count_nonzero(made[row]) % 2:
                yield tuple(np.flatnonzero(made[row]).tolist()), odd
