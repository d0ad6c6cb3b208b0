"""Two heuristics in wide use for groups of equal size, for as long as they are given: they take pair costs, no rules.

Both start from groups drawn by chance and change two places at a time. Their authors maximise what groups hold within
them; here it is minimised, which is the same search with the sign turned.
"""

import time
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.float64]
Groups = npt.NDArray[np.int64]

_MOST, _FEWEST = 15, 2  # plans in the population, at the start and at the end
_STRONG, _WEAK = 2.0, 1.0  # random swaps per authority that shake a plan, at the start and at the end
_FAILURES = 3  # rounds without anything better before the population is drawn anew
_DIFFERENCE = 0.05  # what it counts for that a plan differs from the one it would replace


def pairwise_exchange(cost: Costs, size: int, seconds: float, seed: int) -> float:
    """Return the least cost met by exchanging, authority after authority, with whom it helps most, from new starts.

    The exchange method of Weitz and Lakshminarayanan (1998), repeated until nothing helps.
    """
    chance = np.random.default_rng(seed)
    ends = time.perf_counter() + seconds
    best = np.inf
    while time.perf_counter() < ends:
        group = _drawn(len(cost), size, chance)
        improving = True
        while improving and time.perf_counter() < ends:
            improving = False
            for one in range(len(cost)):
                change = _changes_of(cost, group, one)
                other = int(np.argmin(change))
                if change[other] < 0:
                    group[one], group[other] = group[other], group[one]
                    improving = True
        best = min(best, _cost(cost, group))
    return best


def three_phase_search(cost: Costs, size: int, seconds: float, seed: int) -> float:
    """Return the least cost met by the three-phase search with a population that shrinks.

    Yang and others (2022): every plan is shaken and improved, then crossed with another, then moved on by a directed
    step; better or different enough plans stay. The published rates are used.
    """
    chance = np.random.default_rng(seed)
    started = time.perf_counter()
    best = np.inf
    for plans in _populations(cost, size, started, seconds, chance):
        failures = 0
        while failures < _FAILURES and time.perf_counter() < started + seconds:
            spent = (time.perf_counter() - started) / seconds
            shakes = int((_STRONG + (_WEAK - _STRONG) * spent) * len(cost))
            plans = [_improved(cost, _shaken(plan, shakes, chance)) for plan in plans]
            plans = [_crossed(cost, plan, plans, size, chance) for plan in plans]
            plans = [_improved(cost, _directed(cost, plan, chance)) for plan in plans]
            now = min(_cost(cost, plan) for plan in plans)
            failures = 0 if now < best else failures + 1
            best = min(best, now)
    return best


def _populations(
    cost: Costs, size: int, started: float, seconds: float, chance: np.random.Generator
) -> Iterator[list[Groups]]:
    """Yield populations, fewer plans each time as time goes by."""
    while (spent := (time.perf_counter() - started) / seconds) < 1:
        number = round(_MOST + (_FEWEST - _MOST) * spent)
        yield [_improved(cost, _drawn(len(cost), size, chance)) for _ in range(number)]


def _drawn(count: int, size: int, chance: np.random.Generator) -> Groups:
    return chance.permutation(np.arange(count) // size)


def _cost(cost: Costs, group: Groups) -> float:
    return float(cost[group[:, None] == group].sum()) / 2


def _within(cost: Costs, group: Groups) -> Costs:
    """Return what each authority of a row would cost with all of the group of the column."""
    order = np.argsort(group, kind="stable")
    return np.add.reduceat(cost[:, order], np.flatnonzero(np.diff(group[order], prepend=-1)), axis=1)


def _changes_of(cost: Costs, group: Groups, one: int) -> Costs:
    """Return what the plan costs more when one changes places with each other."""
    mates = np.flatnonzero(group == group[one])
    here = cost[one, mates].sum()
    there = np.bincount(group, weights=cost[one])[group]
    theirs = _within(cost, group)[np.arange(len(cost)), group]
    change = there - cost[one] - here + cost[:, mates].sum(axis=1) - cost[:, one] - theirs
    change[mates] = 0
    return change


def _improved(cost: Costs, group: Groups) -> Groups:
    """Return the plan after the best swap of all, again and again, until none helps."""
    group = group.copy()
    within = _within(cost, group)
    while True:
        there = within[:, group]
        here = there.diagonal()
        change = there + there.T - 2 * cost - here[:, None] - here
        change[group[:, None] == group] = 0
        one, other = divmod(int(np.argmin(change)), len(cost))
        if change[one, other] >= 0:
            return group
        step = cost[:, other] - cost[:, one]
        within[:, group[one]] += step
        within[:, group[other]] -= step
        group[one], group[other] = group[other], group[one]


def _shaken(group: Groups, times: int, chance: np.random.Generator) -> Groups:
    """Return the plan after so many swaps by chance."""
    group = group.copy()
    for one, other in chance.integers(0, len(group), (times, 2)):
        group[one], group[other] = group[other], group[one]
    return group


def _crossed(cost: Costs, plan: Groups, plans: list[Groups], size: int, chance: np.random.Generator) -> Groups:
    """Return the plan, or one made of its groups and another's where that is cheaper, or as good and different."""
    other = plans[int(chance.integers(len(plans)))]
    made = np.full(len(plan), -1)
    for number in range(len(plan) // size):
        source = plan if number % 2 == 0 else other
        free = made < 0
        held = np.bincount(source[free], minlength=len(plan) // size)
        fullest = np.flatnonzero(held == held.max())
        members = np.flatnonzero(free & (source == chance.choice(fullest)))
        rest = np.setdiff1d(np.flatnonzero(free), members)
        missing = chance.permutation(rest)[: size - len(members)]
        made[np.concatenate([members, missing])] = number
    child = _improved(cost, made)
    differs = np.count_nonzero((child[:, None] == child) != (plan[:, None] == plan)) / (len(plan) * size)
    return child if _cost(cost, plan) / _cost(cost, child) + _DIFFERENCE * differs > 1 else plan


def _directed(cost: Costs, plan: Groups, chance: np.random.Generator) -> Groups:
    """Return the plan after each group gave its dearest member away, and these went where they cost least."""
    group = plan.copy()
    own = _within(cost, group)[np.arange(len(cost)), group]
    given = np.array([max(np.flatnonzero(group == number), key=lambda i: own[i]) for number in np.unique(group)])
    open_groups = group[given].tolist()
    group[given] = -1
    for one in chance.permutation(given):
        adds = [cost[one, group == number].sum() for number in open_groups]
        group[one] = open_groups.pop(int(np.argmin(adds)))
    return group
