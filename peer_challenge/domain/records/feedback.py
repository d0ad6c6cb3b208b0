"""What a challenge leaves behind: findings and what they rest on, asks and offers, actions, reports, and its value."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from peer_challenge.domain.choices import (
    ActionState,
    Again,
    AskOrOffer,
    EntryMode,
    FindingKind,
    FindingState,
    LinkedTo,
    ReportState,
    Stage,
    Way,
)
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """One thing the team tells the host, under a line of enquiry."""

    challenge: UUID
    kind: FindingKind
    text: str = words()
    line: UUID | None = None
    state: FindingState = FindingState.PROPOSED
    agreed_on: date | None = None
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLink(Record):
    """What a finding rests on: a note, a claim or a piece of evidence; the id derives from both."""

    challenge: UUID
    finding: UUID
    linked_to: LinkedTo
    target: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOffer(Record):
    """Support asked for or offered by an authority; `released` lets the whole region read it."""

    challenge: UUID
    authority: UUID
    kind: AskOrOffer
    text: str = words()
    line: UUID | None = None
    note: UUID | None = None
    released: bool = False
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """What an authority means to do, by when; the owner is a role, never a named person."""

    challenge: UUID
    authority: UUID
    text: str = words()
    owner_role: str = words()
    due_on: date | None = None
    state: ActionState = ActionState.OPEN
    finding: UUID | None = None
    impact: str = words()
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry(Record):
    """Time one authority's people spent: `people` × `minutes` each, on a stage of a challenge."""

    challenge: UUID
    authority: UUID
    stage: Stage
    minutes: int
    people: int = 1
    way: Way = Way.GIVEN
    mode: EntryMode = EntryMode.BY_HAND
    day: date | None = None
    comment: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Record):
    """What one authority thought of a challenge: usefulness from 1 to 5, and whether it would do it again."""

    challenge: UUID
    authority: UUID
    usefulness: int | None = None
    again: Again | None = None
    changed: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssue(Record):
    """One version of a feedback report. A final one never changes; `sha256` names its bytes among the attachments."""

    challenge: UUID
    version: int = 1
    state: ReportState = ReportState.DRAFT
    sha256: str = ""
    reference: str = ""
    issued_at: datetime | None = None
    held_until: date | None = None
    held_because: str = words()
