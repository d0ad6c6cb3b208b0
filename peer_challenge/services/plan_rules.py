"""What a draft plan asks of the engine: its rules and wishes, worked out from the records of the round."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import combinations, pairwise
from typing import Any
from uuid import UUID

from peer_challenge.allocation.problem import Apart, Group, Pair, PerGroup, Problem, Sizes, Together, in_order
from peer_challenge.domain.choices import RelationshipKind, RuleKind
from peer_challenge.domain.records import AgreedException, Authority, Objection, Plan, PlanRule, Relationship, Round
from peer_challenge.services.plan_wishes import Tie, is_good, is_recent, neighbour_ways, pair_wishes, set_wishes
from peer_challenge.services.reason_words import (
    DECLARED_INTEREST,
    GOOD,
    NOT_GOOD,
    OBJECTION,
    SAME_LEADERSHIP,
    SHARE_A_BORDER,
    together_in,
)
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.queries.rounds import joined_authorities
from peer_challenge.storage.store import Store

SIZES = Sizes(min=2, prefer=3, max=4)
"""Triads wherever the count allows, then quartets, and a pair only where nothing else is left (2 or 5)."""


@dataclass(frozen=True)
class Waived:
    """A rule, in the coordinator's words, that some authorities need not keep since an exception was agreed."""

    rule: str
    names: frozenset[str]


@dataclass(frozen=True)
class Question:
    """A plan's rules as the engine's problem, without locks; `authorities` tells what a name stands for.

    `year` is the round's, from which earlier partnerships are counted back.

    Pairs for which an exception was agreed are not kept apart in it. It changes only when the plan, what was added to
    it, an authority, a relationship, an objection or who joined changes, so a screen may keep it while authorities are
    moved about.
    """

    plan: Plan
    year: int
    problem: Problem
    authorities: dict[str, Authority]
    neighbours: frozenset[Pair]
    earlier_partners: frozenset[Pair]
    waived: tuple[Waived, ...] = ()

    @cached_property
    def ids(self) -> dict[str, UUID]:
        """Return the id behind each name."""
        return {name: authority.id for name, authority in self.authorities.items()}

    @cached_property
    def names(self) -> dict[UUID, str]:
        """Return the name behind each id."""
        return {authority.id: name for name, authority in self.authorities.items()}

    @cached_property
    def views(self) -> dict[Any, Any]:
        """Return a place for what a board has worked out, by what it was worked out from."""
        return {}

    @cached_property
    def _mark(self) -> str:
        return sha256(repr(self.problem).encode()).hexdigest()

    def mark(self, locked: Iterable[Group] = ()) -> str:
        """Return a mark that changes when the question, or what is locked, does."""
        kept = sorted(tuple(sorted(group)) for group in locked)
        return sha256(f"{self._mark}{kept}".encode()).hexdigest() if kept else self._mark

    def is_waived(self, rule: str, names: Iterable[str]) -> bool:
        """Say whether an exception was agreed for these very authorities and this rule."""
        return Waived(rule, frozenset(names)) in self.waived

    def shareable(self, names: Sequence[str]) -> str:
        """Return why these sit together in words that everyone may read: never a grade, points or an interest."""
        pairs = [in_order(pair) for pair in combinations(names, 2)]
        if not pairs:
            return ""
        members = [self.authorities[name] for name in names]
        words = ", ".join(said for said, true in self._merits(members, pairs) if true)
        return words[:1].upper() + words[1:]

    def _merits(self, members: Sequence[Authority], pairs: Sequence[Pair]) -> Iterator[tuple[str, bool]]:
        plan = self.plan
        balance = plan.one_good or plan.weight_balance > 0
        yield "a balance of strengths", balance and any(is_good(each) for each in members)
        yield "different parts of the region", self.neighbours.isdisjoint(pairs)
        yield "no earlier partnership", self.earlier_partners.isdisjoint(pairs)
        if plan.weight_neighbours_wanted:
            alike = any(neighbour_ways(one, other) for one, other in combinations(members, 2))
            yield "similar areas to learn from", alike
        if plan.weight_same_type:
            yield "a mix of types of authority", len({each.type for each in members if each.type}) > 1


def question_of(store: Store, plan: UUID) -> Question:
    """Return what the plan asks, from the authorities that joined its round."""
    record = store.need(Plan, plan)
    authorities = joined_authorities(store, record.round)
    names = {authority.id: authority.name for authority in authorities}
    ties = [(_pair(tie, names), tie) for tie in queries.relationships_among(store, record.round)]
    year = _year_of(store, record)
    own = [(each, _known(each, names)) for each in store.find(PlanRule, plan=plan)]
    exceptions = [Waived(each.rule, frozenset(_known(each, names))) for each in store.find(AgreedException, plan=plan)]
    apart = [*_apart(record, ties, year), *_objections(store, record, names), *_own_apart(own)]
    together = list(_own_together(own))
    problem = Problem(
        authorities=tuple(names.values()),
        sizes=SIZES,
        pair_costs=tuple(pair_wishes(record, authorities, ties, queries.borders(store), year)),
        set_costs=tuple(set_wishes(record, authorities)),
        apart=tuple(rule for rule in apart if Waived(rule.reason, frozenset(rule.pair)) not in exceptions),
        together=tuple(rule for rule in together if Waived(rule.reason, frozenset(rule.pair)) not in exceptions),
        per_group=(*_per_group(record, authorities), *_own_numbers(own)),
        seed=record.seed,
    )
    return Question(
        plan=record,
        year=year,
        problem=problem,
        authorities={authority.name: authority for authority in authorities},
        neighbours=_pairs(ties, RelationshipKind.SHARES_BORDER),
        earlier_partners=_pairs(ties, RelationshipKind.EARLIER_PARTNER),
        waived=tuple(dict.fromkeys(exceptions)),
    )


def with_locked(problem: Problem, groups: Iterable[Sequence[str]]) -> Problem:
    """Return the problem with these groups locked."""
    return replace(problem, locked=tuple(sorted(tuple(sorted(group)) for group in groups)))


def without(problem: Problem, names: Iterable[str]) -> Problem:
    """Return the problem for everybody but these, as if they had a round of their own."""
    gone = frozenset(names)
    if not gone:
        return problem

    def stays(rule: Any) -> bool:
        return gone.isdisjoint(rule.pair)

    def fewer(rules: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(each, members=tuple(m for m in each.members if m not in gone)) for each in rules)

    return replace(
        problem,
        authorities=tuple(each for each in problem.authorities if each not in gone),
        pair_costs=tuple(filter(stays, problem.pair_costs)),
        apart=tuple(filter(stays, problem.apart)),
        together=tuple(filter(stays, problem.together)),
        locked=tuple(group for group in problem.locked if gone.isdisjoint(group)),
        set_costs=fewer(problem.set_costs),
        per_group=fewer(problem.per_group),
    )


def _pair(tie: Relationship, names: dict[UUID, str]) -> Pair:
    return in_order((names[tie.first], names[tie.second]))


def _known(record: PlanRule | AgreedException, names: dict[UUID, str]) -> list[str]:
    """Return those a rule is about by name, without the ones that have not joined."""
    return sorted(names[each] for each in record.authorities if each in names)


def _pairs(ties: Iterable[Tie], kind: RelationshipKind) -> frozenset[Pair]:
    return frozenset(pair for pair, tie in ties if tie.kind is kind)


def _year_of(store: Store, plan: Plan) -> int:
    starts = store.need(Round, plan.round).starts
    return (starts or store.now().date()).year


def _apart(plan: Plan, ties: Iterable[Tie], year: int) -> Iterator[Apart]:
    """Yield the pairs to be kept apart, one for each reason."""
    for pair, tie in ties:
        match tie.kind:
            case RelationshipKind.SHARES_BORDER if plan.avoid_borders:
                yield Apart(pair, SHARE_A_BORDER)
            case RelationshipKind.EARLIER_PARTNER if is_recent(plan, tie, year):
                yield Apart(pair, together_in(tie.year))
            case RelationshipKind.DECLARED_CONFLICT if plan.conflicts_apart:
                yield Apart(pair, DECLARED_INTEREST)
            case RelationshipKind.SAME_LEADERSHIP if plan.linked_apart:
                yield Apart(pair, SAME_LEADERSHIP)


def _objections(store: Store, plan: Plan, names: dict[UUID, str]) -> Iterator[Apart]:
    """Yield the pairs that an objection keeps apart, each once."""
    heeded = store.find(Objection, round=plan.round, heeded=True)
    found = {(each.authority, other) for each in heeded for other in each.against}
    pairs = {in_order((names[one], names[other])) for one, other in found if one in names and other in names}
    return (Apart(pair, OBJECTION) for pair in sorted(pairs))


_Own = Sequence[tuple[PlanRule, list[str]]]


def _own_apart(own: _Own) -> Iterator[Apart]:
    for rule, names in own:
        if rule.kind is RuleKind.APART:
            yield from (Apart(pair, rule.name or "kept apart") for pair in combinations(names, 2))


def _own_together(own: _Own) -> Iterator[Together]:
    for rule, names in own:
        if rule.kind is RuleKind.TOGETHER:
            yield from (Together(pair, rule.name or "kept together") for pair in pairwise(names))


def _own_numbers(own: _Own) -> Iterator[PerGroup]:
    for rule, names in own:
        if rule.kind is RuleKind.NUMBER:
            yield PerGroup(rule.name, tuple(names), min=rule.least, max=rule.most)


def _per_group(plan: Plan, authorities: Sequence[Authority]) -> Iterator[PerGroup]:
    if plan.one_good:
        yield PerGroup(GOOD, tuple(each.name for each in authorities if is_good(each)), min=1)
    if plan.most_not_good:
        weak = tuple(each.name for each in authorities if is_good(each) is False)
        yield PerGroup(NOT_GOOD, weak, max=plan.most_not_good)
    for stratum in plan.one_per_stratum:
        yield PerGroup(stratum, tuple(each.name for each in authorities if each.stratum == stratum), max=1)
