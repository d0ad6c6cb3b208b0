"""Linked authorities of one group on one seat, and each with its own again."""

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.services.board import board
from peer_challenge.services.challenges import challenges_of
from peer_challenge.services.settling import settle
from peer_challenge.services.shared_seats import sit_as_one
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


@pytest.fixture
def plan(store, region):
    return draft_plan(store, region, LEGAL_GROUPS)


def together(store, plan):
    return {card.name: card.sits_with for group in board(store, plan).groups for card in group.cards if card.sits_with}


def share(store, plan, name, other):
    store.apply(sit_as_one(store, plan, authority_id(store, name), authority_id(store, other) if other else None))


def test_two_of_a_group_share_a_seat_and_host_one_challenge_between_them(store, plan, region):
    share(store, plan, "Reading", "Hampshire")
    assert together(store, plan) == {"Hampshire": ("Reading",), "Reading": ("Hampshire",)}
    store.apply(settle(store, plan))
    hosts = {row.host for row in challenges_of(store, region)}
    assert len(hosts) == 18
    assert len(hosts & {"Hampshire", "Reading"}) == 1


def test_whoever_shared_a_seat_keeps_it_when_the_first_of_them_goes(store, plan):
    share(store, plan, "Reading", "Hampshire")
    share(store, plan, "East Sussex", "Reading")
    share(store, plan, "Hampshire", None)
    assert together(store, plan) == {"East Sussex": ("Reading",), "Reading": ("East Sussex",)}


def test_authorities_of_two_groups_cannot_share_a_seat(store, plan):
    with pytest.raises(UserError, match="Kent and Hampshire are not in one group"):
        share(store, plan, "Kent", "Hampshire")
