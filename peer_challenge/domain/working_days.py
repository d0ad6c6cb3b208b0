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


def usual_school_holiday(day: date, holidays: Collection[date]) -> str:
    """Return which of England's usual school holidays a day falls in, "" for none.

    Every authority sets its own; these are the weeks it most often falls in: a fortnight around Christmas, three
    weeks around Easter, the weeks of the February, spring and October half-terms, and 22 July to 1 September.
    """
    if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3):
        return "Christmas holidays"
    if (7, 22) <= (day.month, day.day) <= (9, 1):
        return "summer holidays"
    monday = _monday_of(day)
    if monday == _monday_of(date(day.year, 2, 16)):
        return "February half-term"
    if monday == _monday_of(date(day.year, 10, 28)):
        return "October half-term"
    if monday == _monday_of(date(day.year, 5, 31)) and date(day.year, 5, 25) <= monday:
        return "spring half-term"
    good_friday = next((each for each in sorted(holidays) if each.year == day.year and _is_good_friday(each)), None)
    if good_friday and timedelta(days=-4) <= day - good_friday <= timedelta(days=16):
        return "Easter holidays"
    return ""


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_good_friday(day: date) -> bool:
    """The one bank holiday on a Friday in March or April."""
    return day.month in (3, 4) and day.weekday() == _SATURDAY - 1
