"""Ten working days are counted as a calendar on the wall would."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_challenge.domain.working_days import add_working_days, is_working_day, usual_school_holiday
from peer_challenge.services.reference import bank_holidays

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})


@pytest.mark.parametrize(
    ("day", "count", "falls_on"),
    [
        (date(2026, 11, 5), 0, date(2026, 11, 5)),
        (date(2026, 11, 5), 1, date(2026, 11, 6)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        (date(2026, 11, 5), 10, date(2026, 11, 19)),
        (date(2026, 12, 17), 10, date(2027, 1, 5)),
        (date(2026, 12, 29), -1, date(2026, 12, 24)),
    ],
)
def test_days_are_counted_without_weekends_and_bank_holidays(day: date, count: int, falls_on: date) -> None:
    assert add_working_days(day, count, CHRISTMAS) == falls_on


@given(st.dates(date(2025, 1, 1), date(2028, 12, 1)), st.integers(1, 40))
def test_there_are_as_many_working_days_between_as_were_asked_for(day: date, count: int) -> None:
    end = add_working_days(day, count, CHRISTMAS)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each, CHRISTMAS) for each in between) == count
    assert is_working_day(end, CHRISTMAS)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 12, 18), ""),
        (date(2026, 12, 21), "Christmas holidays"),
        (date(2027, 1, 4), ""),
        (date(2027, 2, 17), "February half-term"),
        (date(2027, 2, 22), ""),
        (date(2027, 3, 30), "Easter holidays"),
        (date(2027, 4, 13), ""),
        (date(2027, 6, 2), "spring half-term"),
        (date(2027, 8, 4), "summer holidays"),
        (date(2026, 10, 28), "October half-term"),
        (date(2026, 11, 3), ""),
    ],
)
def test_the_usual_school_holidays_are_known(day: date, holiday: str) -> None:
    assert usual_school_holiday(day, bank_holidays()) == holiday
