"""The session's page by mouse: planning, the agenda, who is here, questions, statements."""

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import NoteKind, SessionState, SubmissionState
from peer_challenge.domain.ids import known_id
from peer_challenge.services import notes, questions
from tests.builders import a_triad, a_triad_in_session
from tests.pages import show_page
from ui.pages.session import SessionPage


@pytest.fixture
def triad(store):
    triad = a_triad_in_session(store)
    submission = known_id("submission", triad.round, triad.hosts[0])
    store.apply(
        add(
            "SEF",
            r.Submission(
                id=submission,
                round=triad.round,
                authority=triad.hosts[0],
                state=SubmissionState.SHARED,
                shared_on=date(2026, 11, 1),
            ),
            r.Answer(id=store.new_id(), submission=submission, line=triad.lines[0], text="One way.\n\nAnother."),
            r.Claim(id=store.new_id(), submission=submission, line=triad.lines[0], text="Eight in ten actions close."),
        )
    )
    return triad


@pytest.fixture
def page(workspace, triad, qtbot):
    return show_page(SessionPage, workspace, triad.round, qtbot, 1200, 700)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_first_session_is_planned_on_the_empty_page(workspace, store, qtbot):
    triad = a_triad(store)
    page = show_page(SessionPage, workspace, triad.round, qtbot, 1200, 700)
    (button,) = page.first_groups.buttons
    assert button.text() == "Plan a session for Triad A: Kent, Medway and Slough"
    click(qtbot, button)
    box = QApplication.focusWidget()
    qtbot.keyClicks(box, "24 November 2026")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    box = page.details_panel.when.editor("starts_at").box
    qtbot.keyClicks(box, "9.30am")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    (session,) = store.find(r.Session)
    assert (session.held_on, session.starts_at, session.minutes) == (date(2026, 11, 24), time(9, 30), 170)
    assert page.sessions.currentText() == "Triad A, 24 November 2026, 9:30am"


def test_without_groups_the_page_says_what_to_do(workspace, qtbot):
    page = SessionPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert "Settle the groups under Triads" in page.none.words.text()
    assert page.first_focus() is None


def test_a_click_on_the_agenda_begins_a_host(page, qtbot, store, triad):
    click(qtbot, page.agenda.stop(triad.agenda[2]))
    assert page.agenda.stop(triad.agenda[2]).text() == "Medway: now"
    assert page.sef.sef_heading.text() == "What Medway says"
    assert page.sef._no_sef.text() == "Medway has not shared its SEF."
    click(qtbot, page.agenda.stop(triad.agenda[2]))
    assert page.agenda.stop(triad.agenda[2]).isChecked()
    click(qtbot, page.step)
    assert page.agenda.stop(triad.agenda[3]).text() == "Slough: now"


def test_begin_and_close_and_open_again(page, qtbot, store, triad):
    assert page.step.text() == "Begin"
    click(qtbot, page.step)
    assert page.step.text() == "Next"
    click(qtbot, page.close_button)
    assert store.need(r.Session, triad.session).state is SessionState.HELD
    assert not page.step.isVisible()
    click(qtbot, page.close_button)
    assert store.need(r.Session, triad.session).state is SessionState.PLANNED


def test_questions_are_added_ticked_by_their_words_and_shared(page, qtbot, store, triad):
    qtbot.keyClicks(page.sef.new_question, "What changed for children?")
    qtbot.keyClick(page.sef.new_question, Qt.Key.Key_Return)
    (question,) = store.find(r.PreparedQuestion)
    line = page.sef.questions.box(question.id).parentWidget()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() // 2, line.height() // 2))
    assert store.find(r.PreparedQuestion)[0].asked_at is not None
    assert page.sef.share.accessibleName() == "Share 1 question with Kent"
    click(qtbot, page.sef.share)
    assert store.find(r.PreparedQuestion)[0].shared
    assert not page.sef.share.isVisible()


def test_questions_of_the_other_line_wait_for_their_tab(page, qtbot, workspace, triad):
    workspace.do(questions.prepare_question, triad.challenges[0], "Who is heard?", line=triad.lines[1])
    assert page.sef.questions._lines == {}
    page.lines.setCurrentIndex(1)
    assert len(page.sef.questions._lines) == 1
    assert page.sef._no_sef.text() == "The SEF says nothing on this line of enquiry."


def test_a_note_is_about_the_statement_that_was_chosen(page, qtbot, store):
    rows = page.sef.sef.records.rows
    assert [row.words for row in rows] == ["Eight in ten actions close.", "One way.", "Another."]
    page.sef.sef.setFocus()
    page.sef.sef.select(rows[0].id)
    qtbot.keyClick(page.sef.sef, Qt.Key.Key_Return)
    box = QApplication.focusWidget()
    assert box is page.desk.entry.box
    assert page.desk._about.text() == "This note is about statement 1.1."
    qtbot.keyClicks(box, "two districts only")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert store.find(r.Note)[0].claim == rows[0].id
    assert not page.desk._about_row.isVisible()
    assert page.sef.sef.records.rows[0].detail == "Tested by 1 note"
    qtbot.keyClicks(box, "and again")
    qtbot.keyClick(box, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert store.find(r.Note)[1].claim == rows[0].id


def test_a_note_found_elsewhere_is_shown(page, store, triad):
    at = store.now()
    store.apply(notes.add_note(store, triad.session, triad.challenges[0], "Found", NoteKind.PLAIN, None, at))
    (note,) = store.find(r.Note)
    assert page.open_record(note.id)
    assert page.desk.list.current_row().note == note
    assert not page.open_record(triad.round)


def test_everything_that_takes_the_keyboard_has_a_name_of_its_own(page, qtbot):
    click(qtbot, page.presence)
    names = [
        widget.accessibleName() or getattr(widget, "text", str)()
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]
    assert "" not in names, names
    assert len(set(names)) == len(names), sorted(names)


def test_a_question_is_changed_shared_and_removed_by_key_and_mouse(page, qtbot, store, triad, workspace):
    workspace.do(questions.prepare_question, triad.challenges[0], "Who checks?", line=triad.lines[0])
    (question,) = store.find(r.PreparedQuestion)
    box, line = page.sef.questions.box(question.id), page.sef.new_question
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert line.hasFocus()
    assert line.text() == "Who checks?"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    edit, share, _ = page.sef.questions.more(question.id).menu().actions()
    edit.trigger()
    qtbot.keyClicks(line, " And when?")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert store.need(r.PreparedQuestion, question.id).text == "Who checks? And when?"
    assert line.accessibleName() == "Add a question"
    share.trigger()
    assert store.need(r.PreparedQuestion, question.id).shared
    share.trigger()
    assert not store.need(r.PreparedQuestion, question.id).shared
    box = page.sef.questions.box(question.id)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    assert store.find(r.PreparedQuestion) == []
    workspace.undo()
    assert store.need(r.PreparedQuestion, question.id).text == "Who checks? And when?"
