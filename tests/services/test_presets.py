"""Named sets of rules and wishes."""

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Plan
from peer_challenge.services.board import board
from peer_challenge.services.plans import edit_rules, suggest
from peer_challenge.services.presets import PRESETS, apply_preset, preset_of
from peer_challenge.services.rounds import start_round
from peer_challenge.services.warnings import legal_groups, warnings
from tests.builders import draft_plan, south_east_round


@pytest.fixture
def plan(store):
    return draft_plan(store, south_east_round(store))


@pytest.mark.parametrize("name", [each.name for each in PRESETS])
def test_each_is_one_act_known_by_its_name_and_has_a_best_plan_without_a_warning(store, plan, name):
    before = store.need(Plan, plan)
    store.apply(apply_preset(store, plan, name))
    assert preset_of(store.need(Plan, plan)) == name
    assert warnings(store, plan) == ()
    assert legal_groups(store, plan) > 100
    store.apply(suggest(store, plan))
    assert board(store, plan).best
    store.undo()
    store.undo()
    assert store.need(Plan, plan) == before


def test_they_differ_in_what_they_suggest(store, plan):
    found = []
    for each in PRESETS:
        store.apply(apply_preset(store, plan, each.name))
        store.apply(suggest(store, plan))
        found.append({frozenset(card.name for card in group.cards) for group in board(store, plan).groups})
    assert all(one != other for at, one in enumerate(found) for other in found[:at])


def test_a_changed_number_is_no_longer_the_preset(store, plan):
    store.apply(apply_preset(store, plan, "Spread widely"))
    store.apply(edit_rules(store, plan, weight_near=7))
    assert preset_of(store.need(Plan, plan)) == ""


def test_a_region_without_the_sub_region_has_the_rest(store):
    act = start_round(store, "Autumn", "quality_assurance", "South West", starts=None, sef_due=None)
    store.apply(act)
    plan = draft_plan(store, act.changes[0].record.id)
    store.apply(apply_preset(store, plan, "South East 2026"))
    assert store.need(Plan, plan).one_per_stratum == ()
    assert preset_of(store.need(Plan, plan)) == "South East 2026"


def test_an_unknown_name_is_refused(store, plan):
    with pytest.raises(UserError, match=r"no set of rules “Best”. Choose one of: South East 2026, Spread widely"):
        apply_preset(store, plan, "Best")
