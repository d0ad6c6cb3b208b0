"""Roles in turn within a group, and across the rounds of a file."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from peer_challenge.domain.changes import edit_each
from peer_challenge.domain.choices import DutyKind
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Challenge, Duty, Group, Membership
from peer_challenge.services.role_turns import shared_seats, turns
from peer_challenge.services.rounds import start_round
from peer_challenge.services.settling import settle
from peer_challenge.storage.queries.challenges import Past
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round

NOTHING = Past({}, {}, {}, {})
A, B, C, D = (new_id() for _ in range(4))


def of_kind(around, kind):
    return Counter(who for turn in around for each, who in turn.duties if each is kind)


@pytest.mark.parametrize("seats", [[[A], [B]], [[A], [B], [C]], [[A], [B], [C], [D]]])
def test_everyone_hosts_leads_and_listens_once_and_never_in_its_own_challenge(seats):
    around = turns(seats, NOTHING)
    everyone = Counter(who for (who,) in seats)
    assert Counter(turn.host for turn in around) == everyone
    assert of_kind(around, DutyKind.LEAD_CHALLENGER) == of_kind(around, DutyKind.NOTE_TAKER) == everyone
    assert of_kind(around, DutyKind.THIRD_PEER) == (everyone if len(seats) > 2 else Counter())
    assert all(who != turn.host for turn in around for _, who in turn.duties)


def test_one_alone_hosts_nothing():
    assert turns([[A]], NOTHING) == []


def test_without_a_past_the_seats_keep_their_order():
    assert [turn.host for turn in turns([[C], [A], [B]], NOTHING)] == [C, A, B]


def test_nobody_leads_for_the_same_host_again_where_another_order_avoids_it():
    first = turns([[A], [B], [C]], NOTHING)
    duties = {(kind, who, turn.host): 1 for turn in first for kind, who in turn.duties}
    again = turns([[A], [B], [C]], Past(duties, {}, {}, {}))
    leads = {(who, turn.host) for turn in first for kind, who in turn.duties if kind is DutyKind.LEAD_CHALLENGER}
    assert not leads & {(w, t.host) for t in again for k, w in t.duties if k is DutyKind.LEAD_CHALLENGER}
    # a quartet can go two rounds without a repeat; three are impossible (Tillson, 1980)
    duties, seen = Counter(), set()
    for _ in range(2):
        around = turns([[A], [B], [C], [D]], Past(dict(duties), {}, {}, {}))
        pairs = {(who, turn.host) for turn in around for kind, who in turn.duties if kind is DutyKind.LEAD_CHALLENGER}
        assert not pairs & seen
        seen |= pairs
        duties.update((kind, who, turn.host) for turn in around for kind, who in turn.duties)
    assert len(seen) == 8


def test_whoever_opened_before_does_not_open_again():
    assert turns([[A], [B], [C]], Past({}, {}, {}, {A: 1, B: 1}))[0].host == C


def test_of_those_who_share_a_seat_the_one_with_fewer_turns_hosts_and_leads():
    past = Past({}, {(DutyKind.LEAD_CHALLENGER, B): 1}, {A: 1}, {})
    around = turns([[A, B], [C], [D]], past)
    assert {turn.host for turn in around} == {B, C, D}
    assert A in of_kind(around, DutyKind.LEAD_CHALLENGER)
    assert B not in of_kind(around, DutyKind.LEAD_CHALLENGER)


def test_shared_seats_stand_in_order():
    group = new_id()
    members = [Membership(id=new_id(), group=group, authority=each) for each in (A, B, C)]
    members[2] = replace(members[2], shares_seat=A)
    assert shared_seats(members) == [[A, C], [B]]


def test_the_second_round_of_a_file_looks_at_the_first(store):
    act = start_round(store, "Spring", "quality_assurance", "South East", starts=date(2026, 1, 1), sef_due=None)
    store.apply(act)
    for round_id in (act.changes[0].record.id, south_east_round(store)):
        plan = draft_plan(store, round_id, LEGAL_GROUPS)
        seats = store.find(Membership, group=store.find(Group, plan=plan)[0].id)
        linked = [
            each for each in seats if each.authority in {authority_id(store, n) for n in ("Hampshire", "Reading")}
        ]
        shared = [(each, replace(each, shares_seat=linked[0].authority)) for each in linked]
        store.apply(edit_each("Share a seat", shared))
        store.apply(settle(store, plan))
    challenges = {each.id: each for each in store.find(Challenge)}
    hosts = Counter(each.host for each in challenges.values())
    assert hosts[authority_id(store, "Hampshire")] == hosts[authority_id(store, "Reading")] == 1
    leads = Counter(
        (each.authority, challenges[each.challenge].host)
        for each in store.find(Duty)
        if each.kind is DutyKind.LEAD_CHALLENGER
    )
    assert len(challenges) == 36
    assert max(leads.values()) == 1
