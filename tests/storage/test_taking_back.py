"""What a file brought can be taken back exactly, as long as nobody has built on it or sent it on."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from peer_challenge.domain import changes
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority, Group, Plan, Round
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.merging import merge, take_back, take_up_aside, whether_taken_back
from peer_challenge.storage.packs_met import note_sent, packs
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.store import Store
from tests.storage.travel import bring, opened, parcel, received

Copies = Callable[[str], Store]


def add(store: Store, name: str) -> Authority:
    record = Authority(id=new_id(), name=name)
    store.apply(changes.add("Add authority", record))
    return record


def rename(store: Store, record: Authority, name: str) -> None:
    store.apply(changes.edit("Rename", store.need(Authority, record.id), name=name))


def sent(store: Store, records: list[UUID], scopes: tuple[str, ...] = ("round",)) -> UUID:
    pack = new_id()
    note_sent(
        store,
        id=pack,
        name="sent.pcpack",
        sha256="",
        manifest="{}",
        scopes=scopes,
        records=records,
        number=store.number(),
    )
    return pack


def test_taking_back_leaves_the_file_as_it_was(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one))
    rename(one, kent, "Kent 1")
    rename(two, kent, "Kent 2")
    slough = add(one, "Slough")
    before = list(dump(two))
    pack = new_id()
    number = two.number()
    bring(two, parcel(one), pack)
    assert fields_in_two_versions(two)
    assert whether_taken_back(two, pack) == ""
    applied = take_back(two, pack)
    assert applied.touched == {Authority: frozenset({kent.id, slough.id})}
    assert list(dump(two)) == before
    assert [row.state for row in packs(two)] == ["taken back", "brought in"]
    assert whether_taken_back(two, pack) != ""
    rename(two, kent, "Kent 3")
    assert two.number() > number + 2, "arrival numbers are never used twice"
    bring(two, parcel(one), pack)
    assert list(dump(two)) != before


def test_a_value_filled_in_is_sealed_again(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    first, second = new_id(), new_id()
    bring(two, parcel(one, withheld=frozenset({"name"})), first)
    assert two.need(Authority, kent.id).name == ""
    seen = two.number()
    done = bring(two, parcel(one), second)
    assert (done.new, done.filled) == (0, 1)
    assert two.touched_since(seen) == {Authority: frozenset({kent.id})}
    assert two.need(Authority, kent.id).name == "Kent"
    assert "second" not in whether_taken_back(two, second)
    assert "adds to what this one brought" in whether_taken_back(two, first)
    take_back(two, second)
    assert two.need(Authority, kent.id).name == ""
    take_back(two, first)
    assert two.get(Authority, kent.id) is None


def test_what_was_filled_in_was_not_seen_before(copies: Copies) -> None:
    """An edit over a sealed value, or read before it was filled in, does not write over it."""
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one, withheld=frozenset({"name"})))
    seen = two.number()
    bring(two, parcel(one))
    two.apply(changes.edit("Rename", Authority(id=kent.id, name=""), name="Mine"), seen)
    assert sorted(fields_in_two_versions(two)[kent.id]["name"]) == ["Kent", "Mine"]


def test_what_somebody_built_on_stays(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    pack = new_id()
    bring(two, parcel(one), pack)
    rename(two, kent, "Kent County")
    with pytest.raises(UserError, match="worked on"):
        take_back(two, pack)
    two.undo()
    with pytest.raises(UserError, match="worked on"):
        take_back(two, pack)


def test_a_record_that_hangs_on_what_was_brought_holds_it(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    plan = Plan(id=new_id(), round=new_id())
    round_ = Round(id=plan.round, name="Autumn", framework=new_id())
    one.apply(changes.add("Start", round_))
    pack = new_id()
    bring(two, parcel(one), pack)
    two.apply(changes.add("Add plan", plan))
    assert "worked on" in whether_taken_back(two, pack)


def test_work_on_other_records_does_not_hold_it(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    mine = add(two, "Mine")
    add(one, "Kent")
    pack = new_id()
    bring(two, parcel(one), pack)
    rename(two, mine, "Mine still")
    two.apply(changes.add("Add group", Group(id=new_id(), plan=new_id(), name="A")))
    assert whether_taken_back(two, pack) == ""


def test_what_was_sent_on_stays(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    pack = new_id()
    bring(two, parcel(one), pack)
    sent(two, [new_id()])
    assert whether_taken_back(two, pack) == ""
    sent(two, [kent.id])
    assert "sent on in sent.pcpack" in whether_taken_back(two, pack)


def test_what_comes_in_scopes_not_sent_waits_until_somebody_says_yes(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one))
    rename(two, kent, "Changed without leave")
    asked = sent(one, [kent.id], scopes=(f"challenge:{new_id()}",))
    pack = new_id()
    done = bring(one, parcel(two), pack, answers=asked)
    assert (done.new, done.aside, done.already) == (0, 1, 1)
    assert one.need(Authority, kent.id).name == "Kent"
    assert [row.aside for row in packs(one)] == [1, 0]
    done = take_up_aside(one, pack)
    assert (done.new, done.aside) == (1, 0)
    assert one.need(Authority, kent.id).name == "Changed without leave"
    with pytest.raises(UserError, match="kept aside"):
        take_up_aside(one, pack)
    take_back(one, pack)
    assert one.need(Authority, kent.id).name == "Kent"


def test_attachments_come_with_what_names_them_and_go_with_it(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    digest = one.attach(b"a paper", "application/pdf")
    add(one, f"Kent {digest}")
    pack = new_id()
    stray = two.attach(b"other", "text/plain")
    two_files = {digest: (b"a paper", "application/pdf"), "ab" * 32: (b"?", "text/plain")}
    merge(two, opened(parcel(one)), two_files, received(pack))
    assert (two.attached(digest), two.attached("ab" * 32)) == (b"a paper", None)
    take_back(two, pack)
    assert (two.attached(digest), two.attached(stray)) == (None, b"other")
    with two.reading() as conn:
        assert conn.execute(text("SELECT count(*) FROM operation")).scalar() == 0
