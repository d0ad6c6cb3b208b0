"""Words struck out are gone from the file's bytes, come back from nowhere, and are asked about before they go."""

from collections.abc import Callable

import pytest

from peer_challenge.domain import changes
from peer_challenge.domain.choices import Role
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority, Person, RolePeriod
from peer_challenge.storage.backups import BackupReason, back_up_if_changed, backups_of
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.holding import holding
from peer_challenge.storage.packs_met import note_sent
from peer_challenge.storage.queries.search import search
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.redaction import confirm_redaction, redact, waiting_redactions
from peer_challenge.storage.store import Store
from tests.storage.travel import bring, parcel

Copies = Callable[[str], Store]
CANARY = "Canarybird"


def add(store: Store, comment: str = CANARY) -> Authority:
    record = Authority(id=new_id(), name="Kent", comment=comment)
    store.apply(changes.add("Add authority", record))
    return record


def comment(store: Store, record: Authority) -> str:
    return store.need(Authority, record.id).comment


def reword(store: Store, record: Authority, words: str, seen: int | None = None) -> None:
    store.apply(changes.edit("Reword", store.need(Authority, record.id), comment=words), seen)


def in_bytes(store: Store) -> bool:
    return CANARY.encode() in store.path.read_bytes()


def test_every_wording_is_destroyed_here(store: Store) -> None:
    kent = add(store)
    reword(store, kent, f"{CANARY} again")
    store.keep_draft(f"authority:{kent.id}:comment", f"{CANARY} half")
    digest = store.attach(CANARY.encode(), "text/plain")
    reword(store, kent, f"{CANARY} {digest}")
    assert in_bytes(store)
    assert search(store, CANARY)
    redact(store, Authority, kent.id, "comment")
    assert comment(store, kent) == ""
    assert store.need(Authority, kent.id).name == "Kent"
    assert not in_bytes(store)
    assert store.attached(digest) is None
    assert not search(store, CANARY)
    assert faults_of(store) == []
    while store.undo():
        assert not in_bytes(store)
    while store.redo():
        assert not in_bytes(store)
    assert faults_of(store) == []


def test_new_words_stand_alone_after_words_were_struck_out(store: Store) -> None:
    kent = add(store)
    redact(store, Authority, kent.id, "comment")
    reword(store, kent, "Fine words")
    assert comment(store, kent) == "Fine words"
    assert fields_in_two_versions(store) == {}


def test_words_that_arrived_unseen_are_not_struck_out(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    kent = add(one)
    bring(two, parcel(one))
    reword(two, kent, "Theirs")
    seen = one.number()
    bring(one, parcel(two))
    redact(one, Authority, kent.id, "comment", seen)
    assert comment(one, kent) == "Theirs"


def test_backups_lose_the_words_too(store: Store) -> None:
    kent = add(store)
    back_up_if_changed(store.path, why=BackupReason.ASKED)
    (backup,) = backups_of(store.path)
    assert CANARY.encode() in backup.path.read_bytes()
    redact(store, Authority, kent.id, "comment")
    assert CANARY.encode() not in backup.path.read_bytes()
    assert holding(store, kent.id) == ()


def test_one_that_arrives_hides_at_once_and_destroys_when_confirmed(copies: Copies) -> None:
    one, two = copies("one"), copies("two")
    one.who = new_id()
    kent = add(one)
    bring(two, parcel(one))
    redact(one, Authority, kent.id, "comment")
    done = bring(two, parcel(one))
    assert len(done.redactions) == 1
    assert comment(two, kent) == ""
    assert not search(two, CANARY)
    assert not any(CANARY in line for line in [*dump(two), *parcel(two)])
    assert list(dump(one)) == list(dump(two))
    assert in_bytes(two)
    (waiting,) = waiting_redactions(two)
    assert (waiting.followed, waiting.values, waiting.fields) == (True, 1, ("comment",))
    confirm_redaction(two, waiting.id)
    assert not in_bytes(two)
    assert waiting_redactions(two) == []
    with pytest.raises(UserError):
        confirm_redaction(two, new_id())


def test_words_struck_out_are_refused_when_they_return(copies: Copies) -> None:
    one, two, three = copies("one"), copies("two"), copies("three")
    one.who = new_id()
    kent = add(one)
    old = parcel(one)
    bring(two, old)
    redact(one, Authority, kent.id, "comment")
    bring(one, parcel(two))
    assert not in_bytes(one)
    bring(three, parcel(one))
    done = bring(three, old)
    assert (done.new, done.filled) == (0, 0)
    assert not in_bytes(three)
    bring(two, parcel(three))
    assert comment(two, kent) == ""


def test_only_the_author_or_a_coordinator_strikes_out(copies: Copies) -> None:
    one, two, three = copies("one"), copies("two"), copies("three")
    one.who, two.who, three.who = new_id(), new_id(), new_id()
    kent = add(one)
    bring(two, parcel(one))
    with pytest.raises(UserError, match="Only whoever wrote"):
        redact(two, Authority, kent.id, "comment")
    assert comment(two, kent) == CANARY
    # somebody whose own laptop believes that they coordinate
    two.apply(changes.add("Add role", RolePeriod(id=new_id(), person=two.who, role=Role.COORDINATOR)))
    redact(two, Authority, kent.id, "comment")
    lines = parcel(two)
    role = next(line for line in lines if '"role_period"' in line)
    bring(one, [line for line in lines if line != role])
    assert comment(one, kent) == CANARY
    (waiting,) = waiting_redactions(one)
    assert not waiting.followed
    with pytest.raises(UserError):
        confirm_redaction(one, waiting.id)
    # once it is known here that they do coordinate, it is followed
    bring(one, [role])
    assert comment(one, kent) == ""
    assert [row.followed for row in waiting_redactions(one)] == [True]


def test_what_still_holds_the_words_is_named(store: Store) -> None:
    kent = add(store)
    facts = {"sha256": "", "manifest": "{}", "scopes": ["round"], "records": [kent.id]}
    note_sent(store, id=new_id(), name="with.pcpack", number=store.number(), **facts)  # type: ignore[arg-type]
    reword(store, kent, "Fine words")
    note_sent(store, id=new_id(), name="later.pcpack", number=store.number(), **facts)  # type: ignore[arg-type]
    redact(store, Authority, kent.id, "comment")
    reword(store, kent, "Finer words")
    others = {**facts, "records": [new_id()]}
    note_sent(store, id=new_id(), name="of-others.pcpack", number=1, **others)  # type: ignore[arg-type]
    assert {each.name for each in holding(store, kent.id)} == {"with.pcpack", "later.pcpack"}
    assert holding(store, new_id()) == ()


def test_a_person_whose_name_is_struck_out_stays(store: Store) -> None:
    person = Person(id=new_id(), name=CANARY)
    store.apply(changes.add("Add person", person))
    redact(store, Person, person.id, "name")
    assert store.need(Person, person.id).name == ""
    assert not in_bytes(store)
