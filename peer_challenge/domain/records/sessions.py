"""What happens on the day: session, agenda, who was there, notes and questions."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from peer_challenge.domain.choices import NoteKind, Presence, SessionState
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Record):
    """A meeting of a group; it may serve several challenges. Date and time are wall clock in `zone`."""

    round: UUID
    group: UUID
    held_on: date | None = None
    starts_at: time | None = None
    minutes: int = 170
    zone: str = "Europe/London"
    place: str = words()
    joining_link: str = words()
    state: SessionState = SessionState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    """A part of a session that belongs to one host's challenge, or to none (welcome, break).

    `paused_seconds` are what lies between beginning and end, or the pause that goes on since `paused_at`, and was not
    spent; negative where a clock set back makes them look too close.
    """

    session: UUID
    challenge: UUID | None = None
    title: str = words()
    minutes: int = 50
    position: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    paused_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """Somebody at a session, in a capacity; observers log nothing."""

    session: UUID
    person: UUID | None = None
    authority: UUID | None = None
    capacity: str = words()
    presence: Presence = Presence.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """One line typed in a session; it belongs to the host on the agenda. `at` is when its first character was typed.

    `answered` is said of a question afterwards.
    """

    session: UUID
    challenge: UUID
    at: datetime
    text: str = words()
    kind: NoteKind = NoteKind.PLAIN
    line: UUID | None = None
    claim: UUID | None = None
    author: UUID | None = None
    speaker: str = words()
    flagged: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedQuestion(Record):
    """A question challengers wrote beforehand; the host sees it once it is shared."""

    challenge: UUID
    line: UUID | None = None
    claim: UUID | None = None
    text: str = words()
    asked_by: UUID | None = None
    shared: bool = False
    asked_at: datetime | None = None
    position: str = ""
