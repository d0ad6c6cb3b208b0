"""Warnings before the rules become contradictory, and the live count."""

import pytest

from peer_challenge.allocation import count_plans
from peer_challenge.domain.choices import Joining, RelationshipKind
from peer_challenge.domain.records import Group
from peer_challenge.services import groups, own_rules
from peer_challenge.services.authorities import relate
from peer_challenge.services.plan_locks import problem_of
from peer_challenge.services.plans import edit_rules
from peer_challenge.services.rounds import set_joining
from peer_challenge.services.warnings import legal_groups, warnings
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


def others(*but):
    return [each for each in LEGAL_GROUPS.replace("\n", ", ").split(", ") if each not in but]


def test_the_count_is_that_of_all_legal_groups(store, region):
    plan = draft_plan(store, region, apart_years=8)
    off = {"avoid_borders": False, "apart_years": 0, "linked_apart": False, "conflicts_apart": False, "one_good": False}
    assert legal_groups(store, plan) == 258 + 268 + 3  # domain research 6.10 by overall grade; leaders add three
    store.apply(edit_rules(store, plan, **off))
    assert legal_groups(store, plan) == 969 + 3876


def test_all_is_well(store, region):
    assert warnings(store, draft_plan(store, region)) == ()


def test_one_with_few_groups_left_is_named_before_it_has_none(store, region):
    plan = draft_plan(store, region, avoid_borders=False, apart_years=0, linked_apart=False)
    kent = authority_id(store, "Kent")
    for each in others("Kent", "Slough", "Reading", "Medway"):
        store.apply(own_rules.keep_apart(store, plan, [kent, authority_id(store, each)]))
    assert warnings(store, plan) == ()
    store.apply(own_rules.keep_apart(store, plan, [kent, authority_id(store, "Reading")]))
    assert warnings(store, plan) == ("Kent fits in only 1 group that keeps every rule.",)
    assert count_plans(problem_of(store, plan)) > 0
    store.apply(own_rules.keep_apart(store, plan, [kent, authority_id(store, "Medway")]))
    assert warnings(store, plan) == ("Kent has no group left that keeps every rule.",)


def test_more_of_a_sub_region_than_groups_is_said(store, region):
    for each in others("Reading", "Slough", "Wokingham", "West Berkshire", "Kent", "Medway"):
        store.apply(set_joining(store, region, authority_id(store, each), Joining.DECLINED))
    plan = draft_plan(store, region, one_per_stratum=("Berkshire",))
    assert "Each group has at most one from Berkshire, but there are 4 for 2 groups." in warnings(store, plan)


def test_fewer_of_a_set_than_groups_that_need_one_is_said(store, region):
    for each in others("Slough", "Reading", "Isle of Wight", "Kent", "Portsmouth", "Medway"):
        store.apply(set_joining(store, region, authority_id(store, each), Joining.DECLINED))
    plan = draft_plan(store, region, avoid_borders=False, apart_years=0)
    island = [authority_id(store, "Isle of Wight")]
    store.apply(own_rules.limit_set(store, plan, "the island", island, least=1))
    said = "Each group has at least one from the island, but there is only 1 for 2 groups."
    assert said in warnings(store, plan)


def test_rules_that_cannot_hold_together_and_locks_that_cannot_stand_are_said(store, region):
    plan = draft_plan(store, region, avoid_borders=False, apart_years=0)
    kent = authority_id(store, "Kent")
    for each in others("Kent", "Slough"):
        store.apply(relate(store, kent, authority_id(store, each), RelationshipKind.DECLARED_CONFLICT))
    assert warnings(store, plan)[0] == "Kent has no group left that keeps every rule."
    plan = draft_plan(store, region, "Kent, Medway, Reading", conflicts_apart=False)
    store.apply(groups.lock(store, store.find(Group, plan=plan)[0].id, True))
    assert warnings(store, plan)[0].startswith("Group 1 is locked, but it breaks a rule: Kent and Medway")


def test_wishes_at_odds_are_said(store, region):
    plan = draft_plan(
        store, region, weight_near=2, weight_far=2, weight_neighbours_wanted=1, weight_neighbours_avoided=1
    )
    assert len(warnings(store, plan)) == 2
    assert warnings(store, plan)[1].startswith("Statistical neighbours are both wanted and avoided")


def test_too_few_is_said(store, region):
    for each in others("Kent"):
        store.apply(set_joining(store, region, authority_id(store, each), Joining.DECLINED))
    plan = draft_plan(store, region)
    assert warnings(store, plan) == ("Fewer than two authorities have joined this round.",)
    assert legal_groups(store, plan) == 0
