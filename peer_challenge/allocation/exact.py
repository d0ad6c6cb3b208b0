"""The best plan with proof: column generation, then an integer program over the groups that can still matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.legal import Chosen, Floats, Instance, Ints
from peer_challenge.allocation.linear import Columns, Relaxation, Shape, close
from peer_challenge.allocation.pricing import PRECISION, Found, Prices, Source

_TOLERANCE = 1e-5
_ROUND = 10  # columns per authority added in a round
_WINDOW = 3  # columns per authority in the first integer program
_MOST = 300_000

Placed = tuple[Chosen, ...]


@dataclass(frozen=True)
class Best:
    """The best plan found, its cost, and what no plan can cost less than; no plan and an infinite bound: none exists."""

    plan: Placed | None
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Say whether nothing better exists."""
        return self.plan is None or self.cost == self.bound


class Exact:
    """Solves one instance; after `relax` has set the prices, `best` can be asked again with plans left out.

    Prices are kept such that no legal group has a negative reduced cost. A plan then costs `worth` plus the reduced
    costs of its groups, so a plan cheaper than v has no group of reduced cost above v - 1 - `worth`.
    """

    def __init__(self, instance: Instance, clock: Clock, seed: int) -> None:
        self._instance = instance
        self._clock = clock
        self._seed = seed
        wanted = {size: number for size, number in instance.wanted.items() if number > 0}
        self._shape = Shape(instance.count, wanted)
        self._source = Source(instance, clock)
        self._pool = Columns(np.zeros((0, max(wanted)), dtype=np.int64), np.zeros(0, dtype=np.int64))
        self._relaxation = Relaxation(self._shape)
        self.bound = 0
        self.prices = Prices(np.zeros(instance.count), dict.fromkeys(wanted, 0.0))
        self.worth = 0.0

    def relax(self) -> bool:
        """Set prices and bound from the linear relaxation; False means it has no solution, so there is no plan."""
        self._add(self._first_columns(), paying=True)
        if self._relaxation.prices(self._clock) is None and not self._mend():
            return False
        self._generate(paying=True)
        return True

    def _mend(self) -> bool:
        """Add groups until the columns can make a fractional plan; False where all legal groups together cannot."""
        self._relaxation.start_without_cost()
        self._generate(paying=False)
        if self.worth > _TOLERANCE:
            return False
        self._relaxation.end_without_cost()
        return True

    def _generate(self, *, paying: bool) -> None:
        """Add the groups that the prices call for until none is left, then make the prices safe."""
        quick = not self._source.lists_everything
        while True:
            rows = self._relaxation.prices(self._clock)
            assert rows is not None
            prices = self._priced(rows)
            found = self._source.below(prices, 0.0, _ROUND * self._instance.count, paying=paying, quick=quick)
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
        size.update(zip(self._shape.size_rows, rounded[self._instance.count :].tolist(), strict=True))
        return Prices(rounded[: self._instance.count], size)

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
        """Return the groups that look best when each authority pays for two ordinary partners of its own."""
        count = self._instance.count
        near = np.sort(self._instance.pair + np.where(self._instance.allowed, 0, 0), axis=1)[:, : max(2, count // 6)]
        prices = Prices(np.round(near.mean(axis=1)), dict.fromkeys(self._shape.wanted, 0.0))
        found = self._source.below(prices, inf, 6 * count, quick=True)
        return found.columns

    def best(self, not_again: Iterable[Placed] = ()) -> Best:
        """Return the best plan that is none of those; `Best.proven` is False where the clock stopped the proof."""
        excluded = list(not_again)
        window = self._window()
        best = Best(None, 0, self.bound)
        while True:
            found = self._source.below(self.prices, window, _MOST)
            cuts = [cut for plan in excluded if (cut := _places(found.columns, plan)) is not None]
            closed = close(self._shape, found.columns, found.reduced, cuts, self._clock, self._seed)
            if closed.chosen is not None:
                plan = _plan(found.columns.take(closed.chosen))
                best = Best(plan, int(found.columns.costs[closed.chosen].sum()), best.bound)
            inside = self.worth + (closed.bound if not closed.finished or best.plan is None else inf)
            outside = self.worth + found.complete_to
            if closed.finished and best.plan is None and found.complete_to == inf:
                return Best(None, 0, 0)
            if closed.finished and best.plan is not None and best.cost - 1 < outside:
                return Best(best.plan, best.cost, best.cost)
            bound = max(self.bound, ceil(min(inside, outside) - 1e-6)) if not closed.finished else self.bound
            best = Best(best.plan, best.cost, min(bound, best.cost) if best.plan else bound)
            if not closed.finished or self._clock.left <= 0:
                raise CutShortError(best)
            wider = best.cost - 1 - self.worth if best.plan else (4 * window + 1 if window < _far(self) else inf)
            if wider <= window:
                raise CutShortError(best)
            window = wider

    def _window(self) -> float:
        """Return the reduced cost below which a few pool columns for each authority lie."""
        reduced = np.sort(self._reduced(self._pool))
        return float(reduced[min(len(reduced) - 1, _WINDOW * self._instance.count)])
