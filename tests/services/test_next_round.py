"""Next year's round from this one: one act, and nothing has to be typed twice."""

from dataclasses import replace
from datetime import date

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import Change, ChangeSet, add, edit
from peer_challenge.domain.choices import ActionState, Joining, RelationshipKind, SubmissionState
from peer_challenge.domain.ids import link_id
from peer_challenge.services import actions
from peer_challenge.services.carried_over import changes_since
from peer_challenge.services.next_round import start_next_round, what_carries_over
from peer_challenge.services.rounds import participants
from peer_challenge.services.submissions import submission_of
from tests.builders import a_sef, a_triad_that_met


def a_round_that_ended(store):
    """The triad that met, as a round in which its three take part, with a SEF and two actions."""
    triad = a_triad_that_met(store)
    round_ = store.need(r.Round, triad.round)
    parts = [
        r.Participation(
            id=link_id("participation", round_.id, each), round=round_.id, authority=each, joining=Joining.JOINED
        )
        for each in triad.hosts
    ]
    terms = replace(round_, region="South East", starts=date(2026, 9, 1), report_days=12, marking="OFFICIAL")
    regions = [(store.need(r.Authority, each)) for each in triad.hosts]
    placed = [Change(each, replace(each, region="South East")) for each in regions]
    store.apply(ChangeSet("Set up", (Change(round_, terms), *placed)) + add("", *parts))
    a_sef(store, triad, shared_on=date(2026, 10, 1))
    store.apply(actions.add_action(store, triad.challenges[0], "Close the loop", due_on=date(2026, 11, 1)))
    store.apply(actions.add_action(store, triad.challenges[0], "Ask families"))
    return triad


def test_one_act_carries_over_participants_partners_and_sefs(store):
    triad = a_round_that_ended(store)
    told = what_carries_over(store, triad.round)
    assert (told.authorities, told.partners, told.sefs, told.actions) == (3, 3, 1, 2)
    store.apply(start_next_round(store, triad.round, "Autumn 2027", starts=date(2027, 9, 1)))
    new = next(each for each in store.find(r.Round) if each.name == "Autumn 2027")
    assert (new.report_days, new.marking, new.region) == (12, "OFFICIAL", "South East")
    assert {each.id for each in participants(store, new.id)} == set(triad.hosts)
    pairs = {
        (each.first, each.second, each.year)
        for each in store.find(r.Relationship)
        if each.kind is RelationshipKind.EARLIER_PARTNER and each.source == "Autumn 2026"
    }
    assert {frozenset(each[:2]) for each in pairs} == {
        frozenset({one, other}) for one in triad.hosts for other in triad.hosts if one != other
    }
    assert {year for *_, year in pairs} == {2026}
    sef = submission_of(store, new.id, triad.hosts[0])
    assert sef is not None
    assert (sef.state, sef.submitted_on, sef.shared_on) == (SubmissionState.DRAFTING, None, None)
    (claim,) = store.find(r.Claim, submission=sef.id)
    assert claim.text == "Statement of version 1."
    changed = changes_since(store, sef.id)
    assert changed is not None
    assert changed.since == "Autumn 2026"
    assert not any(each.words for each in changed.lines)
    assert [each.action.text for each in actions.matters_arising(store)] == ["Close the loop", "Ask families"]
    store.undo()
    assert [each.name for each in store.find(r.Round)] == ["Autumn 2026"]
    assert store.find(r.Submission, authority=triad.hosts[0])[0].round == triad.round


def test_a_pair_noted_already_and_a_sef_withdrawn_are_not_carried_again(store):
    triad = a_round_that_ended(store)
    store.apply(start_next_round(store, triad.round, "Autumn 2027", starts=date(2027, 9, 1)))
    sef = submission_of(store, triad.round, triad.hosts[0])
    assert sef is not None
    store.apply(edit("Withdraw", sef, state=SubmissionState.WITHDRAWN))
    told = what_carries_over(store, triad.round)
    assert (told.partners, told.sefs) == (0, 0)


def test_who_has_been_succeeded_by_then_is_replaced_by_its_successors(store):
    triad = a_round_that_ended(store)
    kent = store.need(r.Authority, triad.hosts[0])
    east, west = (r.Authority(id=store.new_id(), name=f"{each} Kent", region="South East") for each in ("East", "West"))
    store.apply(add("Add", east, west))
    store.apply(edit("Succeed", kent, valid_to=date(2027, 3, 31), successors=(east.id, west.id)))
    assert what_carries_over(store, triad.round, date(2027, 3, 1)).authorities == 3
    store.apply(start_next_round(store, triad.round, "Autumn 2027", starts=date(2027, 9, 1)))
    new = next(each for each in store.find(r.Round) if each.name == "Autumn 2027")
    names = [each.name for each in participants(store, new.id)]
    assert names == ["East Kent", "Medway", "Slough", "West Kent"]


def test_matters_arising_are_overdue_first_and_done_ones_leave_with_the_day(store):
    triad = a_round_that_ended(store)
    late, undated = actions.matters_arising(store, triad.round)
    assert (late.late, late.when) == (4, "Due 1 November 2026, 4 days late")
    assert undated.when == "No day given"
    store.apply(actions.edit_action(store, late.id, state=ActionState.DONE, completion="Minutes of 4 November"))
    assert store.need(r.Action, late.id).done_on == date(2026, 11, 5)
    assert [each.id for each in actions.matters_arising(store)] == [undated.id]
    store.apply(actions.edit_action(store, late.id, state=ActionState.OPEN))
    assert store.need(r.Action, late.id).done_on is None
