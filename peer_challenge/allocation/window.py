"""The best plan among the groups that look cheapest, and what no plan at all costs less than (imports numpy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import Floats
from peer_challenge.allocation.linear import Columns, Cut, Shape
from peer_challenge.allocation.tightening import Tightened
from peer_challenge.allocation.tree import Tree

_TOLERANCE = 1e-5
_DIVE = 6  # columns per authority in which a first plan is looked for
_FIRST = 1.5  # columns per authority in the first search


@dataclass
class Standing:
    """What a search has come to: the best plan as places among the columns and its cost, and the bound."""

    chosen: list[int] | None
    cost: float
    bound: float


class Window:
    """Some columns by their reduced costs; a plan costs `base` and the reduced costs of its groups.

    Plans that hold any other group cost `cover` or more. The bound is raised in steps: is there a plan that costs no
    more than so much? Then it is made of columns of low reduced cost, few enough to be searched.
    """

    def __init__(
        self, shape: Shape, columns: Columns, reduced: Floats, base: float, cover: float, clock: Clock
    ) -> None:
        self.columns = columns
        self.cover = cover
        self._shape = shape
        self._base = base
        self._clock = clock
        self._relaxed = Columns(columns.members, reduced)
        self._tightened = Tightened(shape, self._relaxed, clock)
        self._possible: bool | None = None
        self.standing = Standing(None, inf, 0)

    def search(self, cuts: Sequence[Cut], bound: float) -> None:
        """Raise the standing until it is settled or the bound comes to `cover`; may raise `TimeUpError` on the way."""
        now = self.standing = Standing(None, inf, bound)
        if not self._relax(cuts):
            now.bound = self.cover
            return
        worth = self._base + self._tightened.worth
        rank = np.sort(self._tightened.reduced)
        many = int(_FIRST * self._shape.count)
        now.bound = max(now.bound, min(self.cover, ceil(worth - _TOLERANCE)))
        while now.bound < min(now.cost, self.cover):
            limit = inf if many >= len(rank) else max(now.bound, ceil(worth + rank[many]) - 1)
            self._within(min(limit, now.cost - 1, self.cover), worth, cuts)
            many *= 2

    def up_to(self, cost: float) -> tuple[Columns, Floats, float]:
        """Return the columns that a plan of this cost can hold, their reduced costs, and what these come to at most."""
        most = cost - self._base - self._tightened.worth
        kept = self._tightened.reduced <= most + _TOLERANCE
        return self.columns.take(kept), self._tightened.reduced[kept], most

    def _relax(self, cuts: Sequence[Cut]) -> bool:
        """Find some plan and tighten the relaxation towards it, once; False means that there is no plan."""
        first = self._possible is None
        if first:
            self._possible = self._tightened.relax()
        if self._possible:
            self._dive(cuts)
        if self._possible and first:
            self._tightened.tighten(self.standing.cost - self._base)
        return bool(self._possible)

    def _within(self, limit: float, worth: float, cuts: Sequence[Cut]) -> None:
        """Find the best plan that costs no more than the limit, or raise the bound above it."""
        now = self.standing
        chosen = self._searched(limit - worth, limit - self._base, cuts)
        if chosen is not None:
            now.chosen, now.cost = chosen, self._cost(chosen)
            now.bound = now.cost
        else:
            now.bound = min(limit + 1, self.cover)

    def _dive(self, cuts: Sequence[Cut]) -> None:
        """Find some plan of little cost."""
        rank = np.sort(self._tightened.reduced)
        most = rank[min(len(rank) - 1, _DIVE * self._shape.count)]
        chosen = self._searched(float(most), inf, cuts, any_plan=True)
        if chosen is not None:
            self.standing.chosen, self.standing.cost = chosen, self._cost(chosen)

    def _cost(self, chosen: list[int]) -> int:
        return int(self.columns.costs[chosen].sum())

    def _searched(self, dear: float, most: float, cuts: Sequence[Cut], *, any_plan: bool = False) -> list[int] | None:
        """Search the columns of reduced cost up to `dear` for a plan of reduced costs up to `most`."""
        kept = np.flatnonzero(self._tightened.reduced <= dear + _TOLERANCE)
        place = np.full(len(self.columns), -1)
        place[kept] = np.arange(len(kept))
        cuts = [Cut(place[cut.columns][place[cut.columns] >= 0], cut.most) for cut in cuts]
        tree = Tree(self._shape, self._relaxed.take(kept), self._tightened.useful, cuts, self._clock)
        chosen = tree.search(most, self._saying(), any_plan=any_plan)
        return None if chosen is None else kept[chosen].tolist()

    def _saying(self) -> str:
        now = self.standing
        so_far = "" if now.chosen is None else f"; the best found yet costs {now.cost:,}"
        return f"No plan costs less than {now.bound:,}{so_far}"
