"""A list of notes: the day of one typed on another day, what may identify somebody, and the menu of a note."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Note
from peer_challenge.services.console import AuthoredNote
from ui.widgets import note_list
from ui.widgets.note_list import NoteList


def a_row(text: str, at: datetime) -> AuthoredNote:
    id_ = known_id("note", text)
    some = known_id("session", "one")
    note = Note(id=id_, session=some, challenge=some, at=at, text=text, kind=NoteKind.QUESTION)
    return AuthoredNote(id_, note, "")


THERE, LATER = datetime(2026, 11, 3, 12, 0, tzinfo=UTC), datetime(2026, 11, 24, 2, 13, tzinfo=UTC)


@pytest.fixture
def notes(qtbot):
    made = NoteList("Notes", edits=True)
    qtbot.addWidget(made)
    made.set_day(date(2026, 11, 3))
    return made


def test_a_note_of_another_day_names_it_and_midday_is_a_time(notes):
    notes.show_notes([a_row("there", THERE), a_row("later", LATER)], None)
    face = notes.itemDelegate()._face
    assert [face.detail(row) for row in notes.records.rows] == [
        "12:00pm · Question",
        "24 November 2026, 2:13am · Question",
    ]


def test_what_may_identify_somebody_stays_marked_until_it_is_let_stay(notes):
    row = a_row("Ring her on 07700 900123", THERE)
    notes.show_notes([row], None)
    face = notes.itemDelegate()._face
    assert face.chip(row)[0] == "May identify"
    assert face.detail(row).startswith("Looks like a phone number · ")
    assert notes._spoken(row).endswith("Looks like a phone number")
    notes.let_stand({(row.id, "text", IdentifierKind.PHONE): 1})
    assert face.chip(row) is None


def test_the_menu_of_a_note_edits_and_removes_it(notes, qtbot, monkeypatch):
    row = a_row("there", THERE)
    notes.show_notes([row], None)
    notes.select(row.id)
    offered = []
    monkeypatch.setattr(note_list, "show_row_menu", lambda _view, _event, own: offered.extend(own))
    notes.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    assert [each.text() for each in offered] == ["Edit", "Flag\tF8", "Remove"]
    with qtbot.waitSignal(notes.edit_wanted) as edit:
        offered[0].trigger()
    with qtbot.waitSignal(notes.removal_wanted) as removal:
        offered[2].trigger()
    assert (edit.args, removal.args) == ([row], [[row.id]])
