"""Time is logged within reason and added up for each person, by stage, challenge and authority."""

from datetime import date

import pytest

from peer_challenge.domain.choices import EntryMode, Stage, Way
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import TimeEntry
from peer_challenge.services import time_spent
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad

KENT, MEDWAY, SLOUGH = range(3)


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad(store)


def log(store: Store, triad: Triad, host: int, authority: int, stage: Stage, minutes: int, **fields: object) -> None:
    act = time_spent.log_time(store, triad.challenges[host], triad.hosts[authority], stage, minutes, **fields)  # type: ignore[arg-type]
    store.apply(act)


def test_totals_by_hand(store: Store, triad: Triad) -> None:
    """Worked by hand: 90 + 4 × 30 + 60 + 2 × 15 = 300 person-minutes, of which Kent's challenge is 270."""
    log(store, triad, KENT, KENT, Stage.PREPARATION, 90)
    log(store, triad, KENT, MEDWAY, Stage.SESSION, 30, people=4)
    log(store, triad, KENT, MEDWAY, Stage.WRITE_UP, 60, mode=EntryMode.ESTIMATE)
    log(store, triad, MEDWAY, KENT, Stage.SESSION, 15, people=2)
    totals = time_spent.totals(store, triad.round)
    assert {each.stage: each.person_minutes for each in totals.stages} == {
        Stage.SET_UP: 0,
        Stage.PREPARATION: 90,
        Stage.SESSION: 150,
        Stage.TRAVEL: 0,
        Stage.WRITE_UP: 60,
        Stage.FOLLOW_UP: 0,
    }
    assert [(each.host, each.by_stage, each.person_minutes) for each in totals.challenges] == [
        ("Kent", (0, 90, 120, 0, 60, 0), 270),
        ("Medway", (0, 0, 30, 0, 0, 0), 30),
        ("Slough", (0, 0, 0, 0, 0, 0), 0),
    ]
    assert [(each.name, each.given, each.received) for each in totals.authorities] == [
        ("Kent", 30, 90),
        ("Medway", 180, 0),
    ]
    assert totals.coverage == "2 of 3 authorities have told us their time"
    assert (totals.person_minutes, totals.estimated_minutes) == (300, 60)
    assert totals.share_of(Stage.SET_UP, Stage.WRITE_UP) == 20


def test_nothing_told_adds_up_to_nothing(store: Store, triad: Triad) -> None:
    totals = time_spent.totals(store, triad.round)
    assert totals.coverage == "Nobody has told us their time yet"
    assert totals.person_minutes == totals.share_of(Stage.SESSION) == 0


def test_another_round_is_not_counted(store: Store, triad: Triad) -> None:
    log(store, triad, KENT, KENT, Stage.SESSION, 50)
    other = a_triad(store, ("Hove", "Lewes", "Bexhill"))
    assert time_spent.totals(store, other.round).person_minutes == 0
    assert time_spent.entries(store, other.round) == []


@pytest.mark.parametrize(("minutes", "people"), [(0, 1), (-5, 1), (6001, 1), (30, 0), (30, 51)])
def test_what_cannot_be_right_is_refused(store: Store, triad: Triad, minutes: int, people: int) -> None:
    with pytest.raises(UserError, match=r"cannot be right\. Give 1 to"):
        time_spent.log_time(store, triad.challenges[0], triad.hosts[0], Stage.SESSION, minutes, people=people)


def test_the_ends_of_what_is_right_are_taken(store: Store, triad: Triad) -> None:
    log(store, triad, KENT, KENT, Stage.SESSION, 1, people=50)
    log(store, triad, KENT, KENT, Stage.SESSION, 6000)
    (entry, _) = store.find(TimeEntry)
    with pytest.raises(UserError, match="cannot be right"):
        time_spent.edit_time(store, entry.id, minutes=0)


def test_entries_can_be_changed_and_removed(store: Store, triad: Triad) -> None:
    log(store, triad, KENT, MEDWAY, Stage.SESSION, 30, people=4, day=date(2026, 11, 3), comment="Teams")
    log(store, triad, MEDWAY, MEDWAY, Stage.PREPARATION, 60)
    newest, first = time_spent.entries(store, triad.round)
    assert newest.entry.way is Way.RECEIVED
    assert first.sentence == (
        "Session, 4 people × 30 minutes, Medway challenging Kent, 3 November 2026, typed in, Teams."
    )
    assert time_spent.entries(store, triad.round, triad.challenges[KENT]) == [first]
    store.apply(time_spent.edit_time(store, first.id, minutes=40))
    assert time_spent.totals(store, triad.round).person_minutes == 220
    store.apply(time_spent.remove_time(store, first.id))
    assert [each.id for each in time_spent.entries(store, triad.round)] == [newest.id]
    store.undo()
    assert len(time_spent.entries(store, triad.round)) == 2


def test_one_line_logs_time(store: Store, triad: Triad) -> None:
    store.apply(time_spent.log_quick(store, triad.round, "prep 90 Kent"))
    store.apply(time_spent.log_quick(store, triad.round, "session 4x30 kent by Medway"))
    store.apply(time_spent.log_quick(store, triad.round, "writing 20 Kent", by=triad.hosts[SLOUGH]))
    shown = [
        (each.authority, each.host, each.entry.way, each.person_minutes)
        for each in time_spent.entries(store, triad.round)
    ]
    assert shown == [
        ("Slough", "Kent", Way.GIVEN, 20),
        ("Medway", "Kent", Way.GIVEN, 120),
        ("Kent", "Kent", Way.RECEIVED, 90),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prep 90", "does not say which host was challenged"),
        ("prep 90 Atlantis", "is not one of the authorities"),
        ("prep 90 Hove", "Hove is not challenged in this round"),
        ("prep 9999 Kent", "cannot be right"),
    ],
)
def test_a_line_that_cannot_be_logged_says_why(store: Store, triad: Triad, text: str, sentence: str) -> None:
    a_triad(store, ("Hove", "Lewes", "Bexhill"))
    with pytest.raises(UserError, match=sentence):
        time_spent.log_quick(store, triad.round, text)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (210, "3.5 hours"),
        (12740, "212 hours"),
        (90000, "1,500 hours"),
    ],
)
def test_hours_are_said_as_people_say_them(minutes: int, words: str) -> None:
    assert time_spent.hours_words(minutes) == words
