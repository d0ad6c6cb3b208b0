"""A host's self-evaluation (SEF): its versions, answers, claims, evidence and attachments."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import EvidenceKind, SubmissionState
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    """One version of an authority's SEF for a round. The first version's id derives from round and authority.

    `due_on` is a day agreed with this authority alone; without it the round's own day counts. `submitted_on` is when
    it was first sent. `document` is the SHA-256 of the paper the authority already has, where that is what it sends;
    `form` that of the filled form that came back last, and `unplaced` what no field could be found for in any, a
    paragraph a line.
    """

    round: UUID
    authority: UUID
    version: int = 1
    state: SubmissionState = SubmissionState.NOT_STARTED
    due_on: date | None = None
    submitted_on: date | None = None
    shared_on: date | None = None
    signed_off_by: str = words()
    text_to_coordinator: bool = False
    carried_from: UUID | None = None
    returned_because: str = words()
    document: str = ""
    document_name: str = words()
    form: str = ""
    form_name: str = words()
    unplaced: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """What a SEF says to one line of enquiry; the id derives from submission and line."""

    submission: UUID
    line: UUID
    text: str = words()
    gaps: str = words()
    plans: str = words()
    challenge_us: str = words()
    asks: str = words()
    offers: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """One statement of a SEF that challengers can test; `pages` says where in the SEF's document it stands."""

    submission: UUID
    line: UUID
    text: str = words()
    how_known: str = words()
    impact: str = words()
    confidence: str = words()
    pages: str = words()
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """Something a SEF points to; `attachment` is the SHA-256 of a file kept in the round file, in hexadecimal."""

    submission: UUID
    kind: EvidenceKind
    title: str = words()
    dated: date | None = None
    holder: str = words()
    attachment: str = ""
    file_name: str = words()
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLink(Record):
    """A claim that rests on a piece of evidence; the id derives from both."""

    submission: UUID
    claim: UUID
    evidence: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class QaRead(Record):
    """A read of a SEF by the QA lead of another authority before it is shared; the id derives from both.

    It is open until `returned_on`; `comments` are what came back.
    """

    submission: UUID
    authority: UUID
    asked_on: date | None = None
    returned_on: date | None = None
    comments: str = words()
