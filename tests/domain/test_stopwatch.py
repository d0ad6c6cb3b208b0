"""Measured time, whatever the computer and its clock do."""

from datetime import UTC, datetime, timedelta

import pytest

from peer_challenge.domain.stopwatch import Stopwatch

BEGAN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def run(watch, seconds, *, every=1):
    for _ in range(seconds // every):
        watch = watch.looked(watch.wall + timedelta(seconds=every), watch.rising + every)
    return watch


@pytest.fixture
def watch():
    return run(Stopwatch(wall=BEGAN, rising=100.0), 600)


def test_it_counts(watch):
    assert (watch.spent, watch.left_out) == (600, 0)


@pytest.mark.parametrize("rising", [0.5, 2400.0])
def test_sleep_is_left_out_whether_or_not_the_rising_clock_slept_too(watch, rising):
    woken = watch.looked(watch.wall + timedelta(minutes=40), watch.rising + rising)
    assert woken.spent == pytest.approx(600, abs=1)
    assert woken.left_out == pytest.approx(2400, abs=1)
    assert run(woken, 60).spent == pytest.approx(660, abs=1)
    assert woken.counted().spent == pytest.approx(3000, abs=1)
    assert woken.counted().left_out == 0


@pytest.mark.parametrize("minutes", [-60, -5])
def test_a_clock_set_back_adds_and_takes_nothing(watch, minutes):
    later = run(watch.looked(watch.wall + timedelta(minutes=minutes), watch.rising + 1), 59)
    assert (later.spent, later.left_out) == (660, 0)


def test_a_clock_put_forward_is_told_from_time_spent(watch):
    later = run(watch.looked(watch.wall + timedelta(hours=1), watch.rising + 1), 59)
    assert (later.spent, later.left_out) == (660, 3599)


def test_the_change_to_winter_time_is_no_change_of_the_clock(watch):
    assert run(watch, 3600, every=60).spent == 4200
