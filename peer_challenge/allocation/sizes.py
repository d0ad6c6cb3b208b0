"""How many groups of each size a number of authorities makes."""

from peer_challenge.allocation.problem import Sizes, listed
from peer_challenge.domain.errors import UserError

_Rank = tuple[int, int, int, tuple[int, ...]]


def group_sizes(count: int, sizes: Sizes) -> dict[int, int]:
    """Return {size: how many groups}: as few groups below the preferred size as the count allows, then as few above.

    What is still equal is settled by evenness. Raises `UserError` naming the counts that work.
    """
    best = _best(count, sizes)
    if best is None:
        sentence = f"{count} authorities cannot be put in {_allowed(sizes)}. {_counts_that_work(count, sizes)}"
        raise UserError(f"sizes: {sentence}")
    return {size: made for size, made in enumerate(best[3], start=sizes.min) if made}


def _best(count: int, sizes: Sizes) -> _Rank | None:
    """Return the best make-up of `count`: groups below, groups above, unevenness, how many groups of each size."""
    permitted = range(sizes.min, sizes.max + 1)
    best: list[_Rank | None] = [(0, 0, 0, (0,) * len(permitted)), *[None] * count]
    for total in range(1, count + 1):
        offers = [_one_more(best[total - size], size, sizes) for size in permitted if size <= total]
        best[total] = min((offer for offer in offers if offer is not None), default=None)
    return best[count]


def _one_more(before: _Rank | None, size: int, sizes: Sizes) -> _Rank | None:
    if before is None:
        return None
    smaller, larger, uneven, made = before
    at = size - sizes.min
    made = (*made[:at], made[at] + 1, *made[at + 1 :])
    return smaller + (size < sizes.prefer), larger + (size > sizes.prefer), uneven + (size - sizes.prefer) ** 2, made


def _allowed(sizes: Sizes) -> str:
    return f"groups of {sizes.min}" if sizes.min == sizes.max else f"groups of {sizes.min} to {sizes.max}"


def _counts_that_work(count: int, sizes: Sizes) -> str:
    if sizes.min == sizes.max:
        below = count // sizes.min * sizes.min
        near = [str(n) for n in (below, below + sizes.min) if n]
        return f"Counts that work are multiples of {sizes.min}, such as {listed(near)}."
    always = sizes.min * -(-(sizes.min - 1) // (sizes.max - sizes.min))
    while _works(always - 1, sizes):
        always -= 1
    lower = [str(n) for n in range(sizes.min, always) if _works(n, sizes)]
    return f"Counts that work: {listed([*lower, f'any from {always}'])}."


def _works(count: int, sizes: Sizes) -> bool:
    """Say whether some number of groups has `count` between its smallest and its largest total."""
    return count > 0 and -(-count // sizes.max) <= count // sizes.min
