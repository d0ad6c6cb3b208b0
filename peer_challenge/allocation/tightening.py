"""The relaxation over some groups, tightened by cuts until fractions of groups cost nearly as much as a plan."""

from math import inf

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import Chosen, Floats, Ints
from peer_challenge.allocation.linear import Columns, Relaxation, Shape
from peer_challenge.allocation.odd_sets import broken_sets, couples

_START = 3  # columns per authority that the relaxation starts with, and that are added at a time
_ROUNDS = 30
_WORTHWHILE = 0.1
_SHARE = 0.002  # of the way from the worth to the cost of a plan that is known
_TOLERANCE = 1e-6


class Tightened:
    """The relaxation over columns, with the odd sets that its solutions broke.

    A plan made of these columns costs `worth` or more, and what its groups' `reduced` costs add to that. `useful` are
    the odd sets that the solution meets exactly. All costs are those given with the columns.
    """

    def __init__(self, shape: Shape, columns: Columns, clock: Clock) -> None:
        self._shape = shape
        self._columns = columns
        self._clock = clock
        self._relaxation = Relaxation(shape)
        self._pool = np.zeros(0, dtype=np.int64)
        self._couples = np.zeros((len(columns), 0), dtype=np.int8)
        self._sets: list[Chosen] = []
        self.useful: list[Chosen] = []
        self.worth = -inf
        self.reduced: Floats = columns.costs.astype(float)

    def relax(self) -> bool:
        """Solve without cuts; False means that the columns cannot make a plan."""
        self._add(np.argsort(self._columns.costs, kind="stable")[: _START * self._shape.count])
        return self._solve()

    def tighten(self, upper: float) -> None:
        """Cut fractions off while that helps on the way to a known plan's cost."""
        for _ in range(_ROUNDS):
            self._clock.look("Tightening the bound")
            before = self.worth
            pool = self._columns.take(self._pool)
            broken = broken_sets(pool.members, self._relaxation.values, self._shape.count, self._shape.count)
            new = [odd for odd in broken if odd not in self._sets]
            if not new:
                return
            self._relaxation.cut(new, pool)
            self._sets += new
            more = couples(self._columns.members, new, self._shape.count)
            self._couples = np.concatenate([self._couples, more], axis=1)
            self._solve()
            if self.worth - before < max(_WORTHWHILE, _SHARE * min(upper - before, self.worth)):
                return

    def _add(self, which: Ints) -> None:
        self._relaxation.add(self._columns.take(which), paying=True)
        self._pool = np.append(self._pool, which)

    def _solve(self) -> bool:
        """Solve over all columns, by adding those that the prices call for; False where they cannot make a plan."""
        while True:
            rows = self._relaxation.prices(self._clock)
            missing = np.arange(len(self._columns)) if rows is None else self._priced(rows)
            missing = missing[~np.isin(missing, self._pool)]
            if not len(missing):
                return rows is not None
            self._add(missing)

    def _priced(self, rows: Floats) -> Ints:
        """Return the columns of lowest reduced cost below zero; where there are none, take over the prices.

        What rounding leaves below zero is taken off the worth, once for each group of a plan.
        """
        count, sizes = self._shape.count, self._shape.size_rows
        authority, size = np.append(rows[:count], 0.0), np.zeros(self._columns.members.shape[1] + 1)
        size[sizes] = rows[count : count + len(sizes)]
        paid = np.maximum(0.0, -rows[count + len(sizes) :])
        priced = np.flatnonzero(paid)
        reduced = self._columns.costs - authority[self._columns.members].sum(axis=1) - size[self._columns.sizes()]
        reduced += self._couples[:, priced].astype(float) @ paid[priced]
        missing = np.flatnonzero(reduced < -_TOLERANCE)
        missing = missing[~np.isin(missing, self._pool)]
        if not len(missing):
            most = np.array([len(odd) // 2 for odd in self._sets], dtype=float)
            worth = float(rows[: count + len(sizes)] @ self._shape.right_side - paid @ most)
            worth += min(0.0, float(reduced.min())) * sum(self._shape.wanted.values())
            self.worth, self.reduced = worth, reduced
            self.useful = [self._sets[place] for place in np.flatnonzero(paid > _TOLERANCE)]
        return missing[np.argsort(reduced[missing], kind="stable")][: _START * count]
