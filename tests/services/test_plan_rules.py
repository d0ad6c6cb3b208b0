"""The rules of a plan, counted exactly against what is known of the South East."""

from dataclasses import replace

import pytest

from peer_challenge.allocation import count_plans
from peer_challenge.domain.changes import add, edit_each
from peer_challenge.domain.choices import Grade, Joining, RelationshipKind
from peer_challenge.domain.records import Authority
from peer_challenge.services.authorities import relate
from peer_challenge.services.plan_locks import problem_of
from peer_challenge.services.plan_rules import question_of
from peer_challenge.services.plans import edit_rules
from peer_challenge.services.rounds import set_joining
from tests.builders import authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


def with_the_overall_grade_alone(store):
    """Take the four judgements away, as it was before April 2026."""
    pairs = [(each, replace(each, impact_of_leaders=None)) for each in store.find(Authority)]
    store.apply(edit_each("Edit authorities", pairs))


@pytest.mark.parametrize(
    ("rules", "plans"),
    [
        ({"apart_years": 7}, 493_447),
        ({"apart_years": 8}, 136_514),
        ({"apart_years": 8, "one_per_stratum": ("Berkshire",)}, 3_098),
    ],
)
def test_the_south_east_has_exactly_the_known_number_of_legal_plans(store, region, rules, plans):
    with_the_overall_grade_alone(store)
    plan = draft_plan(store, region, **rules)
    assert count_plans(problem_of(store, plan)) == plans


def test_without_rules_every_partition_into_five_triads_and_a_quartet_is_legal(store, region):
    off = {"avoid_borders": False, "apart_years": 0, "linked_apart": False, "conflicts_apart": False, "one_good": False}
    assert count_plans(problem_of(store, draft_plan(store, region, **off))) == 5_431_826_400


def test_a_judgement_on_leaders_counts_before_the_historic_overall(store, region):
    question = question_of(store, draft_plan(store, region))
    (good,) = question.problem.per_group
    assert "West Sussex" in good.members  # overall requires improvement, leaders good
    assert "Slough" not in good.members
    west_sussex = question.authorities["West Sussex"]
    store.apply(edit_each("Edit", [(west_sussex, replace(west_sussex, impact_of_leaders=Grade.INADEQUATE))]))
    (good,) = question_of(store, question.plan.id).problem.per_group
    assert "West Sussex" not in good.members


def test_each_rule_keeps_its_own_pairs_apart_and_says_why(store, region):
    kent, slough = authority_id(store, "Kent"), authority_id(store, "Slough")
    store.apply(relate(store, kent, slough, RelationshipKind.DECLARED_CONFLICT, source="said on the form"))
    plan = draft_plan(store, region)
    apart = {(rule.pair, rule.reason) for rule in problem_of(store, plan).apart}
    assert (("Kent", "Medway"), "share a border") in apart
    assert (("Kent", "Portsmouth"), "together in 2019") in apart
    assert (("Kent", "Slough"), "declared interest") in apart
    assert (("Hampshire", "Isle of Wight"), "same leadership") in apart
    store.apply(edit_rules(store, plan, avoid_borders=False, apart_years=0, conflicts_apart=False, linked_apart=False))
    assert problem_of(store, plan).apart == ()


def test_earlier_partners_allowed_together_cost_points_that_fade(store, region):
    plan = draft_plan(store, region, apart_years=6, weight_earlier_partner=20)
    by_reason = {cost.reason: cost.cost for cost in problem_of(store, plan).pair_costs if "together" in cost.reason}
    assert by_reason == {"together in 2018": 12, "together in 2019": 13}
    store.apply(edit_rules(store, plan, weight_earlier_partner=3))
    by_reason = {cost.reason: cost.cost for cost in problem_of(store, plan).pair_costs if "together" in cost.reason}
    assert by_reason == {"together in 2018": 1, "together in 2019": 1}


def test_a_wish_of_no_importance_costs_nothing(store, region):
    off = {"weight_earlier_partner": 0, "weight_same_type": 0, "weight_size": 0}
    problem = problem_of(store, draft_plan(store, region, **off))
    assert (problem.pair_costs, problem.set_costs) == ((), ())


def test_unlike_sizes_cost_points_for_every_doubling_beyond_the_first(store, region):
    plan = draft_plan(store, region)
    for name, children in (("Kent", 800), ("Slough", 199), ("Medway", 201), ("Reading", 100)):
        authority = store.need(Authority, authority_id(store, name))
        store.apply(edit_each("Edit", [(authority, replace(authority, children=children))]))
    costs = {cost.pair: cost.cost for cost in problem_of(store, plan).pair_costs}
    assert costs["Kent", "Slough"] == 1  # four times
    assert ("Kent", "Medway") not in costs  # three times
    assert costs["Kent", "Reading"] == 2  # eight times


def test_only_those_who_joined_are_grouped(store, region):
    plan = draft_plan(store, region)
    store.apply(set_joining(store, region, authority_id(store, "Kent"), Joining.DECLINED, "Ofsted"))
    problem = problem_of(store, plan)
    assert "Kent" not in problem.authorities
    assert not any("Kent" in rule.pair for rule in problem.apart)
    assert len(problem.authorities) == 18


def test_what_everyone_may_read_never_tells_a_grade_points_or_an_interest(store, region):
    kent, slough = authority_id(store, "Kent"), authority_id(store, "Slough")
    store.apply(relate(store, kent, slough, RelationshipKind.DECLARED_CONFLICT))
    question = question_of(store, draft_plan(store, region))
    assert (
        question.shareable(["Kent", "Slough", "Oxfordshire"])
        == "A balance of strengths, different parts of the region, no earlier partnership, a mix of types of authority"
    )
    assert (
        question.shareable(["Kent", "Medway"])
        == "A balance of strengths, no earlier partnership, a mix of types of authority"
    )
    assert question.shareable(["Slough", "Reading"]) == "Different parts of the region, no earlier partnership"
    assert question.shareable(["Kent"]) == ""


def test_a_new_authority_without_facts_can_be_grouped(store, region):
    store.apply(add("Add", Authority(id=store.new_id(), name="Wight", region="South East")))
    store.apply(set_joining(store, region, authority_id(store, "Wight"), Joining.JOINED))
    assert "Wight" in problem_of(store, draft_plan(store, region)).authorities
