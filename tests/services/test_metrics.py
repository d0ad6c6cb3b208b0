"""Every formula of time and value against examples worked by hand, a table each."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain.choices import Stage
from peer_challenge.services import metrics
from peer_challenge.services.metrics import Against, Cell

A, B, C, D = (UUID(int=each) for each in range(4))


@pytest.mark.parametrize(
    ("minutes", "hours", "days"),
    [
        (0, 0, 0),
        (60, 1, 1 / 7.4),
        (444, 7.4, 1),  # 7 hours 24 minutes: one day
        (26_580, 443, 59.8648),  # 443 ÷ 7.4 = 59.86 days
    ],
)
def test_hours_and_days(minutes: int, hours: float, days: float) -> None:
    assert metrics.hours(minutes) == hours
    assert metrics.days_of_work(minutes) == pytest.approx(days, abs=1e-3)


@pytest.mark.parametrize(("minutes", "rate", "pounds"), [(444, 1000, 1000), (888, 650, 1300), (222, 501, 250)])
def test_what_as_many_days_would_cost(minutes: int, rate: int, pounds: int) -> None:
    assert metrics.cost(minutes, rate) == pounds


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, 0), (5, 0, 0), (0, 7, 0), (1, 3, 33), (2, 3, 67), (7, 7, 100), (60, 300, 20)]
)
def test_shares(part: int, whole: int, percent: int) -> None:
    assert metrics.percent(part, whole) == percent


@pytest.mark.parametrize(("total", "count", "each"), [(0, 0, None), (90, 3, 30), (0, 4, 0), (100, 3, 100 / 3)])
def test_for_each_authority(total: int, count: int, each: float | None) -> None:
    assert metrics.per_head(total, count) == each


@pytest.mark.parametrize(("values", "middle"), [([], None), ([4], 4), ([5, 2], 3.5), ([3, 1, 2], 2), ([1, 9, 2, 4], 3)])
def test_the_middle_one(values: list[int], middle: float | None) -> None:
    assert metrics.middle(values) == middle


@pytest.mark.parametrize(
    ("given", "received", "words"),
    [
        (0, 0, ""),
        (60, 0, ""),
        (0, 60, ""),
        (90, 60, "1.5 : 1"),
        (60, 90, "1 : 1.5"),
        (60, 60, "1.0 : 1"),
        (60, 61, "1.0 : 1"),
    ],
)
def test_given_and_received(given: int, received: int, words: str) -> None:
    assert metrics.ratio_words(given, received) == words


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 12), 6, date(2027, 5, 12)),
        (date(2026, 11, 12), 12, date(2027, 11, 12)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_after(day: date, months: int, after: date) -> None:
    assert metrics.months_after(day, months) == after


@pytest.mark.parametrize(
    ("months", "done", "within"),
    [
        (6, date(2027, 5, 12), True),
        (6, date(2027, 5, 13), False),
        (12, date(2027, 5, 13), True),
        (6, None, False),
        (6, date(2026, 11, 1), True),
    ],
)
def test_done_within_months_of_the_meeting(months: int, done: date | None, within: bool) -> None:
    assert metrics.done_within(months, date(2026, 11, 12), done) is within


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 12, 23), date(2026, 12, 23), 0),
        (date(2026, 12, 23), date(2026, 12, 20), 0),
        (date(2026, 12, 23), date(2026, 12, 24), 1),
        (date(2026, 12, 23), date(2026, 12, 29), 2),  # Thursday 24th and Tuesday 29th; 25th and 28th are holidays
        (date(2026, 11, 12), date(2026, 11, 26), 10),
    ],
)
def test_working_days_between(first: date, last: date, days: int) -> None:
    assert metrics.working_days(first, last, {date(2026, 12, 25), date(2026, 12, 28)}) == days


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ({}, {A: 60}, None),
        ({A: 60}, {B: 60}, None),
        ({A: 120, B: 60, D: 999}, {A: 60, B: 60, C: 999}, Against(2, 180, 120)),  # only A and B told both times
    ],
)
def test_against_last_round(before: dict[UUID, int], now: dict[UUID, int], found: Against | None) -> None:
    assert metrics.against(before, now) == found
    if found:
        assert (found.each_before, found.each_now) == (1.5, 1.0)


@pytest.mark.parametrize(
    ("before", "now", "share"),
    [
        ([], [], None),
        (["one two"], [], None),
        ([], ["one two"], 0),
        (["one two\nthree"], ["one  two\nfour five six"], 40),  # 2 of 5 words
        (["one two"], ["one two"], 100),
    ],
)
def test_text_carried_over(before: list[str], now: list[str], share: int | None) -> None:
    assert metrics.carried_share(before, now) == share


def cell(stage: Stage, minutes: int, *authorities: UUID) -> Cell:
    return Cell(stage, minutes, frozenset(authorities))


SESSION, WRITE_UP = cell(Stage.SESSION, 500, A, B, C), cell(Stage.WRITE_UP, 200, A, B, C, D)
PREPARATION = cell(Stage.PREPARATION, 300, B, C, D)


@pytest.mark.parametrize(
    ("cells", "shown", "together"),
    [
        ([], [], []),
        ([SESSION, WRITE_UP], [Stage.SESSION, Stage.WRITE_UP], []),
        # one stage of two authorities alone could be worked out from the total: the smallest other goes with it
        ([SESSION, WRITE_UP, cell(Stage.TRAVEL, 40, A, B)], [Stage.SESSION], [Stage.TRAVEL, Stage.WRITE_UP]),
        # two stages of the same two authorities are still those two: a third stage joins them
        (
            [SESSION, PREPARATION, cell(Stage.TRAVEL, 40, A, B), cell(Stage.SET_UP, 10, A)],
            [Stage.SESSION],
            [Stage.SET_UP, Stage.PREPARATION, Stage.TRAVEL],
        ),
        # two stages of three authorities together stand
        (
            [SESSION, PREPARATION, cell(Stage.TRAVEL, 40, A, B), cell(Stage.SET_UP, 10, C)],
            [Stage.PREPARATION, Stage.SESSION],
            [Stage.SET_UP, Stage.TRAVEL],
        ),
        ([cell(Stage.SESSION, 50, A, B)], [], [Stage.SESSION]),
    ],
)
def test_no_stage_of_fewer_than_three_can_be_told(cells: list[Cell], shown: list[Stage], together: list[Stage]) -> None:
    safe = metrics.safe_cells(cells)
    assert ([each.stage for each in safe.shown], list(safe.together)) == (shown, together)
    assert sum(each.person_minutes for each in safe.shown) + safe.together_minutes == sum(
        each.person_minutes for each in cells
    )


def test_a_share_that_would_tell_what_was_kept_back_is_not_given() -> None:
    safe = metrics.safe_cells([SESSION, WRITE_UP, PREPARATION, cell(Stage.TRAVEL, 40, A, B)])
    assert safe.together == (Stage.TRAVEL, Stage.WRITE_UP)
    assert safe.share_of([Stage.SET_UP, Stage.WRITE_UP]) is None
    assert safe.share_of([Stage.SESSION]) == 48  # 500 of 1,040
