"""Figures so small that they may point to a child: those below 10 are warned of, those below 5 are never printed."""

import re
from dataclasses import dataclass

WARN_BELOW, NEVER_BELOW = 10, 5
"""The usual practice of published figures about children."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PEOPLE = (
    r"child(?:ren)?|famil(?:y|ies)|young\ (?:people|person|adults?)|bab(?:y|ies)|infants?|pupils?|parents?|mothers?"
    r"|fathers?|carers?|siblings?|boys?|girls?|teenagers?|care\ leavers?|cases?|referrals?|deaths?"
)
_BETWEEN = (
    r"(?!(?:of|in|for|to|per|from|by|and|or|about|with|on|at|a|as|is|are|audits?|reviews?|visits?|months?|weeks?|years?"
    r"|days?|hours?|minutes?|times?|teams?|districts?|themes?|lines?|questions?|focus|groups?|stages?|more)\b)[a-z’'-]+"
)
_SMALL = re.compile(
    rf"(?<![\w.,£%/-])(?P<number>[1-9]|{'|'.join(_WORDS)})\b(?![.,]\d|-|–)"
    rf"(?:\s+(?:out\s+)?of\s+(?:the\s+)?[\d,]+)?(?:\s+{_BETWEEN}){{0,2}}?\s+(?:{_PEOPLE})\b(?![’']s?\b)",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:year|years|aged?|grade|section|level|tier|stage|band|key|page|question|version|phase|number|than)\s+$",
    re.IGNORECASE,
)

_A_CERTAIN_ONE = re.compile(r"\b(?:any|no|each|every|which|this|that|the|not|with|for)\s+$", re.IGNORECASE)
"""Before “one”, these speak of a child in general and count nobody."""


@dataclass(frozen=True, slots=True)
class SmallNumber:
    """A figure from `start` to `end` in a text, its value, and the words it stands in."""

    start: int
    end: int
    value: int
    words: str


def small_numbers(text: str) -> tuple[SmallNumber, ...]:
    """Return the figures below 10 that count children or families, in order."""
    found = []
    for each in _SMALL.finditer(text):
        said, before = each["number"].lower(), text[: each.start()]
        certain = said == "one" and _A_CERTAIN_ONE.search(before)
        if not certain and not _NOT_A_COUNT.search(before):
            value = int(said) if said.isdecimal() else _WORDS.index(said) + 1
            found.append(SmallNumber(each.start("number"), each.end("number"), value, each.group()))
    return tuple(found)


def fit_to_print(text: str) -> str:
    """Return a text with each such figure below 5 as “fewer than 5”."""
    for each in reversed(small_numbers(text)):
        if each.value < NEVER_BELOW:
            first = "Fewer" if text[each.start].isupper() else "fewer"
            text = f"{text[: each.start]}{first} than {NEVER_BELOW}{text[each.end :]}"
    return text
