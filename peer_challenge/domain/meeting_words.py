"""Days, times and links as people write them in a line about a meeting, read or refused, never guessed."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from peer_challenge.domain.days import clock_in_words, count_of, day_in_words
from peer_challenge.domain.errors import UserError

_MONTHS = tuple(month_name[each].lower() for each in range(1, 13))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month>" + "|".join(f"{each[:3]}(?:{each[3:]}|{each[3:4]})?" for each in _MONTHS) + r")\b\.?"
_ANY_MONTH = _MONTH.replace("?P<month>", "?:")
_AS_YEAR = (
    r"(?:[ ,-]+(?P<year>20\d\d|(?<!, )(?<!,)['’]?\d\d)(?![\d:.]|(?:st|nd|rd|th)\b|\s*[ap]m\b|[ -]*(?:to\b|and\b)?\s*{})"
)
_YEAR = _AS_YEAR.format(_ANY_MONTH) + ")?"
_WEEKDAY = r"(?:(?P<weekday>" + "|".join(f"{each[:3]}[a-z]*" for each in _WEEKDAYS) + r")\b[.,]?\s*(?:the\s+)?)?"
_DATES = tuple(
    re.compile(_WEEKDAY + pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?:T|\b)",
        r"\b(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>20\d\d|\d\d)\b",
        r"\b(?P<day>\d{1,2})/(?P<number>\d{1,2})(?![/\d])",
        r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[ -]*" + _MONTH + _YEAR,
        r"\b" + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:)" + _YEAR,
    )
)
_STOP = re.compile(r"(?<=\b20\d\d)\.(?!\d)")
"""A full stop after a year; two figures and a stop may begin a time."""

_RANGE = re.compile(
    r"\b(?P<first>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|to)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?\s+(?P<then>"
    + _ANY_MONTH
    + r")",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?:,|and|&|or|,\s*and|/)\s*(?P<rest>\d{1,2})(?:st|nd|rd|th)?\s+(?P<then>"
    + _ANY_MONTH
    + r"(?:\s+20\d\d)?)",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?P<h{0}>\d{{1,2}})(?:[:.](?P<m{0}>\d\d)(?::00(?:\.0+)?)?)?\s*(?P<half{0}>[ap]\.?m\b\.?)?"
    r"|(?P<noon{0}>midday|noon)\b)"
)
_SPAN = re.compile(
    rf"(?<![\w/:.£#])(?:at\s+|from\s+)?{_CLOCK.format(1)}"
    rf"(?:\s*(?:-|–|—|to|until|till)\s*{_CLOCK.format(2)})?(?![\w/])",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"(?<=\d\d-\d\d)[ T]00:00(?::00)?\b")
"""What Excel adds to a day without a time."""

_LINK = re.compile(
    r"(?:https?://|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|uk|us|org|net|eu|live|team)/)[^\s<>\"]+", re.IGNORECASE
)
"""A link to join by, also one pasted without its beginning, as teams.microsoft.com/…"""

_EARLIEST, _LATEST = time(7), time(21)
"""Meetings begin between these hours; anything else needs am or pm said."""

_LONGEST = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """A line about a meeting as it was read: `rest` is what is left, the name of a group somewhere in it.

    `year_guessed` says that no year was written and the next such day was taken.
    """

    rest: str
    day: date | None = None
    starts_at: time | None = None
    minutes: int | None = None
    link: str = ""
    year_guessed: bool = False

    @property
    def words(self) -> str:
        """The reading in words, for somebody to check."""
        day = f"{self.day:%A} {day_in_words(self.day)}" if self.day else "no day"
        said = [day + (" (no year written)" if self.year_guessed else "")]
        if self.starts_at:
            said.append(clock_in_words(self.starts_at))
        if self.minutes:
            said.append(f"{self.minutes} minutes")
        if self.link:
            said.append("link")
        return ", ".join(said)


def read_meeting(line: str, today: date) -> MeetingWords:
    """Read a line about a meeting; day before month, and without a year the next such day from `today`.

    Raises `UserError` for two days or times that differ, for a weekday that is not that day's, and for an hour that
    may be morning or afternoon.
    """
    links = _LINK.findall(line)
    if len(set(links)) > 1:
        raise UserError("There are two links in this line. Leave the one to join by.")
    text = _MIDNIGHT.sub("", _LINK.sub(" ", line))
    days, guessed, text = _days(text, today)
    if len(set(days)) > 1:
        raise UserError(f"There are two days in this line: {' and '.join(map(day_in_words, sorted(set(days))))}.")
    times, minutes, text = _times(text)
    return MeetingWords(
        rest=" · ".join(said for cell in text.split("\t") if (said := " ".join(cell.split()))),
        day=days[0] if days else None,
        starts_at=times[0] if times else None,
        minutes=minutes,
        link=whole_link(links[0].rstrip(".,;)")) if links else "",
        year_guessed=guessed,
    )


def whole_link(text: str) -> str:
    """Return a link from https:// on, also where it was written without; any other text as it is."""
    given = text.strip()
    bare = _LINK.fullmatch(given) and not given.lower().startswith(("https://", "http://"))
    return f"https://{given}" if bare else given


def read_days(text: str, today: date) -> tuple[list[date], str]:
    """Return every day named in a text, as "12, 14 January" or "12-14 January" name several, and what is left."""
    spread = _RANGE.sub(_each_day, text)
    while (more := _LISTED.sub(r"\g<day> \g<then>; \g<rest> \g<then>", spread)) != spread:
        spread = more
    days, _, rest = _days(spread, today)
    return sorted(set(days)), rest


def _each_day(found: re.Match[str]) -> str:
    first, last = int(found["first"]), int(found["last"])
    if not 1 <= first < last <= 31:
        raise UserError(f"“{found[0]}” does not run from one day to a later one. Write each day.")
    return "; ".join(f"{day} {found['then']}" for day in range(first, last + 1))


def _days(text: str, today: date) -> tuple[list[date], bool, str]:
    days, guessed = [], False
    text = _STOP.sub(" ", text)
    for pattern in _DATES:
        for found in pattern.finditer(text):
            day, without_year = _day(found, today)
            days.append(day)
            guessed = guessed or without_year
        text = pattern.sub(" ", text)
    return days, guessed, text


def _day(found: re.Match[str], today: date) -> tuple[date, bool]:
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    written, said = parts.get("year"), found[0].strip()
    years = [int(written.strip("'’")) % 100 + 2000] if written else [today.year, today.year + 1]
    days = [day for year in years if (day := _date(year, month, int(parts["day"])))]
    coming = [day for day in days if written or day >= today]
    if not coming:
        raise UserError(f"“{said}” is no day. {_why_none(month, int(parts['day']), years[0])}")
    _check_weekday(parts.get("weekday") or "", coming[0], said)
    return coming[0], not written


def _why_none(month: int, day: int, year: int) -> str:
    """Return what is wrong with a day that is none: a month too short for it, or day and month turned round."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return "Write the day before the month, for example 14/1/2027."
    when = f" {year}" if month == 2 else ""
    return f"{month_name[month]}{when} has {count_of(monthrange(year, month)[1], 'day')}."


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(written: str) -> int:
    return next(at for at, each in enumerate(_MONTHS, 1) if each[:3] == written[:3].lower())


def _check_weekday(written: str, day: date, said: str) -> None:
    if written and written[:3].lower() != f"{day:%a}".lower():
        raise UserError(f"“{said}”: {day_in_words(day)} is a {day:%A}. Put the day or the weekday right.")


def _times(text: str) -> tuple[list[time], int | None, str]:
    """Return when a line begins, for how many minutes, and what is left; a bare number is no time."""
    spans = [found for found in _SPAN.finditer(text) if _is_time(found)]
    edges: list[time] = []
    for found in spans:
        edges += _edges(found)
    for found in reversed(spans):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    clock = list(dict.fromkeys(edges))
    if len(clock) > 2:
        raise UserError(f"There are several times in this line: {', '.join(map(clock_in_words, clock))}. Leave one.")
    minutes = None
    if len(clock) == 2:
        minutes = _minutes_of(clock[1]) - _minutes_of(clock[0])
        if not 0 < minutes <= _LONGEST.total_seconds() // 60:
            raise UserError(f"{clock_in_words(clock[0])} to {clock_in_words(clock[1])} is no length for a meeting.")
    return clock, minutes, text


def _is_time(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("m1", "half1", "noon1", "m2", "half2", "noon2"))


def _edges(found: re.Match[str]) -> Iterator[time]:
    """Return the beginning and perhaps the end; am or pm at the end counts for both where the beginning has none."""
    end = found["h2"] or found["noon2"]
    yield _clock(found, "1", _half(found, "1", end=bool(end)))
    if end:
        yield _clock(found, "2", (found["half2"] or "")[:1].lower())


def _half(found: re.Match[str], at: str, *, end: bool) -> str:
    own = (found[f"half{at}"] or "")[:1].lower()
    if own or not end or not found["h2"] or not found["half2"] or not found["h1"]:
        return own
    later = found["half2"][:1].lower()
    return later if int(found["h1"]) % 12 < int(found["h2"]) % 12 else "a"


def _clock(found: re.Match[str], at: str, half: str) -> time:
    if found[f"noon{at}"]:
        return time(12)
    hour, minute, said = int(found[f"h{at}"]), int(found[f"m{at}"] or 0), found[0].strip()
    if half and not 1 <= hour <= 12:
        raise UserError(f"“{said}” is no time. Write it like 9:30am or 14:00.")
    hour = hour % 12 + 12 * (half == "p") if half else hour
    if hour > 23 or minute > 59:
        raise UserError(f"“{said}” is no time. Write it like 9:30am or 14:00.")
    clock = time(hour, minute)
    if not _EARLIEST <= clock <= _LATEST:
        raise UserError(f"“{said}” may be morning or afternoon. Write am or pm.")
    return clock


def _minutes_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute
