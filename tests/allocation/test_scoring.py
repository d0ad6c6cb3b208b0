"""Scoring a plan made by hand: what it costs and which rules it breaks, in words."""

import pytest

from peer_challenge.allocation import Apart, PairCost, PerGroup, Problem, SetCost, Together, score
from peer_challenge.domain.errors import UserError

PROBLEM = Problem(
    tuple("ABCDEF"),
    pair_costs=(PairCost(("B", "A"), 40, "together in 2019"), PairCost(("A", "B"), 5), PairCost(("A", "C"), 0, "near")),
    set_costs=(SetCost("counties", ("A", "B", "C"), 1, 15),),
    apart=(Apart(("D", "E"), "share a border"),),
    together=(Together(("E", "F")),),
    per_group=(PerGroup("strong", ("A", "D"), min=1, max=1),),
)


def test_costs_come_by_reason_dearest_first():
    plan = score(PROBLEM, [["C", "B", "A"], ["D", "E", "F"]])
    assert plan.groups[0].authorities == ("A", "B", "C")
    assert [(r.reason, r.cost, r.authorities) for r in plan.groups[0].reasons] == [
        ("together in 2019", 40, ("A", "B")),
        ("counties", 30, ("A", "B", "C")),
        ("A with B", 5, ("A", "B")),
    ]
    assert plan.groups[0].cost == plan.cost == 75


def test_broken_rules_are_told_group_by_group():
    plan = score(PROBLEM, [["A", "B", "E"], ["C", "D", "F"]])
    assert [rule.place for rule in plan.groups[0].broken] == ["together[0]"]
    assert [rule.detail for rule in plan.groups[1].broken] == ["E and F are kept together"]
    whole = score(PROBLEM, [["A", "D", "E", "F"], ["B", "C"]])
    assert [rule.detail for rule in whole.groups[0].broken] == [
        "each group has exactly 1 of “strong”; here 2",
        "D and E are kept apart: share a border",
    ]
    assert [rule.place for rule in whole.groups[1].broken] == ["sizes", "per_group[0]"]
    assert [rule.detail for rule in whole.broken] == [
        "6 authorities make 2 groups of 3; this plan has 1 group of 2 and 1 group of 4"
    ]


def test_a_plan_in_the_making_is_scored_too():
    plan = score(PROBLEM, [["A", "B"], []])
    assert plan.unplaced == ("C", "D", "E", "F")
    assert plan.cost == 45 + 15
    assert plan.broken == ()
    assert plan.groups[1].broken == ()


def test_someone_in_two_groups_and_someone_unknown():
    assert "A: in more than one place" in score(PROBLEM, [["A", "B", "C"], ["A", "D", "E"]]).broken[0].detail
    with pytest.raises(UserError, match='"Z" is not one of the authorities'):
        score(PROBLEM, [["A", "Z"]])


def test_a_locked_group_must_stay_as_it_is():
    problem = Problem(tuple("ABCDEF"), locked=(("A", "B", "C"),))
    assert score(problem, [["A", "B", "C"], ["D", "E", "F"]]).groups[0].broken == ()
    broken = score(problem, [["A", "B", "D"], ["C", "E", "F"]])
    assert [g.broken[0].detail for g in broken.groups] == ["A, B and C are locked as a group"] * 2
