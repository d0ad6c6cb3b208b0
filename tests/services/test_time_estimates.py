"""One question at the end, marked as an estimate; what may stand twice and what is missing is said."""

from datetime import date, timedelta

import pytest

from peer_challenge.domain.choices import EntryMode, Stage, Way
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import TimeEntry
from peer_challenge.services import time_estimates, time_spent
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_triad_that_met

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
        "Kent’s session on Kent may be counted twice: 3 hours estimated beside 2.5 hours told otherwise. Keep one "
        "of them."
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


def log(store: Store, triad: Triad, stage: Stage, minutes: int, people: int, day: date | None = MEETING) -> None:
    """Log Kent's own time on its own challenge, estimated on a day as old files hold it."""
    about = (triad.challenges[KENT], triad.hosts[KENT], stage, minutes)
    store.apply(time_spent.log_time(store, *about, people=people, day=day, mode=EntryMode.ESTIMATE))


def test_what_was_told_by_entries_is_what_is_shown(store: Store, triad: Triad) -> None:
    """3 people × 50 minutes in the meeting, and 3 × 85 of reading; what Medway told is not Kent's."""
    log(store, triad, Stage.SESSION, 50, 3)
    log(store, triad, Stage.PREPARATION, 85, 3)
    tell(store, triad, MEDWAY, reading=60)
    kept = time_estimates.estimate_of(store, triad.challenges[KENT], triad.hosts[KENT])
    assert (kept.reading, kept.meeting, kept.writing) == (255, 150, 0)


def test_an_estimate_never_stands_beside_other_entries(store: Store, triad: Triad) -> None:
    """4.25 hours were told of reading: 6 is refused, 4.2 and 4.3 are 4.25 rounded, and nothing at all is new."""
    log(store, triad, Stage.PREPARATION, 85, 3)
    before = store.find(TimeEntry)
    said = r"^Told already: 4\.25 hours; the form says 6; left as it is\."
    with pytest.raises(time_estimates.ToldOtherwiseError, match=said):
        tell(store, triad, KENT, reading=360)
    for minutes in (255, 252, 258):
        tell(store, triad, KENT, reading=minutes)
    with pytest.raises(time_estimates.ToldOtherwiseError):
        tell(store, triad, KENT, reading=0)
    assert store.find(TimeEntry) == before
    tell(store, triad, KENT, writing=30)
    assert len(store.find(TimeEntry)) == 2


@pytest.mark.parametrize(("answered", "left"), [(255, [255]), (435, [180, 255]), (0, [255])])
def test_an_old_file_that_holds_both_is_flagged_and_put_right(
    store: Store, triad: Triad, answered: int, left: list[int]
) -> None:
    """An older file told 3 hours first as the answer at the end, and then 3 × 85 minutes on the day: 7.25 in all."""
    tell(store, triad, KENT, reading=180)
    log(store, triad, Stage.PREPARATION, 85, 3)
    said = [each.words for each in time_estimates.checks(store, triad.round) if each.twice]
    assert said == [
        "Kent’s preparation on Kent may be counted twice: 3 hours estimated beside 4.2 hours told otherwise. Keep one "
        "of them."
    ]
    tell(store, triad, KENT, reading=answered)
    assert sorted(each.people * each.minutes for each in store.find(TimeEntry)) == left


def test_estimates_of_several_days_are_one_answer(store: Store, triad: Triad) -> None:
    log(store, triad, Stage.SESSION, 50, 3)
    log(store, triad, Stage.SESSION, 60, 3, MEETING + timedelta(days=7))
    assert not [each for each in time_estimates.checks(store, triad.round) if each.twice]
