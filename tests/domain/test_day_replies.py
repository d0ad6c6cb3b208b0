"""Replies about days as they come by e-mail."""

from datetime import date

import pytest

from peer_challenge.domain.choices import DayChoice
from peer_challenge.domain.day_replies import read_reply
from peer_challenge.domain.errors import UserError

TODAY = date(2026, 11, 24)
ASKED = tuple(date(2027, 1, day) for day in (12, 13, 14, 19))
MARKS = {DayChoice.YES: "y", DayChoice.NO: "n", DayChoice.IF_NEED_BE: "i"}


def read(text: str) -> dict[int, str]:
    return {day.day: MARKS[can] for day, can in read_reply(text, ASKED, TODAY).said.items()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("can't do 12, 14 January", {12: "n", 14: "n"}),
        ("Sorry, we can’t do 12 or 14 January. The others are fine.", {12: "n", 13: "y", 14: "n", 19: "y"}),
        ("All fine except 13 January", {12: "y", 13: "n", 14: "y", 19: "y"}),
        ("12 Jan works; 14 Jan at a push; not 19 Jan", {12: "y", 14: "i", 19: "n"}),
        ("Not 12 Jan. Others ok", {12: "n", 13: "y", 14: "y", 19: "y"}),
        ("Any of them!", {12: "y", 13: "y", 14: "y", 19: "y"}),
        ("None of the dates", {12: "n", 13: "n", 14: "n", 19: "n"}),
        ("Yes to 12 and 13 January but away 14-19 January", {12: "y", 13: "y", **dict.fromkeys(range(14, 20), "n")}),
        ("13 January is fine\n\nOn 3 December 2026 Jo wrote:\n> could you not do 13 January?", {13: "y"}),
    ],
)
def test_a_reply_is_read(text: str, said: dict[int, str]) -> None:
    assert read(text) == said


def test_a_reply_that_names_no_day_is_refused() -> None:
    with pytest.raises(UserError, match="names no day"):
        read("Thank you, we will let you know")


def test_a_clause_that_does_not_say_which_is_handed_back() -> None:
    reply = read_reply("12 January. Not 13 January.", ASKED, TODAY)
    assert reply.unclear == ("12 January",)
    assert reply.said == {date(2027, 1, 13): DayChoice.NO}


def test_a_number_without_its_month_is_handed_back() -> None:
    reply = read_reply("We could do 12, 13 or 14 January but 19 would be a struggle", ASKED, TODAY)
    assert [day.day for day in reply.said] == [12, 13, 14]
    assert reply.unclear == ("19 would be a struggle",)


@pytest.mark.parametrize(
    "text",
    ["can't do 12 January, 13 fine", "can't do 12 January, 13 January is fine", "12 January fine, 13 January not"],
)
def test_two_answers_in_one_clause_are_not_mixed_up(text: str) -> None:
    reply = read_reply(text, ASKED, TODAY)
    assert (reply.said, reply.unclear) == ({}, (text,))


@pytest.mark.parametrize("text", ["12 January is not good", "we are not free on 12 January", "12 Jan doesn't work"])
def test_consent_denied_is_a_no(text: str) -> None:
    assert read(text) == {12: "n"}


def test_two_words_about_one_day_are_refused() -> None:
    with pytest.raises(UserError, match="two things about 12 January 2027"):
        read("12 January is fine. Can't do 12 January.")
