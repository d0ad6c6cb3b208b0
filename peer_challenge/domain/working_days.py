"""Working days in England: Monday to Friday, without bank holidays."""

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Return whether people are at work on `day`; `holidays` are the bank holidays known."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: Collection[date]) -> date:
    """Return the day `count` working days after `day`; a negative `count` goes back.

    The day itself is not counted, as in “within ten working days of the session”; 0 gives the same day back.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def days_from(first: date, until: date) -> frozenset[date]:
    """Return every day from `first` to the day before `until`: none of them counts while a report is held."""
    return frozenset(first + timedelta(days=each) for each in range((until - first).days))
