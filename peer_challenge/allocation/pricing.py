"""Which legal groups are worth having at given prices: from tables, and for large groups without storing them all."""

from dataclasses import dataclass
from math import comb, inf

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import (
    Bools,
    Floats,
    Instance,
    Ints,
    Table,
    breaks_any_size,
    breaks_this_size,
    set_cost,
    tables,
)
from peer_challenge.allocation.linear import Columns

_ROWS_OF_THREE = 1_000_000
_ROWS_OF_MORE = 300_000
_QUICK_BASES = 2_000
_CELLS = 1_000_000
PRECISION = 2.0**16


@dataclass(frozen=True, eq=False)
class Prices:
    """What each authority pays to be placed and what a group of each size pays, as multiples of 1 / `PRECISION`.

    So every reduced cost is exact in floating point, and with it the bound.
    """

    authority: Floats
    size: dict[int, float]

    def worth(self, wanted: dict[int, int]) -> float:
        """Return what a whole plan pays: the bound, once no group has a reduced cost below zero."""
        return float(self.authority.sum()) + sum(self.size[size] * number for size, number in wanted.items())

    def raised(self, by: dict[int, float]) -> "Prices":
        """Return the prices with each size's changed by so much."""
        return Prices(self.authority, {size: price + by.get(size, 0.0) for size, price in self.size.items()})


@dataclass(frozen=True, eq=False)
class Found:
    """Groups and their reduced costs; every legal group of reduced cost below `complete_to` is among them."""

    columns: Columns
    reduced: Floats
    complete_to: float

    def take(self, which: Bools | Ints) -> "Found":
        """Return those at these places."""
        return Found(self.columns.take(which), self.reduced[which], self.complete_to)


class Source:
    """All legal groups of an instance, asked for by reduced cost.

    Sizes up to `base` are kept as tables. A larger group Q is reached from its cheapest part: pair costs count each
    pair of Q in all but two of the parts that lack one member, prices each member in all but one, and set costs never
    fall when a member is added. So the parts' values, suitably weighted, sum to at most the value of Q, and one part
    lies below a |Q|-th of it. That part is found the same way or in the table, then extended by every authority.
    """

    def __init__(self, instance: Instance, clock: Clock) -> None:
        self._instance = instance
        self._clock = clock
        wanted = [size for size, number in instance.wanted.items() if number > 0]
        self._largest = max(wanted, default=0)
        self._base = _base_size(instance.count, self._largest)
        self._tables: dict[int, Table] = {}
        self._admissible: Table | None = None
        for size, table in enumerate(tables(instance, self._base), start=1):
            clock.look("Listing the legal groups")
            if size in wanted:
                self._tables[size] = table.only_legal()
            self._admissible = table
        self._beyond = [size for size in wanted if size > self._base]

    @property
    def lists_everything(self) -> bool:
        """Say whether all legal groups are in tables, so that a quick look is a full one."""
        return not self._beyond

    def below(self, prices: Prices, limit: float, most: int, *, paying: bool = True, quick: bool = False) -> Found:
        """Return the groups of reduced cost at most `limit`, the `most` cheapest of each size where there are more.

        `paying` false leaves the groups' own costs out. `quick` may miss some larger groups.
        """
        parts = [self._from_table(table, prices, limit, most, paying) for table in self._tables.values()]
        for size in self._beyond:
            parts.append(self._from_parts(size, prices, limit, most, paying, quick))
        columns = Columns(
            np.concatenate([part.columns.members for part in parts]),
            np.concatenate([part.columns.costs for part in parts]),
        )
        reduced = np.concatenate([part.reduced for part in parts])
        return Found(columns, reduced, min(part.complete_to for part in parts))

    def _from_table(self, table: Table, prices: Prices, limit: float, most: int, paying: bool) -> Found:
        size = table.members.shape[1]
        reduced = np.full(len(table.members), -prices.size[size])
        if paying:
            reduced += table.pairs
            reduced += table.sets
        for column in table.columns:
            reduced -= prices.authority[column]
        which = np.flatnonzero(reduced <= limit)
        return self._found(table.members[which], (table.pairs + table.sets)[which], reduced[which], limit, most)

    def _from_parts(self, size: int, prices: Prices, limit: float, most: int, paying: bool, quick: bool) -> Found:
        assert self._admissible is not None
        weights = _weights(size, self._base, limit + prices.size[size], paying)
        pair_weight, price_weight, set_weight, at_most = weights[self._base]
        base = self._admissible
        paid = sum(prices.authority[column] for column in base.columns)
        value = pair_weight * base.pairs - price_weight * paid + set_weight * base.sets
        rows = np.flatnonzero(value <= at_most + 1e-6)
        if quick and len(rows) > _QUICK_BASES:
            rows = rows[np.argpartition(value[rows], _QUICK_BASES)[:_QUICK_BASES]]
        members, pairs = base.members[rows], base.pairs[rows]
        for step in range(self._base + 1, size + 1):
            members, pairs = self._extended(members, pairs, prices, weights[step])
        legal = ~breaks_this_size(self._instance, members)
        members, pairs = members[legal], pairs[legal]
        costs = pairs + set_cost(self._instance, members)
        reduced = paying * costs - prices.authority[members].sum(axis=1) - prices.size[size]
        kept = reduced <= limit
        return self._found(members[kept], costs[kept], reduced[kept], limit, most)

    def _extended(
        self, members: Ints, pairs: Ints, prices: Prices, weights: tuple[float, float, float, float]
    ) -> tuple[Ints, Ints]:
        """Add every authority to every row and return what keeps within the weights, one copy of each group."""
        rows_at_once = max(1, _CELLS // max(1, self._instance.count))
        made = [(np.zeros((0, members.shape[1] + 1), dtype=np.int64), np.zeros(0, dtype=np.int64))]
        for start in range(0, len(members), rows_at_once):
            self._clock.look("Looking for better groups")
            chunk = slice(start, start + rows_at_once)
            made.append(self._extended_chunk(members[chunk], pairs[chunk], prices, weights))
        return _once_each(np.concatenate([m for m, _ in made]), np.concatenate([p for _, p in made]))

    def _extended_chunk(
        self, members: Ints, pairs: Ints, prices: Prices, weights: tuple[float, float, float, float]
    ) -> tuple[Ints, Ints]:
        pair_weight, price_weight, set_weight, at_most = weights
        instance = self._instance
        cost = np.repeat(pairs[:, None], instance.count, axis=1)
        fits = np.ones(cost.shape, dtype=bool)
        for position in range(members.shape[1]):
            cost += instance.pair[members[:, position]]
            fits &= instance.allowed[members[:, position]]
        settled = set_weight * set_cost(instance, members) - price_weight * prices.authority[members].sum(axis=1)
        value = pair_weight * cost + settled[:, None] - price_weight * prices.authority
        rows, new = np.nonzero(fits & (value <= at_most + 1e-6))
        grown = np.sort(np.column_stack([members[rows], new]), axis=1)
        kept = ~breaks_any_size(instance, grown)
        return _once_each(grown[kept], cost[rows, new][kept])

    def _found(self, members: Ints, costs: Ints, reduced: Floats, limit: float, most: int) -> Found:
        complete_to = np.nextafter(limit, inf)
        if len(members) > most:
            order = np.argpartition(reduced + _spread(members) / (2 * PRECISION), most)
            complete_to = float(reduced[order[most]])
            chosen = np.sort(order[:most])
            members, costs, reduced = members[chosen], costs[chosen], reduced[chosen]
        padded = np.full((len(members), self._largest), -1, dtype=np.int64)
        padded[:, : members.shape[1]] = members
        return Found(Columns(padded, costs), reduced, complete_to)


def _base_size(count: int, largest: int) -> int:
    """Return the largest size whose groups are few enough to be listed."""
    base = min(2, largest)
    while base < largest and comb(count, base + 1) <= (_ROWS_OF_THREE if base < 3 else _ROWS_OF_MORE):
        base += 1
    return base


def _weights(size: int, base: int, at_most: float, paying: bool) -> dict[int, tuple[float, float, float, float]]:
    """Return for each size on the way the weights of pair costs, prices and set costs, and what a part may come to."""
    pair, price, sets = float(paying), 1.0, float(paying)
    weights = {size: (pair, price, sets, at_most)}
    for step in range(size, base, -1):
        pair, price, sets, at_most = pair / (step - 2), price / (step - 1), sets / step, at_most / step
        weights[step - 1] = (pair, price, sets, at_most)
    return weights


def _once_each(members: Ints, pairs: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort(members.T[::-1])
    members, pairs = members[order], pairs[order]
    first = np.ones(len(members), dtype=bool)
    first[1:] = (members[1:] != members[:-1]).any(axis=1)
    return members[first], pairs[first]


def _spread(members: Ints) -> Floats:
    """Return a number in [0, 1) for each row, scattered but always the same: equal groups are sampled evenly by it."""
    mixed = np.zeros(len(members), dtype=np.uint64)
    for position in range(members.shape[1]):
        mixed = (mixed * np.uint64(1_000_003) + members[:, position].astype(np.uint64)) & np.uint64(0xFFFFFFFF)
        mixed ^= mixed >> np.uint64(15)
        mixed = (mixed * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)
    return mixed.astype(np.float64) / 2.0**32
