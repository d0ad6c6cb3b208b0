"""One question at the end, marked as an estimate; what may stand twice and what is missing is said."""

import pytest

from peer_challenge.domain.choices import EntryMode, Stage, Way
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import TimeEntry
from peer_challenge.services import time_estimates, time_spent
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad_that_met

KENT, MEDWAY, SLOUGH = range(3)


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def tell(store: Store, triad: Triad, by: int, **minutes: int) -> None:
    store.apply(time_estimates.tell_estimate(store, triad.challenges[KENT], triad.hosts[by], **minutes))


def test_three_answers_are_three_estimates(store: Store, triad: Triad) -> None:
    tell(store, triad, MEDWAY, reading=150, meeting=180, writing=15)
    assert {(each.stage, each.minutes, each.mode, each.way) for each in store.find(TimeEntry)} == {
        (Stage.PREPARATION, 150, EntryMode.ESTIMATE, Way.GIVEN),
        (Stage.SESSION, 180, EntryMode.ESTIMATE, Way.GIVEN),
        (Stage.WRITE_UP, 15, EntryMode.ESTIMATE, Way.GIVEN),
    }
    kept = time_estimates.estimate_of(store, triad.challenges[KENT], triad.hosts[MEDWAY])
    assert (kept.reading, kept.meeting, kept.writing) == (150, 180, 15)
    assert time_spent.ledger_words(store, triad.round) == "Estimate 5.8 hours"


def test_a_second_answer_changes_the_first_and_nothing_takes_it_back(store: Store, triad: Triad) -> None:
    tell(store, triad, KENT, reading=120, meeting=180)
    tell(store, triad, KENT, reading=60)
    assert sorted(each.minutes for each in store.find(TimeEntry)) == [60, 180]
    tell(store, triad, KENT, meeting=0)
    assert [each.minutes for each in store.find(TimeEntry)] == [60]
    store.undo()
    assert sorted(each.minutes for each in store.find(TimeEntry)) == [60, 180]


@pytest.mark.parametrize("minutes", [-1, 6001])
def test_what_cannot_be_right_is_refused(store: Store, triad: Triad, minutes: int) -> None:
    with pytest.raises(UserError, match=r"minutes cannot be right\. Give 0 to 6,000"):
        tell(store, triad, KENT, reading=minutes)


def test_what_was_both_estimated_and_logged_is_flagged(store: Store, triad: Triad) -> None:
    tell(store, triad, KENT, meeting=180, reading=60)
    act = time_spent.log_time(
        store, triad.challenges[KENT], triad.hosts[KENT], Stage.SESSION, 50, people=3, mode=EntryMode.TIMER
    )
    store.apply(act)
    said = [each.words for each in time_estimates.checks(store, triad.round) if each.twice]
    assert said == [
        "Kent’s session on Kent may be counted twice: 3 hours estimated beside 2.5 hours logged. Keep one of them."
    ]
    assert time_spent.ledger_words(store, triad.round) == "Timer 2.5 hours, estimate 4 hours"


def test_who_told_nothing_of_a_meeting_that_was_held_is_counted_not_named(store: Store, triad: Triad) -> None:
    tell(store, triad, KENT, meeting=180)
    tell(store, triad, MEDWAY, meeting=180)
    said = [each.words for each in time_estimates.checks(store, triad.round)]
    assert said == [
        "Kent: 1 authority of 3 in the challenge has not told any time on it.",
        "Medway: 3 authorities of 3 in the challenge have not told any time on it.",
        "Slough: 3 authorities of 3 in the challenge have not told any time on it.",
    ]
    other = a_triad_that_met(store, met=False)
    assert time_estimates.checks(store, other.round) == ()
