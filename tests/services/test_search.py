"""Searching everything: what is found says what it is, whose, and where it is worked on."""

import pytest

from benchmarks.search import fill, milliseconds
from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind
from peer_challenge.domain.ids import known_id
from peer_challenge.services.places import Place
from peer_challenge.services.search import MOST, search_everything
from peer_challenge.storage.queries.search import search
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
    assert homeless == ["retention_hold", "round"]


def test_a_place_keeps_only_what_is_worked_on_there(store: Store) -> None:
    triad = a_triad(store)
    made = r.Finding(
        id=store.new_id(), challenge=triad.challenges[1], kind=FindingKind.STRENGTH, text="Slough learns from schools"
    )
    store.apply(add("Add finding", made))
    assert len(search_everything(store, "Slough")) == 2
    assert [each.id for each in search_everything(store, "Slough", Place.FINDINGS)] == [made.id]
    assert search_everything(store, "Slough", Place.TIME) == []


@pytest.mark.slow
def test_a_common_word_among_many_notes_is_not_ranked_in_every_one(store: Store) -> None:
    """Against ranking all that match, within one run: `benchmarks/search.py` has the milliseconds."""
    fill(store, 40_000)

    def everything_ranked() -> None:
        with store.reading() as conn:
            conn.exec_driver_sql(
                "SELECT rowid FROM search WHERE search MATCH '\"audit\"*' ORDER BY rank LIMIT 60"
            ).all()

    assert milliseconds(lambda: search(store, "audit", limit=MOST)) < milliseconds(everything_ranked)
    assert len(search_everything(store, "audit")) == MOST
    found = search_everything(store, "saxifrage")
    assert len(found) == 40
    assert {each.whose for each in found} == {"Kent", "Medway", "Slough"}


def test_the_best_of_what_is_found_comes_first_and_a_letter_alone_is_a_word(store: Store) -> None:
    triad = a_triad(store)
    texts = ("Slough, Slough and Slough", "Slough is one of many that were heard at length on a long day", "A day")
    made = [
        r.Finding(id=store.new_id(), challenge=triad.challenges[0], kind=FindingKind.STRENGTH, text=text)
        for text in texts
    ]
    store.apply(add("Add findings", *made))
    assert [each.id for each in search_everything(store, "slough", Place.FINDINGS)] == [made[0].id, made[1].id]
    assert {each.id for each in search_everything(store, "a", Place.FINDINGS)} == {made[1].id, made[2].id}
