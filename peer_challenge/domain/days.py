"""Days as people in England count and write them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


def day_in_england(moment: datetime) -> date:
    """Return the day it is in England at an aware `moment`."""
    return moment.astimezone(ENGLAND).date()


def day_in_words(day: date) -> str:
    """Return a day as GOV.UK writes it: 5 November 2026."""
    return f"{day.day} {day:%B %Y}"


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, for example "1 day" or "3 days"; `many` is for plurals that do not end in s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_a_row(names: Sequence[str]) -> str:
    """Return names as a sentence has them: "Kent", "Kent and Medway", "Kent, Medway and Slough"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def clock_in_words(at: time) -> str:
    """Return a time of day as GOV.UK writes it: 10am, 9:30am, midday, 2:15pm."""
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{_hour(at)}{minutes}{_half(at)}"


def clock_in_a_list(at: time) -> str:
    """Return a time of day as it stands among others, each with its minutes: 9:30am, 12:00pm, 2:15pm."""
    return f"{_hour(at)}:{at.minute:02}{_half(at)}"


def _hour(at: time) -> int:
    return (at.hour - 1) % 12 + 1


def _half(at: time) -> str:
    return "am" if at.hour < 12 else "pm"
