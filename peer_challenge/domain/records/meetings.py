"""When groups can meet, and what keeps a challenge waiting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import DayChoice, PauseReason
from peer_challenge.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAnswer(Record):
    """Whether an authority can meet on a day; the id derives from round, authority and day. Why is nobody's business.

    A bad date of the joining form is a day it cannot.
    """

    round: UUID
    authority: UUID
    day: date
    can: DayChoice = DayChoice.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Record):
    """Days on which a challenge waits, from `since` to the day before `until`; it goes on still where that is None.

    No working day of a pause counts towards the report.
    """

    challenge: UUID
    since: date
    until: date | None = None
    because: PauseReason | None = None
