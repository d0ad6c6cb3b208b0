"""Mending a plan with the fewest changes, proven."""

from contextlib import suppress
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peer_challenge.allocation import Apart, PairCost, Problem, Status, check_problem, group_sizes, repair, score, solve
from peer_challenge.domain.errors import UserError
from tests.allocation.trials import RELAXED, every_plan, groups_of, partitions, problems, realistic_problem


def _left(problem, name):
    """Return the problem without an authority."""

    def others(names):
        return tuple(each for each in names if each != name)

    return replace(
        problem,
        authorities=others(problem.authorities),
        pair_costs=tuple(cost for cost in problem.pair_costs if name not in cost.pair),
        set_costs=tuple(replace(cost, members=others(cost.members)) for cost in problem.set_costs),
        apart=tuple(rule for rule in problem.apart if name not in rule.pair),
        together=tuple(rule for rule in problem.together if name not in rule.pair),
        locked=tuple(group for group in problem.locked if name not in group),
        per_group=tuple(replace(rule, members=others(rule.members)) for rule in problem.per_group),
    )


def _changed(plan, before):
    return len({*groups_of(plan)} - {tuple(sorted(group)) for group in before})


def _by_trying_all(problem, before):
    kept = {tuple(sorted(group)) for group in before}
    return min((len({*groups} - kept), cost, groups) for cost, groups in every_plan(problem))


@settings(max_examples=100, **RELAXED)
@given(problems(), st.randoms(use_true_random=False))
def test_no_plan_changes_fewer_groups_nor_costs_less_then(problem, chance):
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    before = chance.choice(list(partitions(tuple(sorted(problem.authorities)), wanted)))
    after = _left(problem, chance.choice(problem.authorities)) if chance.random() < 0.7 else problem
    if chance.random() < 0.3:
        before = before[1:]  # as when some have joined since
    try:
        check_problem(after)
    except UserError:
        assume(False)
    result = repair(after, before)
    assume(result.plan)
    assert result.status == Status.OPTIMAL
    expected = _by_trying_all(after, before)
    assert (_changed(result.plan, before), result.objective, groups_of(result.plan)) == expected


@pytest.mark.parametrize("seed", range(12))
def test_every_way_of_opening_as_few_groups_is_weighed(seed):
    """Random costs, so that the group that looks dearest is often not the one to open."""
    chance = Random(seed)
    names = tuple("ABCDEFGHIJKL")
    costs = tuple(PairCost(pair, chance.randint(0, 100), "") for pair in combinations(names, 2))
    problem = Problem(names, pair_costs=costs)
    before = [names[at : at + 3] for at in range(0, 12, 3)]
    after = _left(problem, chance.choice(names))
    result = repair(after, before)
    assert (_changed(result.plan, before), result.objective, groups_of(result.plan)) == _by_trying_all(after, before)


@pytest.mark.parametrize("seed", range(5))
def test_after_one_of_nineteen_left_two_groups_change_or_as_few_as_can(seed):
    problem = realistic_problem(19, seed)
    before = groups_of(solve(problem).plan)
    for name in (before[0][0], before[-1][-1]):
        after = _left(problem, name)
        result = repair(after, before)
        assert result.status == Status.OPTIMAL
        assert _changed(result.plan, before) <= 2 or not _some_plan_changes_two(after, before)


@pytest.mark.parametrize("seed", range(4))
def test_of_the_plans_that_change_fewest_groups_the_cheapest_is_given(seed):
    problem = realistic_problem(19, seed)
    before = groups_of(solve(replace(problem, alternatives=5)).alternatives[-1])
    after = _left(problem, before[-1][0])
    result = repair(after, before)
    whole = [group for group in before if {*group} <= {*after.authorities}]
    costs = []
    for kept in combinations(whole, len({*groups_of(result.plan)} & {*before})):
        with suppress(UserError):  # more groups of a size than there is room for
            costs.append(solve(replace(after, locked=kept)).objective)
    assert result.objective == min(cost for cost in costs if cost is not None)


def _some_plan_changes_two(problem, before):
    """Say whether two new groups, or one, can stand beside groups that were there before."""
    names = {*problem.authorities}
    whole = [group for group in before if names.issuperset(group)]
    for number in range(3):
        for opened in combinations(whole, number):
            kept = [group for group in whole if group not in opened]
            if len(problem.authorities) // 3 - len(kept) <= 2:
                rest = names - {name for group in kept for name in group}
                for new in _in_two(sorted(rest)):
                    plan = score(problem, [*kept, *new])
                    if not plan.broken and not any(group.broken for group in plan.groups):
                        return True
    return False


def _in_two(names):
    yield [names]
    for size in (3, 4):
        for one in combinations(names, size):
            yield [one, [name for name in names if name not in one]]


def test_a_plan_that_still_stands_is_kept():
    problem = realistic_problem(19, 2)
    before = groups_of(solve(replace(problem, alternatives=3)).alternatives[2])
    assert groups_of(repair(problem, before).plan) == before


def test_an_objection_opens_only_what_it_must():
    problem = realistic_problem(48, 1)
    before = groups_of(solve(problem).plan)
    objecting = replace(problem, apart=(*problem.apart, Apart(before[0][:2], "an objection")))
    result = repair(objecting, before)
    assert result.status == Status.OPTIMAL
    assert _changed(result.plan, before) == 2


def test_no_plan_is_no_plan():
    problem = realistic_problem(19, 1)
    never = tuple(Apart((problem.authorities[0], other)) for other in problem.authorities[1:])
    assert repair(replace(problem, apart=never), []).status == Status.INFEASIBLE
