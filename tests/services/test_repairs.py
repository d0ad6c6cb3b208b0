"""Repair: the fewest changed groups, a new version without a reason, and nothing lost of what did not change."""

from datetime import date

import pytest

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import DutyKind, Joining, PlanState, SessionState, Stage
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import (
    AgendaItem,
    Challenge,
    Duty,
    Group,
    Membership,
    Note,
    Plan,
    PreparedQuestion,
    Session,
    Submission,
    TimeEntry,
)
from peer_challenge.services import groups, sessions
from peer_challenge.services.authorities import add_authority
from peer_challenge.services.board import board
from peer_challenge.services.challenges import assign_duty
from peer_challenge.services.objections import note_objection
from peer_challenge.services.plans import consult, remove_plan, suggest
from peer_challenge.services.repairs import difference, needs_repair, repair
from peer_challenge.services.rounds import set_joining
from peer_challenge.services.settling import settle
from peer_challenge.storage.checking import faults_of
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


@pytest.fixture
def plan(store, region):
    made = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(consult(store, made))
    return made


@pytest.fixture
def settled(store, plan):
    store.apply(settle(store, plan))
    return plan


def repaired(store, plan):
    act = repair(store, plan)
    store.apply(act)
    return act.changes[0].record.id


def leave(store, region, name):
    store.apply(set_joining(store, region, authority_id(store, name), Joining.DECLINED, "Ofsted is coming"))


def members(store, plan):
    return {each.name: {card.name for card in each.cards} for each in board(store, plan).groups}


def challenge_of(store, region, name):
    (found,) = store.find(Challenge, round=region, host=authority_id(store, name))
    return found


def group_named(store, plan, name):
    return next(each for each in store.find(Group, plan=plan) if each.name == name)


def test_an_objection_changes_as_few_groups_as_possible_and_the_new_version_gives_no_reason(store, region, plan):
    store.apply(note_objection(store, plan, authority_id(store, "Slough"), [authority_id(store, "Kent")]))
    assert needs_repair(store, plan) == ("Group 5: Kent and Slough: objection",)
    new = repaired(store, plan)
    record, view = store.need(Plan, new), board(store, new)
    assert (record.name, record.state, record.follows) == ("Plan A version 2", PlanState.DRAFT, plan)
    assert view.broken == view.unplaced == ()
    told = difference(store, plan, new)
    assert told.kept == 4
    assert "Group 5" in {each.name for each in told.changed}
    assert len(told.changed) == 2
    assert told.words.startswith("4 of 6 groups stay as they are. Group")
    everything = " ".join([told.words, record.name, *(each.reason for each in store.find(Group, plan=new))])
    assert "objection" not in everything.casefold()
    assert needs_repair(store, new) == ()


def test_one_that_left_changes_at_most_two_groups(store, region, plan):
    for name in ("Slough", "Kent", "Hampshire"):
        leave(store, region, name)
        assert any("is not in this round any more" in each for each in needs_repair(store, plan))
        new = repaired(store, plan)
        told = difference(store, plan, new)
        assert len(told.changed) <= 2
        assert told.left == (name,)
        assert f"{name} is no longer in a group." in told.words
        assert board(store, new).broken == ()
        store.undo()
        store.undo()


def test_one_that_joined_gets_a_place(store, region, plan):
    act = add_authority(store, "New Unitary", region, type="unitary")
    store.apply(act)
    assert needs_repair(store, plan) == ("New Unitary has joined and is in no group",)
    told = difference(store, plan, repaired(store, plan))
    assert told.joined == ("New Unitary",)
    assert len(told.changed) == 1


def test_locked_groups_stay_and_names_go_on(store, region, plan):
    coast = group_named(store, plan, "Group 6")
    store.apply(groups.rename_group(store, coast.id, "Coast"))
    store.apply(groups.lock(store, coast.id, True))
    leave(store, region, "Slough")
    new = repaired(store, plan)
    assert members(store, new)["Coast"] == members(store, plan)["Coast"]
    assert group_named(store, new, "Coast").locked
    assert [each.name for each in store.find(Group, plan=new)] == [
        "Group 1", "Group 2", "Group 3", "Group 4", "Group 5", "Coast",
    ]  # fmt: skip


def test_a_new_version_out_for_consultation_replaces_the_one_before(store, region, plan):
    store.apply(note_objection(store, plan, authority_id(store, "Slough")))
    new = repaired(store, plan)
    store.apply(consult(store, new))
    assert store.need(Plan, plan).state is PlanState.REPLACED
    with pytest.raises(UserError, match="Plan A was replaced by a later version"):
        groups.add_group(store, plan)
    assert store.need(Plan, repaired(store, new)).name == "Plan A version 3"


def test_what_did_not_change_keeps_its_challenges_sessions_sefs_and_notes(store, region, settled):
    six = group_named(store, settled, "Group 6")
    store.apply(sessions.plan_session(store, six.id, date(2026, 12, 1)))
    island = challenge_of(store, region, "Isle of Wight")
    (session,) = store.find(Session, group=six.id)
    note = Note(id=store.new_id(), session=session.id, challenge=island.id, at=store.now(), text="Good audits")
    store.apply(add("Add note", note))
    kinds = (Challenge, Duty, Session, AgendaItem, Submission, Note, Membership)
    leave(store, region, "Slough")
    new = repaired(store, settled)
    before = {kind: {each.id: each for each in store.find(kind)} for kind in kinds}
    store.apply(settle(store, new))
    told = difference(store, settled, new)
    changed = {each.name for each in told.changed}
    assert "Group 6" not in changed
    assert members(store, new)["Group 6"] == {"Isle of Wight", "West Sussex", "Wokingham"}
    kept = {each.id for each in store.find(Group, plan=new) if each.name not in changed}
    assert six.id in kept
    for group in kept:
        for challenge in (each for each in before[Challenge].values() if each.group == group):
            assert store.need(Challenge, challenge.id) == challenge
            assert store.find(Duty, challenge=challenge.id) == [
                each for each in before[Duty].values() if each.challenge == challenge.id
            ]
    assert store.get(Note, note.id) == note
    assert store.get(Session, session.id) == session
    assert [each.id for each in store.find(AgendaItem, session=session.id)] == [
        each.id for each in before[AgendaItem].values()
    ]
    assert {each.id for each in store.find(Submission)} == set(before[Submission])
    assert faults_of(store) == []


def test_every_host_has_one_challenge_and_everyone_leads_once_afterwards(store, region, settled):
    leave(store, region, "Slough")
    store.apply(note_objection(store, settled, authority_id(store, "Reading"), [authority_id(store, "Hampshire")]))
    new = repaired(store, settled)
    store.apply(settle(store, new))
    assert len(store.find(Challenge, round=region)) == 18
    for group in store.find(Group, plan=new):
        sits = {each.authority for each in store.find(Membership, group=group.id)}
        challenges = store.find(Challenge, group=group.id)
        assert {each.host for each in challenges} == sits
        leads = [d for each in challenges for d in store.find(Duty, challenge=each.id)]
        assert {each.authority for each in leads if each.kind is DutyKind.LEAD_CHALLENGER} == sits
        assert all(each.authority in sits for each in leads)
    assert [each.name for each in store.find(Plan, state=PlanState.SETTLED)] == ["Plan A version 2"]
    assert all(store.get(Challenge, each.challenge) for each in store.find(Duty))


def test_the_plan_before_still_shows_who_sat_where_and_all_is_one_act(store, region, settled):
    was = members(store, settled)
    challenges = {each.id for each in store.find(Challenge)}
    leave(store, region, "Slough")
    new = repaired(store, settled)
    draft = members(store, new)
    store.apply(settle(store, new))
    assert store.need(Plan, settled).state is PlanState.REPLACED
    assert members(store, settled) == was
    assert members(store, new) == draft
    store.undo()
    assert (members(store, settled), members(store, new)) == (was, draft)
    assert {each.id for each in store.find(Challenge)} == challenges
    store.redo()
    assert (members(store, settled), members(store, new)) == (was, draft)
    assert faults_of(store) == []


def test_a_host_that_moves_takes_its_challenge_along(store, region, settled):
    leave(store, region, "Slough")
    new = repaired(store, settled)
    moved = next(
        name for each in difference(store, settled, new).changed for name in each.after if name not in each.before
    )
    challenge = challenge_of(store, region, moved)
    question = PreparedQuestion(id=store.new_id(), challenge=challenge.id, text="What changed?")
    store.apply(add("Add question", question))
    store.apply(settle(store, new))
    after = challenge_of(store, region, moved)
    assert after.id == challenge.id
    assert after.group != challenge.group
    assert moved in next(m for n, m in members(store, new).items() if n == store.need(Group, after.group).name)
    assert store.get(PreparedQuestion, question.id) == question


def test_the_sessions_of_changed_groups_list_those_who_come(store, region, settled):
    for group in store.find(Group, plan=settled):
        store.apply(sessions.plan_session(store, group.id, date(2026, 12, 1)))
    leave(store, region, "Slough")
    new = repaired(store, settled)
    store.apply(settle(store, new))
    for group in store.find(Group, plan=new):
        (session,) = store.find(Session, group=group.id)
        items = store.find(AgendaItem, session=session.id)
        hosts = [each for each in items if each.challenge]
        assert {each.challenge for each in hosts} == {each.id for each in store.find(Challenge, group=group.id)}
        assert (items[0].title, items[-1].title) == ("Welcome", "Wrap-up")
        assert session.minutes == sum(each.minutes for each in items)


def test_time_spent_on_one_that_left_is_kept_and_an_empty_challenge_goes(store, region, settled):
    slough = challenge_of(store, region, "Slough")
    leave(store, region, "Slough")
    new = repaired(store, settled)
    store.apply(settle(store, new))
    assert store.get(Challenge, slough.id) is None
    store.undo()
    store.apply(
        add(
            "Log time",
            TimeEntry(
                id=store.new_id(), challenge=slough.id, authority=slough.host, stage=Stage.PREPARATION, minutes=30
            ),
        )
    )
    store.apply(settle(store, new))
    assert store.get(Challenge, slough.id) == slough
    assert len(store.find(TimeEntry)) == 1


def test_a_group_that_has_met_stays_or_says_so(store, region, settled):
    five = group_named(store, settled, "Group 5")
    store.apply(sessions.plan_session(store, five.id, date(2026, 11, 2)))
    (session,) = store.find(Session, group=five.id)
    store.apply(edit("Close", session, state=SessionState.HELD))
    leave(store, region, "Medway")
    new = repaired(store, settled)
    assert members(store, new)["Group 5"] == {"Kent", "Oxfordshire", "Slough"}
    leave(store, region, "Slough")
    newer = repaired(store, new)
    with pytest.raises(UserError, match="Group 5 has met already, or has notes, so it can no longer change"):
        settle(store, newer)


def test_names_of_people_stay_with_duties_that_stay(store, region, settled):
    from peer_challenge.services.people import add_person

    kent = authority_id(store, "Kent")
    act = add_person(store, "Ines Vantongeren", kent, "QA lead")
    store.apply(act)
    person = act.changes[0].record.id
    oxfordshire = challenge_of(store, region, "Oxfordshire")
    facilitator = assign_duty(store, oxfordshire.id, DutyKind.FACILITATOR, authority=kent, person=person)
    store.apply(facilitator)
    leave(store, region, "Slough")
    store.apply(settle(store, repaired(store, settled)))
    held = store.find(Duty, challenge=challenge_of(store, region, "Oxfordshire").id)
    assert [each.person for each in held if each.kind is DutyKind.FACILITATOR] == [person]


def test_a_plan_of_its_own_does_not_take_the_place_of_a_settled_one(store, region, settled):
    other = draft_plan(store, region)
    store.apply(suggest(store, other))
    with pytest.raises(UserError, match=r"Plan A is settled for this round already. Undo that first, or repair it"):
        settle(store, other)
    new = repaired(store, settled)
    store.apply(remove_plan(store, new))
    assert store.get(Plan, new) is None


def test_settling_a_version_of_a_version_replaces_the_settled_one(store, region, settled):
    leave(store, region, "Slough")
    second = repaired(store, settled)
    leave(store, region, "Kent")
    third = repaired(store, second)
    store.apply(settle(store, third))
    assert store.need(Plan, settled).state is PlanState.REPLACED
    assert len(store.find(Challenge, round=region)) == 17
    assert store.need(Plan, third).name == "Plan A version 3"
