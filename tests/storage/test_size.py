"""A round file stays small, and notes stay quick to find, however many there are."""

from datetime import UTC, datetime
from time import perf_counter

from peer_challenge.domain import changes
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Note
from peer_challenge.storage.queries.search import search
from peer_challenge.storage.store import Store

NOTES = 400
MOST_BYTES = 60_000_000 * NOTES / 20_000


def test_a_note_costs_under_three_kilobytes_with_its_history_and_index(store: Store) -> None:
    """20,000 notes cost under 60 MB: measured here on a fiftieth, one act a note as they are typed."""
    session, before = new_id(), store.path.stat().st_size
    for number in range(NOTES):
        note = Note(
            id=new_id(),
            session=session,
            challenge=session,
            at=datetime(2026, 11, 5, 10, 42, tzinfo=UTC),
            text=f"Dip sampling shows a rise in the quality of re-audited plans; {number} alerts are not closed. " * 2,
            kind=NoteKind.CONSIDERATION,
            line=session,
            author=session,
            speaker="Host",
        )
        store.apply(changes.add("Add note", note))
    assert store.path.stat().st_size - before < MOST_BYTES
    began = perf_counter()
    listed = store.find(Note, session=session)
    to_list = perf_counter() - began
    began = perf_counter()
    found = search(store, "sampl 399")
    to_search = perf_counter() - began
    assert (len(listed), len(found)) == (NOTES, 1)
    assert to_search < to_list, "the index finds one note sooner than all are listed"
