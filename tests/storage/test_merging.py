"""Two round files that exchange what they hold: nothing is lost, and what is foreseen is what happens."""

from collections.abc import Callable

from peer_challenge.domain import changes
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.store import Store
from tests.storage.travel import bring, parcel

Copies = Callable[[str], Store]


def add(store: Store, name: str) -> Authority:
    record = Authority(id=new_id(), name=name)
    store.apply(changes.add("Add authority", record))
    return record


def rename(store: Store, record: Authority, name: str, seen: int | None = None) -> None:
    store.apply(changes.edit("Rename", store.need(Authority, record.id), name=name), seen)


def test_what_one_wrote_the_other_has(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    rename(one, kent, "Kent County")
    done = bring(two, parcel(one))
    assert (done.new, done.filled, done.already, done.added) == (2, 0, 0, {"authority": 1})
    assert done.applied.touched == {Authority: frozenset({kent.id})}
    assert two.need(Authority, kent.id).name == "Kent County"
    assert list(dump(one)) == list(dump(two))
    again = bring(two, parcel(one))
    assert (again.new, again.filled, again.already) == (0, 0, 2)


def test_an_older_wording_does_not_travel(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Canary")
    rename(one, kent, "Kent")
    lines = parcel(one)
    assert not any("Canary" in line for line in lines)
    assert sum('"label"' in line for line in lines) == 1
    bring(two, lines)
    rename(two, kent, "Kent of two")
    bring(one, parcel(two))
    assert one.need(Authority, kent.id).name == "Kent of two"
    assert fields_in_two_versions(one) == {}


def test_two_wordings_stand_in_both_copies_and_are_settled_in_one(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one))
    rename(one, kent, "Kent 1")
    rename(two, kent, "Kent 2")
    done = bring(two, parcel(one))
    bring(one, parcel(two))
    assert done.two_versions == (("authority", kent.id, "name"),)
    assert fields_in_two_versions(one) == fields_in_two_versions(two)
    assert list(dump(one)) == list(dump(two))
    rename(one, kent, "Kent for good")
    bring(two, parcel(one))
    assert fields_in_two_versions(two) == {}
    assert two.need(Authority, kent.id).name == "Kent for good"
