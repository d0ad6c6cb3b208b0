"""What a plan wishes for: points against pairs and against several of a kind, each with its reason."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from uuid import UUID

from peer_challenge.allocation.problem import Pair, PairCost, SetCost, in_order
from peer_challenge.domain.choices import Grade, RelationshipKind
from peer_challenge.domain.records import Authority, Plan, Relationship
from peer_challenge.services.distances import borders_to_cross
from peer_challenge.services.reason_words import (
    NEIGHBOURS,
    NEIGHBOURS_ONE_WAY,
    NOT_GOOD,
    NOT_NEIGHBOURS,
    OUTSTANDING,
    SHARE_A_BORDER,
    borders_apart,
    different_in_size,
    more_than_one,
    together_in,
)
from peer_challenge.services.reference import statistical_neighbours

FAR_ENOUGH = 3
"""Borders between two from which they no longer count as close."""

Tie = tuple[Pair, Relationship]


def pair_wishes(
    plan: Plan, authorities: Sequence[Authority], ties: Sequence[Tie], borders: Iterable[tuple[UUID, UUID]], year: int
) -> Iterator[PairCost]:
    """Yield points against pairs; `borders` are all that the round file knows, `ties` those between these authorities.

    `year` is the round's, from which earlier partnerships are counted back.
    """
    yield from _partners(plan, ties, year)
    yield from _neighbours(plan, ties)
    if plan.weight_near or plan.weight_far:
        yield from _distances(plan, authorities, list(borders))
    if plan.weight_neighbours_wanted or plan.weight_neighbours_avoided:
        yield from _statistical(plan, authorities)
    yield from _sizes(plan, authorities)


def set_wishes(plan: Plan, authorities: Sequence[Authority]) -> Iterator[SetCost]:
    """Yield points against each further authority of the same type, or as strong or as weak, in a group."""
    if plan.weight_balance:
        weak = tuple(each.name for each in authorities if is_good(each) is False)
        strong = tuple(each.name for each in authorities if is_outstanding(each))
        yield SetCost(more_than_one(NOT_GOOD), weak, over=1, cost=plan.weight_balance)
        yield SetCost(more_than_one(OUTSTANDING), strong, over=1, cost=plan.weight_balance)
    if plan.weight_same_type:
        for kind in sorted({each.type for each in authorities if each.type}):
            members = tuple(each.name for each in authorities if each.type == kind)
            yield SetCost(more_than_one(kind), members, over=1, cost=plan.weight_same_type)


def is_good(authority: Authority) -> bool | None:
    """Say whether leaders are rated good or better, None where nobody knows.

    The historic overall grade stands in where there is no judgement on leaders.
    """
    grade = authority.impact_of_leaders or authority.overall_historic
    return None if grade is None else grade.good_or_better


def is_outstanding(authority: Authority) -> bool:
    """Say whether leaders are rated outstanding."""
    grade = authority.impact_of_leaders or authority.overall_historic
    return grade is Grade.OUTSTANDING


def is_recent(plan: Plan, tie: Relationship, year: int) -> bool:
    """Say whether partners are kept apart; a partnership of an unknown year counts as recent."""
    return plan.apart_years > 0 and (tie.year is None or tie.year >= year - plan.apart_years)


def _partners(plan: Plan, ties: Iterable[Tie], year: int) -> Iterator[PairCost]:
    """Yield points against earlier partners who are allowed together: one less for every year that has passed."""
    if plan.weight_earlier_partner:
        for pair, tie in ties:
            if tie.kind is RelationshipKind.EARLIER_PARTNER and not is_recent(plan, tie, year):
                passed = max(0, year - tie.year) if tie.year else 0
                yield PairCost(pair, max(1, plan.weight_earlier_partner - passed), together_in(tie.year))


def _neighbours(plan: Plan, ties: Iterable[Tie]) -> Iterator[PairCost]:
    """Yield points against two who share a border, where that is a wish and not a rule."""
    if plan.weight_border and not plan.avoid_borders:
        for pair, tie in ties:
            if tie.kind is RelationshipKind.SHARES_BORDER:
                yield PairCost(pair, plan.weight_border, SHARE_A_BORDER)


def _distances(plan: Plan, authorities: Sequence[Authority], borders: list[tuple[UUID, UUID]]) -> Iterator[PairCost]:
    """Yield points for each border too few or, beyond the first, too many; no way by land is one more than any way."""
    reached = {each.id: borders_to_cross(borders, each.id) for each in authorities}
    furthest = max((far for ways in reached.values() for far in ways.values()), default=0) + 1
    for one, other in combinations(authorities, 2):
        borders_between = reached[one.id].get(other.id)
        far = furthest if borders_between is None else borders_between
        pair = in_order((one.name, other.name))
        if plan.weight_near and far < FAR_ENOUGH:
            yield PairCost(pair, plan.weight_near * (FAR_ENOUGH - far), borders_apart(far, too_close=True))
        if plan.weight_far and far > 1:
            yield PairCost(pair, plan.weight_far * (far - 1), borders_apart(borders_between))


def _statistical(plan: Plan, authorities: Sequence[Authority]) -> Iterator[PairCost]:
    """Yield points by the DfE's lists, half of them (rounded up) where only one has the other in its list."""
    for one, other in combinations(authorities, 2):
        ways = neighbour_ways(one, other)
        pair = in_order((one.name, other.name))
        if ways and plan.weight_neighbours_avoided:
            points = plan.weight_neighbours_avoided if ways == 2 else -(-plan.weight_neighbours_avoided // 2)
            yield PairCost(pair, points, NEIGHBOURS if ways == 2 else NEIGHBOURS_ONE_WAY)
        if ways < 2 and plan.weight_neighbours_wanted:
            points = -(-plan.weight_neighbours_wanted // 2) if ways else plan.weight_neighbours_wanted
            yield PairCost(pair, points, NEIGHBOURS_ONE_WAY if ways else NOT_NEIGHBOURS)


def neighbour_ways(one: Authority, other: Authority) -> int:
    """Return how many of two authorities have the other among their statistical neighbours: 0, 1 or 2.

    One too new for the DfE's lists has the neighbours of the authority whose place it took.
    """
    lists = statistical_neighbours()
    first, second = (each.dfe_code or each.dfe_code_previous for each in (one, other))
    return (second in lists.get(first, ())) + (first in lists.get(second, ()))


def _sizes(plan: Plan, authorities: Sequence[Authority]) -> Iterator[PairCost]:
    """Yield points against pairs unlike in size, once for every doubling of the number of children beyond the first."""
    if plan.weight_size:
        known = [(each.name, each.children) for each in authorities if each.children]
        for (first, some), (second, more) in combinations(known, 2):
            times = max(some, more) // min(some, more)
            if times >= 4:
                points = plan.weight_size * (times.bit_length() - 2)
                yield PairCost(in_order((first, second)), points, different_in_size(times))
