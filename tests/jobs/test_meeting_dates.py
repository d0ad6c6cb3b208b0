"""Lines of meeting dates: by a group's name or by its authorities, from a file too, all or nothing."""

from datetime import date, time
from pathlib import Path

import pandas
import pytest

from peer_challenge.domain.choices import DayChoice
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import silent
from peer_challenge.domain.records import DayAnswer, Session
from peer_challenge.exchange.day_poll_sheet import DAY_POLL
from peer_challenge.exchange.spreadsheets import read_pasted, read_table
from peer_challenge.jobs import day_poll, meeting_dates
from peer_challenge.jobs.bring_in import Outcome, Verdict
from peer_challenge.services.day_poll import ask_about
from peer_challenge.storage.store import Store
from tests.builders import Triad, two_triads


@pytest.fixture
def triads(store: Store) -> tuple[Triad, Triad]:
    return two_triads(store)


def judged(store: Store, triads: tuple[Triad, Triad], text: str) -> list[Verdict]:
    return meeting_dates.preview_dates(store, text, triads[0].round)


def test_a_group_is_known_by_its_name_or_by_all_its_authorities(store: Store, triads: tuple[Triad, Triad]) -> None:
    rows = judged(
        store,
        triads,
        "Peer challenge: TRIAD A\tMicrosoft Teams Meeting\tThu 14/01/2027 10:00\tThu 14/01/2027 13:00\n"
        "Reading, Surrey and Oxfordshire County Council 21 January 2027 2pm bring papers",
    )
    assert [(each.name, each.outcome) for each in rows] == [("Triad A", Outcome.NEW), ("Triad B", Outcome.NEW)]
    assert rows[0].says == "Read as Thursday 14 January 2027, 10am, 180 minutes."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Triad A and Triad B 14 January 2027", "names Triad A and Triad B"),
        ("Kent 14 January 2027", "names no group"),
        ("Triad A", "There is no day"),
        ("Triad A Friday 14 January 2027", "is a Thursday"),
    ],
)
def test_a_line_that_is_not_clear_is_refused(store: Store, triads: tuple[Triad, Triad], line: str, why: str) -> None:
    (row,) = judged(store, triads, line)
    assert row.outcome is Outcome.WRONG
    assert why in row.says
    with pytest.raises(UserError, match="Nothing was brought in"):
        meeting_dates.bring_in_dates(store, f"Triad B 14 January 2027\n{line}", triads[0].round)


def test_a_group_twice_is_refused_and_what_is_not_used_is_said(store: Store, triads: tuple[Triad, Triad]) -> None:
    rows = judged(store, triads, "Group, date\nTriad A room 4 14 Jan 2027 10am\nTriad A 15 Jan 2027")
    assert [each.outcome for each in rows] == [Outcome.SAME, Outcome.NEW, Outcome.WRONG]
    assert rows[1].says.endswith("Not used: “room 4”.")
    assert "is in line 2 already" in rows[2].says


def test_the_same_lines_again_change_nothing_and_others_move_the_meeting(
    store: Store, triads: tuple[Triad, Triad]
) -> None:
    text = "Triad A 14 January 2027 10am https://teams.example/a"
    store.apply(meeting_dates.bring_in_dates(store, text, triads[0].round))
    assert [each.outcome for each in judged(store, triads, text)] == [Outcome.SAME]
    (row,) = judged(store, triads, "Triad A 21 January 2027")
    assert (row.outcome, "Moves the meeting." in row.says) == (Outcome.CHANGED, True)
    store.apply(meeting_dates.bring_in_dates(store, "Triad A 21 January 2027", triads[0].round))
    (session,) = store.find(Session)
    assert (session.held_on, session.starts_at, session.joining_link) == (
        date(2027, 1, 21),
        time(10),
        "https://teams.example/a",
    )


def test_a_table_from_excel_is_read_row_by_row(store: Store, triads: tuple[Triad, Triad], tmp_path: Path) -> None:
    path = tmp_path / "dates.xlsx"
    pandas.DataFrame(
        {
            "Group": ["Triad A", "Triad B"],
            "Date": pandas.to_datetime(["2027-01-14", "2027-01-21"]),
            "Time": ["10:00", "2pm"],
        }
    ).to_excel(path, index=False)
    rows = judged(store, triads, meeting_dates.lines_of(path))
    assert [each.outcome for each in rows] == [Outcome.SAME, Outcome.NEW, Outcome.NEW]
    assert rows[2].says == "Read as Thursday 21 January 2027, 2pm."


def test_the_poll_goes_out_and_comes_back(store: Store, triads: tuple[Triad, Triad], tmp_path: Path) -> None:
    days = [date(2027, 1, 14), date(2027, 1, 21)]
    with pytest.raises(UserError, match="No days are chosen"):
        day_poll.day_poll_table(store, triads[0].round, triads[0].hosts[0])
    store.apply(ask_about(store, triads[0].round, days))
    (path,) = day_poll.write_polls(store, triads[0].round, triads[0].hosts[:1], tmp_path, silent)
    blank = day_poll.preview_poll(store, read_table(path, DAY_POLL), triads[0].round)
    assert [each.says for each in blank] == ["Nothing is said."] * 2
    head = "Your authority\tDay\tWeekday\tCan you meet?\n"
    rows = read_pasted(f"{head}Kent\t14/01/2027\tThursday\tIf need be\nKent\t21/01/2027\t\tno", DAY_POLL)
    store.apply(day_poll.bring_in_poll(store, rows, triads[0].round))
    said = {each.day: each.can for each in store.find(DayAnswer)}
    assert said == dict(zip(days, (DayChoice.IF_NEED_BE, DayChoice.NO), strict=True))
    (again,) = day_poll.write_polls(store, triads[0].round, triads[0].hosts[:1], tmp_path, silent)
    kept = day_poll.preview_poll(store, read_table(again, DAY_POLL), triads[0].round)
    assert [each.outcome for each in kept] == [Outcome.SAME] * 2
    odd = read_pasted(f"{head}Kent\t14/01/2027\t\tperhaps", DAY_POLL)
    assert "does not say whether you can meet" in day_poll.preview_poll(store, odd, triads[0].round)[0].says
