"""Lines about meetings as people paste them: each is read one way, or refused with what to do."""

from datetime import date, time

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.meeting_words import read_days, read_meeting

TODAY = date(2026, 11, 24)
THE_DAY = date(2027, 1, 14)


@pytest.mark.parametrize(
    ("line", "starts", "minutes", "rest"),
    [
        ("South Triad 14 January 2027 10am https://teams.example/a", time(10), None, "South Triad"),
        ("South Triad 14/1/27", None, None, "South Triad"),
        ("South Triad 14/01/2027 10:00", time(10), None, "South Triad"),
        ("South Triad: 14 Jan, 2.30pm", time(14, 30), None, "South Triad: ,"),
        ("Thu 14 January 10:00-13:00 South Triad", time(10), 180, "South Triad"),
        ("South Triad Thursday 14th January 2027 from 10am to 1pm", time(10), 180, "South Triad"),
        ("South Triad 14.01.2027 9.30-12.20", time(9, 30), 170, "South Triad"),
        ("2027-01-14 midday South Triad", time(12), None, "South Triad"),
        ("January 14, 2027 South Triad 1-3pm", time(13), 120, "South Triad"),
        ("South Triad 14-Jan-27 10-1pm", time(10), 180, "South Triad"),
        ("Group 12 14 January 10.00 am", time(10), None, "Group 12"),
        ("South Triad\tThu 14/01/2027 10:00\tThu 14/01/2027 13:00", time(10), 180, "South Triad"),
        ("South Triad\t2027-01-14 00:00:00\t10:00:00", time(10), None, "South Triad"),
    ],
)
def test_a_line_is_read(line: str, starts: time | None, minutes: int | None, rest: str) -> None:
    read = read_meeting(line, TODAY)
    assert (read.day, read.starts_at, read.minutes, read.rest) == (THE_DAY, starts, minutes, rest)
    assert read.link == ("https://teams.example/a" if "https" in line else "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("South Triad Friday 14 January 2027", "14 January 2027 is a Thursday"),
        ("South Triad 1/14/27", "Write the day before the month"),
        ("South Triad 31 June 2027", "is no day"),
        ("South Triad 14 January 2027 or 15 January 2027", "two days"),
        ("South Triad 14 January 2027 2:30", "morning or afternoon"),
        ("South Triad 14 January 2027 13pm", "is no time"),
        ("South Triad 14 January 2027 1pm to 10am", "no length"),
        ("South Triad 14 January 2027 10am or 11am or 1pm", "several times"),
        ("South Triad 14 January 2027 https://a.example https://b.example", "two links"),
    ],
)
def test_what_can_be_read_two_ways_is_refused(line: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read_meeting(line, TODAY)


def test_without_a_year_it_is_the_next_such_day_and_that_is_said() -> None:
    assert read_meeting("14 Jan", TODAY).words == "Thursday 14 January 2027 (no year written)"
    assert read_meeting("30 Nov", TODAY).day == date(2026, 11, 30)
    assert not read_meeting("14 Jan 2027", TODAY).year_guessed


def test_a_number_alone_is_no_time_and_no_day() -> None:
    read = read_meeting("Group 2, 3 authorities", TODAY)
    assert (read.day, read.starts_at, read.rest) == (None, None, "Group 2, 3 authorities")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("can't do 12, 14 January", [12, 14]),
        ("not 12, 14 and 18 January 2027", [12, 14, 18]),
        ("12-14 January", [12, 13, 14]),
        ("Tue 12/1 and 14/1/27", [12, 14]),
        ("12th & 14th Jan", [12, 14]),
    ],
)
def test_days_are_listed_as_people_list_them(text: str, days: list[int]) -> None:
    assert read_days(text, TODAY)[0] == [date(2027, 1, day) for day in days]
