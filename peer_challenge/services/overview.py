"""The region's view of a round: who did what, the themes that recur, asks and offers, and what it cost."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from peer_challenge.domain.choices import AskOrOffer, FindingKind, ReportState
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Framework, LineOfEnquiry, Round
from peer_challenge.services.answer import AnswerView, answer_of
from peer_challenge.services.asks_board import IntroductionRow, introduced_in
from peer_challenge.services.pauses import days_paused
from peer_challenge.services.report_life import due_with_hold
from peer_challenge.services.submission_rows import Sharing, sharing_of
from peer_challenge.storage.queries import feedback as queries
from peer_challenge.storage.store import Store

BEYOND = "Beyond the lines of enquiry"
"""What findings under no line of the round's framework are gathered under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostProgress:
    """How far one host's challenge has come.

    `lead_days` is how long before the session its SEF was shared, negative after it, None while either has no date.
    """

    host: str
    group: str
    held_on: date | None
    sharing: Sharing
    shared: bool
    lead_days: int | None
    report: ReportState | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class LineThemes:
    """How many agreed findings of each kind a line of enquiry had, and from how many challenges."""

    question: str
    short: str
    counts: dict[FindingKind, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Released:
    """What one authority asks for and offers, as far as it released its words to the region."""

    authority: str
    asks: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """Everything the regional overview says."""

    region: str
    round_name: str
    framework: str
    share_days: int
    hosts: tuple[HostProgress, ...]
    lines: tuple[LineThemes, ...]
    released: tuple[Released, ...]
    introductions: tuple[IntroductionRow, ...]
    answer: AnswerView
    marking: str
    created: datetime

    @property
    def finals(self) -> int:
        """How many reports are final."""
        return sum(each.report is ReportState.FINAL for each in self.hosts)


def overview_of(store: Store, round_id: UUID) -> OverviewView:
    """Return the view of a round; raises `UserError` when the round is gone."""
    round_ = store.need(Round, round_id)
    framework = store.get(Framework, round_.framework)
    return OverviewView(
        region=round_.region,
        round_name=round_.name,
        framework=framework.title if framework else "",
        share_days=round_.share_days,
        hosts=_hosts(store, round_),
        lines=_themes(store, round_),
        released=_released(store, round_id),
        introductions=introduced_in(store, round_id),
        answer=answer_of(store, round_id, day_in_england(store.last_written())),
        marking=round_.marking,
        created=store.last_written(),
    )


def _hosts(store: Store, round_: Round) -> tuple[HostProgress, ...]:
    issues, paused = queries.newest_issues(store, round_.id), days_paused(store, round_.id)
    return tuple(
        HostProgress(
            host=each.host,
            group=each.group,
            held_on=each.held_on,
            sharing=sharing_of(each.shared_on, each.held_on, round_.share_days),
            shared=each.shared_on is not None,
            lead_days=(each.held_on - each.shared_on).days if each.held_on and each.shared_on else None,
            report=issues[each.id].state if each.id in issues else None,
            due_on=due_with_hold(
                each.held_on, round_.report_days, issues.get(each.id), paused.get(each.id, frozenset())
            ),
        )
        for each in queries.hosts_of(store, round_.id)
    )


def _themes(store: Store, round_: Round) -> tuple[LineThemes, ...]:
    lines = store.find(LineOfEnquiry, framework=round_.framework)
    counted = queries.findings_by_line(store, round_.id, [line.id for line in lines])
    known = [(line.id, line.question, line.short) for line in lines]
    beyond = [(None, "", BEYOND)] if any(of is None for of, *_ in counted) else []
    return tuple(
        LineThemes(question, short, {kind: (findings, hosts) for of, kind, findings, hosts in counted if of == line})
        for line, question, short in [*known, *beyond]
    )


def _released(store: Store, round_id: UUID) -> tuple[Released, ...]:
    said = queries.released(store, round_id)
    return tuple(
        Released(
            authority,
            tuple(text for kind, name, text in said if name == authority and kind is AskOrOffer.ASK),
            tuple(text for kind, name, text in said if name == authority and kind is AskOrOffer.OFFER),
        )
        for authority in dict.fromkeys(name for _, name, _ in said)
    )
