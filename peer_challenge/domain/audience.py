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
    held: bool = False
    """The report is held until a day that has not come."""


def scope_of(record: Record) -> Scope:
    """Return the scope that every change to `record` belongs to, fixed when it is created."""
    match record:
        case r.Plan() | r.PlanRule() | r.AgreedException() | r.Objection() | r.RetentionHold() | r.Disposal():
            return HERE
        case r.Relationship(kind=RelationshipKind.DECLARED_CONFLICT):
            return HERE
        case r.Submission(id=submission):
            return f"submission:{submission}"
        case r.Answer() | r.Claim() | r.Evidence() | r.EvidenceLink() | r.QaRead():
            return f"submission:{record.submission}"
        case (
            r.Note()
            | r.PreparedQuestion()
            | r.Finding()
            | r.FindingLink()
            | r.Unlike()
            | r.AskOffer()
            | r.Action()
            | r.TimeEntry()
            | r.Evaluation()
            | r.QaActivity()
            | r.ReportIssue()
            | r.Correction()
            | r.Distribution()
            | r.SectionWording()
            | r.Pause()
        ):
            return f"challenge:{record.challenge}"
        case r.ClearedMark():
            return _scope_of_cleared(record)
    return ROUND


def _scope_of_cleared(mark: r.ClearedMark) -> Scope:
    if mark.submission:
        return f"submission:{mark.submission}"
    return f"challenge:{mark.challenge}" if mark.challenge else HERE


def owner_of(record: Record, standing: Standing) -> UUID | None:
    """Return the authority a record belongs to; None where it belongs to the round."""
    match record:
        case r.Submission() | r.AskOffer() | r.Action() | r.TimeEntry() | r.Evaluation() | r.QaActivity():
            return record.authority
        case r.DayAnswer() | r.Indicator():
            return record.authority
        case r.Answer() | r.Claim() | r.Evidence() | r.EvidenceLink() | r.QaRead() | r.ClearedMark():
            return standing.submission.authority if standing.submission else None
        case r.PreparedQuestion():
            return record.asked_by
        case r.ReportIssue() | r.Correction() | r.Distribution():
            return standing.challenge.host if standing.challenge else None
    return None


def readers_of(record: Record, standing: Standing) -> Readers:
    """Return who may read `record` as things stand."""
    rule = _RULES.get(type(record))
    return rule(record, standing) if rule else _EVERYONE


def withheld(record: Record, standing: Standing, roles: Readers) -> frozenset[str]:
    """Return the fields of `record` that somebody in these `roles` may not read although they may read the rest."""
    if Reader.COORDINATOR not in roles and (fields := _COORDINATORS.get(type(record))):
        return fields
    if isinstance(record, r.TimeEntry) and Reader.OWNER not in roles:
        return _OF_ONE_ENTRY
    if isinstance(record, r.Submission):
        text = frozenset() if _sef_text(record, standing) & roles else _SEF_TEXT
        text |= frozenset() if Reader.OWNER in roles else _FORM
        own = roles & {Reader.OWNER, Reader.COORDINATOR}
        return text if own else text | {"returned_because"}
    return frozenset()


_COORDINATORS: dict[type[Record], frozenset[str]] = {
    r.Authority: frozenset(
        {
            "impact_of_leaders",
            "help_and_protection",
            "in_care",
            "care_leavers",
            "overall_historic",
            "judgements_as_at",
            "comment",
        }
    ),
    r.Participation: frozenset({"reason", "kept_aside"}),
    r.ReportIssue: frozenset({"held_from", "held_until", "held_because"}),
    r.Pause: frozenset({"because"}),
}
"""Fields that nobody but the coordinator reads: what serves grouping, why something waits, what forms say aside."""

_OF_ONE_ENTRY = frozenset({"day", "comment"})
"""What of a time entry is its authority's alone: a sum by stage needs neither."""

_SEF_TEXT = frozenset({"document", "document_name"})
"""What of a SEF's own record is its text."""

_FORM = frozenset({"form", "form_name", "unplaced"})
"""A filled form is its authority's alone, also once the SEF is shared: it may hold comments and words struck out."""


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


def _qa_read(record: Any, standing: Standing) -> Readers:
    """Comments before sharing are between the authority and the one that reads."""
    return frozenset({Reader.OWNER, Reader.AUTHOR})


def _question(record: r.PreparedQuestion, standing: Standing) -> Readers:
    return frozenset({Reader.AUTHOR, Reader.TEAM, Reader.HOST} if record.shared else {Reader.AUTHOR, Reader.TEAM})


def _raw(standing: Standing) -> Readers:
    """Raw notes: never the host; the coordinator where ticked, and never about its own authority before the final."""
    ticked = standing.challenge is not None and standing.challenge.notes_to_coordinator
    final = standing.report is ReportState.FINAL and not standing.held
    allowed = ticked and (not standing.coordinators_own or final)
    return frozenset({Reader.TEAM, Reader.COORDINATOR} if allowed else {Reader.TEAM})


def _note(record: Any, standing: Standing) -> Readers:
    return _raw(standing)


def _finding(record: r.Finding, standing: Standing) -> Readers:
    if record.state in (FindingState.PROPOSED, FindingState.PARKED):
        return _raw(standing)
    return _report(record, standing)


def _link(record: Any, standing: Standing) -> Readers:
    return _raw(standing)


def _cleared(mark: r.ClearedMark, standing: Standing) -> Readers:
    """Why something may stay is read with a SEF's text or the raw notes, and nowhere else."""
    if mark.submission:
        return _sef_text(mark, standing)
    return _raw(standing) if mark.challenge else _COORDINATOR_ONLY


def _report(record: Any, standing: Standing) -> Readers:
    """The host reads it at its check for accuracy, held or not: what a hold keeps back is the final report."""
    readers = {Reader.TEAM, Reader.COORDINATOR}
    if standing.report is ReportState.WITH_HOST or (standing.report is ReportState.FINAL and not standing.held):
        readers.add(Reader.HOST)
    return frozenset(readers)


def _report_issue(record: r.ReportIssue, standing: Standing) -> Readers:
    if record.state is ReportState.FINAL:
        return _COORDINATOR_ONLY if standing.held else frozenset({Reader.HOST, Reader.COORDINATOR, Reader.TEAM})
    return _report(record, standing)


def _correction(record: Any, standing: Standing) -> Readers:
    """What the host proposed and what it was answered: theirs, the team's and the coordinator's, also while held."""
    return frozenset({Reader.OWNER, Reader.HOST, Reader.TEAM, Reader.COORDINATOR})


def _ask_offer(record: r.AskOffer, standing: Standing) -> Readers:
    group = {Reader.OWNER, Reader.TEAM, Reader.HOST, Reader.GROUP}
    return frozenset(group | {Reader.REGION, Reader.COORDINATOR} if record.released else group)


def _introduction(record: Any, standing: Standing) -> Readers:
    """Who is brought together is for the two authorities and the coordinator; why two are not is in no record."""
    return frozenset({Reader.OWNER, Reader.COORDINATOR})


def _own(record: Any, standing: Standing) -> Readers:
    """What an authority says of its time and of a challenge's worth: its own; the coordinator's, to add up.

    No such record holds a person. Of time the coordinator reads minutes by stage, not day or comment (`withheld`).
    """
    return frozenset({Reader.OWNER, Reader.COORDINATOR})


def _pause(record: Any, standing: Standing) -> Readers:
    """That a challenge waits is known to all in it; why is the coordinator's alone (`withheld`)."""
    return frozenset({Reader.TEAM, Reader.HOST, Reader.GROUP, Reader.COORDINATOR})


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
    r.QaRead: _qa_read,
    r.PreparedQuestion: _question,
    r.Note: _note,
    r.Finding: _finding,
    r.FindingLink: _link,
    r.Unlike: _link,
    r.ClearedMark: _cleared,
    r.ReportIssue: _report_issue,
    r.Correction: _correction,
    r.Distribution: _correction,
    r.SectionWording: _report,
    r.AskOffer: _ask_offer,
    r.Introduction: _introduction,
    r.TimeEntry: _own,
    r.Evaluation: _own,
    r.QaActivity: _own,
    r.DayAnswer: _own,
    r.Indicator: _own,
    r.Pause: _pause,
    r.Relationship: _relationship,
    r.Plan: _kept_here,
    r.PlanRule: _kept_here,
    r.AgreedException: _kept_here,
    r.Objection: _kept_here,
    r.RetentionHold: _kept_here,
    r.Disposal: _kept_here,
    r.Group: _grouping,
    r.Membership: _grouping,
}
