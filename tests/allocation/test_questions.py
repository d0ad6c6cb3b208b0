"""Why not this way, and what giving up a rule brings."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peer_challenge.allocation import (
    Apart,
    PerGroup,
    Problem,
    Status,
    Together,
    legal_group_count,
    relaxations,
    score,
    solve,
    why_not,
)
from peer_challenge.allocation.rules import keeping, without
from peer_challenge.domain.errors import UserError
from tests.allocation.trials import (
    RELAXED,
    every_plan,
    groups_of,
    hopeless_problems,
    problems,
    random_problem,
    realistic_problem,
)


@settings(max_examples=80, **RELAXED)
@given(problems(), st.data())
def test_a_pair_costs_what_trying_all_says_or_is_forbidden(problem, data):
    legal = every_plan(problem)
    assume(legal)
    pair = data.draw(st.sampled_from(list(combinations(problem.authorities, 2))))
    answer = why_not(problem, pair, solve(problem).plan)
    having = [cost for cost, groups in legal if any({*pair} <= {*group} for group in groups)]
    _agrees(answer, having, legal)
    if not having:
        kept = keeping(problem, answer.rules)
        assert not every_plan(replace(kept, together=(*kept.together, Together(pair))))


@settings(max_examples=80, **RELAXED)
@given(problems(), st.data())
def test_groups_cost_what_trying_all_says_or_are_forbidden(problem, data):
    legal = every_plan(problem)
    assume(legal)
    size = data.draw(st.integers(2, 4).filter(lambda size: size <= len(problem.authorities)))
    group = data.draw(st.sampled_from(list(combinations(sorted(problem.authorities), size))))
    answer = why_not(problem, [group], solve(problem).plan)
    having = [cost for cost, groups in legal if group in groups]
    _agrees(answer, having, legal)
    other = data.draw(st.sampled_from(legal))
    whole = why_not(problem, other[1], solve(problem).plan)
    assert (whole.more, groups_of(whole.plan)) == (other[0] - legal[0][0], other[1])


def _agrees(answer, having, legal):
    assert answer.proven
    if having:
        assert answer.rules == ()
        assert answer.plan.objective == min(having)
        assert answer.more == min(having) - legal[0][0]
    else:
        assert answer.rules
        assert answer.plan is None
        assert answer.more is None


def test_the_rule_that_forbids_is_named():
    problem = Problem(
        tuple("ABCDEFG"),
        apart=(Apart(("B", "A"), "share a border"),),
        locked=(("C", "D", "E"),),
        per_group=(PerGroup("strong", ("A", "C", "F"), min=1),),
    )
    best = solve(problem).plan

    def places(wanted):
        return [rule.place for rule in why_not(problem, wanted, best).rules]

    assert places(("A", "B")) == ["apart[0]"]
    assert places(("C", "A")) == ["locked[0]"]
    assert places([("A", "B", "F", "G")]) == ["apart[0]"]
    assert places([("A", "C", "D")]) == ["locked[0]"]
    assert places([("A", "F", "G")]) == ["sizes"]
    assert places([("A", "F", "G"), ("A", "B", "D")])[0] == "authorities"
    with pytest.raises(UserError, match="not one of the authorities"):
        why_not(problem, ("A", "Z"), best)


def test_why_not_at_a_regions_size():
    problem = realistic_problem(19, 1)
    best = solve(problem).plan
    sits = best.groups[0].authorities
    assert why_not(problem, sits[:2], best).more == 0
    assert why_not(problem, [sits], best).plan.objective == best.objective
    other = next(n for n in best.groups[1].authorities if not any({n, sits[0]} == {*r.pair} for r in problem.apart))
    answer = why_not(problem, (sits[0], other), best)
    assert answer.more >= 0
    assert score(problem, groups_of(answer.plan)).cost == best.objective + answer.more


@settings(max_examples=60, **RELAXED)
@given(hopeless_problems())
def test_giving_up_a_rule_brings_what_solving_without_it_brings(problem):
    result = solve(problem)
    assert result.status == Status.INFEASIBLE
    offers = relaxations(problem, result.conflict)
    assert [offer.rule for offer in offers] == list(result.conflict)
    for offer in offers:
        legal = every_plan(without(problem, offer.rule))
        assert offer.proven
        assert (offer.plan and (offer.plan.objective, groups_of(offer.plan))) == (legal[0] if legal else None)


@settings(max_examples=60, **RELAXED)
@given(problems())
def test_legal_groups_are_counted_as_scoring_sees_them(problem):
    wanted = {len(group) for _, groups in every_plan(replace(problem, locked=()))[:1] for group in groups}
    assume(wanted)
    count = sum(
        not score(problem, [group]).groups[0].broken
        for size in wanted
        for group in combinations(problem.authorities, size)
    )
    assume(not problem.locked)
    assert legal_group_count(problem) == count


def test_legal_groups_without_rules():
    assert legal_group_count(random_problem(19, 1)) == 969 + 3876
    assert legal_group_count(Problem(tuple("ABCDEF"), locked=(tuple("ABC"),))) == 2
