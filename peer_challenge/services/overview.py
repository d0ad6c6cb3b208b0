"""The region's view of a round: who did what, the themes that recur, asks and offers, and what it cost."""

from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from uuid import UUID

from peer_challenge.domain.choices import AskOrOffer, FindingKind, ReportState, Stage
from peer_challenge.domain.records import Framework, LineOfEnquiry, Round
from peer_challenge.storage.queries import feedback as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class HostProgress:
    """How far one host's challenge has come; `lead_days` is how long before the session its SEF was shared."""

    host: str
    group: str
    held_on: date | None
    lead_days: int | None
    shared: bool
    report: ReportState | None


@dataclass(frozen=True, slots=True)
class LineThemes:
    """How many agreed findings of each kind a line of enquiry had, and from how many hosts."""

    question: str
    short: str
    counts: dict[FindingKind, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class LeadTimeBand:
    """Challenges whose SEF was shared equally early, how useful they were thought, and the set-up they took."""

    name: str
    challenges: int
    answers: int
    usefulness: float | None
    set_up_minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """Everything the regional overview says."""

    region: str
    round_name: str
    framework: str
    hosts: tuple[HostProgress, ...]
    lines: tuple[LineThemes, ...]
    asks: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str], ...]
    minutes: dict[Stage, int]
    logged_by: int
    bands: tuple[LeadTimeBand, ...]
    marking: str
    created: datetime

    @property
    def finals(self) -> int:
        """How many reports are final."""
        return sum(each.report is ReportState.FINAL for each in self.hosts)

    @property
    def held(self) -> int:
        """How many hosts have a dated session."""
        return sum(each.held_on is not None for each in self.hosts)


EARLY_DAYS = 14
"""A SEF shared at least two weeks ahead counts as early: the region's own aim (research on the field, 1.3)."""


def overview_of(store: Store, round_id: UUID) -> OverviewView:
    """Return the view of a round; raises `UserError` when the round is gone."""
    round_ = store.need(Round, round_id)
    framework = store.get(Framework, round_.framework)
    hosts, issues = queries.hosts_of(store, round_id), queries.newest_issues(store, round_id)
    spent = queries.minutes_by_host_and_stage(store, round_id)
    said = queries.released(store, round_id)
    lead = {each.id: _lead_days(each.held_on, each.shared_on) for each in hosts}
    minutes: dict[Stage, int] = {}
    for _, stage, total in spent:
        minutes[Stage(stage)] = minutes.get(Stage(stage), 0) + total
    return OverviewView(
        region=round_.region,
        round_name=round_.name,
        framework=framework.title if framework else "",
        hosts=tuple(
            HostProgress(
                each.host,
                each.group,
                each.held_on,
                lead[each.id],
                each.shared_on is not None,
                issues[each.id].state if each.id in issues else None,
            )
            for each in hosts
        ),
        lines=_themes(store, round_),
        asks=tuple((name, text) for kind, name, text in said if kind is AskOrOffer.ASK),
        offers=tuple((name, text) for kind, name, text in said if kind is AskOrOffer.OFFER),
        minutes=minutes,
        logged_by=len({challenge for challenge, _, _ in spent}),
        bands=_bands(store, round_id, hosts, lead, spent),
        marking=round_.marking,
        created=store.last_written(),
    )


def _lead_days(held_on: date | None, shared_on: date | None) -> int | None:
    return (held_on - shared_on).days if held_on and shared_on else None


def _themes(store: Store, round_: Round) -> tuple[LineThemes, ...]:
    counted = queries.findings_by_line(store, round_.id)
    return tuple(
        LineThemes(
            line.question,
            line.short,
            {kind: (findings, hosts) for of, kind, findings, hosts in counted if of == line.id},
        )
        for line in store.find(LineOfEnquiry, framework=round_.framework)
    )


def _bands(
    store: Store,
    round_id: UUID,
    hosts: list[queries.HostRow],
    lead: dict[UUID, int | None],
    spent: list[tuple[UUID, str, int]],
) -> tuple[LeadTimeBand, ...]:
    useful: dict[UUID, list[int]] = {}
    for each in queries.evaluations(store, round_id):
        if each.usefulness is not None:
            useful.setdefault(each.challenge, []).append(each.usefulness)
    set_up = {challenge: total for challenge, stage, total in spent if stage == Stage.SET_UP}
    found = []
    for name, belongs in _BANDS:
        own = [each.id for each in hosts if belongs(lead[each.id], each.shared_on is not None)]
        scores = [score for each in own for score in useful.get(each, [])]
        minutes = [set_up[each] for each in own if each in set_up]
        found.append(
            LeadTimeBand(
                name,
                len(own),
                len(scores),
                float(median(scores)) if scores else None,
                float(median(minutes)) if minutes else None,
            )
        )
    return tuple(each for each in found if each.challenges)


_BANDS = (
    ("Two weeks ahead or more", lambda days, shared: days is not None and days >= EARLY_DAYS),
    ("Later than that", lambda days, shared: shared and (days is None or days < EARLY_DAYS)),
    ("Not shared", lambda days, shared: not shared),
)
