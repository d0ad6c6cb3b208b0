"""The best plan among the groups that look cheapest, and what no plan at all costs less than (imports numpy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import Floats, Ints
from peer_challenge.allocation.linear import Columns, Cut, Placed, Shape
from peer_challenge.allocation.tightening import Tightened
from peer_challenge.allocation.tree import Tree

_TOLERANCE = 1e-5
_DIVE = 6  # columns per authority in which a first plan is looked for
_ROUND = (3, 6)  # columns per authority that HiGHS is given for a first plan
_FIRST = 1.5  # columns per authority in the first search
_LATE = 6  # columns per authority beyond which a search without a plan in hand takes long
_LARGE = 250  # authorities from which on the way down to a plan takes longer than HiGHS


@dataclass
class Standing:
    """What a search has come to: the best plan and its cost, infinite while there is none, and the bound."""

    plan: Placed | None
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

    def search(self, cuts: Sequence[Cut], now: Standing, *, widen: bool) -> None:
        """Raise the standing until it is settled or the bound comes to `cover`; may raise `TimeUpError` on the way.

        With `widen` it ends as soon as the best plan known shows that groups beyond these may matter.
        """
        first = self._possible is None
        if first:
            self._possible = self._tightened.relax()
        if not self._possible:
            now.bound = self.cover
            return
        if now.plan is None:
            self._dive(cuts, now)
        if widen and self.cover < now.cost < inf:
            return
        if first:
            self._tightened.tighten(now.cost - self._base)
        self._raise(cuts, now)

    def up_to(self, cost: float) -> tuple[Columns, Floats, float]:
        """Return the columns that a plan of this cost can hold, their reduced costs, and what these come to at most."""
        most = cost - self._base - self._tightened.worth
        kept = self._tightened.reduced <= most + _TOLERANCE
        return self.columns.take(kept), self._tightened.reduced[kept], most

    def _raise(self, cuts: Sequence[Cut], now: Standing) -> None:
        """Raise the bound, searching twice as many columns each time."""
        worth = self._base + self._tightened.worth
        rank = np.sort(self._tightened.reduced)
        many = int(_FIRST * self._shape.count)
        now.bound = max(now.bound, min(self.cover, ceil(worth - _TOLERANCE)))
        while now.bound < min(now.cost, self.cover):
            if now.plan is None and many > _LATE * self._shape.count:
                self._round(cuts, now)
            limit = inf if many >= len(rank) else max(now.bound, ceil(worth + rank[many]) - 1)
            limit = min(limit, now.cost - 1, self.cover)
            kept, tree = self._tree(limit - worth, cuts)
            if self._take(kept, tree.search(limit - self._base, _saying(now)), now):
                now.bound = now.cost
            else:
                now.bound = min(limit + 1, self.cover)
            many *= 2
        if now.plan is None and self.cover < inf:
            self._round(cuts, now)

    def _dive(self, cuts: Sequence[Cut], now: Standing) -> None:
        """Find some plan of little cost."""
        if self._shape.count >= _LARGE:
            self._round(cuts, now)
        else:
            kept, tree = self._tree(self._dear(_DIVE), cuts)
            self._take(kept, tree.search(inf, _saying(now), dive=self._shape.count), now)

    def _round(self, cuts: Sequence[Cut], now: Standing) -> None:
        """Let HiGHS find some plan of little cost."""
        for columns_each in _ROUND:
            kept, tree = self._tree(self._dear(columns_each), cuts)
            if self._take(kept, tree.rounded(_saying(now)), now):
                return

    def _dear(self, columns_each: int) -> float:
        """Return the reduced cost up to which there are so many columns per authority."""
        place = min(len(self.columns) - 1, columns_each * self._shape.count)
        return float(np.partition(self._tightened.reduced, place)[place])

    def _tree(self, dear: float, cuts: Sequence[Cut]) -> tuple[Ints, Tree]:
        """Return the places of the columns of reduced cost up to `dear`, and the tree that searches them."""
        kept = np.flatnonzero(self._tightened.reduced <= dear + _TOLERANCE)
        place = np.full(len(self.columns), -1)
        place[kept] = np.arange(len(kept))
        cuts = [Cut(place[cut.columns][place[cut.columns] >= 0], cut.most) for cut in cuts]
        return kept, Tree(self._shape, self._relaxed.take(kept), self._tightened.useful, cuts, self._clock)

    def _take(self, kept: Ints, chosen: list[int] | None, now: Standing) -> bool:
        """Take a plan over, if one was found among the columns kept."""
        if chosen is None:
            return False
        plan = self.columns.take(kept[chosen])
        now.plan, now.cost = plan.groups(), int(plan.costs.sum())
        return True


def _saying(now: Standing) -> str:
    so_far = "" if now.plan is None else f"; the best found yet costs {now.cost:,}"
    return f"No plan costs less than {now.bound:,}{so_far}"
