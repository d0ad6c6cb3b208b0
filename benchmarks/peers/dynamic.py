"""The least cost of a plan by trying every way to place the first authority not yet placed, without any solver."""

from itertools import combinations

from peer_challenge.allocation import Problem, group_sizes, score_group


def least_cost(problem: Problem) -> int:
    """Return what the best plan costs; for some twenty authorities."""
    names = sorted(problem.authorities)
    wanted = group_sizes(len(names), problem.sizes)
    starting: dict[int, list[tuple[int, int, int]]] = {}
    for at, size in enumerate(wanted):
        for group in combinations(range(len(names)), size):
            scored = score_group(problem, [names[i] for i in group])
            if not scored.broken:
                starting.setdefault(group[0], []).append((at, sum(1 << i for i in group), scored.cost))
    return _rest(0, tuple(wanted.values()), len(names), starting, {})


def _rest(
    placed: int,
    left: tuple[int, ...],
    count: int,
    starting: dict[int, list[tuple[int, int, int]]],
    known: dict[tuple[int, tuple[int, ...]], int],
) -> int:
    """Return the least cost of placing whoever is not placed, in so many groups of each size."""
    if placed == (1 << count) - 1:
        return 0
    if (placed, left) not in known:
        first = (~placed & (placed + 1)).bit_length() - 1
        known[placed, left] = min(
            (
                cost + _rest(placed | bits, (*left[:at], left[at] - 1, *left[at + 1 :]), count, starting, known)
                for at, bits, cost in starting.get(first, [])
                if left[at] and not placed & bits
            ),
            default=10**12,
        )
    return known[placed, left]
