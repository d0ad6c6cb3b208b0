"""Fields in two versions: seen side by side with what they go back to, settled in four ways, and kept out of print."""

from uuid import UUID

import pytest

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import FindingKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Finding, Person
from peer_challenge.services.report_life import issue_final
from peer_challenge.services.two_versions import keep, keep_both, open_in, open_versions, reword, versions
from peer_challenge.storage.opening import remember_who
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met


def clash(store: Store, finding: UUID, field: str, mine: object, theirs: object) -> None:
    """Let two people, of whom the second is this window's, change one field unseen by one another."""
    before, seen = store.need(Finding, finding), store.number()
    people = [Person(id=store.new_id(), name=name) for name in ("Ada Ames", "Ben Bone")]
    for person, value in zip(people, (theirs, mine), strict=True):
        store.apply(add("Add person", person))
        remember_who(store, person.id)
        store.apply(edit("Edit", before, **{field: value}), seen)


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture
def finding(store: Store, triad: Triad) -> UUID:
    return a_finding(store, triad, "Audits are done.")


def test_two_wordings_side_by_side(store: Store, finding: UUID) -> None:
    assert versions(store, finding, "text") is None
    clash(store, finding, "text", "Audits are done well.", "Audits are done late.")
    found = versions(store, finding, "text")
    assert found is not None
    assert [(each.words, each.who, each.mine) for each in found.wordings] == [
        ("Audits are done well.", "Ben Bone", True),
        ("Audits are done late.", "Ada Ames", False),
    ]
    assert found.wordings[0].when.endswith("on 5 November 2026")
    assert (found.before, found.joins, found.field_words) == ("Audits are done.", True, "wording")
    assert "2 versions: Audits are done well., by Ben Bone, or" in found.sentence
    assert [(each.entity, each.field) for each in open_versions(store)] == [(finding, "text")]


@pytest.mark.parametrize("which", [0, 1])
def test_keeping_one_settles_it_whichever_it_is(store: Store, finding: UUID, which: int) -> None:
    clash(store, finding, "text", "Mine", "Theirs")
    found = versions(store, finding, "text")
    assert found is not None
    chosen = found.wordings[which]
    store.apply(keep(store, finding, "text", chosen.id))
    assert store.need(Finding, finding).text == chosen.words
    assert versions(store, finding, "text") is None
    store.undo()
    again = versions(store, finding, "text")
    assert again is not None
    assert {each.words for each in again.wordings} == {"Mine", "Theirs"}
    with pytest.raises(UserError):
        keep(store, finding, "text", store.new_id())


def test_keeping_both_and_a_new_wording(store: Store, finding: UUID) -> None:
    clash(store, finding, "text", "Mine", "Theirs")
    store.apply(keep_both(store, finding, "text"))
    assert store.need(Finding, finding).text == "Theirs\n\nMine"
    clash(store, finding, "text", "Mine", "Theirs")
    store.apply(reword(store, finding, "text", "Ours"))
    assert store.need(Finding, finding).text == "Ours"
    assert open_versions(store) == ()
    with pytest.raises(UserError, match="only one version"):
        reword(store, finding, "text", "Again")


def test_choices_are_kept_one_or_the_other(store: Store, finding: UUID) -> None:
    clash(store, finding, "kind", FindingKind.QUESTION, FindingKind.CONSIDERATION)
    found = versions(store, finding, "kind")
    assert found is not None
    assert not found.joins
    assert found.wordings[0].words == FindingKind.QUESTION.words
    with pytest.raises(UserError, match="Only texts"):
        keep_both(store, finding, "kind")


def test_what_arrived_while_choosing_stands_beside_the_choice(store: Store, finding: UUID) -> None:
    clash(store, finding, "text", "Mine", "Theirs")
    found, seen, before = versions(store, finding, "text"), store.number(), store.need(Finding, finding)
    assert found is not None
    act = keep(store, finding, "text", found.wordings[1].id)
    store.apply(edit("Edit", before, text="A third"), 0)
    store.apply(act, seen)
    again = versions(store, finding, "text")
    assert again is not None
    assert {each.words for each in again.wordings} == {"Theirs", "A third"}


def test_a_report_is_not_final_while_what_it_prints_has_two_versions(store: Store, triad: Triad, finding: UUID) -> None:
    clash(store, finding, "text", "Mine", "Theirs")
    other = a_finding(store, triad, "Elsewhere", host=1)
    clash(store, other, "text", "Mine", "Theirs")
    assert [each.entity for each in open_in(store, triad.challenges[0])] == [finding]
    with pytest.raises(UserError, match="2 versions of the wording"):
        issue_final(store, triad.challenges[0], "ab" * 32)
    store.apply(reword(store, finding, "text", "Ours"))
    assert issue_final(store, triad.challenges[0], "ab" * 32)
    host, seen = store.need(Authority, triad.hosts[0]), store.number()
    for name in ("Kent A", "Kent B"):
        store.apply(edit("Rename", host, name=name), seen)
    assert [each.kind for each in open_in(store, triad.challenges[0])] == [Authority]
    assert open_in(store, triad.challenges[1])[0].entity == other
