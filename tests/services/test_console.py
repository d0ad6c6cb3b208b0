"""What the console shows for the host whose turn it is."""

from datetime import date

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import NoteKind, SubmissionState
from peer_challenge.domain.ids import known_id
from peer_challenge.services import notes, questions, sessions
from peer_challenge.services.console import console, next_item, notes_again
from tests.builders import a_triad_in_session


def share_sef(store, triad, **fields):
    submission = known_id("submission", triad.round, triad.hosts[0])
    claim = store.new_id()
    store.apply(
        add(
            "Share",
            r.Submission(
                id=submission,
                round=triad.round,
                authority=triad.hosts[0],
                **{"state": SubmissionState.SHARED, "shared_on": date(2026, 11, 1), **fields},
            ),
            r.Answer(id=store.new_id(), submission=submission, line=triad.lines[0], text="Audits lead to change."),
            r.Claim(id=claim, submission=submission, line=triad.lines[0], text="Eight in ten actions close."),
        )
    )
    return claim


def test_before_the_first_host_everything_is_about_them(store):
    triad = a_triad_in_session(store)
    view = console(store, triad.session)
    assert (view.group, view.host_name, view.challenge, view.runs) == ("Triad A", "Kent", triad.challenges[0], False)
    assert [(line.number, line.short, line.prompts) for line in view.lines] == [
        (1, "Impact of QA", ("How many audits are done?",)),
        (2, "Voice of the child", ()),
    ]
    assert view.sef_words == "Kent has not shared its SEF."


def test_the_shared_sef_stands_beside_the_notes(store):
    triad = a_triad_in_session(store)
    claim = share_sef(store, triad)
    at = store.now()
    store.apply(
        notes.add_note(
            store, triad.session, triad.challenges[0], "Asked", NoteKind.QUESTION, triad.lines[0], at, claim=claim
        )
    )
    view = console(store, triad.session)
    assert [(each.number, each.text, each.notes) for each in view.statements] == [
        ("1.1", "Eight in ten actions close.", 1)
    ]
    assert [each.text for each in view.answers] == ["Audits lead to change."]
    assert view.sef_words == ""


def test_a_sef_not_shared_or_withdrawn_is_not_shown(store):
    triad = a_triad_in_session(store)
    share_sef(store, triad, shared_on=None, state=SubmissionState.SUBMITTED)
    assert console(store, triad.session).statements == ()
    submission = store.need(r.Submission, known_id("submission", triad.round, triad.hosts[0]))
    store.apply(edit("Withdraw", submission, shared_on=date(2026, 11, 1), state=SubmissionState.WITHDRAWN))
    view = console(store, triad.session)
    assert (view.statements, view.answers) == ((), ())


def test_welcome_is_about_the_first_host_and_wrap_up_about_the_last(store):
    triad = a_triad_in_session(store)
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[0]))
    assert console(store, triad.session).host_name == "Kent"
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[4]))
    assert console(store, triad.session).host_name == "Slough"


def test_notes_and_questions_are_those_of_the_host_on_the_agenda(store):
    triad = a_triad_in_session(store)
    at = store.now()
    for challenge, text in zip(triad.challenges, ("One", "Two", "Three"), strict=True):
        store.apply(notes.add_note(store, triad.session, challenge, text, NoteKind.STRENGTH, None, at))
        store.apply(questions.prepare_question(store, challenge, f"{text}?"))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2]))
    view = console(store, triad.session)
    assert [row.note.text for row in view.notes] == ["Two"]
    assert [each.text for each in view.questions] == ["Two?"]
    assert view.counts == {NoteKind.STRENGTH: 1}


def test_notes_stand_in_the_order_their_first_character_was_typed(store):
    triad = a_triad_in_session(store)
    early, late = store.now(), store.now()
    for text, at in (("Second", late), ("First", early)):
        store.apply(notes.add_note(store, triad.session, triad.challenges[0], text, NoteKind.PLAIN, None, at))
    rows = console(store, triad.session).notes
    assert [row.note.text for row in rows] == ["First", "Second"]
    assert notes_again(store, [rows[1].id]) == [rows[1]]


def test_the_keys_walk_the_agenda_and_stop_at_its_ends(store):
    triad = a_triad_in_session(store)
    walked = []
    while (item := next_item(console(store, triad.session), 1)) is not None:
        store.apply(sessions.go_to_host(store, triad.session, item))
        walked.append(console(store, triad.session).current.item.title)
    assert walked == ["Welcome", "Kent", "Medway", "Slough", "Wrap-up"]
    assert next_item(console(store, triad.session), -1) is not None
    assert next_item(console(store, triad.session), 1) is None


def test_a_group_whose_authorities_are_two_works_too(store):
    triad = a_triad_in_session(store, ("Kent", "Medway"))
    assert len(console(store, triad.session).agenda) == 4
