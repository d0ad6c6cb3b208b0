"""Days on which something is due, as a calendar file that Outlook takes in, and takes in again without doubling."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on a day. By `uid` a later file moves it instead of adding another."""

    uid: str
    day: date
    summary: str
    description: str = ""


def calendar_of_deadlines(deadlines: Iterable[Deadline], written_at: datetime) -> bytes:
    """Return deadlines as iCalendar (RFC 5545): whole days that keep nobody's time, with a reminder a week before."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Peer Challenge//EN")
    calendar.add("version", "2.0")
    for each in deadlines:
        event = Event()
        event.add("uid", f"{each.uid}@peer-challenge")
        event.add("dtstamp", written_at.astimezone(UTC))
        event.add("summary", each.summary)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        if each.description:
            event.add("description", each.description)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", each.summary)
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
