"""Challenges of a settled round: the list, finding one, its team and changing who does what."""

from datetime import date

import pytest

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import DutyKind, ReportState, SessionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Person, ReportIssue, Session
from peer_challenge.services.challenges import assign_duty, challenge_named, challenges_of, team_of
from peer_challenge.services.settling import settle
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    made = south_east_round(store)
    store.apply(settle(store, draft_plan(store, made, LEGAL_GROUPS)))
    return made


@pytest.fixture
def kent(store, region):
    return challenge_named(store, region, "kent county council")


def row_of(store, region, host):
    return next(each for each in challenges_of(store, region) if each.host == host)


def test_the_list_goes_group_by_group_with_everyones_role(store, region):
    rows = challenges_of(store, region)
    assert [row.host for row in rows[:5]] == [
        "Buckinghamshire",
        "East Sussex",
        "Hampshire",
        "Reading",
        "Bracknell Forest",
    ]
    first = rows[0]
    assert (first.group, first.lead, first.third_peer, first.note_taker, first.facilitator) == (
        "Group 1",
        "East Sussex",
        "Hampshire",
        "Reading",
        "",
    )
    assert (first.held_on, first.state) == (None, "Session to be planned")


def test_its_state_follows_session_and_report(store, region, kent):
    session = Session(id=store.new_id(), round=region, group=kent.group, held_on=date(2027, 1, 19))
    store.apply(add("Plan session", session))
    assert (row_of(store, region, "Kent").held_on, row_of(store, region, "Kent").state) == (
        date(2027, 1, 19),
        "Session planned",
    )
    called_off = Session(
        id=store.new_id(), round=region, group=kent.group, held_on=date(2027, 2, 1), state=SessionState.CANCELLED
    )
    store.apply(add("Plan session", called_off))
    assert row_of(store, region, "Kent").held_on == date(2027, 1, 19)
    for version, state, words in (
        (1, ReportState.WITH_HOST, "Report with the host for factual accuracy"),
        (2, ReportState.FINAL, "Report final"),
    ):
        store.apply(add("Issue", ReportIssue(id=store.new_id(), challenge=kent.id, version=version, state=state)))
        assert row_of(store, region, "Kent").state == words


def test_a_challenge_is_found_by_what_people_call_its_host(store, region):
    hampshire = challenge_named(store, region, "Hants")
    assert hampshire.host == authority_id(store, "Hampshire")
    with pytest.raises(UserError, match="Atlantis"):
        challenge_named(store, region, "Atlantis")
    empty = south_east_round(store, "Next year")
    with pytest.raises(UserError, match="Kent hosts no challenge in this round yet"):
        challenge_named(store, empty, "Kent")


def test_a_duty_changes_hands_in_one_act(store, region, kent):
    slough = authority_id(store, "Slough")
    store.apply(assign_duty(store, kent.id, DutyKind.LEAD_CHALLENGER, slough))
    assert row_of(store, region, "Kent").lead == "Slough"
    store.undo()
    assert row_of(store, region, "Kent").lead == "Oxfordshire"
    assert not assign_duty(store, kent.id, DutyKind.LEAD_CHALLENGER, authority_id(store, "Oxfordshire"))


def test_a_person_takes_a_duty_and_gives_it_back(store, region, kent):
    oxfordshire = authority_id(store, "Oxfordshire")
    person = Person(id=store.new_id(), name="Ada Example", authority=oxfordshire, invented=True)
    store.apply(add("Add person", person))
    store.apply(assign_duty(store, kent.id, DutyKind.LEAD_CHALLENGER, oxfordshire, person.id))
    assert row_of(store, region, "Kent").lead == "Oxfordshire (Ada Example)"
    store.apply(assign_duty(store, kent.id, DutyKind.LEAD_CHALLENGER, person=person.id))
    assert row_of(store, region, "Kent").lead == "Oxfordshire (Ada Example)"
    store.apply(assign_duty(store, kent.id, DutyKind.LEAD_CHALLENGER))
    assert row_of(store, region, "Kent").lead == ""


def test_a_stand_in_serves_one_session_and_leaves_the_duty_alone(store, region, kent):
    session = Session(id=store.new_id(), round=region, group=kent.group)
    store.apply(add("Plan session", session))
    medway = authority_id(store, "Medway")
    store.apply(assign_duty(store, kent.id, DutyKind.NOTE_TAKER, medway, session=session.id))
    assert row_of(store, region, "Kent").note_taker == "Slough"
    assert [(each.duty.kind, each.authority) for each in team_of(store, kent.id)] == [
        (DutyKind.LEAD_CHALLENGER, "Oxfordshire"),
        (DutyKind.NOTE_TAKER, "Slough"),
        (DutyKind.THIRD_PEER, "Slough"),
        (DutyKind.NOTE_TAKER, "Medway"),
    ]


def test_a_host_never_challenges_itself(store, kent):
    for kind in (DutyKind.LEAD_CHALLENGER, DutyKind.THIRD_PEER, DutyKind.NOTE_TAKER):
        with pytest.raises(UserError, match="Kent is the host here"):
            assign_duty(store, kent.id, kind, kent.host)
    person = Person(id=store.new_id(), name="Ada Example", authority=kent.host, invented=True)
    store.apply(add("Add person", person))
    with pytest.raises(UserError, match="Kent is the host here"):
        assign_duty(store, kent.id, DutyKind.NOTE_TAKER, person=person.id)
    with pytest.raises(UserError, match="Medway is not in this group"):
        assign_duty(store, kent.id, DutyKind.LEAD_CHALLENGER, authority_id(store, "Medway"))
    assert assign_duty(store, kent.id, DutyKind.FACILITATOR, authority_id(store, "Medway"))
