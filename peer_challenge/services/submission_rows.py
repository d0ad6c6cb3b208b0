"""What the overview of SEFs says of each authority: whether it came in time, and how much there is to read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of, day_in_words

WITH_AUTHOR = frozenset({State.NOT_STARTED, State.DRAFTING, State.RETURNED})
"""The states in which a SEF can be written in."""

NOT_SENT = WITH_AUTHOR | {State.SIGNED_OFF}
"""The states in which the coordinator is still waiting for it."""


class Sharing(StrEnum):
    """When a group could read a host's SEF: what the question of value turns on."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_SHARED = "not_shared"
    NO_DATE = "no_date"

    @property
    def words(self) -> str:
        """How a table or a chart names it."""
        return _SHARING_WORDS[self]


_SHARING_WORDS = {
    Sharing.IN_TIME: "Shared in time",
    Sharing.LATE: "Shared late",
    Sharing.NOT_SHARED: "Not shared before",
    Sharing.NO_DATE: "No meeting date yet",
}


def sharing_of(shared_on: date | None, session_on: date | None, share_days: int) -> Sharing:
    """Return whether a SEF was shared at least `share_days` before the meeting; on the day or after is not shared."""
    if session_on is None:
        return Sharing.NO_DATE
    if shared_on is None or shared_on >= session_on:
        return Sharing.NOT_SHARED
    return Sharing.IN_TIME if (session_on - shared_on).days >= share_days else Sharing.LATE


@dataclass(frozen=True, slots=True)
class LineWritten:
    """How much a SEF says to one line of enquiry, in words and statements."""

    line: UUID
    short: str
    words: int
    statements: int

    @property
    def amount(self) -> str:
        """For example "212 words, 3 statements"; an empty line is a plain "nothing yet"."""
        parts = [count_of(self.words, "word")] if self.words else []
        parts += [count_of(self.statements, "statement")] if self.statements else []
        return ", ".join(parts) or "nothing yet"


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """An authority's newest SEF in the round, as the overview shows it. `id` is the authority's."""

    id: UUID
    name: str
    submission: UUID | None
    version: int
    state: State
    due_on: date | None
    submitted_on: date | None
    shared_on: date | None
    session_on: date | None
    sharing: Sharing
    today: date
    lines: tuple[LineWritten, ...]
    documents: int

    @property
    def lead_days(self) -> int | None:
        """Days between sharing and the meeting; None until both are known."""
        return (self.session_on - self.shared_on).days if self.session_on and self.shared_on else None

    @property
    def days_late(self) -> int:
        """Days after the due day on which it was first sent, or today while it has not been; 0 when in time."""
        sent = self.submitted_on or (self.today if self.state in NOT_SENT else None)
        return max(0, (sent - self.due_on).days) if sent and self.due_on else 0

    @property
    def overdue(self) -> bool:
        """Whether it should have been sent by now and has not been."""
        return self.days_late > 0 and self.submitted_on is None

    @property
    def due_words(self) -> str:
        """Whether it is late, said in words."""
        if self.overdue:
            return f"{count_of(self.days_late, 'day')} late"
        if self.submitted_on:
            return f"Sent {count_of(self.days_late, 'day')} late" if self.days_late else "Sent in time"
        if self.state is State.WITHDRAWN or self.due_on is None:
            return ""
        left = (self.due_on - self.today).days
        return f"Due in {count_of(left, 'day')}" if left else "Due today"

    @property
    def sharing_words(self) -> str:
        """Whether and how long before the meeting the group could read it."""
        if self.lead_days is not None and self.lead_days > 0:
            return f"Shared {count_of(self.lead_days, 'day')} before"
        if self.shared_on:
            return f"Shared {day_in_words(self.shared_on)}" if not self.session_on else "Shared too late to be read"
        return "Not shared"

    @property
    def written_words(self) -> str:
        """How much there is: by line, and the documents attached."""
        parts = [f"{each.short}: {each.amount}" for each in self.lines if each.words or each.statements]
        parts += [count_of(self.documents, "document")] if self.documents else []
        return "; ".join(parts) or "Nothing yet"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.state.words, self.due_words, self.sharing_words, self.written_words)
        return f"{self.name}: {', '.join(part[:1].lower() + part[1:] for part in parts if part)}."
