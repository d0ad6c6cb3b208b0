"""Asks matched with offers in both editions of the overview: named for the steering group, counted for the rest."""

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import AskOrOffer, IntroductionState
from peer_challenge.reports.network_overview import network_document
from peer_challenge.reports.overview_report import overview_document
from peer_challenge.reports.pdf import render
from peer_challenge.services import asks_offers
from peer_challenge.services.introductions import edit_introduction, introduce
from peer_challenge.services.overview import overview_of
from tests.builders import Triad, a_triad_that_met
from tests.reports.reading import failures, model_words


@pytest.fixture
def triad(store) -> Triad:
    return a_triad_that_met(store)


def introduced(store, triad, asking, *, state=IntroductionState.MADE, outcome=""):
    """Bring one host’s ask together with the next one’s offer."""
    ids = []
    for kind, host in ((AskOrOffer.ASK, asking), (AskOrOffer.OFFER, (asking + 1) % 3)):
        text = f"Words of {kind} {asking}"
        act = asks_offers.ask_or_offer(store, triad.challenges[host], triad.hosts[host], kind, text, released=True)
        store.apply(act)
        ids.append(act.changes[0].record.id)
    store.apply(introduce(store, triad.round, *ids))
    made = store.find(r.Introduction)[-1]
    store.apply(edit_introduction(store, made.id, state=state, outcome=outcome))
    return ids


def words(store, triad, document_of) -> str:
    document = document_of(overview_of(store, triad.round))
    assert failures(render(document)) == []
    return " ".join(model_words(document))


def test_the_steering_group_reads_who_was_brought_together_and_what_came_of_it(store, triad):
    ask, _ = introduced(store, triad, 0, state=IntroductionState.HELPED, outcome="They met <twice>.")
    said = words(store, triad, overview_document)
    assert "1 ask was brought together with an offer; 1 has been helped so far." in said
    assert "Kent: Words of ask 0" in said
    assert "Medway: Words of offer 0" in said
    assert "Helped They met <twice>." in said
    store.apply(asks_offers.release(store, [ask], False))
    assert "Words of ask 0" not in words(store, triad, overview_document)


def test_the_network_reads_a_count_of_three_or_more_and_no_outcome(store, triad):
    for asking in range(2):
        introduced(store, triad, asking, state=IntroductionState.HELPED, outcome="A visit to Slough")
    assert "brought together" not in words(store, triad, network_document)
    introduced(store, triad, 2, outcome="A visit to Kent")
    said = words(store, triad, network_document)
    assert "3 asks were brought together with an offer. Of these, fewer than three have been helped so far." in said
    assert "A visit" not in said
