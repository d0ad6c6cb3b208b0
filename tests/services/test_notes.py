"""Notes of a session: added, put right, flagged, removed."""

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services import asks_offers, findings, notes
from tests.builders import a_triad_in_session


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


def log(store, triad, text="Re-audit shows a rise", kind=NoteKind.STRENGTH, **more):
    at = store.now()
    store.apply(notes.add_note(store, triad.session, triad.challenges[0], text, kind, triad.lines[0], at, **more))
    return store.find(r.Note, session=triad.session)[-1]


def test_a_note_keeps_when_it_was_begun(store, triad):
    begun = store.now()
    store.apply(
        notes.add_note(
            store, triad.session, triad.challenges[0], "  Heard ", NoteKind.PLAIN, None, begun, speaker="Host"
        )
    )
    (note,) = store.find(r.Note, session=triad.session)
    assert (note.text, note.at, note.speaker) == ("Heard", begun, "Host")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_note_without_words_is_refused(store, triad, text):
    with pytest.raises(UserError, match="nothing to save"):
        log(store, triad, text)


def test_a_note_as_long_as_a_book_is_refused_with_its_length(store, triad):
    with pytest.raises(UserError, match="20,001 characters"):
        log(store, triad, "x" * 20_001)


def test_the_last_links_are_those_of_the_note_written_last(store, triad):
    assert notes.last_links(store, triad.session) is None
    log(store, triad)
    log(store, triad, "Question", NoteKind.QUESTION, speaker="IRO")
    links = notes.last_links(store, triad.session)
    assert (links.kind, links.line, links.speaker) == (NoteKind.QUESTION, triad.lines[0], "IRO")


def test_words_kind_and_flag_change_and_the_time_stays(store, triad):
    note = log(store, triad)
    store.apply(notes.edit_note(store, note.id, "Re-audit shows a fall", NoteKind.CONSIDERATION))
    store.apply(notes.flag_note(store, note.id))
    now = store.need(r.Note, note.id)
    assert (now.text, now.kind, now.flagged, now.at) == (
        "Re-audit shows a fall",
        NoteKind.CONSIDERATION,
        True,
        note.at,
    )
    store.apply(notes.set_note_kind(store, [note.id], NoteKind.QUESTION))
    store.apply(notes.flag_note(store, note.id))
    now = store.need(r.Note, note.id)
    assert (now.kind, now.flagged) == (NoteKind.QUESTION, False)


def test_removing_a_note_takes_its_links_along_and_undo_brings_all_back(store, triad):
    note = log(store, triad, "Offer of a tool", NoteKind.OFFER)
    store.apply(findings.make_finding(store, [note.id]))
    (link,) = store.find(r.FindingLink, target=note.id)
    store.apply(asks_offers.ask_or_offer(store, triad.challenges[0], triad.hosts[0], "offer", "A tool"))
    store.apply(notes.remove_note(store, note.id))
    assert store.get(r.Note, note.id) is None
    assert store.get(r.FindingLink, link.id) is None
    store.undo()
    assert store.need(r.Note, note.id) == note
    assert store.need(r.FindingLink, link.id) == link


def test_an_offer_taken_from_a_note_outlives_it(store, triad):
    note = log(store, triad, "Offer of a tool", NoteKind.OFFER)
    store.apply(asks_offers.take_asks_and_offers(store, triad.challenges[0]))
    store.apply(notes.remove_note(store, note.id))
    (offer,) = asks_offers.asks_and_offers_of(store, triad.challenges[0])
    assert (offer.text, offer.note) == ("Offer of a tool", None)


def test_a_note_removed_meanwhile_is_said_so(store, triad):
    note = log(store, triad)
    store.apply(notes.remove_note(store, note.id))
    with pytest.raises(UserError, match="removed meanwhile"):
        notes.edit_note(store, note.id, "Other words")
