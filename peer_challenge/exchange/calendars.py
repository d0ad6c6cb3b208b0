"""Sessions as a calendar file that Outlook takes in, and takes in again without doubling."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from peer_challenge.domain.records import Session
from peer_challenge.storage.store import Store


def calendar_of(store: Store, sessions: list[Session], titles: dict[object, str]) -> bytes:
    """Return dated sessions as iCalendar (RFC 5545) with their time zone; `titles` are by group id.

    A session's UID is its id, so bringing in a later file moves the meeting instead of adding one. Sessions without
    a date are left out; one without a time lasts all day.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Peer Challenge//EN")
    calendar.add("version", "2.0")
    for each in sessions:
        if each.held_on is None:
            continue
        event = Event()
        event.add("uid", f"{each.id}@peer-challenge")
        event.add("dtstamp", store.last_written().astimezone(UTC))
        event.add("summary", f"Peer challenge: {titles.get(each.group, 'session')}")
        starts, ends = _span(each.held_on, each.starts_at, each)
        event.add("dtstart", starts)
        event.add("dtend", ends)
        if each.place:
            event.add("location", each.place)
        if each.joining_link:
            event.add("description", f"Join: {each.joining_link}")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _span(day: date, at: time | None, session: Session) -> tuple[date | datetime, date | datetime]:
    if at is None:
        return day, day + timedelta(days=1)
    starts = datetime.combine(day, at, ZoneInfo(session.zone))
    return starts, starts + timedelta(minutes=session.minutes)
