"""What concerns one group of a round: its records as they stand, and in which roles somebody reads each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.audience import HERE, ROUND, Reader, Readers, Scope, Standing, owner_of, scope_of
from peer_challenge.domain.choices import PlanState, ReportState, Role
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Record, field_types
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.queries.packing import removed_records
from peer_challenge.storage.store import Store

_NOBODY: Readers = frozenset()


def _holding(field_name: str, but: Iterable[type[Record]] = ()) -> tuple[type[Record], ...]:
    return tuple(kind for kind in KINDS.values() if field_name in field_types(kind) and kind not in but)


OF_CHALLENGE = _holding("challenge", but=(r.Duty, r.AgendaItem))
"""Kinds whose records belong to a challenge's own scope."""

OF_SEF = _holding("submission")
"""Kinds whose records belong to a SEF's own scope, beside the SEF itself."""


@dataclass(slots=True)
class Reach:
    """The records that concern one group; those of `removed` are as they last stood, and nobody sees them any more."""

    round: r.Round
    group: r.Group
    today: date
    members: dict[UUID, UUID] = field(default_factory=dict)
    """Authority → the authority whose seat it shares, or itself."""
    challenges: dict[UUID, r.Challenge] = field(default_factory=dict)
    submissions: dict[UUID, r.Submission] = field(default_factory=dict)
    present: list[Record] = field(default_factory=list)
    removed: list[Record] = field(default_factory=list)
    _issues: dict[UUID, r.ReportIssue] = field(default_factory=dict)
    _plans: dict[UUID, PlanState] = field(default_factory=dict)
    _coordinators: frozenset[UUID] = frozenset()

    @property
    def scopes(self) -> frozenset[Scope]:
        """The scopes of the group's challenges and SEFs, and the round's own."""
        challenges = {f"challenge:{each}" for each in self.challenges}
        return frozenset({ROUND, *challenges, *(f"submission:{each}" for each in self.submissions)})

    def standing(self, record: Record) -> Standing:
        """Return how the things around a record stand."""
        challenge = self.challenges.get(getattr(record, "challenge", None) or record.id)
        sef = record.id if isinstance(record, r.Submission) else getattr(record, "submission", None)
        issue = (
            record if isinstance(record, r.ReportIssue) else self._issues.get(challenge.id if challenge else record.id)
        )
        plan = getattr(record, "plan", None) or self.group.plan
        return Standing(
            submission=self.submissions.get(sef or record.id),
            challenge=challenge,
            report=issue.state if issue else ReportState.DRAFT,
            # the plan stays with the coordinator: where it is not known, the group came in a file, so it was out
            plan=self._plans.get(plan, PlanState.SETTLED),
            coordinators_own=challenge is not None and challenge.host in self._coordinators,
            held=issue is not None and issue.held_until is not None and issue.held_until > self.today,
        )

    def roles(self, record: Record, recipient: UUID | None) -> Readers:
        """Return in which roles the `recipient` (None: the coordinator) reads a record of this group."""
        if recipient is None:
            return frozenset({Reader.COORDINATOR})
        if recipient not in self.members:
            return _NOBODY
        roles = {Reader.GROUP}
        standing = self.standing(record)
        ends = (getattr(record, "asking", None), getattr(record, "offering", None))
        if recipient in (owner_of(record, standing), *ends):
            roles.add(Reader.OWNER)
        if recipient in (getattr(record, "asked_by", None), record.authority if isinstance(record, r.QaRead) else None):
            roles.add(Reader.AUTHOR)
        return frozenset(roles | self._in_challenge(standing.challenge, recipient))

    def _in_challenge(self, challenge: r.Challenge | None, recipient: UUID) -> set[Reader]:
        """Who shares the host's seat is neither its host nor one of those who challenge it."""
        if challenge is None:
            return set()
        if challenge.host == recipient:
            return {Reader.HOST}
        beside = self.members.get(challenge.host, challenge.host) == self.members[recipient]
        return set() if beside else {Reader.TEAM}


def reach_of(store: Store, round_id: UUID, group_id: UUID) -> Reach:
    """Return what concerns a group: its challenges and SEFs, and of the round's records those it works with."""
    round_, group = store.need(r.Round, round_id), store.need(r.Group, group_id)
    today = day_in_england(store.now())
    plans = {each.id: each.state for each in store.find(r.Plan, round=round_id)}
    reach = Reach(round_, group, today, _plans=plans, _coordinators=_coordinators(store, today))
    shared = removed_records(store, frozenset({ROUND}))
    _gather_group(store, reach, shared)
    own = removed_records(store, reach.scopes - {ROUND})
    reach.present += _own_records(store, reach)
    reach._issues = _newest(each for each in reach.present if isinstance(each, r.ReportIssue))
    every = [each for kind in KINDS.values() if kind in _REACHES for each in store.find(kind)]
    concerns = _Concerns(reach, [*every, *shared])
    reach.present = [each for each in every if concerns(each)] + reach.present
    reach.removed = [each for each in shared if concerns(each)] + own
    return reach


def _gather_group(store: Store, reach: Reach, removed: list[Record]) -> None:
    for member in store.find(r.Membership, group=reach.group.id):
        reach.members[member.authority] = member.shares_seat or member.authority
    gone = [each for each in removed if isinstance(each, r.Challenge) and each.group == reach.group.id]
    for challenge in [*gone, *store.find(r.Challenge, group=reach.group.id)]:
        reach.challenges[challenge.id] = challenge
    hosts = {each.host for each in reach.challenges.values()} | reach.members.keys()
    for sef in store.find(r.Submission, round=reach.round.id):
        if sef.authority in hosts:
            reach.submissions[sef.id] = sef


def _own_records(store: Store, reach: Reach) -> Iterator[Record]:
    for challenge in reach.challenges:
        for kind in OF_CHALLENGE:
            yield from store.find(kind, challenge=challenge)
    for id_, sef in reach.submissions.items():
        yield sef
        for kind in OF_SEF:
            yield from store.find(kind, submission=id_)


def _newest(issues: Iterable[r.ReportIssue]) -> dict[UUID, r.ReportIssue]:
    return {each.challenge: each for each in sorted(issues, key=lambda each: each.version)}


def _coordinators(store: Store, today: date) -> frozenset[UUID]:
    """Return the authorities of those who coordinate today."""
    periods = store.find(r.RolePeriod, role=Role.COORDINATOR)
    held = {each.person for each in periods if (each.starts or today) <= today <= (each.ends or today)}
    people = (store.get(r.Person, each) for each in held)
    return frozenset(each.authority for each in people if each and each.authority)


class _Concerns:
    """Tells whether a record of the round, which every group shares, is one that this group works with."""

    def __init__(self, reach: Reach, records: list[Record]) -> None:
        self.reach = reach
        self.lines = {
            each.id for each in records if isinstance(each, r.LineOfEnquiry) and each.framework == reach.round.framework
        }
        self.sessions = {each.id for each in records if isinstance(each, r.Session) and each.group == reach.group.id}
        self.people = set(self._people(records))

    def __call__(self, record: Record) -> bool:
        """Return whether the group works with `record`."""
        rule = _REACHES.get(type(record))
        return rule is not None and scope_of(record) != HERE and rule(record, self)

    def _people(self, records: list[Record]) -> Iterator[UUID]:
        for each in records:
            match each:
                case r.Person() if each.authority in self.reach.members:
                    yield each.id
                case r.RolePeriod(role=Role.COORDINATOR):
                    yield each.person
                case r.Duty() if each.person and each.challenge in self.reach.challenges:
                    yield each.person
                case r.Attendance() if each.person and each.session in self.sessions:
                    yield each.person


_REACHES: Mapping[type[Record], Callable[[Any, _Concerns], bool]] = {
    r.Round: lambda each, of: each.id == of.reach.round.id,
    r.Framework: lambda each, of: each.id == of.reach.round.framework,
    r.LineOfEnquiry: lambda each, of: each.id in of.lines,
    r.Prompt: lambda each, of: each.line in of.lines,
    r.Authority: lambda each, of: each.id in of.reach.members,
    r.Person: lambda each, of: each.id in of.people,
    r.RolePeriod: lambda each, of: each.person in of.people,
    r.Participation: lambda each, of: each.round == of.reach.round.id and each.authority in of.reach.members,
    r.Indicator: lambda each, of: each.authority in of.reach.members,
    r.DayAnswer: lambda each, of: each.round == of.reach.round.id and each.authority in of.reach.members,
    r.Introduction: lambda each, of: (
        each.round == of.reach.round.id and not of.reach.members.keys().isdisjoint((each.asking, each.offering))
    ),
    r.Group: lambda each, of: each.id == of.reach.group.id,
    r.Membership: lambda each, of: each.group == of.reach.group.id,
    r.Challenge: lambda each, of: each.group == of.reach.group.id,
    r.Duty: lambda each, of: each.challenge in of.reach.challenges,
    r.Session: lambda each, of: each.id in of.sessions,
    r.AgendaItem: lambda each, of: each.session in of.sessions,
    r.Attendance: lambda each, of: each.session in of.sessions,
}
"""Kinds of the round's own scope that travel, and when. What serves grouping alone is not among them."""
