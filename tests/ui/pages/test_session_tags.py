"""What a note is about, typed into it: real keys on the real page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import NoteKind, SubmissionState
from peer_challenge.services import notes
from tests.builders import a_triad_in_session
from tests.pages import open_session, type_note

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def triad(store):
    triad = a_triad_in_session(store)
    sef = r.Submission(
        id=store.new_id(),
        round=triad.round,
        authority=triad.hosts[0],
        state=SubmissionState.SHARED,
        shared_on=date(2026, 11, 1),
    )
    texts = ((0, "Eight in ten actions close."), (0, "Re-audit is rising."), (1, "Children are heard."))
    claims = (r.Claim(id=store.new_id(), submission=sef.id, line=triad.lines[line], text=text) for line, text in texts)
    store.apply(add("SEF", sef, *claims))
    return triad


@pytest.fixture
def page(workspace, triad, qtbot):
    return open_session(workspace, triad.round, qtbot)


@pytest.fixture
def claims(store, triad):
    return [each.id for each in store.find(r.Claim)]


def kept(store):
    return [(each.text, each.line, each.claim, each.speaker) for each in store.find(r.Note)]


def test_tags_link_and_leave_the_text(page, qtbot, store, triad, claims):
    one, two = triad.lines
    type_note(qtbot, page, "no loop back #2 @1.2")
    type_note(qtbot, page, "@2.1 letters answered in a week")
    type_note(qtbot, page, "+ host: ten panels #1 so far")
    type_note(qtbot, page, "issue #7 and a@b stay, 3:1 too")
    assert kept(store) == [
        ("no loop back", two, claims[1], ""),
        ("letters answered in a week", two, claims[2], ""),
        ("ten panels so far", one, None, "Host"),
        ("issue #7 and a@b stay, 3:1 too", one, None, ""),
    ]
    assert store.find(r.Note)[2].kind is NoteKind.STRENGTH


def test_the_list_narrows_and_a_key_picks(page, qtbot, store, triad, claims):
    tags, box = page.desk.entry.tags, page.desk.entry.box
    qtbot.keyClicks(box, "heard @")
    assert tags.list.count() == 3
    qtbot.keyClicks(box, "ch")
    assert [tags.list.item(at).text() for at in range(tags.list.count())] == ["@2.1  Children are heard."]
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is box
    assert (box.toPlainText(), tags.list.isVisible()) == ("heard ", False)
    qtbot.keyClicks(box, "@1")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert page.desk._about.text() == "This note is about statement 1.2."
    qtbot.keyClicks(box, "#")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not tags.list.isVisible()
    assert box.toPlainText() == "heard #"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert kept(store) == [("heard #", triad.lines[0], claims[1], "")]


def test_a_key_names_the_speaker_and_backspace_takes_links_back(page, qtbot, store, triad, claims):
    box = page.desk.entry.box
    qtbot.keyClicks(box, "@1.1 ")
    for _ in range(2):
        qtbot.keyClick(box, Qt.Key.Key_J, CONTROL)
    assert page.desk._about.text() == "This note is about statement 1.1. Said by: Lead challenger."
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert page.desk._about.text() == "This note is about statement 1.1."
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert not page.desk._about_row.isVisible()


def test_links_come_back_with_a_draft_and_with_the_last_note(page, qtbot, store, triad, claims, workspace):
    type_note(qtbot, page, "peer: twelve of forty @1.1")
    qtbot.keyClicks(page.desk.entry.box, "lead: who @1.2 ")
    page.settle()
    other = open_session(workspace, triad.round, qtbot)
    assert other.desk._about.text() == "This note is about statement 1.2. Said by: Lead challenger."
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_D, CONTROL)
    assert other.desk._about.text().startswith("This note is about statement 1.1 and line 1")
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Return)
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Up)
    qtbot.keyClicks(other.desk.entry.box, " asks #2")
    qtbot.keyClick(other.desk.entry.box, Qt.Key.Key_Return)
    assert kept(store) == [
        ("twelve of forty", triad.lines[0], claims[0], "Third peer"),
        ("who asks", triad.lines[1], claims[0], "Third peer"),
    ]
    assert other.desk.entry.about.claim is None


def test_a_number_that_looks_like_a_person_is_marked_under_the_box(page, qtbot):
    qtbot.keyClicks(page.desk.entry.box, "write to sam@example.org about it")
    qtbot.waitUntil(lambda: "an e-mail address" in page.desk.entry.box.accessibleDescription(), timeout=3000)


def test_a_whole_session_of_sixty_notes_by_keys_alone(page, qtbot, store, triad, claims):
    signs = ("", "+ ", "! ", "? ", "* ", "< ", "> ")
    speakers = ("", "host: ", "lead: ", "peer: ")
    qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL)
    for host in range(3):
        qtbot.keyClick(page, Qt.Key.Key_PageDown, CONTROL)
        for number in range(20):
            tag = f" #{number % 2 + 1}" if number % 3 else ""
            sign, speaker = signs[number % 7], speakers[number % 4]
            type_note(qtbot, page, f"{sign}{speaker}host {host} note {number}{tag}")
        assert not any(isinstance(each, QDialog) for each in QApplication.topLevelWidgets() if each.isVisible())
    found = store.find(r.Note)
    assert len(found) == 60
    assert [each.challenge for each in found] == [each for each in triad.challenges for _ in range(20)]
    assert [each.text for each in found[:20]] == [f"host 0 note {number}" for number in range(20)]
    assert [each.line for each in found[:4]] == [triad.lines[0], triad.lines[1], triad.lines[0], triad.lines[0]]
    assert {each.kind for each in found} == set(NoteKind)
    assert {each.speaker for each in found} == {"", "Host", "Lead challenger", "Third peer"}
    assert page.desk.counts.text().startswith("20 notes on Slough: 3 plain notes, 3 strengths")
    assert notes.last_note(store, triad.session).text == "host 2 note 19"
