"""The parts of a session's page that are there for a minute: who is here, a chat, the small window, time, concerns."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind, FindingState, NoteKind, Presence, SubmissionState
from peer_challenge.services import concerns, findings, notes, questions, sessions
from tests.builders import a_triad_in_session
from tests.pages import open_session
from ui.widgets.session_sharing import leave_out_of_sharing, set_affinity, sharing_in_words

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


@pytest.fixture
def page(workspace, triad, qtbot):
    return open_session(workspace, triad.round, qtbot)


def press(qtbot, keys, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), keys, modifiers)


def write(qtbot, text):
    qtbot.keyClicks(QApplication.focusWidget(), text)
    press(qtbot, Qt.Key.Key_Return)


def test_who_is_here_by_keys_alone(page, qtbot, store, triad, workspace):
    person = r.Person(id=store.new_id(), name="Ada Example", authority=triad.hosts[0], invented=True)
    store.apply(add("Person", person))
    page._read()
    page._open(page.presence_panel)
    people = page.presence_panel.people
    assert QApplication.focusWidget() is people
    press(qtbot, Qt.Key.Key_S)
    write(qtbot, "QA manager")
    assert QApplication.focusWidget() is people
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_A)
    page.presence_panel.other.setFocus()
    write(qtbot, "Observer, LGA")
    said = [row.sentence for row in people.records.rows]
    assert said == [
        "Ada Example, Kent, apologies.",
        "Medway, present.",
        "Slough, apologies.",
        "QA manager, Stand-in, Kent, stand-in.",
        "Observer, LGA, Observer, observer.",
    ]
    assert page.presence.text() == "Who is here: 3"
    people.setFocus()
    people.select(people.records.rows[2].id)
    press(qtbot, Qt.Key.Key_Delete)
    assert [each.presence for each in store.find(r.Attendance)].count(Presence.APOLOGIES) == 1


def test_a_click_ticks_everybody_expected(page, qtbot, store):
    qtbot.mouseClick(page.presence, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.presence_panel.everybody, Qt.MouseButton.LeftButton)
    assert len(store.find(r.Attendance)) == 3


def test_a_chat_is_looked_at_and_added_in_one_act(page, qtbot, store, triad, workspace):
    QApplication.clipboard().setText("[10:42] Ada Example\nEight in ten\n[10:43] Ben Sample\nTwelve panels")
    press(qtbot, Qt.Key.Key_V, CONTROL | SHIFT)
    panel = page.chat_panel
    assert [panel.preview.item(at).text() for at in range(2)] == ["Eight in ten", "Twelve panels"]
    assert panel.words.text().startswith("2 plain notes on Kent. 2 names and 2 times left out.")
    assert store.find(r.Note) == []
    press(qtbot, Qt.Key.Key_Return)
    assert [each.text for each in store.find(r.Note)] == ["Eight in ten", "Twelve panels"]
    assert not panel.isVisible()
    assert QApplication.focusWidget() is page.desk.entry.box
    workspace.undo()
    assert store.find(r.Note) == []
    press(qtbot, Qt.Key.Key_V, CONTROL | SHIFT)
    press(qtbot, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert store.find(r.Note) == []


def test_the_small_window_has_the_same_notes_and_draft(page, qtbot, store, triad, unnamed):
    qtbot.keyClicks(page.desk.entry.box, "half")
    press(qtbot, Qt.Key.Key_N, CONTROL | SHIFT)
    small = page.small
    qtbot.waitUntil(small.isActiveWindow)
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not small.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert page.away.isVisible()
    assert unnamed(small) == []
    box = page.desk.entry.box
    assert QApplication.focusWidget() is box
    assert box.toPlainText() == "half"
    write(qtbot, " a thought")
    qtbot.keyClick(box, Qt.Key.Key_PageDown, CONTROL)
    qtbot.keyClick(box, Qt.Key.Key_PageDown, CONTROL)
    qtbot.keyClick(box, Qt.Key.Key_PageDown, CONTROL)
    write(qtbot, "of Medway #2")
    assert [(each.text, each.challenge) for each in store.find(r.Note)] == [
        ("half a thought", triad.challenges[0]),
        ("of Medway", triad.challenges[1]),
    ]
    page.hide()
    write(qtbot, "while the page is away")
    assert [row.note.text for row in page.desk.list.records.rows] == ["of Medway", "while the page is away"]
    qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)
    assert len(store.find(r.Note)) == 2
    page.show()
    small.close()
    assert page.isAncestorOf(page.desk)
    assert not page.away.isVisible()


def test_a_refusal_is_told_in_the_small_window(page, qtbot, store):
    press(qtbot, Qt.Key.Key_N, CONTROL | SHIFT)
    qtbot.waitUntil(page.small.isActiveWindow)
    hint = page.desk.entry._hint
    assert not hint.isVisible()
    store.read_only = True
    write(qtbot, "not lost")
    assert hint.isVisible()
    assert page.desk.entry.text == "not lost"
    store.read_only = False
    press(qtbot, Qt.Key.Key_Return)
    assert not hint.isVisible()
    assert len(store.find(r.Note)) == 1


def test_a_half_typed_note_of_another_session_is_not_wiped(page, qtbot, store, triad, workspace):
    other = r.Session(id=store.new_id(), round=triad.round, group=triad.group)
    store.apply(add("Session", other))
    page._read()
    for session, words in ((other.id, "of the other"), (triad.session, "of this one"), (other.id, "")):
        page._session = session
        page._read()
        qtbot.keyClicks(page.desk.entry.box, words)
    assert page.desk.entry.text == "of the other"
    page._session = triad.session
    page._read()
    assert page.desk.entry.text == "of this one"


def test_the_main_window_closes_while_the_small_one_is_open(program, demo_round, qtbot, qapp):
    program.begin(demo_round)
    program.window.go("Session")
    page = program.window.pages.current
    small = page.small
    gone = []
    small.destroyed.connect(lambda: gone.append(True))
    page.show_small()
    qtbot.keyClicks(page.desk.entry.box, "half")
    program.window.close()
    qtbot.waitUntil(lambda: bool(gone))
    assert program.file is None


def test_the_words_about_sharing_a_screen_promise_nothing(page):
    assert "no guarantee" in sharing_in_words(available=True)
    assert "cannot keep its windows out" in sharing_in_words(available=False)
    assert page.more.shown.isEnabled() == leave_out_of_sharing(page, out=True)


def test_windows_is_asked_to_leave_a_window_out_and_to_show_it():
    class User32:
        asked: list[tuple[int, int]] = []  # noqa: RUF012 - what Windows would have been asked

        def SetWindowDisplayAffinity(self, handle, affinity):
            self.asked.append((handle.value, affinity.value))
            return 1

    assert set_affinity(User32(), 2**40, True)
    assert set_affinity(User32(), 2**40, False)
    assert User32.asked == [(2**40, 0x11), (2**40, 0)]


def test_the_time_pauses_hides_and_leaves_sleep_out(page, qtbot, store, triad, monkeypatch):
    now, rising = store.now(), 1000.0
    timer = page.timer
    timer.rising = lambda: rising
    monkeypatch.setattr(page.workspace, "now", lambda: now)
    assert not timer.isVisible()
    page._go_to(triad.agenda[1])
    for _ in range(10):
        now, rising = now + timedelta(minutes=1), rising + 60
        timer.look()
    assert timer.time.text() == "10 of 50 minutes"
    now, rising = now + timedelta(minutes=40), rising + 1
    timer.look()
    assert timer.time.text() == "10 of 50 minutes"
    assert timer.count.text() == "Count 39 minutes of sleep"
    qtbot.mouseClick(timer.time, Qt.MouseButton.LeftButton)
    assert timer.time.text() == "Show the time"
    qtbot.mouseClick(timer.time, Qt.MouseButton.LeftButton)
    page.desk.entry.box.setFocus()
    press(qtbot, Qt.Key.Key_F9)
    (kent,) = [each for each in store.find(r.AgendaItem) if each.id == triad.agenda[1]]
    assert sessions.seconds_spent(kent, now) == pytest.approx(601, abs=2)
    assert timer.time.text() == "10 of 50 minutes, paused"
    press(qtbot, Qt.Key.Key_F9)
    assert timer.pause.text() == "Pause"


def test_what_is_left_is_worked_through_by_keys(page, qtbot, store, triad, workspace):
    one = triad.lines[0]
    sef = r.Submission(
        id=store.new_id(),
        round=triad.round,
        authority=triad.hosts[0],
        state=SubmissionState.SHARED,
        shared_on=date(2026, 11, 1),
    )
    claim = r.Claim(id=store.new_id(), submission=sef.id, line=one, text="Eight in ten close.")
    store.apply(add("SEF", sef, claim))
    where = (triad.session, triad.challenges[0])
    for text, kind in (("heard", NoteKind.PLAIN), ("how many", NoteKind.QUESTION), ("late", NoteKind.CONSIDERATION)):
        store.apply(notes.add_note(store, *where, text, kind, one, store.now()))
    store.apply(findings.make_finding(store, [store.find(r.Note)[2].id]))
    store.apply(questions.prepare_question(store, triad.challenges[0], "Who checks?"))
    page._read()
    press(qtbot, Qt.Key.Key_L, CONTROL | SHIFT)
    pane = page.wrap_up
    assert pane.heading.text() == "Kent: 6 things left"
    assert QApplication.focusWidget() is pane.untagged
    press(qtbot, Qt.Key.Key_1, CONTROL)
    assert QApplication.focusWidget() is pane.questions
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is pane.untested
    press(qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.desk.entry.box
    write(qtbot, "! nobody could say")
    pane.points.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is pane.minutes.box
    qtbot.keyClick(pane.minutes.box.lineEdit(), Qt.Key.Key_A, CONTROL)
    qtbot.keyClicks(pane.minutes.box.lineEdit(), "45")
    qtbot.keyClick(pane.minutes.box.lineEdit(), Qt.Key.Key_Return)
    assert {each.minutes for each in store.find(r.TimeEntry)} == {45}
    assert pane.heading.text() == "Kent: nothing left"
    (finding,) = store.find(r.Finding)
    assert (finding.state, finding.kind) == (FindingState.AGREED, FindingKind.CONSIDERATION)
    press(qtbot, Qt.Key.Key_L, CONTROL | SHIFT)
    assert page.sef.isVisible()


def test_a_question_is_put_to_a_statement(page, qtbot, store, triad):
    sef = r.Submission(id=store.new_id(), round=triad.round, authority=triad.hosts[0], shared_on=date(2026, 11, 1))
    claim = r.Claim(id=store.new_id(), submission=sef.id, line=triad.lines[0], text="Eight in ten close.")
    store.apply(add("SEF", sef, claim))
    page._read()
    page.sef.new_question.setFocus()
    write(qtbot, "Who checks? @1.1")
    (question,) = store.find(r.PreparedQuestion)
    assert (question.text, question.claim, question.line) == ("Who checks?", claim.id, triad.lines[0])
    assert page.sef.questions.box(question.id).accessibleName() == "Who checks?, On statement 1.1"


def test_a_concern_is_kept_by_four_choices_and_never_in_the_round_file(page, qtbot, store, triad):
    page.record_concern()
    panel = page.concern_panel
    panel.at.setFocus()
    panel.at.selectAll()
    qtbot.keyClicks(panel.at, "25:00")
    qtbot.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    assert "is not a time" in panel._said.text()
    panel.at.selectAll()
    qtbot.keyClicks(panel.at, "10.40am")
    number = store.number()
    qtbot.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    (kept,) = concerns.concerns_of(triad.round)
    assert kept.sentence == "5 November 2026, 10:40am: the lead challenger told the host’s director in person."
    assert store.number() == number
    panel._on_remove(kept)
    assert concerns.concerns_of(triad.round) == []
