"""The wishes of a plan: points against, how many and why."""

from dataclasses import replace

import pytest

from peer_challenge.domain.changes import edit_each
from peer_challenge.domain.choices import Grade
from peer_challenge.domain.records import Authority
from peer_challenge.services.distances import borders_to_cross
from peer_challenge.services.plan_locks import problem_of
from peer_challenge.services.plan_rules import question_of
from peer_challenge.services.plans import WISHES, edit_rules
from peer_challenge.services.reason_words import shareable_reason
from tests.builders import authority_id, draft_plan, south_east_round

NO_WISHES = dict.fromkeys(WISHES, 0)


@pytest.fixture
def region(store):
    return south_east_round(store)


def costs(store, region, **rules):
    """Return pair → (points, reason) for a plan with these wishes alone."""
    plan = draft_plan(store, region, **(NO_WISHES | rules))
    return {each.pair: (each.cost, each.reason) for each in problem_of(store, plan).pair_costs}


def test_a_shared_border_is_a_wish_only_where_it_is_no_rule(store, region):
    assert costs(store, region, weight_border=7) == {}
    wished = costs(store, region, weight_border=7, avoid_borders=False)
    assert wished["Kent", "Medway"] == (7, "share a border")
    assert len(wished) == 33  # the pairs that touch, domain research 6.4


def test_far_partners_cost_points_for_each_border_beyond_the_first(store, region):
    found = costs(store, region, weight_far=3, avoid_borders=False)
    assert ("Kent", "Medway") not in found
    assert found["Medway", "Surrey"] == (3, "2 borders apart")
    assert found["Medway", "Milton Keynes"] == (12, "5 borders apart")
    assert found["Isle of Wight", "Kent"] == (15, "no way from one to the other by land")  # one more than the furthest


def test_close_partners_cost_points_for_each_border_too_few(store, region):
    found = costs(store, region, weight_near=5, avoid_borders=False)
    assert found["Kent", "Medway"] == (10, "share a border")
    assert found["Medway", "Surrey"] == (5, "only 2 borders apart")
    assert ("Medway", "Milton Keynes") not in found
    assert not any("Isle of Wight" in pair for pair in found)


def test_distance_goes_through_authorities_that_have_not_joined(store, region):
    from peer_challenge.domain.choices import Joining
    from peer_challenge.services.rounds import set_joining

    before = costs(store, region, weight_far=1)["Medway", "Surrey"]
    store.apply(set_joining(store, region, authority_id(store, "Kent"), Joining.DECLINED))
    assert costs(store, region, weight_far=1)["Medway", "Surrey"] == before


def test_distances_of_a_chain_and_an_island():
    assert borders_to_cross([("a", "b"), ("c", "b")], "a") == {"a": 0, "b": 1, "c": 2}
    assert borders_to_cross([], "a") == {"a": 0}


def test_statistical_neighbours_are_one_way_lists(store, region):
    avoided = costs(store, region, weight_neighbours_avoided=5)
    assert avoided["East Sussex", "Kent"] == (5, "statistical neighbours of each other")
    assert avoided["Kent", "Medway"] == (3, "statistical neighbours, one way")  # Medway lists Kent, not the reverse
    assert ("Kent", "Slough") not in avoided
    both_ways = [pair for pair, (_, reason) in avoided.items() if reason == "statistical neighbours of each other"]
    assert len(both_ways) == 19  # domain research 6.5
    wanted = costs(store, region, weight_neighbours_wanted=5)
    assert ("East Sussex", "Kent") not in wanted
    assert wanted["Kent", "Medway"] == (3, "statistical neighbours, one way")
    assert wanted["Kent", "Slough"] == (5, "not statistical neighbours")


def test_balance_puts_points_on_more_than_one_weak_and_more_than_one_outstanding(store, region):
    (weak, strong) = problem_of(store, draft_plan(store, region, **(NO_WISHES | {"weight_balance": 4}))).set_costs
    assert (weak.name, set(weak.members)) == (
        "more than one rated below good for impact of leaders",
        {"Buckinghamshire", "Reading", "Slough", "Wokingham"},
    )
    assert set(strong.members) == {"Bracknell Forest", "Brighton and Hove", "Hampshire", "Southampton"}
    assert (weak.over, weak.cost, strong.over, strong.cost) == (1, 4, 1, 4)


def test_nobody_is_weak_of_whom_nothing_is_known(store, region):
    slough = store.need(Authority, authority_id(store, "Slough"))
    store.apply(edit_each("Edit", [(slough, replace(slough, impact_of_leaders=None, overall_historic=None))]))
    problem = problem_of(store, draft_plan(store, region, weight_balance=4, most_not_good=1))
    assert "Slough" not in problem.set_costs[0].members
    good, weak = problem.per_group
    assert "Slough" not in (*good.members, *weak.members)


def test_at_most_so_many_below_good_is_a_rule(store, region):
    plan = draft_plan(store, region, "Reading, Slough, Kent", most_not_good=1, apart_years=0)
    from peer_challenge.services.board import board

    assert board(store, plan).groups[0].broken == (
        "Reading and Slough are both rated below good for impact of leaders",
    )
    store.apply(edit_rules(store, plan, most_not_good=2))
    assert board(store, plan).groups[0].broken == ()


def test_every_reason_there_can_be_has_a_shareable_wording_that_says_less(store, region):
    every = dict.fromkeys(WISHES, 3) | {"apart_years": 0, "avoid_borders": False}
    problem = question_of(store, draft_plan(store, region, **every)).problem
    reasons = {each.reason for each in problem.pair_costs} | {each.name for each in problem.set_costs}
    assert len(reasons) > 15
    for reason in reasons:
        said = shareable_reason(reason)
        assert said
        assert not any(grade.value in said or grade.words.casefold() in said for grade in Grade)
        assert not any(letter.isdigit() for letter in said)
    for private in ("declared interest", "objection", "what the director told me"):
        assert shareable_reason(private) == ""
