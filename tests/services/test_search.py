"""Searching everything: what is found says what it is, whose, and where it is worked on."""

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind
from peer_challenge.domain.ids import known_id
from peer_challenge.services.places import Place
from peer_challenge.services.search import search_everything
from peer_challenge.storage.store import Store
from tests.builders import a_triad


def test_a_finding_is_told_with_its_host_and_its_page(store: Store) -> None:
    triad = a_triad(store)
    made = r.Finding(
        id=store.new_id(), challenge=triad.challenges[1], kind=FindingKind.STRENGTH, text="Dip samples with schools"
    )
    store.apply(add("Add finding", made))
    (hit,) = search_everything(store, "dip sample")
    assert (hit.words, hit.detail, hit.place) == ("Dip samples with schools", "Finding · Medway", Place.FINDINGS)
    assert hit.sentence == "Finding · Medway: Dip samples with schools"
    assert hit.about[:2] == (made.id, triad.challenges[1])


def test_a_sef_s_words_lead_to_its_authority(store: Store) -> None:
    triad = a_triad(store)
    submission = known_id("submission", triad.round, triad.hosts[0])
    answer = r.Answer(
        id=known_id("answer", submission, triad.lines[0]), submission=submission, line=triad.lines[0], text="Ember"
    )
    sef = r.Submission(id=submission, round=triad.round, authority=triad.hosts[0])
    store.apply(add("Add SEF", sef, answer))
    (hit,) = search_everything(store, "ember")
    assert (hit.detail, hit.place) == ("Answer · Kent", Place.SEFS)
    assert triad.hosts[0] in hit.about


def test_an_authority_is_its_own(store: Store) -> None:
    a_triad(store)
    (hit,) = search_everything(store, "Slough")
    assert (hit.detail, hit.place) == ("Authority", Place.AUTHORITIES)


def test_no_words_and_strange_words_find_nothing(store: Store) -> None:
    a_triad(store)
    for words in ("", "   ", '"', "* OR NEAR(", "zzz"):
        assert search_everything(store, words) == []


def test_every_kind_that_holds_words_has_a_place() -> None:
    from peer_challenge.domain.records import typed_fields
    from peer_challenge.domain.vocabulary import KINDS
    from peer_challenge.services.places import place_of

    homeless = [name for name, kind in KINDS.items() if typed_fields(kind) and place_of(kind) is Place.HOME]
    assert homeless == ["round"]
