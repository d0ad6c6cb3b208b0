"""Plans in order, best first and by name where they cost the same (imports numpy, and highspy through `exact`)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.exact import Best, Exact
from peer_challenge.allocation.legal import Bools, Chosen, Floats, Ints
from peer_challenge.allocation.linear import Columns, Placed

_STEPS = 5_000
_COLUMNS = 1_000_000
_TOLERANCE = 1e-5


class TooManyStepsError(Exception):
    """Walking through all plans of a cost would take too long; the count of steps decides, never the clock."""


def plans_in_order(exact: Exact, clock: Clock, differing: int = 1) -> Iterator[Best]:
    """Yield plans, each proven the best of those with `differing` groups or more in none of the plans before it.

    Plans of one cost come in order of their groups' names, as in a dictionary. Where a problem has so many equal plans
    that walking through them takes too many steps, the solver's own choice stands in, the same every time. Raises
    `CutShortError` or `TimeUpError` when the clock runs out. An unproven plan is the last to be yielded.
    """
    known: list[Placed] = []
    in_common = sum(exact.wanted.values()) - differing
    while (best := exact.best(known, in_common)).plan is not None:
        for plan in _equals(exact, best, clock):
            if all(len({*plan} & {*other}) <= in_common for other in known):
                known.append(plan)
                yield Best(plan, best.cost, best.bound)
        if not best.proven or in_common < 0:
            return


def _equals(exact: Exact, best: Best, clock: Clock) -> Iterator[Placed]:
    """Yield the plans of the cost of the best one in order of names; that one last, if the walk did not come to it."""
    assert best.plan is not None
    assert best.cost is not None
    walk = _Walk.of(exact, best.cost, clock) if best.proven else None
    with suppress(TooManyStepsError):
        yield from walk.plans() if walk else ()
    yield best.plan


@dataclass
class _Walk:
    """A walk through all plans of one cost, in order of names, over the groups that such a plan can hold.

    The reduced costs of a plan's groups add up to no more than `spare`. Each authority still to be placed takes at
    least its share of the cheapest group it can still have; where the shares come to more than is left, or someone has
    no group, the branch is dead. Branches found dead are remembered, with what was left to spare.
    """

    columns: Columns
    reduced: Floats
    wanted: dict[int, int]
    cost: int
    spare: float
    count: int
    clock: Clock
    steps: int = 0
    dead: dict[tuple[bytes, int, tuple[int, ...]], float] = field(default_factory=dict)

    @classmethod
    def of(cls, exact: Exact, cost: int, clock: Clock) -> "_Walk | None":
        """Return the walk for a cost, or None where too many groups could be in such a plan."""
        matter = exact.matter(cost, _COLUMNS)
        if matter is None:
            return None
        columns, reduced, spare = matter
        order = np.lexsort(columns.members.T[::-1])
        return cls(columns.take(order), reduced[order], exact.wanted, cost, spare, exact.count, clock)

    def plans(self) -> Iterator[Placed]:
        """Yield the plans; raises `TooManyStepsError`."""
        self._size = self.columns.sizes()
        self._share = self.reduced / self._size
        to_place = np.append(np.ones(self.count, dtype=bool), False)  # the last is the padding's
        yield from self._from_here(_State(np.arange(len(self.columns)), to_place, self.cost, self.spare, self.wanted))

    def _from_here(self, now: "_State") -> Iterator[Placed]:
        """Yield what completes a plan."""
        if not now.to_place.any():
            if now.cost == 0:
                yield ()
            return
        key = (now.to_place.tobytes(), now.cost, tuple(now.wanted.values()))
        if self.dead.get(key, -np.inf) >= now.spare or not self._hope(now):
            return
        first = int(np.argmax(now.to_place))
        fruitful = False
        members = self.columns.members[now.alive]
        for at in range(int(np.searchsorted(members[:, 0], first, side="right"))):
            group = tuple(members[at, : self._size[now.alive[at]]].tolist())
            for rest in self._from_here(self._with(now, int(now.alive[at]), group, members)):
                fruitful = True
                yield (group, *rest)
        if not fruitful:
            self.dead[key] = now.spare

    def _with(self, now: "_State", row: int, group: Chosen, members: Ints) -> "_State":
        """Return where a group of the row leads."""
        spare = now.spare - float(self.reduced[row])
        to_place = now.to_place.copy()
        to_place[list(group)] = False
        wanted = {**now.wanted, len(group): now.wanted[len(group)] - 1}
        fits = self.reduced[now.alive] <= spare + _TOLERANCE
        fits &= ~(now.to_place & ~to_place)[members].any(axis=1)
        if not wanted[len(group)]:
            fits &= self._size[now.alive] != len(group)
        return _State(now.alive[fits], to_place, now.cost - int(self.columns.costs[row]), spare, wanted)

    def _hope(self, now: "_State") -> bool:
        """Say whether the columns may complete a plan for what is left."""
        self.steps += 1
        if self.steps > _STEPS:
            raise TooManyStepsError
        if self.steps % 256 == 0:
            self.clock.tell("Putting equal plans in order")
        least = np.full(self.count + 1, np.inf)
        np.minimum.at(least, self.columns.members[now.alive], self._share[now.alive, None])
        return now.cost >= 0 and float(least[now.to_place].sum()) <= now.spare + _TOLERANCE


@dataclass(frozen=True, eq=False)
class _State:
    """A place in the walk: the columns that may follow, who is to be placed, and what is left of costs and sizes."""

    alive: Ints
    to_place: Bools
    cost: int
    spare: float
    wanted: dict[int, int]
