"""How many legal plans a problem has, exactly, by dynamic programming over who is placed (imports numpy)."""

import numpy as np

from peer_challenge.allocation.checking import check_problem
from peer_challenge.allocation.legal import Instance, Ints, count_grown, instance_of, legal_groups, tables
from peer_challenge.allocation.problem import Problem
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent

MAX_COUNTED = 21
_ROWS = 20_000


def count_legal_plans(problem: Problem, progress: Progress = silent) -> int:
    """Return the number of plans that keep every rule, locked groups included; at most 21 authorities.

    A 64-bit integer holds every count: 21 things have fewer than 4.8 · 10^14 partitions of any kind.
    """
    check_problem(problem)
    if len(problem.authorities) > MAX_COUNTED:
        found = len(problem.authorities)
        raise UserError(f"authorities: there are {found}. Plans can be counted for at most {MAX_COUNTED}.")
    instance = instance_of(problem)
    if not instance.possible:
        return 0
    return _count(instance, progress)


def count_legal_groups(problem: Problem, progress: Progress = silent) -> int:
    """Return how many groups a plan could hold as far as the rules of single groups go, the locked ones among them.

    The largest are counted without keeping them, some first members at a time.
    """
    check_problem(problem)
    instance = instance_of(problem)
    if not instance.possible:
        return 0
    wanted = [size for size, number in instance.wanted.items() if number > 0]
    if not wanted:
        return len(instance.locked)
    found = len(instance.locked)
    largest = max(wanted)
    for size, table in enumerate(tables(instance, max(1, largest - 1)), start=1):
        found += int(table.legal.sum()) if size in wanted else 0
    if largest > 1:
        for start in range(0, len(table.members), _ROWS):
            progress(start, len(table.members), "Counting the groups")
            found += count_grown(instance, table.members[start : start + _ROWS])
    return found


def _count(instance: Instance, progress: Progress) -> int:
    """Place the first authority not yet placed, in every legal group, until all are.

    A state is who is placed (bits, the first authority highest) and how many groups of each size are used. With the
    first a + 1 bits settled, the states whose first gap is at `a` are one slice of the array of all states.
    """
    n = instance.count
    sizes = sorted(instance.wanted)
    groups = [(sizes.index(size), _bits(table.members, n)) for size, table in legal_groups(instance).items()]
    ways: dict[tuple[int, ...], Ints] = {(0,) * len(sizes): np.zeros(1 << n, dtype=np.int64)}
    ways[(0,) * len(sizes)][0] = 1
    for first in range(n):
        progress(first, n, "Counting the plans")
        bit = 1 << (n - 1 - first)
        gap_here = slice((1 << n) - 2 * bit, (1 << n) - bit)
        for used, reached in list(ways.items()):
            states = np.flatnonzero(reached[gap_here]) + gap_here.start
            for which, bits in groups:
                if len(states) and used[which] < instance.wanted[sizes[which]]:
                    then = (*used[:which], used[which] + 1, *used[which + 1 :])
                    target = ways.setdefault(then, np.zeros(1 << n, dtype=np.int64))
                    _place(reached, target, states, bits[(bits >= bit) & (bits < 2 * bit)])
    return int(ways[tuple(instance.wanted[size] for size in sizes)][-1]) if _complete(ways, instance) else 0


def _place(reached: Ints, target: Ints, states: Ints, groups: Ints) -> None:
    """Add the ways of the states to the states reached with each group; one group never leads two states to one."""
    for group in groups.tolist():
        free = states[states & group == 0]
        target[free | group] += reached[free]


def _complete(ways: dict[tuple[int, ...], Ints], instance: Instance) -> bool:
    return tuple(instance.wanted[size] for size in sorted(instance.wanted)) in ways


def _bits(members: Ints, n: int) -> Ints:
    bits: Ints = (1 << (n - 1 - members)).sum(axis=1)
    return bits
