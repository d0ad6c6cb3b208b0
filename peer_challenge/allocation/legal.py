"""Every legal group of the authorities that are not locked, enumerated as arrays (imports numpy)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from peer_challenge.allocation.problem import Group, Problem
from peer_challenge.allocation.sizes import group_sizes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Chosen = tuple[int, ...]


@dataclass(frozen=True)
class CountRule:
    """A named set over the free authorities: who belongs (0 or 1 each), and the numbers of the rule or cost."""

    belongs: Ints
    least: int = 0
    most: int | None = None
    over: int = 0
    cost: int = 0


@dataclass(frozen=True, eq=False)
class Instance:
    """A problem in numbers: the free authorities as 0..n-1 in name order, and what is left to make of them.

    `wanted` is {size: how many groups}; a negative number means that more groups of the size are locked than fit.
    """

    names: Group
    wanted: dict[int, int]
    locked: tuple[Group, ...]
    pair: Ints
    allowed: Bools
    together: tuple[tuple[int, int], ...]
    per_group: tuple[CountRule, ...]
    set_costs: tuple[CountRule, ...]

    @property
    def count(self) -> int:
        """Return how many authorities are free."""
        return len(self.names)

    @cached_property
    def possible(self) -> bool:
        """Say whether the locked groups leave a make-up at all."""
        return min(self.wanted.values(), default=0) >= 0

    def groups(self, chosen: tuple[Chosen, ...]) -> list[Group]:
        """Return a plan's groups by name, the locked ones among them, in order of first member."""
        return sorted([*self.locked, *(tuple(self.names[i] for i in group) for group in chosen)])


def instance_of(problem: Problem) -> Instance:
    """Put a checked problem into numbers."""
    locked = tuple(tuple(sorted(group)) for group in problem.locked)
    taken = {name for group in locked for name in group}
    names = tuple(sorted(name for name in problem.authorities if name not in taken))
    index = {name: i for i, name in enumerate(names)}
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    for group in locked:
        wanted[len(group)] -= 1
    allowed = ~np.eye(len(names), dtype=bool)
    for rule in problem.apart:
        if rule.pair[0] in index and rule.pair[1] in index:
            a, b = index[rule.pair[0]], index[rule.pair[1]]
            allowed[a, b] = allowed[b, a] = False
    return Instance(
        names=names,
        wanted={size: number for size, number in wanted.items() if number},
        locked=locked,
        pair=pair_matrix(problem, index),
        allowed=allowed,
        together=tuple((index[t.pair[0]], index[t.pair[1]]) for t in problem.together if t.pair[0] in index),
        per_group=tuple(CountRule(_belongs(r.members, index), r.min, r.max) for r in problem.per_group),
        set_costs=tuple(CountRule(_belongs(c.members, index), over=c.over, cost=c.cost) for c in problem.set_costs),
    )


def part_of(instance: Instance, free: Chosen, wanted: dict[int, int]) -> Instance:
    """Return the question that is left for some of the authorities when groups are settled for all others."""
    place = {authority: i for i, authority in enumerate(free)}
    at = list(free)
    return Instance(
        names=tuple(instance.names[i] for i in free),
        wanted=wanted,
        locked=(),
        pair=instance.pair[np.ix_(at, at)],
        allowed=instance.allowed[np.ix_(at, at)],
        together=tuple((place[a], place[b]) for a, b in instance.together if a in place and b in place),
        per_group=tuple(replace(rule, belongs=rule.belongs[at]) for rule in instance.per_group),
        set_costs=tuple(replace(rule, belongs=rule.belongs[at]) for rule in instance.set_costs),
    )


def pair_matrix(problem: Problem, index: dict[str, int]) -> Ints:
    """Return what each two of the authorities in the index cost together."""
    costs = problem.pair_costs
    first = np.array([index.get(cost.pair[0], -1) for cost in costs], dtype=np.int64)
    second = np.array([index.get(cost.pair[1], -1) for cost in costs], dtype=np.int64)
    cost = np.array([cost.cost for cost in costs], dtype=np.int64)
    here = (first >= 0) & (second >= 0)
    count = len(index)
    pair = np.zeros(count * count, dtype=np.int64)
    np.add.at(pair, first[here] * count + second[here], cost[here])
    square = pair.reshape(count, count)
    return square + square.T


def _belongs(members: Group, index: dict[str, int]) -> Ints:
    belongs = np.zeros(len(index), dtype=np.int64)
    belongs[[index[name] for name in members if name in index]] = 1
    return belongs


@dataclass(frozen=True, eq=False)
class Table:
    """Groups of one size in lexicographic order: a row of members each, pair costs, set costs, and whether legal.

    Rows that break a rule which a larger group would break as well are left out; the others are marked.
    """

    members: Ints
    pairs: Ints
    sets: Ints
    legal: Bools

    @cached_property
    def columns(self) -> list[npt.NDArray[np.intp]]:
        """Return the members by position, each contiguous, which makes looking prices up fast."""
        return [np.ascontiguousarray(self.members[:, i], dtype=np.intp) for i in range(self.members.shape[1])]

    def only_legal(self) -> "Table":
        """Return the legal rows only."""
        keep = self.legal
        return Table(self.members[keep], self.pairs[keep], self.sets[keep], self.legal[keep])


def tables(instance: Instance, up_to: int) -> Iterator[Table]:
    """Yield the tables of sizes 1, 2, … `up_to`, each grown from the one before."""
    n = instance.count
    members = np.arange(n, dtype=np.int64)[:, None]
    pairs = np.zeros(n, dtype=np.int64)
    for size in range(1, up_to + 1):
        if size > 1:
            members, pairs = _grown(instance, members, pairs)
        kept = ~breaks_any_size(instance, members)
        members, pairs = members[kept], pairs[kept]
        yield Table(members, pairs, set_cost(instance, members), ~breaks_this_size(instance, members))


def _grown(instance: Instance, members: Ints, pairs: Ints) -> tuple[Ints, Ints]:
    """Return every row with each later authority added that it may sit with."""
    last = members[:, -1]
    later = instance.count - 1 - last
    rows = np.repeat(np.arange(len(members)), later)
    first_of_row = np.repeat(np.cumsum(later) - later, later)
    new = np.arange(len(rows)) - first_of_row + last[rows] + 1
    fits = np.ones(len(rows), dtype=bool)
    for position in range(members.shape[1]):
        fits &= instance.allowed[members[rows, position], new]
    rows, new = rows[fits], new[fits]
    grown = np.column_stack([members[rows], new])
    cost = pairs[rows]
    for position in range(members.shape[1]):
        cost = cost + instance.pair[grown[:, position], new]
    return grown, cost


def count_grown(instance: Instance, members: Ints) -> int:
    """Return how many legal groups there are of one of these rows and one later authority."""
    grown, _ = _grown(instance, members, np.zeros(len(members), dtype=np.int64))
    return int(np.count_nonzero(~breaks_any_size(instance, grown) & ~breaks_this_size(instance, grown)))


def breaks_any_size(instance: Instance, members: Ints) -> Bools:
    """Say of each row whether it holds too many of a set, which no further member can mend."""
    broken = np.zeros(len(members), dtype=bool)
    for rule in instance.per_group:
        if rule.most is not None:
            broken |= rule.belongs[members].sum(axis=1) > rule.most
    return broken


def breaks_this_size(instance: Instance, members: Ints) -> Bools:
    """Say of each row whether it holds too few of a set, or one of two that must sit together without the other."""
    broken = np.zeros(len(members), dtype=bool)
    for rule in instance.per_group:
        if rule.least:
            broken |= rule.belongs[members].sum(axis=1) < rule.least
    for a, b in instance.together:
        broken |= (members == a).any(axis=1) != (members == b).any(axis=1)
    return broken


def set_cost(instance: Instance, members: Ints) -> Ints:
    """Return what each row pays for its sets."""
    paid = np.zeros(len(members), dtype=np.int64)
    for rule in instance.set_costs:
        paid += rule.cost * np.maximum(rule.belongs[members].sum(axis=1) - rule.over, 0)
    return paid


def legal_groups(instance: Instance) -> dict[int, Table]:
    """Return all legal groups of each size that is wanted."""
    largest = max(instance.wanted, default=0)
    every = dict(enumerate(tables(instance, largest), start=1))
    return {size: every[size].only_legal() for size, number in instance.wanted.items() if number > 0}
