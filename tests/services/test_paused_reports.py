"""A challenge that waits: its report is not late, says so, and the days it waited do not count when it goes on."""

from datetime import date, timedelta

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import PauseReason, ReportState, SessionState
from peer_challenge.services import pauses
from peer_challenge.services.challenges import challenges_of
from peer_challenge.services.chasing import late_in
from peer_challenge.services.home import STAGES, Cell, home
from peer_challenge.services.marks import Mark
from peer_challenge.services.next_steps import Urgency
from peer_challenge.services.places import Place
from peer_challenge.services.standings import standings
from peer_challenge.storage.store import Store
from tests.builders import Triad
from tests.services.test_home import TODAY, at_work, finding, report, session, shared, step_at

MET = date(2026, 10, 20)
"""Ten working days before 3 November, so that every report is late on the 5th."""


@pytest.fixture
def triad(store: Store) -> Triad:
    made = at_work(store)
    shared(store, made)
    session(store, made, MET, SessionState.HELD)
    for each in made.challenges:
        finding(store, each)
        report(store, each, ReportState.WITH_HOST)
    return made


def cell(store: Store, triad: Triad, stage: str, host: int = 0) -> Cell:
    row = next(each for each in home(store, triad.round).rows if each.id == triad.hosts[host])
    return row.cells[STAGES.index(stage)]


def wait(store: Store, challenge: object, since: date) -> None:
    store.apply(pauses.pause_challenge(store, challenge, PauseReason.INSPECTION, since))  # type: ignore[arg-type]


def test_a_report_whose_challenge_waits_says_paused_and_is_late_nowhere(store: Store, triad: Triad) -> None:
    assert cell(store, triad, "Report").words == "With host, late"
    wait(store, triad.challenges[0], date(2026, 10, 28))
    assert (cell(store, triad, "Report").words, cell(store, triad, "Report").mark) == (
        "With host, paused",
        Mark.UNDER_WAY,
    )
    assert cell(store, triad, "Report", 1).mark is Mark.LATE
    step = step_at(home(store, triad.round), Place.FEEDBACK)
    assert step.urgency is Urgency.LATE
    assert step.detail == "Triad A, reports due 3 November 2026; Kent paused"
    this = store.need(r.Round, triad.round)
    asked = {each.name for each in late_in(this, standings(store, triad.round), TODAY) if "report" in str(each.asks)}
    assert asked == {"Medway", "Slough"}
    words = {each.host: each.state for each in challenges_of(store, triad.round)}
    assert words["Kent"] == f"{words['Medway']}, paused"


def test_when_all_of_a_group_wait_nothing_of_it_is_late(store: Store, triad: Triad) -> None:
    for each in triad.challenges:
        wait(store, each, date(2026, 10, 28))
    step = step_at(home(store, triad.round), Place.FEEDBACK)
    assert (step.urgency, step.detail) == (Urgency.LATER, "Triad A, paused")


def test_days_that_a_challenge_waited_do_not_count_once_it_goes_on(store: Store, triad: Triad) -> None:
    wait(store, triad.challenges[0], date(2026, 10, 28))
    store.apply(pauses.challenge_goes_on(store, triad.challenges[0], date(2026, 11, 4)))
    (kent,) = [each for each in standings(store, triad.round) if each.name == "Kent"]
    assert kent.report_due == date(2026, 11, 10), "five working days waited, 28 October to 3 November"
    assert cell(store, triad, "Report").words == "With host"


def test_days_on_which_a_report_was_held_do_not_count_either(store: Store, triad: Triad) -> None:
    (issue,) = store.find(r.ReportIssue, challenge=triad.challenges[0])
    store.apply(edit("Hold", issue, held_from=date(2026, 10, 28), held_until=date(2026, 11, 4)))
    assert cell(store, triad, "Report").words == "With host"


def test_a_meeting_that_waits_is_not_late_and_asks_for_another_day(store: Store) -> None:
    triad = at_work(store)
    shared(store, triad)
    meeting = r.Session(id=store.new_id(), round=triad.round, group=triad.group, held_on=TODAY - timedelta(days=3))
    store.apply(add("Plan", meeting))
    assert cell(store, triad, "Session").mark is Mark.LATE
    store.apply(pauses.pause_meeting(store, meeting.id, PauseReason.INSPECTION))
    assert (cell(store, triad, "Session").words, cell(store, triad, "Session").mark) == (
        "2 Nov, paused",
        Mark.UNDER_WAY,
    )
    step = step_at(home(store, triad.round), Place.MEETINGS)
    assert (step.words, step.urgency) == (
        "Triad A waits: give its meeting another day when it can go on",
        Urgency.LATER,
    )
    assert {each.state for each in challenges_of(store, triad.round)} == {"Session paused"}
