"""What a draft plan asks of the engine: its rules and wishes, worked out from the records of the round."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import combinations
from uuid import UUID

from peer_challenge.allocation.problem import Apart, Group, PairCost, PerGroup, Problem, SetCost, Sizes, in_order
from peer_challenge.domain.choices import RelationshipKind
from peer_challenge.domain.records import Authority, Plan, Relationship, Round
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.queries.rounds import joined_authorities
from peer_challenge.storage.store import Store

SIZES = Sizes(min=2, prefer=3, max=4)
"""Triads wherever the count allows, then quartets, and a pair only where nothing else is left (2 or 5)."""

GOOD = "rated good or outstanding for impact of leaders"
SHARE_A_BORDER = "share a border"


@dataclass(frozen=True)
class Question:
    """A plan's rules as the engine's problem, without locks; `ids` tells which authority a name stands for.

    It changes only when the plan, an authority, a relationship or who joined changes, so a screen may keep it while
    authorities are moved about.
    """

    plan: Plan
    problem: Problem
    authorities: dict[str, Authority]
    neighbours: frozenset[tuple[str, str]]
    earlier_partners: frozenset[tuple[str, str]]

    @property
    def ids(self) -> dict[str, UUID]:
        """Return the id behind each name."""
        return {name: authority.id for name, authority in self.authorities.items()}

    @cached_property
    def _mark(self) -> str:
        return sha256(repr(self.problem).encode()).hexdigest()

    def mark(self, locked: Iterable[Group] = ()) -> str:
        """Return a mark that changes when the question, or what is locked, does."""
        kept = sorted(tuple(sorted(group)) for group in locked)
        return sha256(f"{self._mark}{kept}".encode()).hexdigest() if kept else self._mark

    def shareable(self, names: Sequence[str]) -> str:
        """Return why these sit together in words that everyone may read: never a grade, points or an interest."""
        pairs = [in_order(pair) for pair in combinations(names, 2)]
        if not pairs:
            return ""
        strong = next((rule for rule in self.problem.per_group if rule.name == GOOD), None)
        said = [
            ("a balance of strengths", strong is not None and any(name in strong.members for name in names)),
            ("different parts of the region", self.neighbours.isdisjoint(pairs)),
            ("no earlier partnership", self.earlier_partners.isdisjoint(pairs)),
        ]
        words = ", ".join(each for each, true in said if true)
        return words[:1].upper() + words[1:]


def question_of(store: Store, plan: UUID) -> Question:
    """Return what the plan asks, from the authorities that joined its round."""
    record = store.need(Plan, plan)
    authorities = joined_authorities(store, record.round)
    names = {authority.id: authority.name for authority in authorities}
    ties = [(_names(tie, names), tie) for tie in queries.relationships_among(store, record.round)]
    year = _year_of(store, record)
    problem = Problem(
        authorities=tuple(authority.name for authority in authorities),
        sizes=SIZES,
        pair_costs=(*_partner_wishes(record, ties, year), *_size_wishes(record, authorities)),
        set_costs=tuple(_type_wishes(record, authorities)),
        apart=tuple(_apart(record, ties, year)),
        per_group=tuple(_per_group(record, authorities)),
        seed=record.seed,
    )
    return Question(
        plan=record,
        problem=problem,
        authorities={authority.name: authority for authority in authorities},
        neighbours=_pairs(ties, RelationshipKind.SHARES_BORDER),
        earlier_partners=_pairs(ties, RelationshipKind.EARLIER_PARTNER),
    )


_Tie = tuple[tuple[str, str], Relationship]


def _names(tie: Relationship, names: dict[UUID, str]) -> tuple[str, str]:
    return in_order((names[tie.first], names[tie.second]))


def _pairs(ties: Iterable[_Tie], kind: RelationshipKind) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair, tie in ties if tie.kind is kind)


def _year_of(store: Store, plan: Plan) -> int:
    starts = store.need(Round, plan.round).starts
    return (starts or store.now().date()).year


def _apart(plan: Plan, ties: Iterable[_Tie], year: int) -> Iterator[Apart]:
    """Yield the pairs to be kept apart, one for each reason."""
    for pair, tie in ties:
        match tie.kind:
            case RelationshipKind.SHARES_BORDER if plan.avoid_borders:
                yield Apart(pair, SHARE_A_BORDER)
            case RelationshipKind.EARLIER_PARTNER if _recent(plan, tie, year):
                yield Apart(pair, _together_in(tie))
            case RelationshipKind.DECLARED_CONFLICT if plan.conflicts_apart:
                yield Apart(pair, "declared interest")
            case RelationshipKind.SAME_LEADERSHIP if plan.linked_apart:
                yield Apart(pair, "same leadership")


def _recent(plan: Plan, tie: Relationship, year: int) -> bool:
    """Say whether partners are kept apart; a partnership of an unknown year counts as recent."""
    return plan.apart_years > 0 and (tie.year is None or tie.year >= year - plan.apart_years)


def _together_in(tie: Relationship) -> str:
    return f"together in {tie.year}" if tie.year else "together before"


def _per_group(plan: Plan, authorities: Sequence[Authority]) -> Iterator[PerGroup]:
    if plan.one_good:
        yield PerGroup(GOOD, tuple(each.name for each in authorities if is_good(each)), min=1)
    for stratum in plan.one_per_stratum:
        yield PerGroup(stratum, tuple(each.name for each in authorities if each.stratum == stratum), max=1)


def is_good(authority: Authority) -> bool:
    """Say whether leaders are rated good or better; the historic overall grade stands in where none was given."""
    grade = authority.impact_of_leaders or authority.overall_historic
    return grade is not None and grade.good_or_better


def _partner_wishes(plan: Plan, ties: Iterable[_Tie], year: int) -> Iterator[PairCost]:
    """Yield points against earlier partners who are allowed together: one less for every year that has passed."""
    for pair, tie in ties:
        if (
            tie.kind is RelationshipKind.EARLIER_PARTNER
            and plan.weight_earlier_partner
            and not _recent(plan, tie, year)
        ):
            passed = max(0, year - tie.year) if tie.year else 0
            yield PairCost(pair, max(1, plan.weight_earlier_partner - passed), _together_in(tie))


def _type_wishes(plan: Plan, authorities: Sequence[Authority]) -> Iterator[SetCost]:
    """Yield points against each further authority of the same type in a group."""
    if plan.weight_same_type:
        for kind in sorted({each.type for each in authorities if each.type}):
            members = tuple(each.name for each in authorities if each.type == kind)
            yield SetCost(f"more than one {kind}", members, over=1, cost=plan.weight_same_type)


def _size_wishes(plan: Plan, authorities: Sequence[Authority]) -> Iterator[PairCost]:
    """Yield points against pairs unlike in size, once for every doubling of the number of children beyond the first."""
    if plan.weight_size:
        known = [(each.name, each.children) for each in authorities if each.children]
        for (first, some), (second, more) in combinations(known, 2):
            times = max(some, more) // min(some, more)
            if times >= 4:
                points = plan.weight_size * (times.bit_length() - 2)
                yield PairCost(
                    in_order((first, second)), points, f"very different in size: {times} times as many children"
                )
