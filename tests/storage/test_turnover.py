"""Which backups stay: ten, a day's newest for a fortnight of days, a week's newest for eight weeks."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from peer_challenge.storage.turnover import DAYS, LATEST, WEEKS, Kept, to_drop

START = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)


def left(kept: list[Kept]) -> list[int]:
    return sorted({each.serial for each in kept} - to_drop(kept))


def test_ten_of_one_day_stay() -> None:
    kept = [Kept(n, START + timedelta(minutes=15 * n)) for n in range(30)]
    assert left(kept) == list(range(20, 30))


def test_after_a_term_the_newest_of_days_and_weeks_stay() -> None:
    """Two backups a day for 100 days: five days are within the ten newest, nine more days, then whole weeks."""
    kept = [Kept(2 * day + half, START + timedelta(days=day, hours=6 * half)) for day in range(100) for half in (0, 1)]
    stay = left(kept)
    days = {serial // 2 for serial in stay}
    assert stay[-10:] == list(range(190, 200))
    assert set(range(86, 100)) <= days
    # the eight newest weeks, of which the fortnight covers some
    assert {(START + timedelta(days=day)).isocalendar()[:2] for day in days} == {
        (START + timedelta(days=day)).isocalendar()[:2] for day in range(100 - 54, 100)
    }
    assert len(stay) <= LATEST + DAYS + WEEKS


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=60))
def test_the_newest_stays_whatever_the_clock_said(times: list[datetime]) -> None:
    kept = [Kept(serial, at) for serial, at in enumerate(times)]
    stay = left(kept)
    assert stay[-LATEST:] == list(range(len(times)))[-LATEST:]
    assert len(stay) <= LATEST + DAYS + WEEKS
    # what stays would stay again: turning over twice takes nothing more
    assert left([each for each in kept if each.serial in stay]) == stay
