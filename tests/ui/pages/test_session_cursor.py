"""The cursor is in the box for notes, whatever was clicked or pressed before; and a note found opens at its host."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import NoteKind
from peer_challenge.services import notes, questions, sessions
from tests.builders import a_triad_in_session
from ui.pages.session import SessionPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


@pytest.fixture
def page(workspace, triad, qtbot):
    workspace.choose_round(triad.round)
    page = SessionPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.first_focus().setFocus()
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def click(qtbot, button, at=None):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=at or QPoint())


def type_on(qtbot, page, text="+ of 12 audits"):
    """Type as a person does, at whatever has the keyboard, and press Enter."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.desk.entry.box
    return [row.note.text for row in page.desk.list.records.rows]


def test_the_cursor_is_in_the_box_before_the_page_was_ever_shown(page, qtbot):
    assert type_on(qtbot, page) == ["of 12 audits"]


def test_after_begin_and_next_spaces_go_into_the_note(page, qtbot, store):
    click(qtbot, page.step)
    click(qtbot, page.step)
    assert type_on(qtbot, page, "heard in three places") == ["heard in three places"]
    began = [item.title for item in store.find(r.AgendaItem) if item.began_at]
    assert began == ["Welcome", "Kent"]


def test_a_button_pressed_by_keyboard_gives_the_keyboard_back(page, qtbot, store):
    page.step.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.step, Qt.Key.Key_Space)
    assert type_on(qtbot, page, "a b c") == ["a b c"]
    assert [item.title for item in store.find(r.AgendaItem) if item.began_at] == ["Welcome"]


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp])
def test_after_the_keys_that_change_the_host(page, qtbot, triad, key):
    click(qtbot, page.agenda.stop(triad.agenda[2]))
    page.sef.new_question.setFocus()
    qtbot.keyClick(page.sef.new_question, key, CONTROL)
    assert type_on(qtbot, page) == ["of 12 audits"]


def test_after_a_stop_and_after_a_line_of_enquiry(page, qtbot, triad):
    page.desk.list.setFocus()
    click(qtbot, page.agenda.stop(triad.agenda[2]))
    assert type_on(qtbot, page, "a b") == ["a b"]
    page.desk.list.setFocus()
    click(qtbot, page.lines, page.lines.tabRect(1).center())
    assert page.lines.currentIndex() == 1
    assert type_on(qtbot, page, "c d") == ["a b", "c d"]


def test_letters_typed_at_a_list_or_a_button_reach_the_note(page, qtbot):
    for at, widget in enumerate([page.desk.list, page.sessions, page.step, page.lines, page.plan], 1):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert type_on(qtbot, page, f"note {at}")[-1] == f"note {at}"


def test_a_text_box_keeps_what_is_typed_into_it(page, qtbot, store):
    page.sef.new_question.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "How often?")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [each.text for each in store.find(r.PreparedQuestion)] == ["How often?"]
    assert page.desk.entry.text == ""


def test_closing_a_panel_leads_back_to_the_box(page, qtbot):
    click(qtbot, page.presence)
    page.presence_panel.other.setFocus()
    click(qtbot, page.presence)
    assert type_on(qtbot, page, "a b") == ["a b"]


# What a search found -----------------------------------------------------------------------------------------------


def another_session(store, triad):
    """Plan a later session of the same group, so that the page opens on the first."""
    store.apply(edit("Set day", store.need(r.Session, triad.session), held_on=date(2026, 11, 1)))
    store.apply(sessions.plan_session(store, triad.group, date(2026, 11, 20)))
    return next(each.id for each in store.find(r.Session) if each.id != triad.session)


def test_a_note_found_opens_its_session_and_its_host_with_the_note_chosen(page, qtbot, store, triad):
    later = another_session(store, triad)
    slough = triad.challenges[2]
    store.apply(notes.add_note(store, later, slough, "heard late", NoteKind.PLAIN, None, store.now()))
    (note,) = store.find(r.Note)
    click(qtbot, page.step)
    assert page.open_record(note.id)
    assert page.sef.sef_heading.text() == "What Slough says"
    assert page.desk.list.current_row().id == note.id
    assert page.elsewhere.words.text().startswith("You are looking at Slough")
    qtbot.keyClicks(page.desk.entry.box, "and one more")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert [(each.session, each.challenge) for each in store.find(r.Note)] == [(later, slough)] * 2
    click(qtbot, page.elsewhere.button)
    assert page.sef.sef_heading.text() == "What Kent says"
    assert not page.elsewhere.isVisible()


def test_going_to_a_host_ends_the_look_at_another(page, qtbot, store, triad):
    slough = triad.challenges[2]
    store.apply(notes.add_note(store, triad.session, slough, "heard", NoteKind.PLAIN, None, store.now()))
    assert page.open_record(store.find(r.Note)[0].id)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_PageDown, CONTROL)
    assert page.sef.sef_heading.text() == "What Kent says"


def test_a_question_found_opens_at_its_host_and_line(page, qtbot, store, triad):
    medway = triad.challenges[1]
    store.apply(questions.prepare_question(store, medway, "Who checks?", line=triad.lines[1]))
    (question,) = store.find(r.PreparedQuestion)
    assert page.open_record(question.id)
    assert page.sef.sef_heading.text() == "What Medway says"
    assert page.lines.currentIndex() == 1
    qtbot.waitUntil(page.sef.questions.box(question.id).isVisible)


def test_what_belongs_to_no_session_of_the_round_is_not_opened(page, store, triad):
    other = store.new_id()
    challenge = store.need(r.Challenge, triad.challenges[0])
    lonely = r.PreparedQuestion(id=other, challenge=store.new_id(), text="Whose?")
    store.apply(add("Ask", lonely))
    assert not page.open_record(other)
    assert not page.open_record(challenge.host)
    assert page.sef.sef_heading.text() == "What Kent says"


def test_at_200_per_cent_nothing_scrolls_sideways_and_the_box_is_in_view(page, qtbot, theme):
    theme.set_scale(200)
    page.resize(900, 520)
    qtbot.waitUntil(lambda: page.area.horizontalScrollBar().maximum() == 0)
    page.desk.list.setFocus()
    page.keyboard.back()
    box = page.desk.entry.box
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect() == box.rect())
    qtbot.waitUntil(lambda: page.desk.entry.height() >= page.desk.entry.minimumSizeHint().height())


def test_only_groups_without_a_session_are_offered_one(page):
    assert page.groups.buttons == ()
    assert not page.plan.isVisible()


def test_closing_before_every_host_was_reached_says_so(page, qtbot):
    click(qtbot, page.step)
    click(qtbot, page.step)
    assert not page.missed.isVisible()
    click(qtbot, page.close_button)
    assert page.missed.text() == "Closed before it reached Medway and Slough. Open it again to go on with them."
    assert page.missed.isVisible()
    click(qtbot, page.close_button)
    assert not page.missed.isVisible()
