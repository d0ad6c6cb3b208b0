"""Points made shorter until they fit one page: cut where a sentence ends, and saying so."""

import re
from collections.abc import Callable, Iterable

from peer_challenge.reports.document import Block

_LENGTHS = (2000, 500, 320, 240, 180, 130, 90, 60)
"""The most characters of one point, tried in turn until the page holds everything."""

_SENTENCE_END = re.compile(r"[.!?…][”’\"')]*(?=\s)")


def on_one_page(made: Callable[[int], Iterable[Block]]) -> tuple[Block, ...]:
    """Return the blocks `made` of points as long as one page of the PDF holds, or else of the shortest."""
    from peer_challenge.reports.pdf import pages_of

    for length in _LENGTHS:
        blocks = tuple(made(length))
        if pages_of(blocks) == 1:
            break
    return blocks


def short(text: str, length: int, goes_on: str = "continues inside") -> str:
    """Return a point whole, or cut where a sentence ends, else between words, and say that it goes on."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    ends = [match.end() for match in _SENTENCE_END.finditer(words, 0, length + 1) if match.end() <= length]
    if ends and ends[-1] >= length // 3:
        return f"{words[: ends[-1]]} ({goes_on[:1].upper()}{goes_on[1:]}.)"
    return f"{words[:length].rsplit(' ', 1)[0].rstrip(',;:–—-. ')} … ({goes_on})"
