"""Who may read what: the scope a record's changes belong to, and the readers its kind and state decide.

The table is that of the round as agreed with the region (docs/decisions.md, "Who may read what"). Every record has a
scope from the moment it is created; its readers widen as it moves on, and never beyond what the table says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import FindingState, PlanState, RelationshipKind, ReportState, SubmissionState
from peer_challenge.domain.records import Record


class Reader(StrEnum):
    """Somebody a record may be shown to. `OWNER` is the authority that the record belongs to."""

    OWNER = "owner"
    AUTHOR = "author"
    TEAM = "team"
    HOST = "host"
    GROUP = "group"
    COORDINATOR = "coordinator"
    REGION = "region"


Readers = frozenset[Reader]
Scope = str
"""What a change belongs to: "round", "submission:ID", "challenge:ID", or "here" for what never leaves this file."""

ROUND: Scope = "round"
HERE: Scope = "here"

_EVERYONE: Readers = frozenset({Reader.OWNER, Reader.TEAM, Reader.HOST, Reader.GROUP, Reader.COORDINATOR})
_COORDINATOR_ONLY: Readers = frozenset({Reader.COORDINATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the things around a record stand; what is not relevant to a record may be left at its default."""

    submission: r.Submission | None = None
    challenge: r.Challenge | None = None
    report: ReportState = ReportState.DRAFT
    plan: PlanState = PlanState.DRAFT
    coordinators_own: bool = False
    """The challenge's host is the coordinator's own authority."""


def scope_of(record: Record) -> Scope:
    """Return the scope that every change to `record` belongs to, fixed when it is created."""
    match record:
        case r.Plan() | r.PlanRule() | r.AgreedException() | r.Objection():
            return HERE
        case r.Relationship(kind=RelationshipKind.DECLARED_CONFLICT):
            return HERE
        case r.Submission(id=submission):
            return f"submission:{submission}"
        case r.Answer() | r.Claim() | r.Evidence() | r.EvidenceLink():
            return f"submission:{record.submission}"
        case (
            r.Note()
            | r.PreparedQuestion()
            | r.Finding()
            | r.FindingLink()
            | r.AskOffer()
            | r.Action()
            | r.TimeEntry()
            | r.Evaluation()
            | r.ReportIssue()
        ):
            return f"challenge:{record.challenge}"
    return ROUND


def owner_of(record: Record, standing: Standing) -> UUID | None:
    """Return the authority a record belongs to; None where it belongs to the round."""
    match record:
        case r.Submission() | r.AskOffer() | r.Action() | r.TimeEntry() | r.Evaluation():
            return record.authority
        case r.Answer() | r.Claim() | r.Evidence() | r.EvidenceLink():
            return standing.submission.authority if standing.submission else None
        case r.PreparedQuestion():
            return record.asked_by
        case r.ReportIssue():
            return standing.challenge.host if standing.challenge else None
    return None


def readers_of(record: Record, standing: Standing) -> Readers:
    """Return who may read `record` as things stand."""
    rule = _RULES.get(type(record))
    return rule(record, standing) if rule else _EVERYONE


def _sef_text(record: Any, standing: Standing) -> Readers:
    readers = {Reader.OWNER}
    submission = standing.submission
    if submission and submission.shared_on and submission.state is not SubmissionState.WITHDRAWN:
        readers |= {Reader.GROUP, Reader.TEAM}
    if submission and submission.text_to_coordinator:
        readers.add(Reader.COORDINATOR)
    return frozenset(readers)


def _submission(record: Any, standing: Standing) -> Readers:
    return frozenset({Reader.OWNER, Reader.GROUP, Reader.TEAM, Reader.COORDINATOR})


def _question(record: r.PreparedQuestion, standing: Standing) -> Readers:
    return frozenset({Reader.AUTHOR, Reader.TEAM, Reader.HOST} if record.shared else {Reader.AUTHOR, Reader.TEAM})


def _raw(standing: Standing) -> Readers:
    """Raw notes: never the host; the coordinator where ticked, and never about its own authority before the final."""
    ticked = standing.challenge is not None and standing.challenge.notes_to_coordinator
    allowed = ticked and (not standing.coordinators_own or standing.report is ReportState.FINAL)
    return frozenset({Reader.TEAM, Reader.COORDINATOR} if allowed else {Reader.TEAM})


def _note(record: Any, standing: Standing) -> Readers:
    return _raw(standing)


def _finding(record: r.Finding, standing: Standing) -> Readers:
    if record.state in (FindingState.PROPOSED, FindingState.PARKED):
        return _raw(standing)
    return _report(record, standing)


def _link(record: Any, standing: Standing) -> Readers:
    return _raw(standing)


def _report(record: Any, standing: Standing) -> Readers:
    readers = {Reader.TEAM, Reader.COORDINATOR}
    if standing.report in (ReportState.WITH_HOST, ReportState.FINAL):
        readers.add(Reader.HOST)
    return frozenset(readers)


def _report_issue(record: r.ReportIssue, standing: Standing) -> Readers:
    if record.state is ReportState.FINAL:
        return frozenset({Reader.HOST, Reader.COORDINATOR, Reader.TEAM})
    return _report(record, standing)


def _ask_offer(record: r.AskOffer, standing: Standing) -> Readers:
    group = {Reader.OWNER, Reader.TEAM, Reader.HOST, Reader.GROUP}
    return frozenset(group | {Reader.REGION, Reader.COORDINATOR} if record.released else group)


def _own(record: Any, standing: Standing) -> Readers:
    """Time and opinions: the authority that gave them; the coordinator reads totals, which are not the records."""
    return frozenset({Reader.OWNER})


def _relationship(record: r.Relationship, standing: Standing) -> Readers:
    return _COORDINATOR_ONLY if record.kind is RelationshipKind.DECLARED_CONFLICT else _EVERYONE


def _kept_here(record: Any, standing: Standing) -> Readers:
    return _COORDINATOR_ONLY


def _grouping(record: Any, standing: Standing) -> Readers:
    return _EVERYONE if standing.plan is not PlanState.DRAFT else _COORDINATOR_ONLY


_RULES: dict[type[Record], Callable[[Any, Standing], Readers]] = {
    r.Submission: _submission,
    r.Answer: _sef_text,
    r.Claim: _sef_text,
    r.Evidence: _sef_text,
    r.EvidenceLink: _sef_text,
    r.PreparedQuestion: _question,
    r.Note: _note,
    r.Finding: _finding,
    r.FindingLink: _link,
    r.ReportIssue: _report_issue,
    r.AskOffer: _ask_offer,
    r.TimeEntry: _own,
    r.Evaluation: _own,
    r.Relationship: _relationship,
    r.Plan: _kept_here,
    r.PlanRule: _kept_here,
    r.AgreedException: _kept_here,
    r.Objection: _kept_here,
    r.Group: _grouping,
    r.Membership: _grouping,
}
