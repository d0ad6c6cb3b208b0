"""Exceptions agreed: they let authorities sit together, are remembered, and never leave the coordinator."""

from datetime import date

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import AgreedException, Group
from peer_challenge.services import groups
from peer_challenge.services.board import board
from peer_challenge.services.exceptions import agree_exception, exceptions_of, withdraw_exception
from peer_challenge.services.plans import remove_plan, suggest
from peer_challenge.services.settling import settle
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


def sits_with(store, plan, name):
    return next(
        {card.name for card in each.cards} for each in board(store, plan).groups if name in [c.name for c in each.cards]
    )


def test_an_exception_for_two_mends_the_board_and_counts_for_the_engine(store, region):
    plan = draft_plan(store, region, "Kent, Medway, Oxfordshire", apart_years=0)
    (group,) = board(store, plan).groups
    assert [each.words for each in group.breaches] == ["Kent and Medway: share a border"]
    store.apply(agree_exception(store, plan, group.breaches[0], " Joint board ", "Steering group"))
    (group,) = board(store, plan).groups
    assert (group.broken, group.excepted) == ((), ("Kent and Medway: share a border",))
    (row,) = exceptions_of(store, plan)
    assert (row.words, row.reason, row.agreed_by, row.agreed_on) == (
        "Kent and Medway: share a border",
        "Joint board",
        "Steering group",
        date(2026, 11, 5),
    )
    store.apply(groups.lock(store, group.id, True))
    store.apply(suggest(store, plan))
    assert sits_with(store, plan, "Kent") == {"Kent", "Medway", "Oxfordshire"}
    assert board(store, plan).best
    store.apply(withdraw_exception(store, row.id))
    assert board(store, plan).groups[-1].excepted == ()
    assert "Kent and Medway: share a border" in " ".join(board(store, plan).broken)


def test_it_is_for_that_reason_alone(store, region):
    plan = draft_plan(store, region, "Kent, Portsmouth, Medway")
    breach = next(each for each in board(store, plan).groups[0].breaches if each.rule == "share a border")
    store.apply(agree_exception(store, plan, breach, "Joint board"))
    assert board(store, plan).groups[0].broken == ("Kent and Portsmouth: together in 2019",)


def test_an_exception_for_a_whole_group_holds_while_it_is_this_group(store, region):
    plan = draft_plan(store, region, "Slough, Wokingham, Buckinghamshire", avoid_borders=False, apart_years=0)
    (breach,) = board(store, plan).groups[0].breaches
    assert breach.words == "Nobody is rated good or outstanding for impact of leaders"
    store.apply(agree_exception(store, plan, breach, "They asked for it"))
    (group,) = board(store, plan).groups
    assert group.broken == ()
    rule = "each group has somebody rated good or outstanding for impact of leaders"
    assert group.excepted == (f"Buckinghamshire, Slough and Wokingham: {rule}",)
    store.apply(groups.lock(store, group.id, True))
    store.apply(suggest(store, plan))
    view = board(store, plan)
    assert view.best
    assert len(view.groups) == 6
    assert sits_with(store, plan, "Slough") == {"Slough", "Wokingham", "Buckinghamshire"}
    store.apply(groups.lock(store, group.id, False))
    store.apply(groups.swap(store, plan, authority_id(store, "Slough"), authority_id(store, "Reading")))
    assert "Nobody is rated good" in " ".join(board(store, plan).broken)


def test_a_reason_is_needed_and_a_settled_plan_keeps_what_was_agreed(store, region):
    plan = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(groups.swap(store, plan, authority_id(store, "Slough"), authority_id(store, "Medway")))
    breach = board(store, plan).groups[3].breaches[0]
    with pytest.raises(UserError, match="Write why the exception was agreed"):
        agree_exception(store, plan, breach, "  ")
    store.apply(settle(store, plan, "Travel", "Steering group"))
    assert len(exceptions_of(store, plan)) == 3
    assert {each.agreed_by for each in exceptions_of(store, plan)} == {"Steering group"}
    with pytest.raises(UserError, match="Plan A is settled"):
        withdraw_exception(store, exceptions_of(store, plan)[0].id)
    store.undo()
    assert exceptions_of(store, plan) == []


def test_they_go_with_their_plan(store, region):
    plan = draft_plan(store, region, "Kent, Medway, Oxfordshire", apart_years=0)
    store.apply(agree_exception(store, plan, board(store, plan).groups[0].breaches[0], "Joint board"))
    store.apply(remove_plan(store, plan))
    assert store.find(AgreedException) == store.find(Group) == []
