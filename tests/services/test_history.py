"""The history of a record: who changed what and when, in English, and an older wording brought back."""

import pytest

from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Person
from peer_challenge.services.history import history, restore_wording
from peer_challenge.storage.opening import remember_who
from peer_challenge.storage.redaction import redact
from peer_challenge.storage.store import Store


@pytest.fixture
def kent(store: Store) -> Authority:
    person = Person(id=store.new_id(), name="Ada Ames")
    store.apply(add("Add person", person))
    remember_who(store, person.id)
    record = Authority(id=store.new_id(), name="Kent")
    store.apply(add("Add authority", record))
    store.apply(edit("Rename", record, name="Kent County", children=343_000))
    return record


def test_who_changed_what_and_when(store: Store, kent: Authority) -> None:
    said = [step.sentence for step in history(store, kent.id)]
    assert said == [
        "10:42am on 5 November 2026, Ada Ames: changed the authority. "
        "name from “Kent” to “Kent County”; children 343000.",
        "10:42am on 5 November 2026, Ada Ames: added the authority. name “Kent”.",
    ]
    assert history(store, store.new_id()) == ()


def test_undo_removal_and_return_are_told(store: Store, kent: Authority) -> None:
    store.undo()
    store.apply(remove("Remove authority", store.need(Authority, kent.id)))
    store.apply(add("Add authority", kent))
    said = [step.what for step in history(store, kent.id)]
    assert said[:3] == ["added the authority again", "removed the authority", "took back “Rename”"]


def test_an_older_wording_comes_back(store: Store, kent: Authority) -> None:
    first = history(store, kent.id)[-1]
    store.apply(restore_wording(store, kent.id, "name", first.id))
    assert store.need(Authority, kent.id).name == "Kent"
    assert history(store, kent.id)[0].changes[0].words == "name from “Kent County” to “Kent”"
    assert not restore_wording(store, kent.id, "name", first.id)
    with pytest.raises(UserError, match="not in this round file"):
        restore_wording(store, kent.id, "name", store.new_id())


def test_bringing_back_settles_two_versions_on_it(store: Store, kent: Authority) -> None:
    seen, before = store.number(), store.need(Authority, kent.id)
    store.apply(edit("Rename", before, name="A"), seen)
    store.apply(edit("Rename", before, name="B"), seen)
    newest = history(store, kent.id)[0]
    store.apply(restore_wording(store, kent.id, "name", newest.id))
    from peer_challenge.storage.queries.versions import fields_in_two_versions

    assert fields_in_two_versions(store) == {}


def test_words_struck_out_are_not_told(store: Store, kent: Authority) -> None:
    first = history(store, kent.id)[-1]
    redact(store, Authority, kent.id, "name")
    steps = history(store, kent.id)
    assert steps[0].what == "struck out words of the authority"
    assert not any("Kent" in step.sentence for step in steps)
    assert "name, of which the words are not here" in steps[1].sentence
    with pytest.raises(UserError):
        restore_wording(store, kent.id, "name", first.id)
