"""Small problems of every kind, larger ones of two kinds, and every plan of a problem by trying all."""

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume
from hypothesis import strategies as st

from peer_challenge.allocation import (
    Apart,
    PairCost,
    PerGroup,
    Problem,
    SetCost,
    Sizes,
    Together,
    check_problem,
    group_sizes,
    score,
)
from peer_challenge.domain.errors import UserError

NAMES = "ABCDEFGHI"
SIZES = [Sizes(), Sizes(2, 3, 4), Sizes(2, 2, 3), Sizes(2, 4, 5), Sizes(3, 4, 4)]


RELAXED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.filter_too_much]}
"""For trials of `problems`: many that are drawn contradict themselves and are thrown away."""


@st.composite
def problems(draw, most=9):
    """Small problems of every kind, legal or not."""
    names = tuple(draw(st.permutations(NAMES[: draw(st.integers(3, most))])))
    a_pair = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(tuple)
    members = st.lists(st.sampled_from(names), unique=True).map(tuple)
    cost = draw(st.sampled_from([st.integers(0, 3), st.integers(0, 100), st.integers(0, 10**6)]))
    a_rule = st.tuples(members, st.integers(0, 2), st.none() | st.integers(2, 4))
    problem = Problem(
        names,
        sizes=draw(st.sampled_from(SIZES)),
        pair_costs=tuple(draw(st.lists(st.builds(PairCost, a_pair, cost, st.sampled_from(["", "far"])), max_size=40))),
        set_costs=tuple(draw(st.lists(st.builds(SetCost, st.just("s"), members, st.integers(0, 2), cost), max_size=2))),
        apart=tuple(draw(st.lists(st.builds(Apart, a_pair), max_size=8))),
        together=tuple(draw(st.lists(st.builds(Together, a_pair), max_size=2))),
        locked=tuple(draw(st.lists(st.lists(st.sampled_from(names), min_size=2, unique=True).map(tuple), max_size=1))),
        per_group=tuple(PerGroup("r", *rule) for rule in draw(st.lists(a_rule, max_size=2))),
        alternatives=draw(st.integers(0, 4)),
    )
    try:
        check_problem(problem)
    except UserError:
        assume(False)
    return problem


@st.composite
def hopeless_problems(draw):
    """Small problems of every kind whose rules cannot hold together."""
    problem = draw(problems())
    names = problem.authorities
    pair = tuple(draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)))
    wanted = sum(group_sizes(len(names), problem.sizes).values())
    rare = draw(st.integers(0, wanted - 1))
    problem = draw(
        st.sampled_from(
            [
                replace(problem, together=(*problem.together, Together(pair)), apart=(*problem.apart, Apart(pair))),
                replace(problem, per_group=(*problem.per_group, PerGroup("rare", names[:rare], 1))),
                replace(problem, per_group=(*problem.per_group, PerGroup("many", names, 0, problem.sizes.min - 1))),
                replace(problem, apart=tuple(Apart((pair[0], name)) for name in names if name != pair[0])),
            ]
        )
    )
    try:
        check_problem(problem)  # a locked group may break the rule that was added
    except UserError:
        assume(False)
    return problem


def every_plan(problem):
    """Return every legal plan as (cost, groups), best first and then by name: by trying all."""
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    plans = []
    for groups in partitions(tuple(sorted(problem.authorities)), wanted):
        scored = score(problem, groups)
        if not any(group.broken for group in scored.groups):
            plans.append((scored.cost, groups))
    return sorted(plans)


def partitions(names, wanted):
    if not names:
        yield ()
    for size, number in wanted.items():
        if number and names:
            for others in combinations(names[1:], size - 1):
                rest = tuple(name for name in names[1:] if name not in others)
                for groups in partitions(rest, {**wanted, size: number - 1}):
                    yield ((names[0], *others), *groups)


def groups_of(plan):
    return tuple(group.authorities for group in plan.groups)


def random_problem(count, seed, **more):
    chance = Random(seed)
    names = tuple(f"Authority {i:03d}" for i in range(count))
    costs = tuple(PairCost(pair, chance.randint(0, 100)) for pair in combinations(names, 2))
    return Problem(names, pair_costs=costs, seed=seed, **more)


def realistic_problem(count, seed, **more):
    chance = Random(seed)
    problem = random_problem(count, seed, **more)
    near = sorted(problem.pair_costs, key=lambda c: c.cost)[: 2 * count]
    strong = tuple(chance.sample(problem.authorities, 2 * count // 3))
    return replace(
        problem,
        apart=tuple(Apart(cost.pair, "share a border") for cost in near),
        per_group=(PerGroup("strong", strong, min=1),),
        set_costs=(SetCost("counties", strong[: count // 4], 1, 15),),
    )
