"""Plans that differ: each the best of those that differ enough from all before it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_challenge.allocation import Problem, diverse, score, solve
from tests.allocation.trials import RELAXED, every_plan, groups_of, problems, realistic_problem


def _keys(plans):
    return [(plan.objective, groups_of(plan)) for plan in plans]


@settings(max_examples=80, **RELAXED)
@given(problems(), st.integers(1, 5), st.integers(1, 4))
def test_diverse_plans_are_those_found_by_trying_all(problem, count, differing):
    expected = []
    for cost, groups in every_plan(problem):
        if len(expected) < count and all(len({*groups} - {*other}) >= differing for _, other in expected):
            expected.append((cost, groups))
    assert _keys(diverse(problem, count, differing)) == expected


@pytest.mark.parametrize("seed", range(3))
def test_diverse_plans_of_a_region(seed):
    problem = realistic_problem(19, seed)
    plans = diverse(problem, 4, 4)
    assert plans[0] == solve(problem).plan
    assert [plan.objective for plan in plans] == sorted(plan.objective for plan in plans)
    for i, plan in enumerate(plans):
        assert not any(group.broken for group in score(problem, groups_of(plan)).groups)
        assert all(len({*groups_of(plan)} - {*groups_of(other)}) >= 4 for other in plans[:i])


def test_one_group_new_is_the_same_as_the_next_best():
    problem = realistic_problem(19, 7, alternatives=4)
    result = solve(problem)
    assert diverse(problem, 5, 1) == (result.plan, *result.alternatives)


def test_what_cannot_differ_so_much_does_not():
    problem = Problem(tuple("ABCDEF"), locked=(tuple("ABC"),))
    assert len(diverse(problem, 3, 1)) == 1
    assert len(diverse(replace(problem, locked=()), 3, 2)) == 3
    assert len(diverse(replace(problem, locked=()), 3, 3)) == 1
