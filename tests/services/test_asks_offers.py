"""Asks and offers."""

import pytest

from peer_challenge.domain.choices import AskOrOffer, NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services import asks_offers, notes
from peer_challenge.services.finding_board import finding_board
from tests.builders import a_triad_in_session


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


def test_asks_and_offers_are_taken_out_of_notes_once(store, triad):
    challenge = triad.challenges[0]
    for text, kind in (("Help with audits", NoteKind.ASK), ("Our tool", NoteKind.OFFER), ("Heard", NoteKind.PLAIN)):
        store.apply(notes.add_note(store, triad.session, challenge, text, kind, triad.lines[0], store.now()))
    assert asks_offers.taken_in_words(finding_board(store, challenge).to_take) == "1 ask and 1 offer"
    store.apply(asks_offers.take_asks_and_offers(store, challenge))
    board = finding_board(store, challenge)
    assert [(each.kind, each.text, each.authority) for each in board.asks] == [
        (AskOrOffer.ASK, "Help with audits", triad.hosts[0]),
        (AskOrOffer.OFFER, "Our tool", triad.hosts[0]),
    ]
    assert [row.note.text for row in board.lines[0].notes] == ["Heard"]
    assert not asks_offers.take_asks_and_offers(store, challenge)


def test_one_that_was_removed_can_be_taken_again(store, triad):
    challenge = triad.challenges[0]
    store.apply(notes.add_note(store, triad.session, challenge, "Our tool", NoteKind.OFFER, None, store.now()))
    store.apply(asks_offers.take_asks_and_offers(store, challenge))
    (offer,) = asks_offers.asks_and_offers_of(store, challenge)
    store.apply(asks_offers.remove_ask_or_offer(store, offer.id))
    assert asks_offers.asks_and_offers_of(store, challenge) == []
    store.apply(asks_offers.take_asks_and_offers(store, challenge))
    assert asks_offers.asks_and_offers_of(store, challenge) == [offer]


def test_an_ask_is_typed_changed_and_released_to_the_region(store, triad):
    challenge = triad.challenges[0]
    store.apply(asks_offers.ask_or_offer(store, challenge, triad.hosts[1], AskOrOffer.ASK, " Moderation partners "))
    (ask,) = asks_offers.asks_and_offers_of(store, challenge)
    assert (ask.text, ask.authority, ask.released) == ("Moderation partners", triad.hosts[1], False)
    store.apply(asks_offers.edit_ask_or_offer(store, ask.id, text="Partners", kind=AskOrOffer.OFFER))
    store.apply(asks_offers.release(store, [ask.id]))
    (ask,) = asks_offers.asks_and_offers_of(store, challenge)
    assert (ask.text, ask.kind, ask.released) == ("Partners", AskOrOffer.OFFER, True)
    store.apply(asks_offers.release(store, [ask.id], False))
    assert not asks_offers.asks_and_offers_of(store, challenge)[0].released
    with pytest.raises(UserError, match="asked for or offered"):
        asks_offers.ask_or_offer(store, challenge, triad.hosts[0], AskOrOffer.ASK, "")
