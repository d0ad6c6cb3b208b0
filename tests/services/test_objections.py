"""Objections: noted in confidence, kept apart from then on, in no text that others read."""

from datetime import date

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Group, Objection
from peer_challenge.services.board import board
from peer_challenge.services.objections import heed_objection, note_objection, objections_of, remove_objection
from peer_challenge.services.plans import consult, suggest
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def region(store):
    return south_east_round(store)


@pytest.fixture
def plan(store, region):
    made = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(consult(store, made))
    return made


def test_without_names_it_is_against_all_it_sits_with(store, region, plan):
    store.apply(note_objection(store, plan, authority_id(store, "Slough"), text=" Between us "))
    (row,) = objections_of(store, region)
    assert row.words == "Slough would rather not sit with Kent and Oxfordshire"
    assert (row.text, row.noted_on, row.heeded) == ("Between us", date(2026, 11, 5), True)
    five = board(store, plan).groups[4]
    assert five.broken == ("Kent and Slough: objection", "Oxfordshire and Slough: objection")
    assert "objection" not in five.why.casefold()
    assert all("bjection" not in each.reason for each in store.find(Group, plan=plan))


def test_it_counts_in_every_plan_while_it_is_heeded(store, region, plan):
    slough, kent = authority_id(store, "Slough"), authority_id(store, "Kent")
    store.apply(note_objection(store, plan, slough, [kent]))
    other = draft_plan(store, region, "Kent, Slough, Oxfordshire")
    assert board(store, other).groups[0].broken == ("Kent and Slough: objection",)
    store.apply(suggest(store, other))
    assert all(not {"Kent", "Slough"} <= {card.name for card in each.cards} for each in board(store, other).groups)
    (row,) = objections_of(store, region)
    store.apply(heed_objection(store, row.id, False))
    assert board(store, plan).broken == ()
    store.apply(remove_objection(store, row.id))
    assert store.find(Objection) == []
    store.undo()
    assert not objections_of(store, region)[0].heeded


def test_the_same_two_are_kept_apart_once(store, plan):
    slough, kent = authority_id(store, "Slough"), authority_id(store, "Kent")
    store.apply(note_objection(store, plan, slough, [kent]))
    store.apply(note_objection(store, plan, kent, [slough]))
    assert board(store, plan).groups[4].broken == ("Kent and Slough: objection",)


def test_it_never_leaves_the_file_by_its_scope(store, region, plan):
    from peer_challenge.services.scopes import scopes_of_group
    from peer_challenge.services.settling import settle
    from peer_challenge.storage.dumping import dump

    store.apply(settle(store, plan))
    store.apply(note_objection(store, plan, authority_id(store, "Slough"), text="Between you and me"))
    sent = "\n".join(dump(store, scopes_of_group(store, "Group 5")))
    assert "Between you and me" not in sent
    assert "Between you and me" in "\n".join(dump(store))


def test_what_cannot_be_meant_is_refused(store, region, plan):
    slough = authority_id(store, "Slough")
    with pytest.raises(UserError, match="Slough cannot object to itself"):
        note_objection(store, plan, slough, [slough])
    empty = draft_plan(store, region)
    with pytest.raises(UserError, match=r"Slough is in no group of Plan B. Say whom it would rather not sit with"):
        note_objection(store, empty, slough)
