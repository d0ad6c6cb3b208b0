"""Ten minutes a host after a session."""

from datetime import date

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import EntryMode, FindingKind, NoteKind, Presence, Stage, SubmissionState, Way
from peer_challenge.domain.errors import UserError
from peer_challenge.services import attendance, findings, notes, questions, session_minutes, sessions
from peer_challenge.services.console import console
from peer_challenge.services.wrap_up import wrap_up
from tests.builders import a_triad_in_session


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


def left(store, triad):
    return wrap_up(store, console(store, triad.session))


def note(store, triad, text, kind=NoteKind.PLAIN, line=0, claim=None):
    of = triad.lines[line] if line is not None else None
    act = notes.add_note(store, triad.session, triad.challenges[0], text, kind, of, store.now(), claim=claim)
    store.apply(act)
    return act.changes[0].record.id


def test_each_list_holds_what_is_left_and_lets_go_of_what_is_done(store, triad):
    submission = r.Submission(
        id=store.new_id(),
        round=triad.round,
        authority=triad.hosts[0],
        state=SubmissionState.SHARED,
        shared_on=date(2026, 11, 1),
    )
    claims = [r.Claim(id=store.new_id(), submission=submission.id, line=triad.lines[0], text=each) for each in "ab"]
    store.apply(add("SEF", submission, *claims))
    store.apply(questions.prepare_question(store, triad.challenges[0], "Who checks?"))
    plain = note(store, triad, "heard")
    homeless = note(store, triad, "good", NoteKind.STRENGTH, line=None)
    asked = note(store, triad, "how many?", NoteKind.QUESTION)
    note(store, triad, "eight", NoteKind.STRENGTH, claim=claims[0].id)
    found = left(store, triad)
    assert [each.id for each in found.untagged] == [plain, homeless]
    assert [each.sentence for each in found.questions] == [
        "Prepared, not asked: Who checks?",
        "Not answered: how many?",
    ]
    assert [each.number for each in found.untested] == ["1.2"]
    assert (found.host_name, found.left) == ("Kent", 6)
    store.apply(notes.set_note_kind(store, [plain], NoteKind.CONSIDERATION))
    store.apply(notes.edit_note(store, homeless, "good", line=triad.lines[1]))
    store.apply(notes.answer_note(store, asked))
    store.apply(questions.tick_question(store, found.questions[0].id, store.now()))
    note(store, triad, "nobody knows", NoteKind.CONSIDERATION, claim=claims[1].id)
    store.apply(session_minutes.confirm_minutes(store, triad.session, triad.challenges[0], 50))
    assert left(store, triad).left == 0


def test_a_point_with_one_source_stays_until_the_team_decides(store, triad):
    said = note(store, triad, "alerts close late", NoteKind.CONSIDERATION)
    store.apply(findings.make_finding(store, [said]))
    (point,) = left(store, triad).points
    assert point.basis == "what we heard; no audit seen"
    for act in (
        findings.set_kind(store, [point.id], FindingKind.QUESTION),
        findings.park(store, [point.id]),
        findings.agree(store, [point.id], date(2026, 11, 5)),
    ):
        store.apply(act)
        assert left(store, triad).points == ()
        store.undo()


def test_minutes_are_confirmed_for_those_who_were_here_and_only_once(store, triad):
    session = store.need(r.Session, triad.session)
    store.apply(edit("Day", session, held_on=date(2026, 11, 5)))
    store.apply(attendance.mark_everybody(store, triad.session))
    slough = attendance.who_is_here(store, triad.session)[2]
    store.apply(attendance.mark_present(store, triad.session, authority=slough.authority, presence=Presence.APOLOGIES))
    (row, *_) = session_minutes.minutes_to_confirm(store, triad.session)
    assert row.sentence == "Kent: 57 minutes, planned; the clock was not run, for 2 people."
    store.apply(session_minutes.confirm_minutes(store, triad.session, row.id, row.minutes))
    assert [(e.authority, e.minutes, e.people, e.way, e.mode, e.stage, e.day) for e in store.find(r.TimeEntry)] == [
        (triad.hosts[0], 57, 1, Way.RECEIVED, EntryMode.ESTIMATE, Stage.SESSION, date(2026, 11, 5)),
        (triad.hosts[1], 57, 1, Way.GIVEN, EntryMode.ESTIMATE, Stage.SESSION, date(2026, 11, 5)),
    ]
    store.apply(session_minutes.confirm_minutes(store, triad.session, row.id, 45))
    assert [(each.minutes, each.mode) for each in store.find(r.TimeEntry)] == [(45, EntryMode.BY_HAND)] * 2
    (again, *_) = session_minutes.minutes_to_confirm(store, triad.session)
    assert (again.minutes, again.confirmed) == (45, 45)
    with pytest.raises(UserError, match="cannot be right"):
        session_minutes.confirm_minutes(store, triad.session, row.id, 0)


def test_minutes_by_the_clock_are_told_from_typed_ones(store, triad):
    at = store.now()
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1], at))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2], at.replace(minute=at.minute + 10)))
    store.apply(sessions.close_session(store, triad.session, at.replace(minute=at.minute + 15)))
    kent, medway, slough = session_minutes.minutes_to_confirm(store, triad.session)
    assert [each.minutes for each in (kent, medway, slough)] == [10, 5, 0]
    store.apply(session_minutes.confirm_minutes(store, triad.session, kent.id, 10))
    assert {each.mode for each in store.find(r.TimeEntry)} == {EntryMode.TIMER}
