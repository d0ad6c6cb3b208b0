"""The best plan with proof: column generation, then an integer program over the groups that can still matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, inf

import numpy as np

from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.legal import Floats, Instance
from peer_challenge.allocation.linear import Columns, Cut, Placed, Relaxation, Shape
from peer_challenge.allocation.pricing import PRECISION, Found, Prices, Source
from peer_challenge.allocation.window import Standing, Window

_TOLERANCE = 1e-5
_ROUND = 10  # columns per authority added in a round
_LOOKED_AT = 60  # columns per authority and size among which a plan is looked for first
_FIRST = 6  # columns per authority to start with
_MOST = 300_000
_KNOWN = 8
_FURTHER = 8  # times as many groups are looked at where the first are too few


@dataclass(frozen=True)
class Best:
    """The best plan found and what no plan costs less than; both are None where it is proven that there is none."""

    plan: Placed | None
    cost: int | None
    bound: int | None

    @property
    def proven(self) -> bool:
        """Say whether nothing better exists."""
        return self.cost == self.bound


NOTHING = Best(None, None, None)


class CutShortError(TimeUpError):
    """The proof was given up, as a rule because time was up; `best` is what was found until then."""

    def __init__(self, best: Best) -> None:
        super().__init__()
        self.best = best


class Exact:
    """Solves one instance; after `relax` has set the prices, `best` can be asked again with plans left out.

    Prices are kept such that no legal group has a negative reduced cost. A plan then costs `worth` plus the reduced
    costs of its groups, so a plan cheaper than v has no group of reduced cost above v - 1 - `worth`.
    """

    def __init__(self, instance: Instance, clock: Clock) -> None:
        self.instance = instance
        self._clock = clock
        wanted = {size: number for size, number in instance.wanted.items() if number > 0}
        self._shape = Shape(instance.count, wanted)
        self._source = Source(instance, clock)
        self._pool = Columns(np.zeros((0, max(wanted)), dtype=np.int64), np.zeros(0, dtype=np.int64))
        self._relaxation = Relaxation(self._shape)
        self._most = _LOOKED_AT * instance.count
        self._limit = inf
        self.bound = 0
        self.prices = Prices(np.zeros(instance.count), dict.fromkeys(wanted, 0.0))
        self.worth = 0.0

    @property
    def count(self) -> int:
        """Return how many authorities are to be placed."""
        return self.instance.count

    @property
    def wanted(self) -> dict[int, int]:
        """Return {size: how many groups}."""
        return self._shape.wanted

    def relax(self) -> bool:
        """Set prices and bound from the linear relaxation; False means it has no solution, so there is no plan."""
        self._add(self._first_columns(), paying=True)
        if self._relaxation.prices(self._clock) is None:
            self._relaxation.fill(2.0 * float(self._pool.costs.max(initial=1)))
            self._generate(paying=True)
            if self._relaxation.filled > _TOLERANCE and not self._mend():
                return False
            self._relaxation.end_filling()
        self._generate(paying=True)
        self._limit = self._first_limit()
        return True

    def _mend(self) -> bool:
        """Add groups until the columns can make a fractional plan; False where all legal groups together cannot."""
        self.prices, self.worth = Prices(np.zeros(self.count), dict.fromkeys(self.wanted, 0.0)), 0.0
        self._relaxation.leave_costs_out()
        self._generate(paying=False)
        possible = self.worth <= _TOLERANCE
        self.prices, self.worth = Prices(np.zeros(self.count), dict.fromkeys(self.wanted, 0.0)), 0.0
        return possible

    def _generate(self, *, paying: bool) -> None:
        """Add the groups that the prices call for until none is left, then make the prices safe."""
        quick = not self._source.lists_everything
        while True:
            rows = self._relaxation.prices(self._clock)
            assert rows is not None
            if not paying and self._relaxation.value < _TOLERANCE:
                return
            prices = self._priced(rows)
            found = self._source.below(prices, 0.0, _ROUND * self.instance.count, paying=paying, quick=quick)
            if not quick:
                self._keep(prices, found, paying=paying)
            self._clock.look(f"No plan costs less than {self.bound:,}")
            added = self._add(found.take(found.reduced < -_TOLERANCE).columns, paying=paying)
            if not added and not quick:
                return
            quick = quick and added > 0

    def _priced(self, rows: Floats) -> Prices:
        """Round the row prices, which leaves them prices, to multiples that add up exactly."""
        rounded = np.round(rows * PRECISION) / PRECISION
        size = dict.fromkeys(self._shape.wanted, 0.0)
        size.update(zip(self._shape.size_rows, rounded[self.instance.count :].tolist(), strict=True))
        return Prices(rounded[: self.instance.count], size)

    def _keep(self, prices: Prices, found: Found, *, paying: bool) -> None:
        """Lower the size prices until no group has a negative reduced cost, and keep them where the bound is best."""
        sizes = found.columns.sizes()
        short = {s: float(found.reduced[sizes == s].min(initial=0.0)) for s in self._shape.wanted}
        safe = prices.raised(short)
        worth = safe.worth(self._shape.wanted)
        if worth >= self.worth:
            self.prices, self.worth = safe, worth
        if paying:
            self.bound = max(self.bound, ceil(worth - 1e-9))

    def _add(self, columns: Columns, *, paying: bool) -> int:
        """Add those columns that are new and return how many they are."""
        pool = {tuple(row) for row in self._pool.members.tolist()}
        new = columns.take([tuple(row) not in pool for row in columns.members.tolist()])
        if len(new):
            self._relaxation.add(new, paying=paying)
            self._pool = Columns(
                np.concatenate([self._pool.members, new.members]), np.concatenate([self._pool.costs, new.costs])
            )
        return len(new)

    def _first_columns(self) -> Columns:
        """Return the groups that look best when each authority pays for ordinary partners of its own."""
        count = self.instance.count
        pair = np.where(self.instance.allowed, self.instance.pair, self.instance.pair.max(initial=0))
        near = np.sort(pair, axis=1)[:, : max(2, count // 6)]
        prices = Prices(np.round(near.mean(axis=1)), dict.fromkeys(self._shape.wanted, 0.0))
        return self._source.below(prices, inf, _FIRST * count, quick=True).columns

    def best(self, known: Sequence[Placed] = (), in_common: int = 0) -> Best:
        """Return the best plan with at most so many groups in common with each known one, `NOTHING` if there is none.

        A plan stays unproven where more groups could still matter than can be searched. Raises `CutShortError` where
        the clock stops the proof, or where so many groups still leave it open whether there is a plan.
        """
        now = Standing(None, inf, self.bound)
        try:
            while True:
                window = self._window
                window.search([_cut(window.columns, plan, in_common) for plan in known], now, widen=self._most < _MOST)
                if now.bound == inf:
                    return NOTHING
                if now.cost <= now.bound:
                    return _best(now)
                if self._most >= _MOST:
                    break
                self._widen(now.cost)
        except TimeUpError:
            raise CutShortError(_best(now)) from None
        if now.plan is None:
            raise CutShortError(_best(now))
        return _best(now)

    @cached_property
    def _window(self) -> Window:
        """Return the groups of reduced cost up to the limit, no more than are to be looked at."""
        self._clock.look(f"No plan costs less than {self.bound:,}")
        found = self._source.below(self.prices, self._limit, self._most)
        cover = inf if found.complete_to == inf else ceil(self.worth + found.complete_to - _TOLERANCE)
        return Window(self._shape, found.columns, found.reduced, self.worth, cover, self._clock)

    def _widen(self, cost: float) -> None:
        """Look at all groups that can be in a plan cheaper than the one known, or at many more where none is."""
        self._most = _MOST if cost < inf else min(_MOST, _FURTHER * self._most)
        self._limit = min(cost - self.worth, _FURTHER * max(self._limit, 1.0))
        del self._window

    def _first_limit(self) -> float:
        """Return the reduced cost up to which groups are looked at first: that of the generated groups, but for a few.

        Where all groups are listed it is infinite, and their number alone is limited.
        """
        if self._source.lists_everything:
            return inf
        reduced = np.sort(self.reduced(self._pool))
        return float(reduced[min(len(reduced) - 1, _KNOWN * self.instance.count)])

    def matter(self, cost: int, most: int) -> tuple[Columns, Floats, float] | None:
        """Return every group that a plan of this cost can hold; None where there are more than `most`.

        With them come their reduced costs, and what those of a whole plan's groups come to at most.
        """
        if cost < self._window.cover:
            return self._window.up_to(cost)
        found = self._source.below(self.prices, cost - self.worth, most)
        if found.complete_to <= cost - self.worth:
            return None
        return found.columns, found.reduced, cost - self.worth

    def reduced(self, columns: Columns) -> Floats:
        """Return the reduced cost of each column at the safe prices."""
        authority = np.append(self.prices.authority, 0.0)
        size = np.zeros(max(self._shape.wanted) + 1)
        for number, price in self.prices.size.items():
            size[number] = price
        reduced: Floats = columns.costs - authority[columns.members].sum(axis=1) - size[columns.sizes()]
        return reduced


def _best(now: Standing) -> Best:
    """Return a standing as an answer."""
    bound = int(min(now.bound, now.cost))
    return Best(now.plan, None if now.plan is None else int(now.cost), bound)


def _cut(columns: Columns, plan: Placed, in_common: int) -> Cut:
    """Return the cut that leaves a plan no more than so many of another's groups, and never all but one."""
    place_of = {tuple(row): place for place, row in enumerate(columns.members.tolist())}
    width = columns.members.shape[1]
    padded = [(*group, *[-1] * (width - len(group))) for group in plan]
    places = [place_of[group] for group in padded if group in place_of]
    return Cut(np.array(places, dtype=np.int64), min(in_common, len(plan) - 2))
