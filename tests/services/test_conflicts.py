"""Rules that cannot hold together, and what giving each of them up would bring."""

import pytest

from peer_challenge.domain.choices import Joining
from peer_challenge.services import groups, own_rules
from peer_challenge.services.board import board
from peer_challenge.services.conflicts import RulesConflict, conflict
from peer_challenge.services.exceptions import agree_exception
from peer_challenge.services.plans import edit_rules, suggest
from peer_challenge.services.rounds import set_joining
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


def only(store, region, *names):
    for each in LEGAL_GROUPS.replace("\n", ", ").split(", "):
        if each not in names:
            store.apply(set_joining(store, region, authority_id(store, each), Joining.DECLINED))


def test_there_is_none_where_a_plan_keeps_the_rules(store, region):
    assert conflict(store, draft_plan(store, region)) is None


def test_each_rule_can_be_given_up_as_the_row_says_and_brings_what_it_says(store, region):
    only(store, region, "Kent", "Slough", "Reading", "Wokingham", "Hampshire", "Isle of Wight")
    plan = draft_plan(store, region, one_per_stratum=("Berkshire",))
    with pytest.raises(RulesConflict):
        suggest(store, plan)
    view = conflict(store, plan)
    assert view.proven
    assert len(view.rows) >= 1
    for row in view.rows:
        if row.field:
            store.apply(edit_rules(store, plan, **{row.field: row.value}))
        else:
            store.apply(agree_exception(store, plan, row.breach, "Agreed"))
        if row.points is None:
            assert row.relaxed == "Giving up this alone does not help."
        else:
            store.apply(suggest(store, plan))
            assert str(row.points) in row.relaxed
        store.undo()
        if row.points is not None:
            store.undo()


def test_giving_up_one_pair_of_two_conflicting_rules_gives_the_exact_points(store, region):
    plan = draft_plan(store, region, apart_years=0, avoid_borders=False, linked_apart=False, one_good=False)
    kent, slough, reading = (authority_id(store, name) for name in ("Kent", "Slough", "Reading"))
    store.apply(own_rules.keep_together(store, plan, [kent, slough], "shared service"))
    store.apply(own_rules.keep_apart(store, plan, [kent, slough, reading], "three of a kind"))
    view = conflict(store, plan)
    assert {row.words for row in view.rows} == {
        "Kent and Slough: to sit together, shared service",
        "Kent and Slough: three of a kind",
    }
    for row in view.rows:
        assert row.field == ""
        store.apply(agree_exception(store, plan, row.breach, "Agreed"))
        store.apply(suggest(store, plan))
        assert board(store, plan).points == row.points
        assert board(store, plan).best
        store.undo()
        store.undo()
    assert conflict(store, plan) == view


def test_a_lock_in_the_way_is_named(store, region):
    only(store, region, "Kent", "Slough", "Reading", "Medway", "Oxfordshire", "Portsmouth")
    plan = draft_plan(store, region, "Kent, Slough, Oxfordshire", apart_years=0, one_good=False)
    medway, portsmouth = (authority_id(store, name) for name in ("Medway", "Portsmouth"))
    store.apply(own_rules.keep_apart(store, plan, [medway, portsmouth]))
    store.apply(groups.lock(store, board(store, plan).groups[0].id, True))
    view = conflict(store, plan)
    assert "Kent, Oxfordshire and Slough are locked as a group" in {row.words for row in view.rows}
    assert all("Without it the best plan has" in row.relaxed for row in view.rows)
