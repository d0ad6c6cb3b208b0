"""Rules the coordinator names: together, apart, numbers of a set."""

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Plan, PlanRule
from peer_challenge.services import own_rules
from peer_challenge.services.board import board
from peer_challenge.services.plans import remove_plan, suggest
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def plan(store):
    return draft_plan(store, south_east_round(store))


def ids(store, *names):
    return [authority_id(store, name) for name in names]


def groups_of(store, plan):
    return [{card.name for card in each.cards} for each in board(store, plan).groups]


def test_together_apart_and_numbers_are_kept_by_what_is_suggested(store, plan):
    store.apply(own_rules.keep_together(store, plan, ids(store, "Kent", "Slough", "Wokingham"), "asked for it"))
    store.apply(own_rules.keep_apart(store, plan, ids(store, "Medway", "Surrey", "Southampton")))
    coast = ids(store, "Brighton and Hove", "Isle of Wight", "Portsmouth", "Southampton")
    store.apply(own_rules.limit_set(store, plan, "the coast", coast, most=1))
    store.apply(suggest(store, plan))
    found = groups_of(store, plan)
    assert any({"Kent", "Slough", "Wokingham"} <= each for each in found)
    assert all(len(each & {"Medway", "Surrey", "Southampton"}) <= 1 for each in found)
    assert all(len(each & {"Brighton and Hove", "Isle of Wight", "Portsmouth", "Southampton"}) <= 1 for each in found)
    assert board(store, plan).broken == ()


def test_they_are_told_and_taken_away_in_words(store, plan):
    store.apply(own_rules.keep_together(store, plan, ids(store, "Slough", "Kent"), " shared service "))
    store.apply(own_rules.keep_apart(store, plan, ids(store, "Medway", "Surrey", "Reading")))
    store.apply(own_rules.limit_set(store, plan, "the coast", ids(store, "Portsmouth"), least=1, most=2))
    rows = own_rules.rules_of_plan(store, plan)
    assert [each.words for each in rows] == [
        "Kent and Slough are kept together: shared service",
        "Medway, Reading and Surrey are kept apart",
        "Each group has at least one and at most two from the coast (Portsmouth)",
    ]
    store.apply(own_rules.remove_rule(store, rows[0].id))
    assert len(own_rules.rules_of_plan(store, plan)) == 2
    store.undo()
    assert len(own_rules.rules_of_plan(store, plan)) == 3
    store.apply(remove_plan(store, plan))
    assert store.find(PlanRule) == store.find(Plan) == []


def test_a_broken_one_is_said_on_the_board(store):
    plan = draft_plan(store, south_east_round(store), LEGAL_GROUPS)
    store.apply(own_rules.keep_together(store, plan, ids(store, "Kent", "Reading"), "shared service"))
    store.apply(own_rules.limit_set(store, plan, "the south", ids(store, "Portsmouth", "Southampton"), most=1))
    store.apply(own_rules.limit_set(store, plan, "the pilots", ids(store, "Kent"), least=1))
    broken = {each.name: each.broken for each in board(store, plan).groups}
    assert "Kent and Reading: to sit together, shared service" in broken["Group 1"]
    assert "Portsmouth and Southampton are both from the south" in broken["Group 3"]
    assert "Nobody is from the pilots; one wanted" in broken["Group 3"]
    assert broken["Group 5"] == ("Kent and Reading: to sit together, shared service",)
    reading = next(card for card in board(store, plan).groups[0].cards if card.name == "Reading")
    assert reading.problems == ("Not with Kent: shared service",)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda s, p, i: own_rules.keep_together(s, p, i[:1]), "two or more"),
        (lambda s, p, i: own_rules.keep_together(s, p, [i[0], i[0]]), "two or more"),
        (lambda s, p, i: own_rules.keep_together(s, p, i), "at most 4 authorities"),
        (lambda s, p, i: own_rules.limit_set(s, p, " ", i, most=1), "called together"),
        (lambda s, p, i: own_rules.limit_set(s, p, "X", i), "how many of them"),
        (lambda s, p, i: own_rules.limit_set(s, p, "X", i, least=2, most=1), "At least 2 is more than at most 1"),
        (lambda s, p, i: own_rules.limit_set(s, p, "X", i, most=9), "9 is out of range"),
    ],
)
def test_what_cannot_be_meant_is_refused(store, plan, act, said):
    five = ids(store, "Kent", "Slough", "Reading", "Medway", "Surrey")
    with pytest.raises(UserError) as refused:
        act(store, plan, five)
    assert said in refused.value.sentence


def test_one_who_has_not_joined_is_left_out(store):
    from peer_challenge.domain.choices import Joining
    from peer_challenge.services.rounds import set_joining

    region = south_east_round(store)
    plan = draft_plan(store, region)
    store.apply(own_rules.keep_together(store, plan, ids(store, "Kent", "Slough")))
    store.apply(set_joining(store, region, authority_id(store, "Kent"), Joining.DECLINED))
    store.apply(suggest(store, plan))
    assert board(store, plan).broken == ()
