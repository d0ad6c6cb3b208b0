"""Whose a note is when the host changes under it, and a session that was held and is only looked at."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import NoteKind
from tests.builders import a_triad_in_session
from tests.pages import open_session, type_note

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


@pytest.fixture
def page(workspace, triad, qtbot):
    page = open_session(workspace, triad.round, qtbot, 1100, 640)
    page._go_to(triad.agenda[3])
    return page


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def where(store):
    return {note.text: note.challenge for note in store.find(r.Note)}


@pytest.mark.parametrize("in_small", [False, True])
def test_half_a_note_is_saved_on_the_host_it_was_begun_on(page, qtbot, store, triad, in_small):
    if in_small:
        page.show_small()
        qtbot.waitUntil(page.small.isActiveWindow)
    qtbot.keyClicks(page.desk.entry.box, "half typed note")
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    assert page.desk._about.text() == "Begun on Slough, so it is saved there."
    press(qtbot, Qt.Key.Key_Return)
    type_note(qtbot, page, "next")
    assert where(store) == {"half typed note": triad.challenges[2], "next": triad.challenges[1]}
    assert not page.desk._about_row.isVisible()


def test_a_note_begun_elsewhere_keeps_its_host_through_esc_and_a_restart(page, qtbot, store, triad, workspace):
    qtbot.keyClicks(page.desk.entry.box, "aside")
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(page.desk.entry.box, "draft")
    page.settle()
    assert json.loads(store.draft(f"note:{triad.session}"))["challenge"] == str(triad.challenges[1])
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    other = open_session(workspace, triad.round, qtbot, 1100, 640)
    assert other.desk.entry.text == "draft"
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Return)
    assert where(store) == {"aside": triad.challenges[2], "draft": triad.challenges[1]}


def test_a_note_begun_elsewhere_can_be_taken_to_the_host_shown(page, qtbot, store, triad):
    qtbot.keyClicks(page.desk.entry.box, "meant for Medway")
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    page.desk._forget.click()
    press(qtbot, Qt.Key.Key_Return)
    assert where(store) == {"meant for Medway": triad.challenges[1]}


def test_in_a_held_session_the_keys_and_stops_only_look(page, qtbot, store, triad):
    page._on_close()
    before = store.find(r.AgendaItem)
    seen = []
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        press(qtbot, key, CONTROL)
        seen.append(page.sef.sef_heading.text())
    hosts = ("Medway", "Kent", "Kent", "Medway")
    assert seen == [f"What {host} says" for host in hosts]
    qtbot.mouseClick(page.agenda.stop(triad.agenda[1]), Qt.MouseButton.LeftButton)
    assert page.sef.sef_heading.text() == "What Kent says"
    assert store.find(r.AgendaItem) == before
    page._on_close()
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    assert store.find(r.AgendaItem) != before


def test_a_sign_typed_before_an_earlier_note_is_its_kind(page, qtbot, store):
    type_note(qtbot, page, "two of three agree")
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Home)
    qtbot.keyClicks(page.desk.entry.box, "+ ")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Up)
    qtbot.keyClicks(page.desk.entry.box, " now")
    press(qtbot, Qt.Key.Key_Return)
    assert [(each.text, each.kind) for each in store.find(r.Note)] == [("two of three agree now", NoteKind.STRENGTH)]


def test_the_menu_of_a_note_flags_it_and_takes_the_flag_off(page, qtbot, store):
    type_note(qtbot, page, "one")
    type_note(qtbot, page, "two")
    offered = []

    def choose():
        menu = QApplication.activePopupWidget()
        (action,) = [each for each in menu.actions() if "lag" in each.text()]
        offered.append(action.text())
        action.trigger()
        menu.close()

    page.desk.list.select(page.desk.list.records.rows[0].id)
    for _ in range(3):
        QTimer.singleShot(0, choose)
        page.desk.list.contextMenuEvent(_right_click())
    assert offered == ["Flag\tF8", "Take the flag off\tF8", "Flag\tF8"]
    assert [each.flagged for each in store.find(r.Note)] == [True, False]


def test_an_earlier_note_is_flagged_while_it_is_changed(page, qtbot, store):
    type_note(qtbot, page, "one")
    type_note(qtbot, page, "two")
    page.desk.begin_edit(store.find(r.Note)[0])
    assert page.desk._flag.text() == "Flag (F8)"
    press(qtbot, Qt.Key.Key_F8)
    assert page.desk._flag.text() == "Take the flag off (F8)"
    press(qtbot, Qt.Key.Key_Return)
    assert [each.flagged for each in store.find(r.Note)] == [True, False]
    assert not page.desk._flag.isVisible()


def test_the_notes_come_back_as_wide_as_they_were(page, qtbot):
    before = page.desk.width()
    page.show_small()
    qtbot.waitUntil(page.small.isActiveWindow)
    page.away.button.click()
    qtbot.waitUntil(lambda: abs(page.desk.width() - before) < 5)


@pytest.mark.parametrize("way", ["escape", "button"])
def test_the_panel_of_a_concern_closes(page, qtbot, way):
    page.record_concern()
    panel = page.concern_panel
    qtbot.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    panel.at.setFocus()
    if way == "escape":
        press(qtbot, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(panel.leave, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is page.desk.entry.box


def _right_click():
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5), CONTROL)
