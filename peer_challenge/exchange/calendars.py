"""Sessions as a calendar file that Outlook takes in, moves, and takes out again, without ever doubling one."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.records import Session
from peer_challenge.storage.queries.meetings import written
from peer_challenge.storage.store import Store

if TYPE_CHECKING:
    from icalendar import Event


def calendar_of(
    store: Store,
    sessions: Iterable[Session],
    titles: Mapping[UUID, str],
    *,
    organiser: str = "",
    calling_off: bool = False,
) -> bytes:
    """Return dated sessions as iCalendar (RFC 5545) with their time zone; `titles` are by group id.

    A session's UID is its id and its SEQUENCE how often it was changed, so a later file moves the meeting instead of
    adding one. Sessions without a date are left out; one without a time lasts all day; one that is paused is marked
    tentative, one called off cancelled. `organiser` is an e-mail address. `calling_off` makes it a message of the
    method CANCEL, which takes all of them out of diaries; then every session is to be called off.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Peer Challenge//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if calling_off else "PUBLISH")
    for each in sessions:
        if each.held_on is not None:
            event = _event(store, each, each.held_on, titles.get(each.group, "session"))
            if organiser:
                event.add("organizer", f"mailto:{organiser}")
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(store: Store, session: Session, held_on: date, title: str) -> "Event":
    from icalendar import Event

    last = written(store, session.id)
    event = Event()
    event.add("uid", f"{session.id}@peer-challenge")
    event.add("dtstamp", (last.at if last else store.last_written()).astimezone(UTC))
    event.add("sequence", last.times if last else 0)
    event.add("status", _STATUS.get(session.state, "CONFIRMED"))
    event.add("summary", f"{_BEFORE.get(session.state, '')}Peer challenge: {title}")
    starts, ends = _span(held_on, session.starts_at, session)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    if session.place:
        event.add("location", session.place)
    if session.joining_link:
        event.add("description", f"Join: {session.joining_link}")
    return event


_STATUS = {SessionState.PAUSED: "TENTATIVE", SessionState.CANCELLED: "CANCELLED"}
_BEFORE = {SessionState.PAUSED: "Paused: ", SessionState.CANCELLED: "Called off: "}


def _span(day: date, at: time | None, session: Session) -> tuple[date | datetime, date | datetime]:
    if at is None:
        return day, day + timedelta(days=1)
    starts = datetime.combine(day, at, ZoneInfo(session.zone))
    return starts, starts + timedelta(minutes=session.minutes)
