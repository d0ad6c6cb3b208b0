"""A round starts whole in one act, is found by name, and knows who takes part."""

from dataclasses import replace
from datetime import date

import pytest

from peer_challenge.domain.choices import Joining
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id, new_id
from peer_challenge.domain.records import Authority, Framework, LineOfEnquiry, Participation, Relationship, Round
from peer_challenge.services import rounds as r
from peer_challenge.services.authorities import add_authority, unrelate
from peer_challenge.services.frameworks import copy_framework
from peer_challenge.services.reference import authorities_of_region
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round

NO_DATES = {"starts": None, "sef_due": None}


def test_one_act_brings_in_everything_a_round_needs(store: Store) -> None:
    act = r.start_round(
        store, " Autumn 2026 ", "quality_assurance", "South East", starts=date(2026, 9, 1), sef_due=date(2026, 10, 9)
    )
    store.apply(act)
    found = r.latest_round(store)
    assert found is not None
    assert (found.name, found.region, found.starts, found.sef_due) == (
        "Autumn 2026",
        "South East",
        date(2026, 9, 1),
        date(2026, 10, 9),
    )
    assert len(r.participants(store, found.id)) == len(store.find(Authority)) == 19
    assert len(store.find(Relationship)) == 63
    assert len(store.find(LineOfEnquiry, framework=found.framework)) == 2
    assert {each.id for each in store.find(Participation)} == {
        link_id("participation", found.id, each.id) for each in store.find(Authority)
    }
    store.undo()
    assert [store.find(kind) for kind in (Round, Authority, Relationship, Framework, Participation)] == [[]] * 5


def test_only_the_authorities_ticked_join(store: Store) -> None:
    some = [each.id for each in authorities_of_region("South East") if each.name in {"Kent", "Surrey", "Slough"}]
    store.apply(r.start_round(store, "Small", "children_missing_education", "South East", some, **NO_DATES))
    found = r.round_named(store)
    assert [each.name for each in r.participants(store, found.id)] == ["Kent", "Slough", "Surrey"]
    assert len(store.find(Authority)) == 19


def test_too_few_or_unknown_authorities_are_refused(store: Store) -> None:
    kent = next(each.id for each in authorities_of_region("South East") if each.name == "Kent")
    for few in ([], [kent], [kent, kent]):
        with pytest.raises(UserError, match="at least two authorities"):
            r.start_round(store, "Small", "quality_assurance", "South East", few, **NO_DATES)
    with pytest.raises(UserError, match="not in South East"):
        r.start_round(store, "Small", "quality_assurance", "South East", [kent, new_id()], **NO_DATES)


def test_what_cannot_be_a_round_is_refused_in_words(store: Store) -> None:
    south_east_round(store)
    for name, key, region, sentence in [
        (" ", "quality_assurance", "South East", "Give the round a name"),
        ("AUTUMN 2026", "quality_assurance", "South East", "already"),
        ("Next", "nothing", "South East", "There is no framework “nothing”"),
        ("Next", "quality_assurance", "Wessex", "East Midlands, East of England, London"),
    ]:
        with pytest.raises(UserError, match=sentence):
            r.start_round(store, name, key, region, **NO_DATES)
    with pytest.raises(UserError, match="before the round starts"):
        r.start_round(store, "Next", "quality_assurance", "London", starts=date(2026, 9, 1), sef_due=date(2026, 8, 1))


def test_a_second_round_uses_what_the_file_holds_and_brings_nothing_back(store: Store) -> None:
    south_east_round(store)
    store.apply(unrelate(store, store.find(Relationship)[0].id))
    store.apply(add_authority(store, "Northshire", region="South East"))
    south_east_round(store, "Autumn 2027")
    assert len(store.find(Relationship)) == 62
    assert len(store.find(Framework)) == 1
    assert "Northshire" in {each.name for each in r.participants(store, r.round_named(store, "Autumn 2027").id)}


def test_a_round_can_ask_the_questions_of_a_copy(store: Store) -> None:
    south_east_round(store)
    act = copy_framework(store, store.find(Framework)[0].id, "Ours")
    store.apply(act)
    copy = act.changes[0].record.id
    store.apply(r.start_round(store, "Next", copy, "South East", **NO_DATES))
    assert r.round_named(store, "Next").framework == copy


def test_rounds_are_found_by_name_and_the_latest_is_the_one_that_starts_last(store: Store) -> None:
    assert r.latest_round(store) is None
    with pytest.raises(UserError, match="no round in this file yet"):
        r.round_named(store)
    for name, starts in [("2027", date(2027, 9, 1)), ("2026", date(2026, 9, 1)), ("Undated", None)]:
        store.apply(r.start_round(store, name, "quality_assurance", "South East", starts=starts, sef_due=None))
    assert [each.name for each in r.rounds(store)] == ["Undated", "2026", "2027"]
    assert r.round_named(store).name == "2027"
    assert r.round_named(store, " undated ").name == "Undated"
    with pytest.raises(UserError, match="Undated, 2026, 2027"):
        r.round_named(store, "2025")


def test_an_authority_declines_with_a_reason_and_may_join_again(store: Store) -> None:
    found = south_east_round(store)
    kent = authority_id(store, "Kent")
    store.apply(r.set_joining(store, found, kent, Joining.DECLINED, " Inspection in October "))
    part = store.need(Participation, link_id("participation", found, kent))
    assert (part.joining, part.reason) == (Joining.DECLINED, "Inspection in October")
    assert len(r.participants(store, found)) == 18
    store.apply(r.set_joining(store, found, kent, Joining.JOINED))
    assert store.need(Participation, part.id) == replace(part, joining=Joining.JOINED, reason="")


def test_an_authority_nobody_asked_can_join(store: Store) -> None:
    found = south_east_round(store)
    store.apply(add_authority(store, "Northshire"))
    store.apply(r.set_joining(store, found, authority_id(store, "Northshire"), Joining.JOINED))
    assert len(r.participants(store, found)) == 20


def test_a_round_is_edited_but_keeps_its_framework(store: Store) -> None:
    first = south_east_round(store)
    south_east_round(store, "Autumn 2027")
    store.apply(r.edit_round(store, first, name="autumn 2026", sef_due=date(2026, 10, 9), report_days=15))
    found = store.need(Round, first)
    assert (found.name, found.sef_due, found.report_days) == ("autumn 2026", date(2026, 10, 9), 15)
    for fields in (
        {"name": "Autumn 2027"},
        {"name": " "},
        {"sef_due": date(2026, 8, 1)},
        {"report_days": 0},
        {"framework": new_id()},
    ):
        with pytest.raises(UserError):
            r.edit_round(store, first, **fields)
