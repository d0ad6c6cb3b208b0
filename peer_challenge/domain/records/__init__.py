"""Every kind of record, a frozen flat row each."""

from peer_challenge.domain.records.base import Record, defaults, field_types, typed_fields
from peer_challenge.domain.records.cleared import ClearedMark
from peer_challenge.domain.records.feedback import (
    Action,
    AskOffer,
    Correction,
    Distribution,
    Evaluation,
    Finding,
    FindingLink,
    QaActivity,
    ReportIssue,
    SectionWording,
    TimeEntry,
    Unlike,
)
from peer_challenge.domain.records.frameworks import Framework, LineOfEnquiry, Prompt
from peer_challenge.domain.records.introductions import Introduction
from peer_challenge.domain.records.keeping import Disposal, RetentionHold
from peer_challenge.domain.records.meetings import DayAnswer, Pause
from peer_challenge.domain.records.places import Authority, Indicator, Person, Relationship, RolePeriod
from peer_challenge.domain.records.plans import AgreedException, Group, Membership, Objection, Plan, PlanRule
from peer_challenge.domain.records.rounds import Challenge, Duty, Participation, Round
from peer_challenge.domain.records.sefs import Answer, Claim, Evidence, EvidenceLink, QaRead, Submission
from peer_challenge.domain.records.sessions import AgendaItem, Attendance, Note, PreparedQuestion, Session

__all__ = [
    "Action",
    "AgendaItem",
    "AgreedException",
    "Answer",
    "AskOffer",
    "Attendance",
    "Authority",
    "Challenge",
    "Claim",
    "ClearedMark",
    "Correction",
    "DayAnswer",
    "Disposal",
    "Distribution",
    "Duty",
    "Evaluation",
    "Evidence",
    "EvidenceLink",
    "Finding",
    "FindingLink",
    "Framework",
    "Group",
    "Indicator",
    "Introduction",
    "LineOfEnquiry",
    "Membership",
    "Note",
    "Objection",
    "Participation",
    "Pause",
    "Person",
    "Plan",
    "PlanRule",
    "PreparedQuestion",
    "Prompt",
    "QaActivity",
    "QaRead",
    "Record",
    "Relationship",
    "ReportIssue",
    "RetentionHold",
    "RolePeriod",
    "Round",
    "SectionWording",
    "Session",
    "Submission",
    "TimeEntry",
    "Unlike",
    "defaults",
    "field_types",
    "typed_fields",
]
