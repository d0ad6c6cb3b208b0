"""A reason why something may stay goes with the words it was given for, and comes back with them."""

from collections.abc import Callable
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.choices import AskOrOffer, EvidenceKind, NoteKind, Stage, SubmissionState
from peer_challenge.services import actions, asks_offers, findings, follow_on, identifiers, notes, questions, sefs
from peer_challenge.services import time_spent as times
from peer_challenge.services.finding_board import finding_board
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met

TEXT = "Ring 07700 900123 about the audit."
AS_IT_IS = "Ring the duty team about the audit."


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def a_note(store: Store, triad: Triad) -> UUID:
    assert triad.session is not None
    act = notes.add_note(
        store, triad.session, triad.challenges[0], TEXT, NoteKind.PLAIN, triad.lines[0], at=store.now()
    )
    store.apply(act)
    return act.changes[0].record.id


def a_step(store: Store, triad: Triad) -> UUID:
    return applied(store, actions.add_action(store, triad.challenges[0], TEXT))


def a_question(store: Store, triad: Triad) -> UUID:
    return applied(store, questions.prepare_question(store, triad.challenges[0], TEXT))


def a_statement(store: Store, triad: Triad) -> UUID:
    return applied(
        store,
        sefs.add_claim(
            store, a_sef(store, triad, shared_on=None, state=SubmissionState.DRAFTING), triad.lines[0], TEXT
        ),
    )


def evidence(store: Store, triad: Triad) -> UUID:
    return applied(
        store,
        sefs.add_evidence(
            store, a_sef(store, triad, shared_on=None, state=SubmissionState.DRAFTING), EvidenceKind.AUDIT, TEXT
        ),
    )


def applied(store: Store, act: ChangeSet) -> UUID:
    store.apply(act)
    return act.changes[0].record.id


@pytest.mark.parametrize(
    ("made", "field", "removed"),
    [
        (a_note, "text", notes.remove_note),
        (a_step, "text", actions.remove_action),
        (a_question, "text", questions.remove_question),
        (a_statement, "text", sefs.remove_claim),
        (evidence, "title", sefs.remove_evidence),
    ],
)
def test_it_goes_with_what_is_removed_and_comes_back_with_undo(
    store: Store,
    triad: Triad,
    made: Callable[[Store, Triad], UUID],
    field: str,
    removed: Callable[[Store, UUID], ChangeSet],
) -> None:
    about = made(store, triad)
    store.apply(identifiers.let_stay(store, about, field, "The duty team’s own line"))
    store.apply(removed(store, about))
    assert not store.find(r.ClearedMark)
    store.undo()
    assert [each.about for each in store.find(r.ClearedMark)] == [about]


def test_it_goes_with_words_that_are_written_over(store: Store, triad: Triad) -> None:
    note = a_note(store, triad)
    store.apply(identifiers.let_stay(store, note, "text", "The duty team’s own line"))
    store.apply(notes.edit_note(store, note, f"{TEXT} At once."))
    assert store.find(r.ClearedMark)
    store.apply(notes.edit_note(store, note, AS_IT_IS))
    assert not store.find(r.ClearedMark)
    store.undo()
    assert store.find(r.ClearedMark)


def test_it_goes_with_sef_text_that_is_taken_out(store: Store, triad: Triad) -> None:
    sef, line = a_sef(store, triad, shared_on=None, state=SubmissionState.DRAFTING), triad.lines[0]
    store.apply(sefs.write_answer(store, sef, line, text=TEXT, gaps=TEXT))
    (answer,) = store.find(r.Answer, submission=sef)
    for field in ("text", "gaps"):
        store.apply(identifiers.let_stay(store, answer.id, field, "The duty team’s own line"))
    store.apply(sefs.write_answer(store, sef, line, text=""))
    assert [each.field for each in store.find(r.ClearedMark)] == ["gaps"]


def test_a_removed_entry_of_any_other_kind_takes_its_reasons_along(store: Store, triad: Triad) -> None:
    challenge, host = triad.challenges[0], triad.hosts[0]
    ask = r.AskOffer(id=store.new_id(), challenge=challenge, authority=host, kind=AskOrOffer.ASK, text=TEXT)
    entry = r.TimeEntry(
        id=store.new_id(), challenge=challenge, authority=host, stage=Stage.SESSION, minutes=30, comment=TEXT
    )
    activity = r.QaActivity(id=store.new_id(), challenge=challenge, authority=host, text=TEXT)
    finding = a_finding(store, triad, TEXT)
    store.apply(add("Say", ask, entry, activity))
    for about, field in ((ask.id, "text"), (entry.id, "comment"), (activity.id, "text"), (finding, "text")):
        store.apply(identifiers.let_stay(store, about, field, "The duty team’s own line"))
    store.apply(asks_offers.remove_ask_or_offer(store, ask.id))
    store.apply(times.remove_time(store, entry.id))
    store.apply(follow_on.remove_prompted(store, activity.id))
    store.apply(findings.remove_finding(store, finding))
    assert not store.find(r.ClearedMark)


def test_that_two_differ_is_kept_until_one_of_them_goes(store: Store, triad: Triad) -> None:
    notes_alike = [a_note(store, triad), a_note(store, triad)]
    challenge = triad.challenges[0]
    (proposed,) = finding_board(store, challenge).lines[0].alike
    assert set(proposed.ids) == set(notes_alike)
    store.apply(findings.tell_apart(store, challenge, proposed.ids))
    assert finding_board(store, challenge).lines[0].alike == ()
    third = a_note(store, triad)
    assert [set(each.ids) for each in finding_board(store, challenge).lines[0].alike] == [{*notes_alike, third}]
    store.apply(notes.remove_note(store, notes_alike[0]))
    assert not store.find(r.Unlike)
    store.undo()
    assert store.find(r.Unlike)
