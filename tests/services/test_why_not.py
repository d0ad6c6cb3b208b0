"""Exchanges that help, and why not otherwise."""

import re

import pytest

from peer_challenge.domain.choices import RelationshipKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services import groups
from peer_challenge.services.alternatives import keep_as_draft
from peer_challenge.services.authorities import relate
from peer_challenge.services.board import board
from peer_challenge.services.conflicts import RulesConflict
from peer_challenge.services.exceptions import agree_exception
from peer_challenge.services.plans import suggest
from peer_challenge.services.why_not import swaps_that_help, why_not
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


def ids(store, *names):
    return [authority_id(store, name) for name in names]


def test_a_swap_that_mends_comes_first_and_does_what_it_says(store, region):
    plan = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(groups.swap(store, plan, *ids(store, "Slough", "Medway")))
    before = board(store, plan)
    first, *others = swaps_that_help(store, plan)
    assert first.words.startswith("Swap Medway and Slough: ")
    assert set(first.mends) == {
        "Kent and Medway: share a border",
        "Medway and Oxfordshire: together in 2019",
        "Slough and Surrey: share a border",
    }
    for each in (first, *others):
        store.apply(groups.swap(store, plan, each.first, each.second))
        after = board(store, plan)
        assert after.points == before.points - each.fewer
        assert len(after.broken) < len(before.broken) or after.points < before.points
        store.undo()


def test_the_best_plan_has_no_swap_that_helps(store, region):
    plan = draft_plan(store, region)
    assert swaps_that_help(store, plan) == ()
    store.apply(suggest(store, plan))
    assert swaps_that_help(store, plan) == ()


def test_locked_groups_and_groups_that_stand_by_an_exception_are_left_alone(store, region):
    plan = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(groups.swap(store, plan, *ids(store, "Slough", "Medway")))
    four = board(store, plan).groups[3]
    for each in four.breaches:
        store.apply(agree_exception(store, plan, each, "Travel"))
    store.apply(groups.lock(store, four.id, True))
    seated = set(ids(store, *(card.name for card in four.cards)))
    assert all(not {each.first, each.second} & seated for each in swaps_that_help(store, plan, most=50))


def test_a_rule_that_forbids_is_named_and_not_told_to_others(store, region):
    kent, slough = ids(store, "Kent", "Slough")
    store.apply(relate(store, kent, slough, RelationshipKind.DECLARED_CONFLICT))
    plan = draft_plan(store, region)
    answer = why_not(store, plan, [slough, kent])
    assert answer.words == "Kent and Slough cannot be in one group. Kent and Slough: declared interest."
    assert answer.forbidden == ("Kent and Slough: declared interest",)
    assert answer.shareable == "The rules agreed for the round do not put them in one group."
    assert answer.shareable == why_not(store, plan, ids(store, "Kent", "Medway")).shareable
    trio = why_not(store, plan, ids(store, "Slough", "Reading", "Buckinghamshire"))
    assert "cannot be a group. Each group has somebody rated good or outstanding" in trio.words


def test_what_it_would_cost_is_exact_and_can_be_held(store, region):
    plan = draft_plan(store, region)
    store.apply(suggest(store, plan))
    best = board(store, plan).points
    answer = why_not(store, plan, ids(store, "Kent", "Oxfordshire", "Slough"))
    assert ("Kent", "Oxfordshire", "Slough") in answer.groups
    act = keep_as_draft(store, plan, answer.groups)
    store.apply(act)
    held = board(store, act.changes[0].record.id)
    assert held.points == best + answer.more
    so = rf"The best plan with Kent, Oxfordshire and Slough as a group has {held.points} points? against, .* of all\."
    against = r"Against Kent, Oxfordshire and Slough as a group: (.*)\."
    found = re.fullmatch(f"{so} {against}", answer.words)
    assert found
    group = next(
        each for each in held.groups if {card.name for card in each.cards} == {"Kent", "Oxfordshire", "Slough"}
    )
    assert [int(each) for each in re.findall(r"\((\d+)\)", found[1])] == [each.points for each in group.reasons]
    assert not re.search(r"\d|point|grade|rated", answer.shareable)


def test_one_that_is_as_good_is_said_to_be(store, region):
    plan = draft_plan(store, region)
    store.apply(suggest(store, plan))
    three = board(store, plan).groups[0].cards
    answer = why_not(store, plan, [card.id for card in three])
    assert answer.more == 0
    assert "as few as the best of all" in answer.words
    assert answer.shareable == "It would suit the region as a whole just as well."


def test_what_cannot_be_asked_is_refused(store, region):
    plan = draft_plan(store, region)
    for names in (["Kent"], ["Kent", "Slough", "Reading", "Medway", "Surrey"]):
        with pytest.raises(UserError, match="Choose 2 to 4 authorities to ask about"):
            why_not(store, plan, ids(store, *names))


def test_where_no_plan_keeps_the_rules_that_is_the_answer(store, region):
    kent = authority_id(store, "Kent")
    for each in LEGAL_GROUPS.replace("\n", ", ").split(", "):
        if each != "Kent":
            store.apply(relate(store, kent, authority_id(store, each), RelationshipKind.DECLARED_CONFLICT))
    with pytest.raises(RulesConflict, match="These rules cannot all be kept"):
        why_not(store, draft_plan(store, region), ids(store, "Slough", "Surrey"))
