"""The one door by which text a person typed comes to a page: plain words, of a bounded length, all of them visible.

Nothing behind this door reads markup: the PDF draws words, HTML escapes them, Word holds them as text. What no
typeface of the PDF shows is drawn as a box that still reads as its character.
"""

import re
import unicodedata
from functools import lru_cache

from peer_challenge.domain.small_numbers import fit_to_print

MAX_CHARACTERS = 20_000
MAX_LINES = 500

_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]")
_BLANKS = re.compile(r" *\n *")
_NARROW_JOINS = "\u202f\u2007"
_VARIATIONS = range(0xFE00, 0xFE10)


def clean(text: str) -> str:
    """Return text as it may be printed: composed, one line break for each new line, at most one line left blank.

    Control characters, joiners and writing-direction marks have no form on paper and go; half a surrogate pair becomes
    the replacement character. A text above 20,000 characters or 500 lines is cut, and says so where it ends. A figure
    so small that it may point to a child is “fewer than 5”.
    """
    kept = unicodedata.normalize("NFC", _BREAKS.sub("\n", text[: MAX_CHARACTERS * 2]))
    if not (kept.isascii() and kept.replace("\n", "").isprintable()):
        kept = "".join(map(_printable, kept))
    kept = re.sub(r"\n{3,}", "\n\n", _BLANKS.sub("\n", kept)).strip()
    lines = kept[:MAX_CHARACTERS].split("\n")
    cut = "\n".join(lines[:MAX_LINES])
    if len(cut) == len(kept) and len(text) <= MAX_CHARACTERS * 2:
        return fit_to_print(cut)
    return f"{fit_to_print(cut)} … [shortened here: {len(cut):,} of {len(text):,} characters are printed]"


def one_line(text: str) -> str:
    """Return text as `clean` does, on one line, as titles, bookmarks and file properties need it."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=4096)
def _printable(character: str) -> str:
    if character == "\n":
        return character
    match unicodedata.category(character):
        case "Zs":
            return "\u00a0" if character in _NARROW_JOINS or character == "\u00a0" else " "
        case "Cc" if character == "\t":
            return " "
        case "Cc" | "Cf":
            return ""
        case "Cs":
            return "\ufffd"
        case _ if ord(character) in _VARIATIONS:
            return ""
        case _:
            return "\ufffd" if ord(character) & 0xFFFE == 0xFFFE else character
