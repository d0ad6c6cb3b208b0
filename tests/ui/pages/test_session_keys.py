"""A session typed without a mouse: real keys, the real page, a real round file."""

import json
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import NoteKind
from peer_challenge.services import notes
from peer_challenge.services.console import console
from peer_challenge.storage.opening import open_store
from tests.builders import a_triad_in_session
from tests.pages import open_session, type_note
from ui.workspace import Workspace

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


@pytest.fixture
def page(workspace, triad, qtbot):
    return open_session(workspace, triad.round, qtbot, 1100, 640)


def shown(page):
    return [(row.note.text, row.note.kind) for row in page.desk.list.records.rows]


def test_ten_notes_without_a_mouse(page, qtbot, store, triad):
    typed = [
        ("+ re-audit shows a rise", NoteKind.STRENGTH),
        ("! no loop back to the team", NoteKind.CONSIDERATION),
        ("? how many alerts close in ten days", NoteKind.QUESTION),
        ("* apprentices audit alongside managers", NoteKind.GOOD_PRACTICE),
        ("< help with moderation", NoteKind.ASK),
        ("> our letter to parents", NoteKind.OFFER),
        ("heard from the chair", NoteKind.PLAIN),
        ("+12% since March", NoteKind.PLAIN),
        ("- not a kind", NoteKind.PLAIN),
        ("!urgent", NoteKind.CONSIDERATION),
    ]
    qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL)
    qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL)
    for text, _kind in typed:
        type_note(qtbot, page, text)
    kept = [(row.note.text, row.note.kind) for row in console(store, triad.session).notes]
    assert [kind for _text, kind in kept] == [kind for _text, kind in typed]
    assert kept[0][0] == "re-audit shows a rise"
    assert kept[8][0] == "- not a kind"
    assert shown(page) == kept
    assert all(note.challenge == triad.challenges[0] for note in store.find(r.Note))
    assert page.desk.counts.text().startswith("10 notes on Kent: 3 plain notes, 1 strength, 2 areas for consideration")


def test_control_and_a_digit_say_the_kind_and_again_take_it_back(page, qtbot):
    qtbot.keyClicks(page.desk.entry.box, "chairs raise alerts")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_2, CONTROL)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    qtbot.keyClicks(page.desk.entry.box, "heard")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_1, CONTROL)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_1, CONTROL)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert shown(page) == [("chairs raise alerts", NoteKind.CONSIDERATION), ("heard", NoteKind.PLAIN)]


@pytest.mark.parametrize("text", ["- bullet", "* bullet", "+ bullet", "! bullet"])
def test_what_is_pasted_is_never_a_kind(page, qtbot, text):
    data = QMimeData()
    data.setText(text)
    page.desk.entry.box.insertFromMimeData(data)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert shown(page) == [(text, NoteKind.PLAIN)]


def test_the_time_is_that_of_the_first_character(page, qtbot, store):
    before = store.now()
    qtbot.keyClicks(page.desk.entry.box, "h")
    began = page.desk.entry.stamped_at
    later = [store.now() for _ in range(50)][-1]
    qtbot.keyClicks(page.desk.entry.box, "eard")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    (note,) = store.find(r.Note)
    assert note.at == began
    assert before < began < later - timedelta(seconds=45)


def test_half_a_note_is_kept_within_a_second_and_comes_back_with_its_time(page, qtbot, store, triad, clock):
    qtbot.keyClicks(page.desk.entry.box, "half a th")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_3, CONTROL)
    began = page.desk.entry.stamped_at
    key = f"note:{triad.session}"
    qtbot.waitUntil(lambda: "half a th" in store.draft(key), timeout=1000)
    qtbot.waitUntil(lambda: json.loads(store.draft(key))["kind"] == "question", timeout=1000)
    store.close()

    again = open_store(store.path, now=clock)
    workspace = Workspace(again)
    other = open_session(workspace, triad.round, qtbot, 1100, 640)
    assert (other.desk.entry.text, other.desk.entry.kind) == ("half a th", NoteKind.QUESTION)
    qtbot.keyClicks(other.desk.entry.box, "ought")
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Return)
    (note,) = again.find(r.Note)
    assert (note.text, note.kind, note.at) == ("half a thought", NoteKind.QUESTION, began)
    assert again.draft(key) == ""
    again.close()


def test_a_prefix_half_typed_still_speaks_after_a_restart(page, qtbot, workspace, triad):
    qtbot.keyClicks(page.desk.entry.box, "+ chairs")
    page.settle()
    other = open_session(workspace, triad.round, qtbot, 1100, 640)
    type_note(qtbot, other, " listen")
    assert shown(other) == [("chairs listen", NoteKind.STRENGTH)]


def test_a_note_set_aside_is_there_after_a_restart(page, qtbot, workspace, triad):
    qtbot.keyClicks(page.desk.entry.box, "later")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Escape)
    other = open_session(workspace, triad.round, qtbot, 1100, 640)
    assert other.desk.entry.text == ""
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Escape)
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Return)
    assert shown(other) == [("later", NoteKind.PLAIN)]


def test_a_note_set_aside_and_saved_later_does_not_come_again(page, qtbot, workspace, triad, store):
    qtbot.keyClicks(page.desk.entry.box, "later")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Escape)
    type_note(qtbot, page, "between")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Escape)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert [text for text, _kind in shown(page)] == ["later", "between"]
    assert [store.draft(f"{name}:{triad.session}") for name in ("aside", "note")] == ["", ""]
    other = open_session(workspace, triad.round, qtbot, 1100, 640)
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Escape)
    assert other.desk.entry.text == ""


def test_one_note_aside_and_one_half_typed_both_outlast_two_restarts(page, qtbot, workspace, triad, store):
    qtbot.keyClicks(page.desk.entry.box, "aside")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Escape)
    qtbot.keyClicks(page.desk.entry.box, "half")
    page.settle()
    for _ in range(2):
        other = open_session(workspace, triad.round, qtbot, 1100, 640)
        assert other.desk.entry.text == "half"
        assert json.loads(store.draft(f"note:{triad.session}"))["text"] == "half"
        assert json.loads(store.draft(f"aside:{triad.session}"))["text"] == "aside"


def test_other_words_for_a_note_half_typed_come_back_to_that_note(page, qtbot, workspace, triad, store):
    type_note(qtbot, page, "as it was")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Up)
    qtbot.keyClicks(page.desk.entry.box, " once")
    page.settle()
    other = open_session(workspace, triad.round, qtbot, 1100, 640)
    assert other.desk.entry.text == ""
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Up)
    assert other.desk.entry.text == "as it was once"
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Return)
    assert [note.text for note in store.find(r.Note)] == ["as it was once"]


def test_undo_takes_the_last_note_back_and_redo_brings_it(page, qtbot, workspace):
    type_note(qtbot, page, "+ one")
    type_note(qtbot, page, "two")
    assert workspace.undo_label() == "Add note"
    workspace.undo()
    assert shown(page) == [("one", NoteKind.STRENGTH)]
    workspace.redo()
    assert [text for text, _kind in shown(page)] == ["one", "two"]


def test_up_in_an_empty_box_changes_the_last_note_and_keeps_its_time(page, qtbot, store):
    type_note(qtbot, page, "! no loop bak")
    (before,) = store.find(r.Note)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Up)
    assert page.desk.entry.text == "no loop bak"
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.desk.entry.box, "ck")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    (after,) = store.find(r.Note)
    assert (after.id, after.text, after.kind, after.at) == (
        before.id,
        "no loop back",
        NoteKind.CONSIDERATION,
        before.at,
    )
    assert page.desk.entry.text == ""


def test_escape_leaves_the_earlier_note_as_it_was(page, qtbot, store):
    type_note(qtbot, page, "as it was")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Up)
    qtbot.keyClicks(page.desk.entry.box, " not")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Escape)
    assert page.desk.entry.text == ""
    type_note(qtbot, page, "another")
    assert [note.text for note in store.find(r.Note)] == ["as it was", "another"]


def test_f8_flags_the_last_note_and_the_chosen_one(page, qtbot, store):
    type_note(qtbot, page, "one")
    type_note(qtbot, page, "two")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_F8)
    assert [note.flagged for note in store.find(r.Note)] == [False, True]
    page.desk.list.setFocus()
    page.desk.list.select(page.desk.list.records.rows[0].id)
    qtbot.keyClick(page.desk.list, Qt.Key.Key_F8)
    assert [note.flagged for note in store.find(r.Note)] == [True, True]


def test_delete_removes_the_chosen_note_and_undo_brings_it_back(page, qtbot, workspace):
    for text in ("one", "two", "three"):
        type_note(qtbot, page, text)
    page.desk.list.setFocus()
    page.desk.list.select(page.desk.list.records.rows[1].id)
    qtbot.keyClick(page.desk.list, Qt.Key.Key_Delete)
    assert [text for text, _kind in shown(page)] == ["one", "three"]
    assert page.desk.list.current_row().note.text == "three"
    workspace.undo()
    assert [text for text, _kind in shown(page)] == ["one", "two", "three"]


def test_control_and_a_digit_change_the_kind_of_a_chosen_note(page, qtbot):
    type_note(qtbot, page, "one")
    page.desk.list.setFocus()
    page.desk.list.select(page.desk.list.records.rows[0].id)
    qtbot.keyClick(page.desk.list, Qt.Key.Key_6, CONTROL)
    assert shown(page) == [("one", NoteKind.OFFER)]
    qtbot.keyClick(page.desk.list, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is page.desk.entry.box


def test_the_line_of_enquiry_is_the_current_one_and_control_d_repeats(page, qtbot, store, triad):
    qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL | SHIFT)
    type_note(qtbot, page, "* heard from children")
    qtbot.keyClick(page, Qt.Key.Key_PageUp, CONTROL | SHIFT)
    type_note(qtbot, page, "audit")
    qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL | SHIFT)
    qtbot.keyClicks(page.desk.entry.box, "again")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_D, CONTROL)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert [note.line for note in store.find(r.Note)] == [triad.lines[1], triad.lines[0], triad.lines[0]]


def test_notes_belong_to_the_host_then_on_the_agenda(page, qtbot, store, triad):
    for host in range(3):
        steps = 2 if host == 0 else 1
        for _ in range(steps):
            qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL)
        type_note(qtbot, page, f"note {host}")
        assert shown(page) == [(f"note {host}", NoteKind.PLAIN)]
    assert [note.challenge for note in store.find(r.Note)] == list(triad.challenges)
    qtbot.keyClick(page, Qt.Key.Key_PageUp, CONTROL)
    assert shown(page) == [("note 1", NoteKind.PLAIN)]


def test_half_a_note_stays_in_the_box_while_the_host_changes(page, qtbot):
    qtbot.keyClicks(page.desk.entry.box, "half")
    qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL)
    assert page.desk.entry.text == "half"


def test_a_note_the_disk_refuses_stays_in_the_box(page, qtbot, store):
    store.read_only = True
    qtbot.keyClicks(page.desk.entry.box, "not lost")
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert page.desk.entry.text == "not lost"
    store.read_only = False
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)
    assert shown(page) == [("not lost", NoteKind.PLAIN)]


def test_a_note_brought_in_from_elsewhere_takes_its_place_by_time(page, qtbot, workspace, triad, store):
    early = store.now()
    type_note(qtbot, page, "typed here")
    workspace.do(notes.add_note, triad.session, triad.challenges[0], "earlier", NoteKind.PLAIN, None, early)
    assert [text for text, _kind in shown(page)] == ["earlier", "typed here"]
