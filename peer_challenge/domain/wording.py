"""Words that do not belong in feedback: a peer challenge does not grade."""

import re

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


def needed(text: str, otherwise: str) -> str:
    """Return typed words without the space around them; raises `UserError` saying `otherwise` when there are none."""
    words = text.strip()
    if not words:
        raise UserError(otherwise)
    return words
