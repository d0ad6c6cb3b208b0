"""A plan mended with the fewest changes, when authorities left or joined or the rules did (imports numpy, highspy)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from peer_challenge.allocation.alternatives import plans_in_order
from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.exact import Best, CutShortError, Exact
from peer_challenge.allocation.legal import Chosen, Instance, Ints, breaks_any_size, breaks_this_size, part_of, set_cost
from peer_challenge.allocation.linear import Columns, Placed


def least_change(exact: Exact, before: Iterable[Sequence[str]], clock: Clock) -> Iterator[Best]:
    """Yield the plan that keeps as many of the groups before as any does, the cheapest and first by name of these.

    Groups are opened, none, one, two … at a time, until everybody who is then without a group can be placed. Yields
    nothing where there is no plan; raises `CutShortError` where the clock runs out. `exact` has been relaxed.
    """
    mending = _Mending(exact, before, clock)
    try:
        for opened in range(len(mending.groups) + 1):
            mending.open_each(opened)
            if mending.best is not None:
                cost, plan = mending.best
                yield Best(plan, cost, cost)
                return
    except TimeUpError:
        found = mending.best
        raise CutShortError(Best(found and found[1], found and found[0], exact.bound)) from None


class _Mending:
    """The groups that may be kept, those of greatest reduced cost first, and the best plan found yet."""

    def __init__(self, exact: Exact, before: Iterable[Sequence[str]], clock: Clock) -> None:
        columns = _intact(exact.instance, before)
        reduced = exact.reduced(columns)
        order = np.argsort(-reduced, kind="stable")
        self._exact = exact
        self._clock = clock
        self._costs: list[int] = columns.costs[order].tolist()
        self._reduced: list[float] = reduced[order].tolist()
        self.groups: list[Chosen] = [tuple(i for i in row if i >= 0) for row in columns.members[order].tolist()]
        self.best: tuple[int, Placed] | None = None

    def open_each(self, number: int) -> None:
        """Try to open each so many of the groups.

        A plan costs at least the `worth` of the relaxation and the reduced costs of what it keeps; where that is more
        than the best plan costs, the others need not be tried.
        """
        for opened in combinations(range(len(self.groups)), number):
            kept = [at for at in range(len(self.groups)) if at not in opened]
            least = self._exact.worth + sum(self._reduced[at] for at in kept)
            if self.best is None or least <= self.best[0]:
                self._keep([self.groups[at] for at in kept], sum(self._costs[at] for at in kept))

    def _keep(self, kept: Sequence[Chosen], cost: int) -> None:
        rest = _rest(self._exact.instance, kept, self._clock)
        if rest is not None:
            found = cost + rest[0], tuple(sorted([*kept, *rest[1]]))
            self.best = found if self.best is None else min(self.best, found)


def _intact(instance: Instance, before: Iterable[Sequence[str]]) -> Columns:
    """Return those of the groups that a plan may still hold."""
    index = {name: i for i, name in enumerate(instance.names)}
    width = max(instance.wanted)
    members: list[Ints] = [np.zeros((0, width), dtype=np.int64)]
    costs: list[int] = []
    for names in sorted({tuple(sorted(group)) for group in before}):
        if instance.wanted.get(len(names), 0) > 0 and all(name in index for name in names):
            row = np.array([[index[name] for name in names]])
            between = np.ix_(row[0], row[0])
            apart = np.count_nonzero(~instance.allowed[between]) > len(names)
            if not (apart or breaks_any_size(instance, row)[0] or breaks_this_size(instance, row)[0]):
                members.append(np.pad(row, ((0, 0), (0, width - len(names))), constant_values=-1))
                costs.append(int(instance.pair[between].sum()) // 2 + int(set_cost(instance, row)[0]))
    return Columns(np.concatenate(members), np.array(costs, dtype=np.int64))


def _rest(instance: Instance, kept: Sequence[Chosen], clock: Clock) -> tuple[int, Placed] | None:
    """Return the best groups for everybody who is in none of the kept ones, or None where there are no such groups."""
    wanted = dict(instance.wanted)
    for group in kept:
        wanted[len(group)] -= 1
    if min(wanted.values()) < 0:
        return None
    clock.look("Looking for the fewest changes")
    taken = {i for group in kept for i in group}
    free = tuple(i for i in range(instance.count) if i not in taken)
    if not free:
        return 0, ()
    exact = Exact(part_of(instance, free, {size: number for size, number in wanted.items() if number}), clock)
    best = next(plans_in_order(exact, clock), None) if exact.relax() else None
    if best is None or best.plan is None or best.cost is None:
        return None
    if not best.proven:
        raise CutShortError(best)
    return best.cost, tuple(tuple(free[i] for i in group) for group in best.plan)
