"""What Meetings says of a bad day in a row, of a pasted line worth a second look, and of files it saved."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import DayChoice
from peer_challenge.domain.records import Person
from peer_challenge.jobs.meeting_dates import preview_dates
from peer_challenge.services.day_poll import answer_days
from peer_challenge.services.meetings import set_meeting
from tests.builders import two_triads
from ui.pages.meetings import MeetingsPage


@pytest.fixture
def triads(store):
    made = two_triads(store)
    store.apply(set_meeting(store, made[0].group, held_on=date(2027, 1, 14), starts_at=time(10)))
    return made


@pytest.fixture
def page(workspace, qtbot, triads):
    workspace.choose_round(triads[0].round)
    page = MeetingsPage(workspace)
    page.resize(1300, 900)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_a_bad_day_is_said_below_its_row_and_moves_no_field(page, qtbot, triads) -> None:
    form = page.rows.rows[triads[0].group].form
    place, before = form.editor("place").box, form.editor("place").box.mapTo(page, form.editor("place").box.pos())
    box = form.editor("held_on").box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "31 April 2027")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.accessibleDescription() == "“31 April 2027” is no day. April has 30 days."
    qtbot.wait(50)
    assert place.mapTo(page, place.pos()) == before


def test_what_was_saved_is_named_with_its_folder_and_who_has_no_address(page, qtbot, store, triads, tmp_path: Path):
    page.choose_folder = lambda: str(tmp_path)
    qtbot.mouseClick(page.invitations, Qt.MouseButton.LeftButton)
    saved, warned = page.told.banners
    assert saved.sentence == f"2 files saved in {tmp_path}. Nothing was sent."
    assert [each.text() for each in saved.findChildren(QPushButton)] == ["Open the folder"]
    assert warned.sentence == "1 invitation has no address: Triad A. Bring in contacts under Authorities."
    store.apply(add("", Person(id=store.new_id(), name="P", authority=triads[0].hosts[0], email="p@kent.example")))
    qtbot.mouseClick(page.invitations, Qt.MouseButton.LeftButton)
    assert page.told.banners[1].sentence.startswith("No address is known for Medway and Slough in Triad A.")
    page.choose_file = lambda name: str(tmp_path / name)
    qtbot.mouseClick(page.as_calendar, Qt.MouseButton.LeftButton)
    (saved,) = page.told.banners
    assert saved.sentence.startswith("Saved as Peer challenge meetings.ics in ")
    assert [each.text() for each in saved.findChildren(QPushButton)] == ["Open it"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("17 January 2027", "Sunday 17 January 2027 is no working day."),
        ("3 November 2026", "That day has passed."),
        ("20 January 2027", "Kent cannot meet that day."),
    ],
)
def test_a_pasted_line_says_what_speaks_against_its_day(store, triads, day: str, said: str) -> None:
    store.apply(answer_days(store, triads[0].round, triads[0].hosts[0], {date(2027, 1, 20): DayChoice.NO}))
    (row,) = preview_dates(store, f"Triad A {day} 10am teams.microsoft.com/l/meetup/7", triads[0].round)
    assert said in row.says
    assert "link" in row.says
    assert "Not used" not in row.says
