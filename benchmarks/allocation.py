"""How long the proof of the best plan takes, for seeded realistic and random problems; run it as a script.

Medians over a few seeds; a problem not proven within its limit counts with the time it took and shows its gap.
"Realistic" has distances, borders that part, earlier partners, a grade each group needs and a mix of counties;
"random" has whole costs 0-100 for every pair and nothing that would help.
"""

import argparse
import heapq
import math
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations

from peer_challenge.allocation import Apart, PairCost, PerGroup, Problem, Result, SetCost, score, solve

_DEFAULT = (
    ("realistic", 19, 20, 10),
    ("random", 19, 20, 10),
    ("realistic", 48, 7, 10),
    ("random", 48, 7, 10),
    ("realistic", 99, 5, 10),
    ("random", 99, 3, 20),
    ("realistic", 151, 3, 20),
    ("realistic", 152, 3, 20),
    ("realistic", 153, 5, 20),
)
_LONG = (
    ("realistic", 19, 200, 10),
    ("random", 19, 200, 10),
    ("random", 99, 5, 60),
    ("realistic", 151, 20, 60),
    ("realistic", 152, 20, 60),
    ("realistic", 153, 50, 60),
    ("random", 153, 3, 120),
    ("realistic", 300, 5, 120),
    ("realistic", 301, 3, 120),
    ("realistic", 600, 1, 30),
    ("realistic", 999, 1, 60),
)


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


_KINDS: dict[str, Callable[[int, int, float], Problem]] = {
    "realistic": realistic_problem,
    "random": random_problem,
}


def measure(kind: str, count: int, runs: int, seconds: float) -> str:
    """Return one line of the table."""
    took, gaps = [], []
    for seed in range(runs):
        problem = _KINDS[kind](count, seed, seconds)
        started = time.perf_counter()
        result = solve(problem)
        took.append(time.perf_counter() - started)
        gaps.append(_checked_gap(problem, result))
    proven = sum(gap == 0 for gap in gaps)
    return (
        f"| {count:4d} | {kind:9s} | {runs:4d} | {proven:4d} of {runs:<4d}| {statistics.median(took):8.3f} "
        f"| {max(took):8.3f} | {100 * max(gaps):6.2f} % |"
    )


def _checked_gap(problem: Problem, result: Result) -> float:
    """Return the gap, after making sure that the plan keeps every rule and costs what is said."""
    assert result.plan is not None
    assert result.gap is not None
    scored = score(problem, [group.authorities for group in result.plan.groups])
    assert not scored.broken
    assert not any(group.broken for group in scored.groups)
    assert result.bound is not None
    assert result.bound <= scored.cost == result.objective
    return result.gap


def measure_region() -> list[str]:
    """Return lines about what else a coordinator waits for."""
    lines = []
    for count, alternatives in ((19, 9), (48, 9)):
        took = []
        for seed in range(5):
            problem = realistic_problem(count, seed, 30)
            problem = replace(problem, alternatives=alternatives)
            started = time.perf_counter()
            assert len(solve(problem).alternatives) == alternatives
            took.append(time.perf_counter() - started)
        lines.append(f"ten best plans at N = {count}: {statistics.median(took):.3f} s")
    problem = realistic_problem(19, 0, 10)
    hopeless = replace(problem, per_group=(PerGroup("rare", problem.authorities[:5], 1),))
    started = time.perf_counter()
    conflict = solve(hopeless).conflict
    lines.append(f"smallest conflict at N = 19: {time.perf_counter() - started:.3f} s ({len(conflict)} rules)")
    problem = realistic_problem(153, 0, 10)
    groups = [problem.authorities[i : i + 3] for i in range(0, 153, 3)]
    score(problem, groups)
    started = time.perf_counter()
    score(problem, groups)
    lines.append(f"scoring a whole plan again at N = 153: {1000 * (time.perf_counter() - started):.2f} ms")
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="more seeds and up to 999 authorities: most of an hour")
    chosen = parser.parse_args()
    solve(realistic_problem(19, 0, 10))  # loads the libraries
    print("|    N | kind      | runs | proven       | median s |  worst s |  worst gap |")
    print("| ---: | --------- | ---: | ------------ | -------: | -------: | ---------: |")
    for row in _LONG if chosen.long else _DEFAULT:
        print(measure(*row), flush=True)
    for line in measure_region():
        print(line, flush=True)


if __name__ == "__main__":
    main()
