"""Seeded problems of two kinds.

"Realistic" has distances, borders that part, earlier partners, a grade each group needs and a mix of counties;
"random" has whole costs 0-100 for every pair and nothing that would help.
"""

import heapq
import math
import random
from functools import partial
from itertools import combinations

from peer_challenge.allocation import Apart, PairCost, PerGroup, Problem, SetCost


def random_problem(count: int, seed: int, seconds: float) -> Problem:
    """Return a problem of random pair costs: nothing in it helps the solver."""
    chance = random.Random(seed)
    names = _names(count)
    costs = tuple(PairCost(pair, chance.randint(0, 100), "random") for pair in combinations(names, 2))
    return Problem(names, pair_costs=costs, seed=seed, time_limit_s=seconds)


def realistic_problem(count: int, seed: int, seconds: float) -> Problem:
    """Return a problem as a region has it: about two borders an authority, and two thirds good or outstanding."""
    chance = random.Random(seed)
    names = _names(count)
    at = [(chance.random(), chance.random()) for _ in names]
    far = {(i, j): math.dist(at[i], at[j]) for i, j in combinations(range(count), 2)}
    mixed = chance.sample(names, count)
    met = [pair for i in range(0, count - 2, 3) for pair in combinations(mixed[i : i + 3], 2)]
    return Problem(
        names,
        pair_costs=(
            *(PairCost((names[i], names[j]), round(100 * distance), "distance") for (i, j), distance in far.items()),
            *(PairCost(pair, 40, "together in 2019") for pair in met),
        ),
        set_costs=(SetCost("counties together", tuple(n for n in names if chance.random() < 0.3), 1, 15),),
        apart=tuple(Apart((names[i], names[j]), "share a border") for i, j in _borders(at)),
        per_group=(PerGroup("one good or outstanding", tuple(n for n in names if chance.random() < 0.65), 1),),
        seed=seed,
        time_limit_s=seconds,
    )


def _borders(at: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Return the pairs with nobody nearer to the middle between them than they are, as borders on a map run."""
    count = len(at)
    near = [set(heapq.nsmallest(13, range(count), key=partial(_apart, at, i))) for i in range(count)]
    pairs = []
    for i, j in combinations(range(count), 2):
        if j in near[i]:
            middle = ((at[i][0] + at[j][0]) / 2, (at[i][1] + at[j][1]) / 2)
            if all(math.dist(middle, at[k]) >= _apart(at, i, j) / 2 for k in (near[i] | near[j]) - {i, j}):
                pairs.append((i, j))
    return pairs


def _apart(at: list[tuple[float, float]], one: int, other: int) -> float:
    return math.dist(at[one], at[other])


def _names(count: int) -> tuple[str, ...]:
    return tuple(f"Authority {number:04d}" for number in range(1, count + 1))


KINDS = {"realistic": realistic_problem, "random": random_problem}
