"""The best plan with proof: column generation, then an integer program over the groups that can still matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.legal import Chosen, Floats, Instance, Ints
from peer_challenge.allocation.linear import Closed, Columns, Cut, Relaxation, Shape, close
from peer_challenge.allocation.pricing import PRECISION, Found, Prices, Source

_TOLERANCE = 1e-5
_ROUND = 10  # columns per authority added in a round
_WINDOW = 6  # columns per authority in the first integer program
_FIRST = 6  # columns per authority to start with
_WIDER = 8
_MOST = 300_000

Placed = tuple[Chosen, ...]


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

    @property
    def count(self) -> int:
        """Return how many authorities are to be placed."""
        return self._instance.count

    @property
    def wanted(self) -> dict[int, int]:
        """Return {size: how many groups}."""
        return self._shape.wanted

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
        self.prices, self.worth = Prices(np.zeros(self.count), dict.fromkeys(self.wanted, 0.0)), 0.0
        return True

    def _generate(self, *, paying: bool) -> None:
        """Add the groups that the prices call for until none is left, then make the prices safe."""
        quick = not self._source.lists_everything
        while True:
            rows = self._relaxation.prices(self._clock)
            assert rows is not None
            if not paying and self._relaxation.value < _TOLERANCE:
                return
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
        """Return the groups that look best when each authority pays for ordinary partners of its own."""
        count = self._instance.count
        pair = np.where(self._instance.allowed, self._instance.pair, self._instance.pair.max(initial=0))
        near = np.sort(pair, axis=1)[:, : max(2, count // 6)]
        prices = Prices(np.round(near.mean(axis=1)), dict.fromkeys(self._shape.wanted, 0.0))
        return self._source.below(prices, inf, _FIRST * count, quick=True).columns

    def best(self, known: Sequence[Placed] = (), in_common: int = 0) -> Best:
        """Return the best plan with at most so many groups in common with each known one, `NOTHING` if there is none.

        A plan stays unproven where more groups could still matter than fit an integer program. Raises `CutShortError`
        where the clock stops the proof, or where so many groups still leave it open whether there is a plan.
        """
        window, most = self._window(_WINDOW), 2 * _WINDOW * self._instance.count
        best = Best(None, None, self.bound)
        while True:
            columns, complete_to = self._candidates(window, most)
            closed = self._close(columns, known, in_common)
            if closed.chosen is not None:
                chosen = columns.take(closed.chosen)
                best = Best(_placed(chosen), int(chosen.costs.sum()), self.bound)
            if not closed.finished:
                raise CutShortError(self._bounded(best, min(closed.bound, complete_to)))
            if best.cost is None:
                if complete_to == inf:
                    return NOTHING
                if most >= _MOST:
                    raise CutShortError(best)
                window, most = self._window(most // self._instance.count), min(_MOST, _WIDER * most)
            elif best.cost - 1 - self.worth < complete_to:
                return Best(best.plan, best.cost, best.cost)
            elif most >= _MOST:
                return self._bounded(best, complete_to)
            else:
                window, most = best.cost - 1 - self.worth, _MOST

    def _candidates(self, window: float, most: int) -> tuple[Columns, float]:
        """Return the groups of reduced cost up to `window` and the reduced cost below which all are there."""
        found = self._source.below(self.prices, window, most)
        pool = self._pool.take(self.reduced(self._pool) <= window)
        return found.columns.joined(pool), found.complete_to

    def _close(self, columns: Columns, known: Sequence[Placed], in_common: int) -> Closed:
        cuts = [Cut(_places(columns, plan), min(in_common, len(plan) - 2)) for plan in known]
        self._clock.look("Proving that no better plan exists")
        return close(self._shape, columns, self.reduced(columns), cuts, self._clock, self._seed)

    def _bounded(self, best: Best, reduced: float) -> Best:
        """Return the plan with the bound that follows when every better plan costs `reduced` over `worth` or more."""
        bound = self.bound if reduced == inf else max(self.bound, ceil(self.worth + reduced - _TOLERANCE))
        return Best(best.plan, best.cost, bound if best.cost is None else min(bound, best.cost))

    def _window(self, each: int) -> float:
        """Return the reduced cost below which `each` generated groups an authority lie, infinite where fewer exist."""
        reduced = np.sort(self.reduced(self._pool))
        place = each * self._instance.count
        return float(reduced[place]) if place < len(reduced) else inf

    def matter(self, cost: int, most: int) -> tuple[Columns, Floats] | None:
        """Return every group that a plan of this cost can hold, and their reduced costs; None where there are more."""
        found = self._source.below(self.prices, cost - self.worth, most)
        return (found.columns, found.reduced) if found.complete_to > cost - self.worth else None

    def reduced(self, columns: Columns) -> Floats:
        """Return the reduced cost of each column at the safe prices."""
        authority = np.append(self.prices.authority, 0.0)
        size = np.zeros(max(self._shape.wanted) + 1)
        for number, price in self.prices.size.items():
            size[number] = price
        reduced: Floats = columns.costs - authority[columns.members].sum(axis=1) - size[columns.sizes()]
        return reduced


def _placed(columns: Columns) -> Placed:
    return tuple(sorted(tuple(i for i in row if i >= 0) for row in columns.members.tolist()))


def _places(columns: Columns, plan: Placed) -> Ints:
    """Return where those of a plan's groups stand that are among the columns."""
    place_of = {tuple(row): place for place, row in enumerate(columns.members.tolist())}
    width = columns.members.shape[1]
    padded = [(*group, *[-1] * (width - len(group))) for group in plan]
    return np.array([place_of[group] for group in padded if group in place_of], dtype=np.int64)
