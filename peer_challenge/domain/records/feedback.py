"""What a challenge leaves behind: findings and what they rest on, asks and offers, actions, reports, and its value."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from peer_challenge.domain.choices import (
    ActionState,
    Again,
    AskOrOffer,
    CorrectionState,
    EntryMode,
    FindingKind,
    FindingState,
    LinkedTo,
    ReportSection,
    ReportState,
    Stage,
    Way,
)
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """One thing the team tells the host, under a line of enquiry; `agreed_by` names authorities or roles, no person."""

    challenge: UUID
    kind: FindingKind
    text: str = words()
    line: UUID | None = None
    state: FindingState = FindingState.PROPOSED
    agreed_on: date | None = None
    agreed_by: str = words()
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLink(Record):
    """What a finding rests on: a note, a claim or a piece of evidence; the id derives from both."""

    challenge: UUID
    finding: UUID
    linked_to: LinkedTo
    target: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike(Record):
    """The team's word that two notes or findings which read alike differ; the id derives from both."""

    challenge: UUID
    first: UUID
    second: UUID


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
    """What an authority means to do, by when; the owner is a role, never a named person.

    `source` is where it comes from where that is no finding (a meeting, minutes); `completion` is how anybody can tell
    that it is done.
    """

    challenge: UUID
    authority: UUID
    text: str = words()
    owner_role: str = words()
    due_on: date | None = None
    state: ActionState = ActionState.OPEN
    finding: UUID | None = None
    impact: str = words()
    position: str = ""
    done_on: date | None = None
    source: str = words()
    completion: str = words()


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
    """What one authority thought of a challenge: usefulness from 1 to 5, and whether it would do it again.

    `months` is how long after the meeting it was asked: 0 straight after it, then 6 and 12; the id derives from it.
    """

    challenge: UUID
    authority: UUID
    usefulness: int | None = None
    again: Again | None = None
    changed: str = words()
    months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QaActivity(Record):
    """Audit or other QA activity that an authority took up because of a challenge: what, planned when, done when."""

    challenge: UUID
    authority: UUID
    text: str = words()
    planned_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssue(Record):
    """One version of a feedback report. A final one never changes; `sha256` names its bytes among the attachments.

    `words_mark` tells whether a copy says the same. `sections` are those it prints after its opening, in order; () is
    all of them in the order of the program.
    """

    challenge: UUID
    version: int = 1
    state: ReportState = ReportState.DRAFT
    sha256: str = ""
    words_mark: str = ""
    reference: str = ""
    issued_at: datetime | None = None
    held_from: date | None = None
    held_until: date | None = None
    held_because: str = words()
    what_changed: str = words()
    sections: tuple[ReportSection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWording(Record):
    """The team's own wording of what a section of a report says of itself; the id derives from both."""

    challenge: UUID
    section: ReportSection
    text: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """What the host would have otherwise in a draft, beside the sentence it read; the id derives from all of it.

    `target` is the finding, ask, offer or action that is meant, None where it could not be placed: then `place` says
    what the host was reading. `printed` sets the host's comment beside a finding on which both still differ.
    """

    challenge: UUID
    target: UUID | None = None
    quoted: str = words()
    proposed: str = words()
    comment: str = words()
    place: str = ""
    state: CorrectionState = CorrectionState.PROPOSED
    reason: str = words()
    printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution(Record):
    """That a final report was sent to somebody, a role or a body, on a day in England."""

    challenge: UUID
    report: UUID
    sent_to: str = words()
    sent_on: date
