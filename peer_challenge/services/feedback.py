"""The feedback one host receives, as the view that its report is drawn from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain, zip_longest
from uuid import UUID

from peer_challenge.domain.basis import Basis, kind_printed
from peer_challenge.domain.choices import (
    AskOrOffer,
    CorrectionState,
    DutyKind,
    EvidenceKind,
    FindingKind,
    ReportSection,
    ReportState,
    SessionState,
    SubmissionState,
)
from peer_challenge.domain.records import (
    Action,
    Answer,
    AskOffer,
    Authority,
    Challenge,
    Claim,
    Correction,
    Evidence,
    Finding,
    Framework,
    Group,
    LineOfEnquiry,
    Round,
    Session,
    Submission,
)
from peer_challenge.domain.working_days import add_working_days
from peer_challenge.services.corrections import host_comments
from peer_challenge.services.finding_board import basis_of, one_source_asks
from peer_challenge.services.pauses import days_paused
from peer_challenge.services.reference import bank_holidays
from peer_challenge.services.report_life import issue_of, reference_of
from peer_challenge.services.report_sections import DEFAULT_SECTIONS, printed_sections, wordings_of
from peer_challenge.storage.queries import feedback as queries
from peer_challenge.storage.queries.feedback import DutyRow, PresenceRow
from peer_challenge.storage.store import Store

ON_PAGE_ONE = 3
"""How many strengths, and how many areas for consideration, the first page carries at most."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One agreed finding, what it rests on, and what the host says where both still differ."""

    id: UUID
    kind: FindingKind
    text: str
    basis: Basis
    host_comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence the SEF points to."""

    kind: EvidenceKind
    title: str
    dated: date | None
    holder: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of enquiry: what the SEF says to it, where the group may read it, and what the team found."""

    id: UUID
    question: str
    short: str
    statements: tuple[str, ...]
    challenge_us: str
    findings: tuple[FindingView, ...]

    def of(self, kind: FindingKind) -> tuple[FindingView, ...]:
        """Return the findings of one kind, in order."""
        return tuple(each for each in self.findings if each.kind is kind)


@dataclass(frozen=True, slots=True)
class ActionView:
    """Something the host means to do."""

    text: str
    owner_role: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the host’s check for factual accuracy: how many corrections were accepted, and declined."""

    accepted: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """Everything a host's feedback report says.

    `created` is the moment its newest fact was written, or it was issued; `sef_shared_on` is None wherever the group
    may not read the SEF, and then nothing of the SEF is here.
    """

    challenge: UUID
    host: str
    region: str
    round_name: str
    framework: str
    purpose: str
    group: str
    duties: tuple[DutyRow, ...]
    took_place: bool
    held_on: date | None
    starts_at: time | None
    place: str
    present: tuple[PresenceRow, ...]
    sef_shared_on: date | None
    sef_withdrawn: bool
    evidence: tuple[EvidenceView, ...]
    lines: tuple[LineView, ...]
    general: tuple[FindingView, ...]
    asks: tuple[str, ...]
    offers: tuple[str, ...]
    actions: tuple[ActionView, ...]
    report_due: date | None
    report_days: int
    state: ReportState
    version: int
    reference: str
    marking: str
    created: datetime
    what_changed: str = ""
    checked: Checked = Checked()
    sections: tuple[ReportSection, ...] = DEFAULT_SECTIONS
    wordings: Mapping[ReportSection, str] = field(default_factory=dict)

    @property
    def lead_days(self) -> int | None:
        """How many days before the session the SEF was shared; None where it was not, or there is no date."""
        if self.held_on is None or self.sef_shared_on is None:
            return None
        return (self.held_on - self.sef_shared_on).days

    def first(self, kind: FindingKind) -> tuple[FindingView, ...]:
        """Return what page one shows of a kind: the first of each line of enquiry in turn, three at most."""
        in_turn = chain.from_iterable(zip_longest(*(line.of(kind) for line in self.lines)))
        found = [each for each in in_turn if each is not None]
        found += [each for each in self.general if each.kind is kind]
        return tuple(found[:ON_PAGE_ONE])

    def count(self, kind: FindingKind) -> int:
        """Return how many agreed findings of a kind there are."""
        return sum(each.kind is kind for each in self.findings)

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """Every agreed finding, line by line."""
        return (*chain.from_iterable(line.findings for line in self.lines), *self.general)


def feedback_of(store: Store, challenge_id: UUID) -> FeedbackView:
    """Return the view of one challenge's feedback as it stands; raises `UserError` when the challenge is gone."""
    challenge = store.need(Challenge, challenge_id)
    round_, host = store.need(Round, challenge.round), store.need(Authority, challenge.host)
    framework, group = store.get(Framework, round_.framework), store.get(Group, challenge.group)
    session = session_of(store, challenge)
    versions = _versions(store, challenge)
    sef, shared_on = _readable_sef(versions)
    issue = issue_of(store, challenge_id)
    said = asks_and_offers(store, challenge_id, host.id)
    held_on = session.held_on if session else None
    lines, general = _lines(store, challenge_id, round_, sef)
    return FeedbackView(
        challenge=challenge_id,
        host=host.name,
        region=round_.region,
        round_name=round_.name,
        framework=framework.title if framework else "",
        purpose=framework.purpose if framework else "",
        group=group.name if group else "",
        duties=tuple(queries.duties_of(store, challenge_id)),
        took_place=session is not None and session.state is SessionState.HELD,
        held_on=held_on,
        starts_at=session.starts_at if session else None,
        place=session.place if session else "",
        present=tuple(queries.presence_at(store, session.id)) if session else (),
        sef_shared_on=shared_on,
        sef_withdrawn=any(each.state is SubmissionState.WITHDRAWN for each in versions),
        evidence=_evidence(store, sef.id) if sef else (),
        lines=lines,
        general=general,
        asks=said[AskOrOffer.ASK],
        offers=said[AskOrOffer.OFFER],
        actions=_actions(store, challenge_id),
        report_due=_due(store, challenge_id, held_on, round_),
        report_days=round_.report_days,
        state=issue.state if issue else ReportState.DRAFT,
        version=issue.version if issue else 1,
        reference=issue.reference if issue else reference_of(round_, host, 1),
        marking=round_.marking,
        created=_newest(store, challenge_id, sef),
        what_changed=issue.what_changed if issue else "",
        checked=_checked(store, challenge_id),
        sections=printed_sections(issue),
        wordings=wordings_of(store, challenge_id),
    )


def _due(store: Store, challenge: UUID, held_on: date | None, round_: Round) -> date | None:
    """Return when the report is due; no day of a pause counts."""
    paused = days_paused(store, round_.id).get(challenge, frozenset())
    return add_working_days(held_on, round_.report_days, bank_holidays() | paused) if held_on else None


def _checked(store: Store, challenge: UUID) -> Checked:
    states = [each.state for each in store.find(Correction, challenge=challenge)]
    return Checked(states.count(CorrectionState.ACCEPTED), states.count(CorrectionState.DECLINED))


def asks_and_offers(store: Store, challenge: UUID, host: UUID) -> dict[AskOrOffer, tuple[str, ...]]:
    """Return the words of the host's asks and offers from one challenge."""
    own = store.find(AskOffer, challenge=challenge, authority=host)
    return {kind: tuple(each.text for each in own if each.kind is kind and each.text) for kind in AskOrOffer}


def authorities_of(view: FeedbackView) -> list[str]:
    """Return who is in the challenge: its host first, then those who hold a duty."""
    return list(dict.fromkeys([view.host, *(each.authority for each in view.duties)]))


def lead_of(view: FeedbackView) -> str:
    """Return the lead challenger's authority, "" where none is named."""
    return next((each.authority for each in view.duties if each.kind is DutyKind.LEAD_CHALLENGER), "")


def session_of(store: Store, challenge: Challenge) -> Session | None:
    """Return the group's first session that was not cancelled, dated ones before others."""
    standing = [each for each in store.find(Session, group=challenge.group) if each.state is not SessionState.CANCELLED]
    return min(standing, key=lambda each: each.held_on or date.max, default=None)


def _newest(store: Store, challenge: UUID, sef: Submission | None) -> datetime:
    """Return when the challenge, or the SEF as far as it is printed, was last written."""
    scopes = [f"challenge:{challenge}", *([f"submission:{sef.id}"] if sef else [])]
    return max(store.last_written(scope) for scope in scopes)


def readable_sef(store: Store, challenge: Challenge) -> Submission | None:
    """Return the version of the host's SEF that a report prints from; None where the group may read none."""
    return _readable_sef(_versions(store, challenge))[0]


def _versions(store: Store, challenge: Challenge) -> list[Submission]:
    return store.find(Submission, round=challenge.round, authority=challenge.host)


def _readable_sef(versions: list[Submission]) -> tuple[Submission | None, date | None]:
    """Return the newest version the group may read and the day it first could; nothing once any was withdrawn."""
    if any(each.state is SubmissionState.WITHDRAWN for each in versions):
        return None, None
    shared = [each for each in versions if each.shared_on]
    newest = max(shared, key=lambda each: each.version, default=None)
    return newest, min((each.shared_on for each in shared if each.shared_on), default=None)


def _lines(
    store: Store, challenge: UUID, round_: Round, sef: Submission | None
) -> tuple[tuple[LineView, ...], tuple[FindingView, ...]]:
    print_as = _printing(store, challenge, round_)
    found = queries.said_findings(store, challenge)
    claims = store.find(Claim, submission=sef.id) if sef else []
    answers = {each.line: each for each in store.find(Answer, submission=sef.id)} if sef else {}
    lines = store.find(LineOfEnquiry, framework=round_.framework)
    views = tuple(
        LineView(
            id=line.id,
            question=line.question,
            short=line.short,
            statements=tuple(each.text for each in claims if each.line == line.id and each.text),
            challenge_us=answers[line.id].challenge_us if line.id in answers else "",
            findings=tuple(print_as(each) for each in found if each.line == line.id),
        )
        for line in lines
    )
    known = {line.id for line in lines}
    return views, tuple(print_as(each) for each in found if each.line not in known)


def _printing(store: Store, challenge: UUID, round_: Round) -> Callable[[Finding], FindingView]:
    """Return how a finding of a challenge is printed."""
    basis, asks, comments = basis_of(store, challenge), one_source_asks(store, round_), host_comments(store, challenge)

    def print_as(finding: Finding) -> FindingView:
        rests_on = basis.get(finding.id, Basis())
        kind = kind_printed(finding.kind, rests_on) if asks else finding.kind
        return FindingView(finding.id, kind, finding.text, rests_on, comments.get(finding.id, ()))

    return print_as


def _evidence(store: Store, submission: UUID) -> tuple[EvidenceView, ...]:
    return tuple(
        EvidenceView(each.kind, each.title, each.dated, each.holder)
        for each in store.find(Evidence, submission=submission)
    )


def _actions(store: Store, challenge: UUID) -> tuple[ActionView, ...]:
    own = store.find(Action, challenge=challenge)
    return tuple(ActionView(each.text, each.owner_role, each.due_on) for each in own if each.text)
