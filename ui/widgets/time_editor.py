"""A time of day as people write it: read, and shown in words."""

import re
from datetime import time

from peer_challenge.domain.days import clock_in_words
from peer_challenge.domain.errors import UserError
from ui.widgets.editors import Editor
from ui.widgets.texts import LineBox

_FORM = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def read_time(text: str) -> time | None:
    """Read a time such as 9:30am, 9.30, 2pm or 14:00; empty is None, anything else a `UserError`.

    Without am or pm the hours are those of a day of 24.
    """
    given = "".join(text.split())
    if not given:
        return None
    if given.lower() == "midday":
        return time(12)
    found = _FORM.fullmatch(given)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    half = (found[3] or "").lower() if found else ""
    if half and not 1 <= hour <= 12:
        hour = 99
    elif half:
        hour = hour % 12 + 12 * (half == "pm")
    if hour > 23 or minute > 59:
        raise UserError(f"“{text.strip()}” is not a time. Write it like 9:30am or 14:00.")
    return time(hour, minute)


class TimeEditor(Editor):
    """A time of day, typed as people write it; empty is None."""

    def __init__(self) -> None:
        self._line = LineBox("a time")
        super().__init__(self._line, wide=False)
        self._line.setPlaceholderText("9:30am")
        self._line.textEdited.connect(self.typed)
        self._line.editingFinished.connect(self.settled)

    def value(self) -> time | None:
        """Return the time; raises `UserError` for what is not one."""
        return read_time(self._line.text())

    def fill(self, value: object) -> None:
        """Show a time in words; None is an empty line."""
        self._line.setText(clock_in_words(value) if isinstance(value, time) else "")

    def fill_typed(self, text: str) -> None:
        """Show unsettled text."""
        self._line.setText(text)

    def set_closed(self, closed: bool) -> None:
        """Close the line so that its time can still be read."""
        self._line.setReadOnly(closed)
