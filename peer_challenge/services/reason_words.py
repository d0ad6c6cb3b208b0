"""Every reason of a plan in two wordings: the coordinator's, and the one that everybody may read."""

import re
from functools import lru_cache

SHARE_A_BORDER = "share a border"
DECLARED_INTEREST = "declared interest"
SAME_LEADERSHIP = "same leadership"
OBJECTION = "objection"
GOOD = "rated good or outstanding for impact of leaders"
NOT_GOOD = "rated below good for impact of leaders"
OUTSTANDING = "rated outstanding for impact of leaders"
NO_WAY = "no way from one to the other by land"
NEIGHBOURS = "statistical neighbours of each other"
NEIGHBOURS_ONE_WAY = "statistical neighbours, one way"
NOT_NEIGHBOURS = "not statistical neighbours"

_SHAREABLE = (
    (r"together (before|in \d{4})", "worked together before"),
    (SHARE_A_BORDER, "neighbours"),
    (SAME_LEADERSHIP, "linked authorities"),
    (r"only \d borders apart", "close to one another"),
    (rf"\d+ borders apart|{NO_WAY}", "far from one another"),
    (rf"{NEIGHBOURS}|{NEIGHBOURS_ONE_WAY}", "similar areas"),
    (NOT_NEIGHBOURS, "different kinds of area"),
    (rf"more than one ({NOT_GOOD}|{OUTSTANDING})", "a balance of strengths"),
    (r"more than one [\w ()]+", "a mix of types of authority"),
    (r"very different in size: .*", "different in size"),
)
"""What the coordinator reads, as a pattern, and what others may read in its place; the first that fits counts."""

KEPT_APART = "The rules agreed for the round do not put them in one group."
OTHERS_ARE_BETTER = "Other groups suit the region as a whole better."
AS_GOOD = "It would suit the region as a whole just as well."
"""What anybody may be told of why some are not together; the same whatever the reason, so that it gives none away."""


def together_in(year: int | None) -> str:
    """Return an earlier partnership as the coordinator reads it."""
    return f"together in {year}" if year else "together before"


def borders_apart(borders: int | None, *, too_close: bool = False) -> str:
    """Return a distance in words; None where borders lead nowhere, such as from an island."""
    if borders is None:
        return NO_WAY
    if borders == 1:
        return SHARE_A_BORDER
    return f"{'only ' if too_close else ''}{borders} borders apart"


def more_than_one(what: str) -> str:
    """Return the reason that a group has several of a kind."""
    return f"more than one {what}"


def different_in_size(times: int) -> str:
    """Return the reason that one has so many times the children of the other."""
    return f"very different in size: {times} times as many children"


@lru_cache(maxsize=1024)
def shareable_reason(reason: str) -> str:
    """Return a reason as everybody may read it, never a grade, points or an interest; "" where nobody else is told."""
    return next((said for pattern, said in _SHAREABLE if re.fullmatch(pattern, reason)), "")
