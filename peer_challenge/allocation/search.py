"""Some legal plan, quickly, for when the clock stops the exact solver before it has one (imports numpy)."""

import random
from collections.abc import Sequence

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import (
    Instance,
    Ints,
    breaks_any_size,
    breaks_this_size,
    set_cost,
)
from peer_challenge.allocation.linear import Placed

_FORBIDDEN = 10**12


def some_plan(instance: Instance, clock: Clock, seed: int) -> Placed | None:
    """Return a legal plan, as good as swapping two authorities at a time makes it until time is up.

    None where no legal plan was met. Looks at the clock, so two runs may differ.
    """
    pair = instance.pair + np.where(instance.allowed, 0, _FORBIDDEN)
    groups = _greedy(instance, pair)
    costs = [_cost(instance, pair, group) for group in groups]
    rng = random.Random(seed)
    while clock.left > 0 and len(groups) > 1:
        clock.tell("Looking for a first plan")
        for _ in range(100):
            _swap(instance, pair, groups, costs, rng)
    if sum(costs) >= _FORBIDDEN:
        return None
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def _greedy(instance: Instance, pair: Ints) -> list[list[int]]:
    """Place the authorities one by one, in the open group where each adds least."""
    seats = np.array([size for size in sorted(instance.wanted) for _ in range(instance.wanted[size])])
    groups: list[list[int]] = [[] for _ in seats]
    adds = np.zeros((instance.count, len(seats)), dtype=np.int64)
    for authority in np.argsort(-pair.sum(axis=1), kind="stable").tolist():
        at = int(np.argmin(np.where(seats > 0, adds[authority], np.iinfo(np.int64).max)))
        groups[at].append(authority)
        seats[at] -= 1
        adds[:, at] += pair[:, authority]
    return groups


def _swap(instance: Instance, pair: Ints, groups: list[list[int]], costs: list[int], rng: random.Random) -> None:
    """Swap two authorities of two groups if that is no worse, one of them from a broken group while there is one."""
    broken = [at for at, cost in enumerate(costs) if cost >= _FORBIDDEN]
    one = rng.choice(broken) if broken else rng.randrange(len(groups))
    other = rng.randrange(len(groups) - 1)
    other += other >= one
    i, j = rng.randrange(len(groups[one])), rng.randrange(len(groups[other]))
    first, second = [*groups[one]], [*groups[other]]
    first[i], second[j] = second[j], first[i]
    new = _cost(instance, pair, first), _cost(instance, pair, second)
    if sum(new) <= costs[one] + costs[other]:
        groups[one], groups[other] = first, second
        costs[one], costs[other] = new


def _cost(instance: Instance, pair: Ints, group: Sequence[int]) -> int:
    """Return what a group costs, with a cost above any other for every rule it breaks."""
    row = np.array([group])
    within = int(np.triu(pair[np.ix_(group, group)], k=1).sum())
    broken = breaks_any_size(instance, row)[0] + breaks_this_size(instance, row)[0]
    return within + int(set_cost(instance, row)[0]) + _FORBIDDEN * int(broken)
