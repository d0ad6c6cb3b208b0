"""The meetings of a round as a coordinator keeps them: typed in a row, pasted, polled, paused, saved as a calendar."""

from datetime import date, time
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt

from peer_challenge.domain.choices import DayChoice, SessionState
from peer_challenge.domain.records import DayAnswer, Pause, Round, Session
from peer_challenge.services import day_poll
from tests.builders import two_triads
from ui.pages.meetings import MeetingsPage
from ui.widgets.combo_choices import choose


@pytest.fixture
def triads(store):
    return two_triads(store)


@pytest.fixture
def page(workspace, qtbot, triads):
    workspace.choose_round(triads[0].round)
    page = MeetingsPage(workspace)
    page.resize(1100, 900)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def type_day(qtbot, page, triad, text: str) -> None:
    box = page.rows.rows[triad.group].form.editor("held_on").box
    box.setFocus()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def paste(page, box, text: str) -> None:
    box.setFocus()
    box.insertPlainText(text)


def chosen(combo, id) -> None:
    choose(combo, id)
    combo.activated.emit(combo.currentIndex())


def test_a_day_typed_in_its_row_plans_the_meeting(page, qtbot, store, triads) -> None:
    assert "2 groups have no day yet: Triad A, Triad B." in page.summary.text()
    type_day(qtbot, page, triads[0], "14 January 2027")
    (session,) = store.find(Session)
    assert (session.group, session.held_on) == (triads[0].group, date(2027, 1, 14))
    assert page.rows.rows[triads[0].group].flags.text() == "It has no time yet."
    assert page.first_focus() is page.rows.rows[triads[1].group].form.editor("held_on").box, "the undated come first"
    page.workspace.undo()
    assert store.find(Session) == []


def test_what_is_no_day_is_said_in_the_row_and_kept_there(page, qtbot, store, triads) -> None:
    type_day(qtbot, page, triads[0], "soon")
    assert store.find(Session) == []
    assert page.rows.rows[triads[0].group].form.editor("held_on").box.text() == "soon"


def test_lines_are_pasted_looked_at_and_brought_in_as_one_act(page, qtbot, store, triads) -> None:
    qtbot.mouseClick(page.to_paste, Qt.MouseButton.LeftButton)
    paste(page, page.paste.box, "Triad A 14 Jan 2027 10am https://teams.example/a\nThe south 15 Jan 2027\n")
    page.paste.look()
    rows = [page.paste.verdicts.records.row_at(at) for at in range(2)]
    assert rows[0].says == "Read as Thursday 14 January 2027, 10am, link."
    assert "names no group of this round" in rows[1].says
    assert not page.paste.bring_in.isEnabled()
    page.paste.box.fill("")
    paste(page, page.paste.box, "Triad A 14 Jan 2027 10am https://teams.example/a\nTriad B\t21/01/2027\t14:00")
    page.paste.look()
    qtbot.mouseClick(page.paste.bring_in, Qt.MouseButton.LeftButton)
    assert {each.held_on: each.starts_at for each in store.find(Session)} == {
        date(2027, 1, 14): time(10),
        date(2027, 1, 21): time(14),
    }
    assert not page.paste.isVisible()
    page.workspace.undo()
    assert store.find(Session) == []


def test_days_are_asked_about_answered_by_mail_and_the_best_is_taken(page, qtbot, store, triads, tmp_path) -> None:
    qtbot.mouseClick(page.to_days, Qt.MouseButton.LeftButton)
    days = page.days
    qtbot.keyClicks(days.first.box, "12 January 2027")
    qtbot.keyClicks(days.last.box, "14 January 2027")
    qtbot.mouseClick(days.add_days, Qt.MouseButton.LeftButton)
    assert len(store.need(Round, triads[0].round).poll_days) == 3
    days.choose_folder = lambda: str(tmp_path)
    qtbot.mouseClick(days.forms, Qt.MouseButton.LeftButton)
    assert len(list(tmp_path.glob("Days to meet, *.xlsx"))) == 6
    for host, text in zip(
        triads[0].hosts, ("all fine", "can't do 12 January, 13 fine", "not 12 Jan. Others ok"), strict=True
    ):
        chosen(days.who, host)
        paste(page, days.reply.box, text)
        days.reply.look()
        if "13 fine" in text:
            assert not days.reply.bring_in.isEnabled(), "a bare number is no day, and is not guessed"
            days.reply.box.fill("")
            paste(page, days.reply.box, "can't do 12 January; the others are fine")
            days.reply.look()
        qtbot.mouseClick(days.reply.bring_in, Qt.MouseButton.LeftButton)
    assert len(store.find(DayAnswer)) == 9
    chosen(days.group, triads[0].group)
    days.best.select(days.best.records.row_at(0).id)
    assert days.best.current_row().words == "Everybody can."
    qtbot.mouseClick(days.meet, Qt.MouseButton.LeftButton)
    assert [each.held_on for each in store.find(Session)] == [date(2027, 1, 13)]


def test_an_inspection_pauses_and_a_new_day_lets_it_go_on(page, qtbot, store, triads) -> None:
    type_day(qtbot, page, triads[0], "14 January 2027")
    qtbot.mouseClick(page.to_waits, Qt.MouseButton.LeftButton)
    (session,) = store.find(Session)
    chosen(page.waits.which, session.id)
    qtbot.mouseClick(page.waits.pause, Qt.MouseButton.LeftButton)
    assert len(store.find(Pause)) == 3
    row = page.rows.rows[triads[0].group]
    assert row.state.text == "Paused"
    assert "Everybody waits since 5 November 2026: Ofsted inspection." in row.flags.text()
    qtbot.mouseClick(page.waits.postpone, Qt.MouseButton.LeftButton)
    assert store.get(Session, session.id).state is SessionState.PAUSED, "no new day was given"
    qtbot.keyClicks(page.waits.day.box, "4 February 2027")
    qtbot.mouseClick(page.waits.postpone, Qt.MouseButton.LeftButton)
    assert (row.state.text, store.get(Session, session.id).held_on) == ("Planned", date(2027, 2, 4))
    qtbot.mouseClick(page.waits.call_off, Qt.MouseButton.LeftButton)
    assert row.state.text == "Called off"


def test_one_hosts_challenge_waits_alone(page, qtbot, store, triads) -> None:
    qtbot.mouseClick(page.to_waits, Qt.MouseButton.LeftButton)
    chosen(page.waits.which, triads[0].challenges[1])
    qtbot.mouseClick(page.waits.pause, Qt.MouseButton.LeftButton)
    assert [each.challenge for each in store.find(Pause)] == [triads[0].challenges[1]]
    qtbot.mouseClick(page.waits.go_on, Qt.MouseButton.LeftButton)
    assert [each.until for each in store.find(Pause)] == [date(2026, 11, 5)]


def test_the_calendar_and_invitations_are_saved(page, qtbot, store, triads, tmp_path: Path) -> None:
    assert not page.as_calendar.isEnabled()
    type_day(qtbot, page, triads[0], "14 January 2027")
    page.choose_file = lambda name: str(tmp_path / name)
    page.choose_folder = lambda: str(tmp_path)
    qtbot.mouseClick(page.as_calendar, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.invitations, Qt.MouseButton.LeftButton)
    whole = Calendar.from_ical((tmp_path / "Peer challenge meetings.ics").read_bytes())
    assert [str(each["summary"]) for each in whole.walk("VEVENT")] == ["Peer challenge: Triad A"]
    assert (tmp_path / "Triad A.ics").exists()
    assert "14 January 2027" in (tmp_path / "Triad A invitation.eml").read_text(encoding="utf-8")


def test_without_groups_the_page_says_what_to_do(workspace, qtbot) -> None:
    page = MeetingsPage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    with qtbot.waitSignal(page.wanted) as asked:
        qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["Triads", None]


def test_an_answer_that_arrives_shows_at_once(page, qtbot, store, triads) -> None:
    day = date(2027, 1, 14)
    page.workspace.do(day_poll.ask_about, triads[0].round, [day])
    chosen(page.days.group, triads[0].group)
    page.workspace.do(day_poll.answer_days, triads[0].round, triads[0].hosts[0], {day: DayChoice.NO})
    assert "cannot: Kent" in page.days.best.records.row_at(0).words
