"""Groups moved by hand, and what the board says about them."""

import pytest

from peer_challenge.domain.choices import Joining, RelationshipKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Group, Membership
from peer_challenge.services import groups
from peer_challenge.services.authorities import relate
from peer_challenge.services.board import board
from peer_challenge.services.rounds import set_joining
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


@pytest.fixture
def plan(store, region):
    return draft_plan(store, region, LEGAL_GROUPS)


def group_id(store, plan, name):
    return next(each.id for each in store.find(Group, plan=plan) if each.name == name)


def sits(store, plan):
    """Return group name → its members, the unplaced under ""."""
    view = board(store, plan)
    return {each.name: [card.name for card in each.cards] for each in view.groups} | {
        "": [card.name for card in view.unplaced]
    }


def test_a_move_is_scored_at_once_and_undone_in_one_act(store, plan):
    before = board(store, plan)
    store.apply(groups.place(store, plan, authority_id(store, "Medway"), group_id(store, plan, "Group 5")))
    after = board(store, plan)
    assert after.broken == (
        "Group 5: Kent and Medway: share a border",
        "Group 5: Medway and Oxfordshire: together in 2019",
    )
    assert [(card.name, card.problems) for card in after.groups[4].cards] == [
        ("Kent", ("Share a border: Medway",)),
        ("Oxfordshire", ("Together in 2019: Medway",)),
        ("Slough", ()),
        ("Medway", ("Share a border: Kent", "Together in 2019: Oxfordshire")),
    ]
    assert after.points == sum(group.points for group in after.groups) > before.points
    store.undo()
    assert board(store, plan) == before


def test_an_authority_taken_out_of_all_groups_is_unplaced(store, plan):
    store.apply(groups.place(store, plan, authority_id(store, "Slough"), None))
    assert sits(store, plan)[""] == ["Slough"]
    assert sits(store, plan)["Group 5"] == ["Kent", "Oxfordshire"]


def test_moving_there_and_back_leaves_one_membership(store, plan):
    slough = authority_id(store, "Slough")
    for name in ("Group 1", "Group 5", "Group 1", "Group 5"):
        store.apply(groups.place(store, plan, slough, group_id(store, plan, name)))
    assert sits(store, plan)["Group 5"] == ["Kent", "Oxfordshire", "Slough"]
    assert len(store.find(Membership, authority=slough)) == 1
    assert not groups.place(store, plan, slough, group_id(store, plan, "Group 5"))


def test_two_authorities_swap_places(store, plan):
    store.apply(groups.swap(store, plan, authority_id(store, "Slough"), authority_id(store, "Wokingham")))
    assert sits(store, plan)["Group 5"] == ["Kent", "Oxfordshire", "Wokingham"]
    assert sits(store, plan)["Group 6"] == ["Isle of Wight", "West Sussex", "Slough"]
    with pytest.raises(UserError, match="not in two groups"):
        groups.swap(store, plan, authority_id(store, "Kent"), authority_id(store, "Oxfordshire"))


def test_a_locked_group_stays_as_it_is(store, plan):
    five = group_id(store, plan, "Group 5")
    store.apply(groups.lock(store, five, True))
    for act in (
        lambda: groups.place(store, plan, authority_id(store, "Slough"), None),
        lambda: groups.place(store, plan, authority_id(store, "Reading"), five),
        lambda: groups.swap(store, plan, authority_id(store, "Slough"), authority_id(store, "Reading")),
        lambda: groups.remove_group(store, five),
    ):
        with pytest.raises(UserError, match="Group 5 is locked"):
            act()
    store.apply(groups.lock(store, five, False))
    assert groups.place(store, plan, authority_id(store, "Slough"), None)


def test_groups_are_added_renamed_and_removed_with_what_they_hold(store, plan):
    store.apply(groups.add_group(store, plan))
    assert list(sits(store, plan))[6] == "Group 7"
    store.apply(groups.rename_group(store, group_id(store, plan, "Group 7"), "  Coast  "))
    assert list(sits(store, plan))[6] == "Coast"
    with pytest.raises(UserError, match="another group named group 1"):
        groups.rename_group(store, group_id(store, plan, "Coast"), "group 1")
    with pytest.raises(UserError, match="needs a name"):
        groups.rename_group(store, group_id(store, plan, "Coast"), " ")
    store.apply(groups.remove_group(store, group_id(store, plan, "Group 5")))
    assert sits(store, plan)[""] == ["Kent", "Oxfordshire", "Slough"]
    assert "Group 5" not in sits(store, plan)
    store.undo()
    assert sits(store, plan)["Group 5"] == ["Kent", "Oxfordshire", "Slough"]


def test_only_authorities_of_the_round_are_placed(store, region, plan):
    slough = authority_id(store, "Slough")
    store.apply(set_joining(store, region, slough, Joining.DECLINED, "Ofsted is coming"))
    assert board(store, plan).broken == ("Group 5: Slough is not in this round any more",)
    with pytest.raises(UserError, match="Slough has not joined this round"):
        groups.place(store, plan, slough, group_id(store, plan, "Group 1"))
    store.apply(groups.place(store, plan, slough, None))
    assert sits(store, plan)[""] == []
    assert board(store, plan).broken == ()


@pytest.mark.parametrize(
    ("typed", "broken"),
    [
        ("Kent, Medway, Slough", "Kent and Medway: share a border"),
        ("Slough, Hampshire, Southampton", "Hampshire and Southampton: share a border"),
        ("Wokingham, Milton Keynes", ""),
        (
            "Slough, Buckinghamshire",
            "Nobody is rated good or outstanding for impact of leaders, Buckinghamshire and Slough: share a border",
        ),
        ("Reading, Bracknell Forest, Kent", "Bracknell Forest and Reading are both from Berkshire"),
    ],
)
def test_broken_rules_are_said_in_words(store, region, typed, broken):
    plan = draft_plan(store, region, typed, apart_years=0, one_per_stratum=("Berkshire",))
    assert ", ".join(board(store, plan).groups[0].broken) == broken


def test_sizes_by_hand_are_two_to_four(store, region):
    plan = draft_plan(store, region, "Kent, Slough", apart_years=0)
    store.apply(groups.place(store, plan, authority_id(store, "Slough"), None))
    assert board(store, plan).groups[0].broken == ("Only 1 in the group; a group has 2 to 4",)
    for name in ("Portsmouth", "Reading", "West Sussex", "Wokingham"):
        store.apply(groups.place(store, plan, authority_id(store, name), group_id(store, plan, "Group 1")))
    assert "5 in the group; a group has 2 to 4" in board(store, plan).groups[0].broken


def test_points_are_told_by_reason(store, region):
    plan = draft_plan(store, region, "Kent, Portsmouth, Reading", apart_years=0, weight_size=0)
    (group,) = board(store, plan).groups
    assert [(each.reason, each.points, each.names) for each in group.reasons] == [
        ("together in 2019", 13, ("Kent", "Portsmouth")),
        ("together in 2019", 13, ("Kent", "Reading")),
        ("together in 2019", 13, ("Portsmouth", "Reading")),
        ("more than one unitary", 2, ("Portsmouth", "Reading")),
    ]
    assert group.points == board(store, plan).points == 41


def test_a_declared_interest_is_told_to_the_coordinator_alone(store, region):
    plan = draft_plan(store, region, "Kent, Slough, Oxfordshire")
    store.apply(
        relate(store, authority_id(store, "Kent"), authority_id(store, "Slough"), RelationshipKind.DECLARED_CONFLICT)
    )
    (group,) = board(store, plan).groups
    assert group.broken == ("Kent and Slough: declared interest",)
    assert "interest" not in group.why
