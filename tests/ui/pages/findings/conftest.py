"""The findings page of a triad in session, with five notes on the first host."""

import pytest

from peer_challenge.domain.choices import NoteKind
from peer_challenge.services import notes
from tests.builders import a_triad_in_session
from tests.pages import show_page
from ui.pages.findings import FindingsPage

NOTES = [
    ("Re-audit shows a rise", NoteKind.STRENGTH, 0),
    ("No loop back to the team", NoteKind.CONSIDERATION, 0),
    ("How many alerts close?", NoteKind.QUESTION, 0),
    ("Apprentices audit", NoteKind.GOOD_PRACTICE, 1),
    ("Help with moderation", NoteKind.ASK, 1),
]


@pytest.fixture
def triad(store):
    triad = a_triad_in_session(store)
    for text, kind, line in NOTES:
        challenge = triad.challenges[0]
        store.apply(notes.add_note(store, triad.session, challenge, text, kind, triad.lines[line], store.now()))
    return triad


@pytest.fixture
def page(workspace, triad, qtbot):
    page = show_page(FindingsPage, workspace, triad.round, qtbot, 1100, 640)
    page.first_focus().setFocus()
    return page
