"""Exchanges that help: those that a re-score of every exchange finds, in its order."""

from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_challenge.allocation import Apart, PairCost, Problem, score, solve, swaps
from peer_challenge.domain.errors import UserError
from tests.allocation.trials import RELAXED, groups_of, problems, realistic_problem


def _broken(scored):
    return sum(len(group.broken) for group in scored.groups)


def _by_scoring_all(problem, plan):
    before = score(problem, plan)
    locked = {frozenset(group) for group in problem.locked}
    found = []
    for one, other in combinations([group for group in plan if frozenset(group) not in locked], 2):
        for a in one:
            for b in other:
                changed = [tuple({a: b, b: a}.get(name, name) for name in group) for group in plan]
                after = score(problem, changed)
                key = (_broken(after) - _broken(before), after.cost - before.cost, *sorted((a, b)))
                if key[:2] < (0, 0):
                    found.append(key)
    return sorted(found)


@settings(max_examples=150, **RELAXED)
@given(problems(), st.randoms(use_true_random=False))
def test_exchanges_gain_what_a_new_score_says(problem, chance):
    names = chance.sample(problem.authorities, chance.randint(2, len(problem.authorities)))
    plan = [()]
    if problem.locked and chance.random() < 0.5:
        plan.append(problem.locked[0])
        names = [name for name in names if name not in problem.locked[0]]
    while names:
        size = chance.randint(1, 4)
        plan.append(tuple(names[:size]))
        names = names[size:]
    found = swaps(problem, plan, most=1_000)
    assert [(s.broken, s.cost, s.first, s.second) for s in found] == _by_scoring_all(problem, plan)
    assert swaps(problem, plan, most=2) == found[:2]


def test_what_an_exchange_mends_is_named():
    problem = Problem(
        tuple("ABCDEF"),
        pair_costs=(PairCost(("A", "D"), 5), PairCost(("B", "D"), 9), PairCost(("B", "F"), 9)),
        apart=(Apart(("A", "B"), "share a border"),),
    )
    first = swaps(problem, ["ABC", "DEF"])[0]
    assert (first.first, first.second, first.broken, first.cost) == ("A", "E", -1, 5)
    assert [rule.place for rule in first.mends] == ["apart[0]"]


def test_the_best_plan_needs_no_exchange_of_two():
    problem = realistic_problem(19, 5)
    assert swaps(problem, groups_of(solve(problem).plan)) == ()


def test_someone_in_two_places_and_someone_unknown():
    problem = Problem(tuple("ABCDEF"), apart=(Apart(("A", "B")),))
    assert swaps(problem, ["ABC", "ADE"]) == ()
    with pytest.raises(UserError, match="not one of the authorities"):
        swaps(problem, ["ABZ"])


def test_exchanges_cost_no_more_than_a_few_scores_of_the_plan():
    problem = realistic_problem(153, 1)
    plan = [problem.authorities[i : i + 3] for i in range(0, 153, 3)]
    took = []
    for work in (lambda: swaps(problem, plan), lambda: score(problem, plan)):
        work()
        times = []
        for _ in range(5):
            started = perf_counter()
            work()
            times.append(perf_counter() - started)
        took.append(sorted(times)[2])
    assert took[0] < 25 * took[1]
