"""Words that do not belong in feedback: a peer challenge does not grade."""

import re
from collections.abc import Iterable

from peer_challenge.domain.errors import UserError

_GRADES = re.compile(
    r"""
    \brequires\ improvement(?:\ to\ be\ good)?\b
    | \binadequate\b
    | \boutstanding\b
      (?!\ (?:actions?|work|issues?|tasks?|items?|audits?|questions?|recommendations?|visits?|matters?)\b)
    | (?:(?<=\bis\ )|(?<=\bare\ )|(?<=\bwas\ )|(?<=\bwere\ )|(?<=\bbe\ )|(?<=\bas\ )|(?<=\bjudged\ )|(?<=\bgraded\ )
        |(?<=\brated\ )|(?<=\bnow\ )|(?<=\boverall\ ))
      good\b(?=\s*(?:$|[.,;:!?)”"']|or\b|and\b|but\b|overall\b|with\b))
    | \bgood(?=\ or\ outstanding\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def grade_words(text: str) -> list[str]:
    """Return the words of `text` that read like an Ofsted judgement, as they are typed, in order.

    Everyday uses are left alone: “good practice”, “a good example”, “outstanding actions”.
    """
    return [found.group() for found in _GRADES.finditer(" ".join(text.split()))]


_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s+"
_ALSO_WORDS = frozenset(
    "april may june august mark will grace hope faith rose bill grant frank young green brown white black gray head "
    "king bishop cook page long short reed field lane wood hill ford art joy dawn price park bank".split()
)
"""Names that begin sentences as ordinary words do; alone they are not told apart."""


def names_in(text: str, people: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """Return the names of `people` that stand in `text`, as they are typed, in order.

    A first name or a surname alone counts too, where it has a capital, is no ordinary word and no word of `but`: the
    names of places.
    """
    places = {word.casefold() for each in but for word in each.split()}
    alone: set[str] = set()
    patterns: list[str] = []
    for name in people:
        parts = name.split()
        if len(parts) > 1:
            patterns.append(r"\s+".join(map(re.escape, parts)))
            patterns.append(_TITLE + re.escape(parts[-1]))
        alone |= {each for each in parts if len(each) > 2 and each.casefold() not in _ALSO_WORDS | places}
    patterns += [re.escape(each) for each in sorted(alone) if each[0].isupper()]
    if not patterns:
        return []
    return [found.group() for found in re.finditer(rf"\b(?:{'|'.join(patterns)})(?!\w)", text)]


def needed(text: str, otherwise: str) -> str:
    """Return typed words without the space around them; raises `UserError` saying `otherwise` when there are none."""
    words = text.strip()
    if not words:
        raise UserError(otherwise)
    return words
