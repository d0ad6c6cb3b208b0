"""Settling a plan: what it makes, what it refuses, and how roles go round."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from peer_challenge.domain.changes import add, edit_each
from peer_challenge.domain.choices import DutyKind, Joining, PlanState, SubmissionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Authority, Challenge, Duty, Group, Membership, Plan, Submission
from peer_challenge.services import groups
from peer_challenge.services.board import board
from peer_challenge.services.exceptions import exceptions_of
from peer_challenge.services.plans import consult, edit_rules, new_plan
from peer_challenge.services.rounds import edit_round, set_joining
from peer_challenge.services.settling import settle
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    made = south_east_round(store)
    store.apply(edit_round(store, made, sef_due=date(2026, 12, 4)))
    return made


@pytest.fixture
def plan(store, region):
    return draft_plan(store, region, LEGAL_GROUPS)


def team(store, group_name):
    """Return host → (lead, third peer, note taker) by name."""
    names = {each.id: each.name for each in store.find(Authority)}
    group = next(each for each in store.find(Group) if each.name == group_name)
    found = {}
    for challenge in store.find(Challenge, group=group.id):
        held = {each.kind: names[each.authority] for each in store.find(Duty, challenge=challenge.id)}
        found[names[challenge.host]] = tuple(held.get(kind) for kind in list(DutyKind)[:3])
    return found


def test_every_host_gets_a_challenge_a_team_and_a_sef_in_one_act(store, region, plan):
    store.apply(settle(store, plan))
    settled = store.need(Plan, plan)
    assert (settled.state, settled.settled_on) == (PlanState.SETTLED, date(2026, 11, 5))
    assert len(store.find(Challenge, round=region)) == 19
    assert team(store, "Group 5") == {
        "Kent": ("Oxfordshire", "Slough", "Slough"),
        "Oxfordshire": ("Slough", "Kent", "Kent"),
        "Slough": ("Kent", "Oxfordshire", "Oxfordshire"),
    }
    assert team(store, "Group 1")["Hampshire"] == ("Reading", "Buckinghamshire", "East Sussex")
    kent = store.need(Submission, known_id("submission", region, authority_id(store, "Kent")))
    assert (kent.state, kent.due_on, kent.version) == (SubmissionState.NOT_STARTED, date(2026, 12, 4), 1)
    assert all(each.reason.startswith("A balance of strengths") for each in store.find(Group, plan=plan))
    store.undo()
    assert store.need(Plan, plan).state is PlanState.DRAFT
    assert store.find(Challenge) == store.find(Duty) == store.find(Submission) == []
    store.apply(settle(store, plan))
    assert len(store.find(Submission)) == 19


def test_ids_are_those_every_copy_derives(store, plan):
    store.apply(settle(store, plan))
    group = next(each for each in store.find(Group) if each.name == "Group 5")
    assert store.get(Challenge, known_id("challenge", group.id, authority_id(store, "Kent")))


def test_within_a_group_everyone_leads_once_and_nobody_challenges_itself(store, plan):
    store.apply(settle(store, plan))
    for group in store.find(Group, plan=plan):
        challenges = {each.id: each for each in store.find(Challenge, group=group.id)}
        members = {each.authority for each in store.find(Membership, group=group.id)}
        duties = [each for challenge in challenges for each in store.find(Duty, challenge=challenge)]
        leads = Counter(each.authority for each in duties if each.kind is DutyKind.LEAD_CHALLENGER)
        assert leads == Counter(members)
        assert all(each.authority != challenges[each.challenge].host for each in duties)
        assert len(duties) == 3 * len(members)


def test_a_pair_has_no_third_peer(store, region):
    for name in LEGAL_GROUPS.replace("\n", ", ").split(", "):
        if name not in ("Kent", "Slough"):
            store.apply(set_joining(store, region, authority_id(store, name), Joining.DECLINED))
    plan = draft_plan(store, region, "Kent, Slough")
    store.apply(settle(store, plan))
    assert team(store, "Group 1") == {"Kent": ("Slough", None, "Slough"), "Slough": ("Kent", None, "Kent")}


def test_authorities_that_share_a_seat_count_as_one(store, plan):
    seats = store.find(Membership, group=store.find(Group, plan=plan)[0].id)
    linked = [each for each in seats if each.authority in {authority_id(store, n) for n in ("Hampshire", "Reading")}]
    seat = linked[0].authority
    store.apply(edit_each("Share a seat", [(each, replace(each, shares_seat=seat)) for each in linked]))
    store.apply(settle(store, plan))
    assert team(store, "Group 1") == {
        "Buckinghamshire": ("East Sussex", "Hampshire", "Hampshire"),
        "East Sussex": ("Hampshire", "Buckinghamshire", "Buckinghamshire"),
        "Hampshire": ("Buckinghamshire", "East Sussex", "East Sussex"),
    }


def test_an_incomplete_plan_is_refused_with_what_to_do(store, region, plan):
    slough = authority_id(store, "Slough")
    store.apply(groups.place(store, plan, slough, None))
    with pytest.raises(UserError, match=r"Slough is not in a group yet. Move it into one first"):
        settle(store, plan)
    store.apply(groups.place(store, plan, authority_id(store, "Kent"), None))
    with pytest.raises(UserError, match=r"Kent and 1 more are not in a group yet. Move them"):
        settle(store, plan)
    store.undo()
    store.apply(set_joining(store, region, slough, Joining.DECLINED))
    store.apply(groups.add_group(store, plan))
    with pytest.raises(UserError, match=r"Group 7 is empty. Remove it first"):
        settle(store, plan)
    with pytest.raises(UserError, match="There are no groups yet"):
        settle(store, draft_plan(store, south_east_round(store, "Another")))


def test_an_authority_that_left_the_round_is_taken_out_first(store, region, plan):
    store.apply(set_joining(store, region, authority_id(store, "Slough"), Joining.DECLINED))
    with pytest.raises(UserError, match=r"Slough is in Group 5 but not in this round any more. Take it out first"):
        settle(store, plan)


def test_a_broken_rule_needs_an_exception_that_was_agreed(store, plan):
    store.apply(groups.swap(store, plan, authority_id(store, "Slough"), authority_id(store, "Medway")))
    with pytest.raises(UserError, match=r"Slough and Surrey: share a border, and 2 more.*which exception was agreed"):
        settle(store, plan)
    store.apply(settle(store, plan, " Steering group, 3 November: travel "))
    agreed = exceptions_of(store, plan)
    assert {each.words for each in agreed} == {
        "Slough and Surrey: share a border",
        "Kent and Medway: share a border",
        "Medway and Oxfordshire: together in 2019",
    }
    assert {(each.reason, each.agreed_on) for each in agreed} == {
        ("Steering group, 3 November: travel", date(2026, 11, 5))
    }
    assert board(store, plan).broken == ()


def test_a_settled_plan_cannot_be_changed_and_is_the_only_one(store, region, plan):
    store.apply(settle(store, plan))
    five = store.find(Group, plan=plan)[4].id
    for act in (
        lambda: groups.place(store, plan, authority_id(store, "Kent"), None),
        lambda: groups.lock(store, five, True),
        lambda: groups.rename_group(store, five, "Coast"),
        lambda: groups.add_group(store, plan),
        lambda: groups.remove_group(store, five),
        lambda: edit_rules(store, plan, avoid_borders=False),
        lambda: settle(store, plan),
    ):
        with pytest.raises(UserError, match="Plan A is settled"):
            act()
    other = draft_plan(store, region, LEGAL_GROUPS)
    with pytest.raises(UserError, match="Plan A is settled for this round already"):
        settle(store, other)


def test_a_sef_that_is_there_already_stays(store, region, plan):
    kent = authority_id(store, "Kent")
    there = Submission(
        id=known_id("submission", region, kent), round=region, authority=kent, signed_off_by="A director"
    )
    store.apply(add("Add SEF", there))
    store.apply(settle(store, plan))
    assert store.need(Submission, there.id) == there


def test_a_plan_goes_out_for_consultation_with_its_reasons(store, plan):
    store.apply(consult(store, plan))
    assert store.need(Plan, plan).state is PlanState.CONSULTING
    assert all(each.reason for each in store.find(Group, plan=plan))
    store.apply(groups.swap(store, plan, authority_id(store, "Slough"), authority_id(store, "Medway")))
    reasons = {each.name: each.reason for each in store.find(Group, plan=plan)}
    assert reasons["Group 5"] == reasons["Group 4"] == ""
    assert reasons["Group 1"]


def test_plans_get_letters_and_names_of_their_own(store, region):
    for name in ("", "", "Plan C", ""):
        store.apply(new_plan(store, region, name))
    assert [each.name for each in store.find(Plan, round=region)] == ["Plan A", "Plan B", "Plan C", "Plan D"]
    with pytest.raises(UserError, match="another draft plan named plan a"):
        new_plan(store, region, "plan a")


@pytest.mark.parametrize("rules", [{"apart_years": -1}, {"weight_size": 1001}, {"apart_years": 51}])
def test_numbers_that_cannot_be_meant_are_refused(store, region, rules):
    plan = draft_plan(store, region)
    with pytest.raises(UserError, match=r"is out of range. Give a whole number from 0 to"):
        edit_rules(store, plan, **rules)
