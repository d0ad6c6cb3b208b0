"""The calendar file: Outlook puts each session at the right hour, once, and moves it when it comes again."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.records import Session
from peer_challenge.exchange.calendars import calendar_of
from peer_challenge.storage.store import Store


def session(store: Store, **fields) -> Session:
    return Session(id=store.new_id(), round=store.new_id(), group=store.new_id(), **fields)


def events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.parametrize(
    ("day", "in_utc"), [(date(2026, 11, 12), 9), (date(2026, 6, 12), 8)], ids=["winter time", "summer time"]
)
def test_a_session_starts_at_its_wall_clock(store: Store, day: date, in_utc: int) -> None:
    made = session(store, held_on=day, starts_at=time(9, 30), minutes=170, place="Room 2, Civic Centre; annexe")
    (event,) = events(calendar_of(store, [made], {made.group: "Group 1"}))
    assert event.decoded("dtstart").astimezone(UTC) == datetime(day.year, day.month, day.day, in_utc, 30, tzinfo=UTC)
    assert (event.decoded("dtend") - event.decoded("dtstart")).total_seconds() == 170 * 60
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert (str(event["summary"]), str(event["location"])) == (
        "Peer challenge: Group 1",
        "Room 2, Civic Centre; annexe",
    )


def test_the_zone_travels_with_it(store: Store) -> None:
    made = session(store, held_on=date(2026, 11, 12), starts_at=time(9, 30))
    zones = Calendar.from_ical(calendar_of(store, [made], {})).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/London"]


def test_a_session_without_a_time_lasts_all_day_and_one_without_a_date_waits(store: Store) -> None:
    dated = session(store, held_on=date(2026, 11, 12))
    (event,) = events(calendar_of(store, [dated, session(store)], {}))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 11, 12), date(2026, 11, 13))


def test_the_same_session_keeps_its_identity_when_it_moves(store: Store) -> None:
    before = session(store, held_on=date(2026, 11, 12), starts_at=time(9, 30))
    after = edit("Move", before, held_on=date(2026, 11, 19)).changes[0].after
    one, other = (events(calendar_of(store, [each], {}))[0] for each in (before, after))
    assert str(one["uid"]) == str(other["uid"]) == f"{before.id}@peer-challenge"


def test_text_stays_within_its_line(store: Store) -> None:
    made = session(
        store, held_on=date(2026, 11, 12), place="A\r\nBEGIN:VALARM", joining_link="https://example.org/a?b=1;c,d"
    )
    content = calendar_of(store, [made], {made.group: "Ŵ" * 200})
    assert b"\r\nBEGIN:VALARM" not in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = events(content)
    assert str(event["description"]) == "Join: https://example.org/a?b=1;c,d"
    assert str(event["summary"]).endswith("Ŵ" * 200)


def test_equal_sessions_are_equal_bytes(store: Store) -> None:
    made = session(store, held_on=date(2026, 11, 12), starts_at=time(9, 30))
    assert calendar_of(store, [made], {}) == calendar_of(store, [made], {})


def test_each_change_raises_the_sequence_and_undo_does_too(store: Store) -> None:
    made = session(store, held_on=date(2027, 1, 14), starts_at=time(10))
    store.apply(add("Plan", made))
    store.apply(edit("Move", made, held_on=date(2027, 1, 21)))
    (moved,) = events(calendar_of(store, [store.need(Session, made.id)], {}))
    assert (moved["sequence"], str(moved["status"]), moved.decoded("dtstart").date()) == (
        1,
        "CONFIRMED",
        date(2027, 1, 21),
    )
    store.undo()
    (back,) = events(calendar_of(store, [store.need(Session, made.id)], {}))
    assert back["sequence"] == 2, "or a diary would keep the day that was taken back"
    assert back["uid"] == moved["uid"]
    assert back.decoded("dtstamp") > moved.decoded("dtstamp")


def test_paused_is_tentative_and_called_off_is_cancelled(store: Store) -> None:
    day = {"held_on": date(2027, 1, 14), "starts_at": time(10)}
    waits, off = session(store, **day, state=SessionState.PAUSED), session(store, **day, state=SessionState.CANCELLED)
    content = calendar_of(store, [waits, off], {waits.group: "Triad A", off.group: "Triad B"})
    assert str(Calendar.from_ical(content)["method"]) == "PUBLISH"
    assert [(str(each["status"]), str(each["summary"])) for each in events(content)] == [
        ("TENTATIVE", "Paused: Peer challenge: Triad A"),
        ("CANCELLED", "Called off: Peer challenge: Triad B"),
    ]
    alone = calendar_of(store, [off], {}, organiser="coordinator@example.gov.uk", calling_off=True)
    assert str(Calendar.from_ical(alone)["method"]) == "CANCEL"
    assert str(events(alone)[0]["organizer"]) == "mailto:coordinator@example.gov.uk"
