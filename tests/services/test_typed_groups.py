"""Groups pasted as given: what is understood, and what each refusal says."""

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Group
from peer_challenge.services.board import board
from peer_challenge.services.groups import lock
from peer_challenge.services.rounds import start_round
from peer_challenge.services.typed_groups import type_groups
from tests.builders import draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


def typed(store, plan, text):
    store.apply(type_groups(store, plan, text))
    return [(each.name, [card.name for card in each.cards]) for each in board(store, plan).groups]


def test_one_group_a_line_with_commas_semicolons_or_tabs(store, region):
    plan = draft_plan(store, region)
    text = "Kent, Slough\n\n  Hants; RBWM ; B&H\t\nMedway\tSurrey\tWest Berkshire\n"
    assert typed(store, plan, text) == [
        ("Group 1", ["Kent", "Slough"]),
        ("Group 2", ["Hampshire", "Windsor and Maidenhead", "Brighton and Hove"]),
        ("Group 3", ["Medway", "Surrey", "West Berkshire"]),
    ]


def test_a_line_may_name_its_group(store, region):
    plan = draft_plan(store, region)
    assert typed(store, plan, "Coast: Kent, Slough\nMedway, Surrey\nGroup 1: Reading, Hampshire") == [
        ("Coast", ["Kent", "Slough"]),
        ("Group 2", ["Medway", "Surrey"]),
        ("Group 1", ["Reading", "Hampshire"]),
    ]


def test_typing_replaces_what_is_not_locked_in_one_act(store, region):
    plan = draft_plan(store, region, "Kent, Slough\nMedway, Surrey")
    first = store.find(Group, plan=plan)[0]
    store.apply(lock(store, first.id, True))
    assert typed(store, plan, "Reading, Hampshire") == [
        ("Group 1", ["Kent", "Slough"]),
        ("Group 2", ["Reading", "Hampshire"]),
    ]
    with pytest.raises(UserError, match="Line 1: Kent is already in Group 1, which is locked"):
        type_groups(store, plan, "Kent, Reading")
    store.undo()
    assert [each.name for each in board(store, plan).groups] == ["Group 1", "Group 2"]
    assert [card.name for card in board(store, plan).groups[1].cards] == ["Medway", "Surrey"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Nothing was typed"),
        ("  \n \t\n", "Nothing was typed"),
        ("Kent, Slough\nAtlantis, Medway", "Line 2: “Atlantis” is not one of the authorities"),
        ("Kent, Slough\nMedway, Kent", "Line 2: Kent is already on line 1"),
        ("Kent, Slough, kent", "Line 1: Kent is named twice"),
        ("Kent", "Line 1 has 1 authority. A group has 2 to 4"),
        ("Kent, Slough\n\nReading, Medway, Surrey, Hants, Portsmouth", "Line 3 has 5 authorities"),
        ("A: Kent, Slough\nA: Medway, Surrey", "Line 2: there is another group named A"),
        ("Cumbria, Kent", "Line 1"),
    ],
)
def test_each_refusal_names_its_line_and_changes_nothing(store, region, text, said):
    plan = draft_plan(store, region)
    with pytest.raises(UserError) as refused:
        type_groups(store, plan, text)
    assert said in refused.value.sentence
    assert store.find(Group, plan=plan) == []


def test_a_name_that_has_commas_itself_is_understood(store):
    act = start_round(store, "South West 2026", "quality_assurance", "South West", starts=None, sef_due=None)
    store.apply(act)
    plan = draft_plan(store, act.changes[0].record.id)
    assert typed(store, plan, "Bournemouth, Christchurch and Poole, Devon, Cornwall") == [
        ("Group 1", ["Bournemouth, Christchurch and Poole", "Devon", "Cornwall"])
    ]
