"""Where in the program a thing is worked on: one place for each page that other pages send people to."""

from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.records import (
    Action,
    AgendaItem,
    AgreedException,
    Answer,
    AskOffer,
    Attendance,
    Authority,
    Challenge,
    Claim,
    ClearedMark,
    Correction,
    DayAnswer,
    Distribution,
    Evaluation,
    Evidence,
    Finding,
    Framework,
    Group,
    Indicator,
    Introduction,
    LineOfEnquiry,
    Note,
    Objection,
    Participation,
    Pause,
    Person,
    Plan,
    PlanRule,
    PreparedQuestion,
    Prompt,
    QaActivity,
    QaRead,
    Record,
    Relationship,
    ReportIssue,
    Round,
    SectionWording,
    Session,
    Submission,
    TimeEntry,
    Unlike,
)


class Place(StrEnum):
    """A part of the program, by the name people know it under."""

    HOME = "Home"
    AUTHORITIES = "Authorities"
    TRIADS = "Triads"
    SEFS = "Self-evaluations"
    SESSION = "Session"
    FINDINGS = "Findings"
    FEEDBACK = "Feedback"
    TIME = "Time"
    MEETINGS = "Meetings"
    ASKS_OFFERS = "Asks and offers"
    FRAMEWORK = "Questions"
    LISTS = "Lists and reminders"
    SEND_RECEIVE = "Send and receive"


_PLACES: dict[type[Record], Place] = {
    Authority: Place.AUTHORITIES,
    Person: Place.AUTHORITIES,
    Relationship: Place.AUTHORITIES,
    Indicator: Place.AUTHORITIES,
    Participation: Place.AUTHORITIES,
    Plan: Place.TRIADS,
    PlanRule: Place.TRIADS,
    AgreedException: Place.TRIADS,
    Objection: Place.TRIADS,
    Group: Place.TRIADS,
    Submission: Place.SEFS,
    Answer: Place.SEFS,
    Claim: Place.SEFS,
    Evidence: Place.SEFS,
    QaRead: Place.SEFS,
    Session: Place.SESSION,
    AgendaItem: Place.SESSION,
    Attendance: Place.SESSION,
    Note: Place.SESSION,
    PreparedQuestion: Place.SESSION,
    Finding: Place.FINDINGS,
    ClearedMark: Place.FINDINGS,
    Unlike: Place.FINDINGS,
    AskOffer: Place.FINDINGS,
    Action: Place.FEEDBACK,
    ReportIssue: Place.FEEDBACK,
    Correction: Place.FEEDBACK,
    Distribution: Place.FEEDBACK,
    SectionWording: Place.FEEDBACK,
    Challenge: Place.FEEDBACK,
    TimeEntry: Place.TIME,
    Evaluation: Place.TIME,
    QaActivity: Place.TIME,
    DayAnswer: Place.MEETINGS,
    Pause: Place.MEETINGS,
    Introduction: Place.ASKS_OFFERS,
    Framework: Place.FRAMEWORK,
    LineOfEnquiry: Place.FRAMEWORK,
    Prompt: Place.FRAMEWORK,
    Round: Place.HOME,
}


def place_of(kind: type[Record]) -> Place:
    """Return where records of a kind are worked on; what has no place of its own is found from Home."""
    return _PLACES.get(kind, Place.HOME)


def kinds_at(place: Place) -> frozenset[type[Record]]:
    """Return the kinds of record that are worked on at a place."""
    return frozenset(kind for kind, where in _PLACES.items() if where is place)


def about(record: Record) -> tuple[UUID, ...]:
    """Return the ids under which a page may show a record, the nearest first: itself, then what it belongs to."""
    names = ("authority", "submission", "session", "challenge", "host", "plan", "group", "framework", "line", "person")
    owners = (getattr(record, name, None) for name in names)
    return (record.id, *(owner for owner in owners if isinstance(owner, UUID)))
