"""Which two authorities had better change places in a plan as it stands; for the board, at once (imports numpy)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from peer_challenge.allocation.legal import Bools, Floats, Ints, pair_matrix
from peer_challenge.allocation.problem import Group, PerGroup, Problem, SetCost
from peer_challenge.allocation.result import Swap
from peer_challenge.allocation.rules import Rule, broken_by
from peer_challenge.allocation.scoring import check_known


def best_swaps(problem: Problem, groups: Iterable[Sequence[str]], most: int) -> tuple[Swap, ...]:
    """Return the exchanges that help, those that mend most first, then those that save most, then by name.

    An exchange helps where fewer rules are broken afterwards, or as many at less cost. Authorities in no group, and
    groups that stand as they are locked, are left alone; a plan with someone in two places has no exchanges. Raises
    `UserError` for a name that is not in the problem.
    """
    plan = [tuple(group) for group in groups if len(group)]
    check_known(problem, plan)
    board = _Board.of(problem, plan)
    if len(set(board.names)) < len(board.names):
        return ()
    cost, broken = board.costs(), board.broken()
    helps = (broken < 0) | ((broken == 0) & (cost < 0))
    helps &= board.free[:, None] & board.free & (board.group[:, None] != board.group)
    first, second = np.nonzero(np.triu(helps))
    order = np.lexsort((second, first, cost[first, second], broken[first, second]))[:most]
    return tuple(
        Swap(
            board.names[a],
            board.names[b],
            round(cost[a, b]),
            round(broken[a, b]),
            _mended(problem, plan[board.group[a]], plan[board.group[b]], board.names[a], board.names[b]),
        )
        for a, b in zip(first[order].tolist(), second[order].tolist(), strict=True)
    )


def _mended(problem: Problem, one: Group, other: Group, first: str, second: str) -> tuple[Rule, ...]:
    """Return the rules that the two groups break now and no longer when the two have changed places."""
    then = [tuple({first: second, second: first}.get(name, name) for name in group) for group in (one, other)]
    still = Counter(rule.place for group in then for rule in broken_by(problem, group))
    mended = []
    for rule in (rule for group in (one, other) for rule in broken_by(problem, group)):
        if not still[rule.place]:
            mended.append(rule)
        still[rule.place] = max(0, still[rule.place] - 1)
    return tuple(mended)


@dataclass(frozen=True, eq=False)
class _Board:
    """Those who sit in a group, by name: the number of their group, and whether they may change places.

    `seats` is 1 where the authority of the row sits in the group of the column.
    """

    problem: Problem
    names: Group
    group: Ints
    free: Bools
    seats: Floats

    @classmethod
    def of(cls, problem: Problem, plan: Sequence[Group]) -> "_Board":
        placed = sorted((name, at) for at, group in enumerate(plan) for name in group)
        locked = {frozenset(group) for group in problem.locked}
        group = np.array([at for _, at in placed], dtype=np.int64)
        free = np.array([frozenset(plan[at]) not in locked for _, at in placed], dtype=bool)
        seats = np.zeros((len(placed), len(plan)))
        seats[np.arange(len(placed)), group] = 1.0
        return cls(problem, tuple(name for name, _ in placed), group, free, seats)

    def costs(self) -> Floats:
        """Return what the plan costs more when the authority of the row and that of the column change places."""
        pair = pair_matrix(self.problem, {name: i for i, name in enumerate(self.names)})
        paid: list[_Counted] = [(rule.members, partial(_paid, rule)) for rule in self.problem.set_costs]
        return self._of_pairs(pair.astype(float)) + self._of_sets(paid)

    def broken(self) -> Floats:
        """Return how many more rules the groups break when the two change places."""
        size = self.seats.sum(axis=0)
        counted: list[_Counted] = [(rule.members, partial(_outside, rule)) for rule in self.problem.per_group]
        counted += [(locked, partial(_torn, len(locked), size)) for locked in self.problem.locked]
        return self._of_pairs(self._together_and_apart()) + self._of_sets(counted)

    def _together_and_apart(self) -> Floats:
        """Return how many rules each two break by sitting together: two fewer where they must, one in each group."""
        index = {name: i for i, name in enumerate(self.names)}
        square = np.zeros((len(index), len(index)))
        for rules, breaks in ((self.problem.apart, 1), (self.problem.together, -2)):
            for rule in rules:
                if rule.pair[0] in index and rule.pair[1] in index:
                    a, b = index[rule.pair[0]], index[rule.pair[1]]
                    square[a, b] += breaks
                    square[b, a] += breaks
        return square

    def _of_pairs(self, pair: Floats) -> Floats:
        """Return the change in what pairs within groups come to."""
        order = np.argsort(self.group, kind="stable")
        first = np.searchsorted(self.group[order], np.arange(self.seats.shape[1]))
        there = np.add.reduceat(pair[:, order], first, axis=1)[:, self.group]  # a product would wait for threads
        here = there.diagonal()
        change: Floats = there + there.T - 2 * pair - here[:, None] - here
        return change

    def _of_sets(self, counted: Sequence["_Counted"]) -> Floats:
        """Return the change in what groups come to by how many members of a set they hold, one leaving, one joining."""
        change = np.zeros((len(self.names), len(self.names)))
        if counted:
            columns = [self._leaving_and_joining(*each) for each in counted]
            inside, leaving, joining = (np.column_stack(column) for column in zip(*columns, strict=True))
            change += leaving @ (1 - inside).T + inside @ joining.T
        return change + change.T

    def _leaving_and_joining(self, members: Group, value: "_Value") -> tuple[Floats, Floats, Floats]:
        """Return for each authority whether it is of the set, and what its group gains by one fewer or one more."""
        chosen = frozenset(members)
        inside = np.array([float(name in chosen) for name in self.names])
        held = inside @ self.seats
        now = value(held)
        fewer, more = value(held - 1) - now, value(held + 1) - now
        return inside, inside * fewer[self.group], (1 - inside) * more[self.group]


_Value = Callable[[Floats], Floats]
_Counted = tuple[Group, _Value]


def _paid(rule: SetCost, held: Floats) -> Floats:
    """Return what groups pay that hold so many of the set."""
    paid: Floats = rule.cost * np.maximum(held - rule.over, 0.0)
    return paid


def _outside(rule: PerGroup, held: Floats) -> Floats:
    """Return 1 for each group that holds too few or too many, 0 for the others."""
    most = np.inf if rule.max is None else rule.max
    return np.where((held < rule.min) | (held > most), 1.0, 0.0)


def _torn(locked: int, size: Floats, held: Floats) -> Floats:
    """Return 1 for each group that holds some of a locked group of that size, but not all, or others as well."""
    return np.where((held > 0) & ~((held == locked) & (size == locked)), 1.0, 0.0)
