"""The search that parts and joins pairs of authorities, until what is left is a plan (imports numpy and highspy)."""

from collections.abc import Sequence
from itertools import combinations
from math import inf

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import Bools, Chosen, Floats
from peer_challenge.allocation.linear import Columns, Cut, Relaxation, Shape

_WHOLE = 1e-5


class Tree:
    """Searches some columns for a plan within a limit.

    Where a solution takes fractions of groups, some two authorities are together in part: they are put in one group,
    and then apart (Ryan and Foster). Once there are no such two, the solution is a plan.
    """

    def __init__(
        self, shape: Shape, columns: Columns, sets: Sequence[Chosen], cuts: Sequence[Cut], clock: Clock
    ) -> None:
        self._shape = shape
        self._columns = columns
        self._clock = clock
        self._relaxation = Relaxation(shape)
        self._relaxation.add(columns, paying=True)
        self._relaxation.cut(sets, columns)
        self._relaxation.limit(cuts)
        self._holds = np.zeros((len(columns), shape.count + 1), dtype=bool)
        self._holds[np.arange(len(columns))[:, None], columns.members] = True

    def search(self, most: float, saying: str, *, dive: int = 0) -> list[int] | None:
        """Return the cheapest plan that costs `most` or less, as places among the columns, or None.

        A plan costs less than another by at least 1. `dive` ends with the first, or without one after so many steps.
        """
        best: list[int] | None = None
        waiting: list[Bools] = [np.zeros(len(self._columns), dtype=bool)]
        steps = 0
        while waiting and (steps := steps + 1) <= (dive or inf):
            shut = waiting.pop()
            self._clock.look(saying)
            self._relaxation.shut(shut)
            if self._relaxation.prices(self._clock) is None or self._relaxation.value > most + _WHOLE:
                continue
            values = self._relaxation.values
            pair = self._pair_in_part(values, near=1.0 if dive else 0.5)
            if pair is None:
                best = np.flatnonzero(values > 0.5).tolist()
                most = float(self._columns.costs[best].sum()) - 1
                if dive:
                    break
            else:
                if most < inf:
                    shut = shut | (self._relaxation.reduced > most + _WHOLE - self._relaxation.value)
                one, other = self._holds[:, pair[0]], self._holds[:, pair[1]]
                waiting += [shut | (one & other), shut | (one ^ other)]
        return best

    def rounded(self, saying: str) -> list[int] | None:
        """Return a plan of little cost that HiGHS meets without a search, or None."""
        return self._relaxation.whole(saying, self._clock)

    def _pair_in_part(self, values: Floats, near: float) -> tuple[int, int] | None:
        """Return the two authorities that are together in a part nearest to `near`, the first by name, or None."""
        used = (values > _WHOLE) & (values < 1 - _WHOLE)
        members, values = self._columns.members[used], values[used]
        count = self._shape.count
        met = np.zeros((count + 1, count + 1))
        for i, j in combinations(range(members.shape[1]), 2):
            np.add.at(met, (members[:, i], members[:, j]), values)
        met = met[:count, :count]
        in_part = (met > 2 * _WHOLE) & (met < 1 - 2 * _WHOLE)
        if not in_part.any():
            return None
        one, other = divmod(int(np.argmin(np.where(in_part, np.round(np.abs(met - near), 6), inf))), count)
        return one, other
