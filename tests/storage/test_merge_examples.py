"""The laws that one example each shows: refusals that leave nothing behind, newer versions, cycles, clashes."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from peer_challenge.domain import changes
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.progress import Cancelled
from peer_challenge.domain.records import Authority, Note
from peer_challenge.storage import merging
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.lines import line_of
from peer_challenge.storage.operations import FieldValue, Operation, written
from peer_challenge.storage.packs_met import packs
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.store import Store
from tests.storage.travel import a_copy, bring, opened, parcel, received

Copies = Callable[[str], Store]


def add(store: Store, name: str) -> Authority:
    record = Authority(id=new_id(), name=name)
    store.apply(changes.add("Add authority", record))
    return record


def rename(store: Store, record: Authority, name: str, seen: int | None = None) -> None:
    store.apply(changes.edit("Rename", store.need(Authority, record.id), name=name), seen)


def an_operation(entity: UUID, fields: dict[str, FieldValue], kind: str = "authority", **more: Any) -> Operation:
    given: dict[str, Any] = {
        "id": new_id(),
        "act": new_id(),
        "undoes": None,
        "label": "Edit",
        "kind": kind,
        "entity": entity,
        "fields": fields,
        "scope": "round",
        "replica": new_id(),
        "seq": 1,
        "actor": None,
        "at": 1,
        "clock": 1,
        "vocabulary": 1,
        "previous": None,
    }
    return Operation(**(given | more))


def refused(store: Store, operations: list[Operation], said: str) -> None:
    """L6, L11: a file that is refused leaves the round file as it was."""
    before, number = list(dump(store)), store.number()
    with pytest.raises(UserError, match=said):
        merging.merge(store, operations, {"ab" * 32: (b"", "text/plain")}, received())
    assert (list(dump(store)), store.number(), packs(store)) == (before, number, [])
    assert faults_of(store) == []


def test_the_same_mark_with_other_content_is_refused_whole(copies: Copies) -> None:
    one = copies("one")
    kent = add(one, "Kent")
    (op,) = opened(parcel(one))
    forged = replace(op, fields={"name": written("Forged")})
    other = an_operation(new_id(), {"name": written("Slough")})
    refused(one, [other, forged], str(op.id))
    assert one.need(Authority, kent.id).name == "Kent"


def test_a_stub_that_lied_is_refused(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    add(one, "Kent")
    (op,) = opened(parcel(one))
    (stub,) = opened(parcel(one, withheld=frozenset({"name"})))
    assert stub.stub
    refused(two, [replace(stub, claimed=b"x" * 32), op], str(op.id))
    refused(two, [replace(stub, fields={"name": FieldValue(None, (new_id(),), sealed="?")}), op], str(op.id))


def test_operations_that_follow_themselves_are_refused(copies: Copies) -> None:
    one = copies("one")
    kent = add(one, "Kent")
    a, b = new_id(), new_id()
    own = an_operation(kent.id, {"name": written("x", (a,))}, id=a)
    refused(one, [own], "follows itself")
    first = an_operation(kent.id, {"name": written("x", (b,))}, id=a)
    second = an_operation(kent.id, {"comment": written("y", (a,))}, id=b)
    refused(one, [first, second], "follows itself")
    merging.merge(one, [second], {}, received())
    with pytest.raises(UserError, match="follows itself"):
        merging.merge(one, [first], {}, received())


def test_what_is_kept_here_is_refused_from_outside(copies: Copies) -> None:
    refused(copies("one"), [an_operation(new_id(), {"name": written("x")}, scope="here")], "never have left")


def test_a_record_does_not_become_another_kind(copies: Copies) -> None:
    one = copies("one")
    kent = add(one, "Kent")
    refused(one, [an_operation(kent.id, {"text": written("x")}, kind="note")], "another kind")
    refused(one, [an_operation(each, {}, kind=kind) for each in [new_id()] for kind in ("note", "plan")], "two kinds")


def test_cancel_and_faults_leave_nothing(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = copies("one"), copies("two")
    for name in "abc":
        add(one, name)
    monkeypatch.setattr(merging, "AT_ONCE", 1)
    mine = add(two, "Mine")
    before = list(dump(two))
    for last in range(1, 5):
        told = 0

        def stop(done: int, total: int, saying: str, last: int = last) -> None:
            nonlocal told
            told += 1
            if told == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            merging.merge(two, opened(parcel(one)), {}, received(), stop)
        assert list(dump(two)) == before
        assert two.need(Authority, mine.id) == mine


def test_what_a_newer_version_wrote_goes_on_unchanged(copies: Copies) -> None:
    """L10: unknown kinds, fields and values are kept byte for byte, counted, and sent on."""
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    newer = [
        an_operation(new_id(), {"title": written({"deep": [1, "ŵ", None, {"z": 1.5}]})}, kind="seminar", vocabulary=9),
        an_operation(kent.id, {"motto": written("Invicta")}),
        an_operation(kent.id, {"in_care": written("splendid")}),
    ]
    bring(two, parcel(one))
    done = bring(two, [line_of(op) for op in newer])
    assert (done.new, done.newer) == (3, 3)
    assert two.need(Authority, kent.id).in_care is None
    sent = parcel(two)
    assert {line_of(op) for op in newer} <= set(sent)
    bring(one, sent)
    assert list(dump(one)) == list(dump(two))


def test_an_edit_while_a_file_arrives_leaves_both_wordings(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one))
    rename(two, kent, "Theirs")
    seen = one.number()
    bring(one, parcel(two))
    one.apply(changes.edit("Rename", kent, name="Mine"), seen)
    assert sorted(fields_in_two_versions(one)[kent.id]["name"]) == ["Mine", "Theirs"]


def test_a_removal_while_a_file_arrives_hides_nothing_unseen(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one))
    rename(two, kent, "Theirs")
    seen = one.number()
    bring(one, parcel(two))
    one.apply(changes.remove("Remove", kent), seen)
    assert one.need(Authority, kent.id).name == "Theirs"


def test_an_undo_after_a_merge_leaves_their_wording(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    rename(one, kent, "Mine")
    bring(two, parcel(one))
    rename(two, kent, "Theirs")
    bring(one, parcel(two))
    one.undo()
    assert sorted(fields_in_two_versions(one)[kent.id]["name"]) == ["Kent", "Theirs"]
    one.undo()
    assert sorted(fields_in_two_versions(one)[kent.id]["name"]) == ["Kent", "Theirs"], "not hidden, as it is theirs too"


def test_one_and_the_same_thing_made_twice_is_one(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    same = new_id()
    one.apply(changes.add("Add", Authority(id=same, name="Kent")))
    two.apply(changes.add("Add", Authority(id=same, name="Kent", region="South East")))
    bring(one, parcel(two))
    bring(two, parcel(one))
    assert list(dump(one)) == list(dump(two))
    assert fields_in_two_versions(one) == {}
    one.undo()
    assert one.need(Authority, same).region == "South East"


def test_equal_places_in_a_list_come_in_one_order_everywhere(copies: Copies) -> None:
    from peer_challenge.domain.records import Group

    plan, one, two = new_id(), copies("one"), copies("two")
    groups = [Group(id=new_id(), plan=plan, name=name, position="m") for name in "abc"]
    one.apply(changes.add("Add", *groups))
    two.apply(changes.add("Add", *reversed(groups)))
    assert [each.name for each in one.find(Group)] == [each.name for each in two.find(Group)] == ["a", "b", "c"]


def test_which_wording_is_shown_does_not_depend_on_arrival(copies: Copies) -> None:
    one, two, three, four = (copies(name) for name in ("one", "two", "three", "four"))
    kent = add(one, "Kent")
    start = parcel(one)
    bring(two, start)
    rename(one, kent, "1")
    rename(two, kent, "2")
    for store, order in ((three, (one, two)), (four, (two, one))):
        for sender in order:
            bring(store, parcel(sender))
    assert three.need(Authority, kent.id) == four.need(Authority, kent.id)


def test_check_names_what_was_altered_among_stubs_and_sealed_values(tmp_path: Any) -> None:
    one, two = a_copy(tmp_path, "one"), a_copy(tmp_path, "two")
    kent = add(one, "Kent")
    one.apply(changes.edit("Set", kent, comment="secret", region="South East"))
    rename(one, kent, "Kent County")
    bring(two, parcel(one, withheld=frozenset({"comment"})))
    assert faults_of(two) == []
    sealed = next(op for op in opened(parcel(two)) if "comment" in op.fields)
    with two.writing() as conn:
        body = json.loads(sealed.body)
        body["comment"]["h"] = "0" * 64
        conn.exec_driver_sql("UPDATE operation SET body = ? WHERE id = ?", (json.dumps(body), sealed.id.bytes))
    assert any(f"{sealed.id} has been altered" in fault for fault in faults_of(two))
    for store in (one, two):
        store.close()


def test_notes_of_two_people_stand_side_by_side(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    session, challenge = new_id(), new_id()
    for store, words in ((one, "First"), (two, "Second")):
        note = Note(id=new_id(), session=session, challenge=challenge, at=store.now(), text=words)
        store.apply(changes.add("Add note", note))
    done = bring(one, parcel(two))
    assert (done.added, done.two_versions, done.removed) == ({"note": 1}, (), ())
    assert {each.text for each in one.find(Note, session=session)} == {"First", "Second"}


def test_a_restored_backup_that_counted_again_loses_nothing(copies: Copies) -> None:
    """Two copies with one mark, as after a folder was copied by hand, count alike and are merged all the same."""
    one, two, three = copies("one"), copies("two"), copies("three")
    two.replica = one.replica
    kent, slough = add(one, "Kent"), add(two, "Slough")
    bring(three, parcel(one))
    bring(three, parcel(two))
    assert {each.id for each in three.find(Authority)} == {kent.id, slough.id}


def test_what_a_file_removed_is_told(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one, "Kent")
    bring(two, parcel(one))
    one.apply(changes.remove("Remove", kent))
    done = bring(two, parcel(one))
    assert done.removed == (("authority", kent.id),)
    assert two.get(Authority, kent.id) is None
    assert not any("Kent" in line for line in parcel(one))
