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
    r"|days?|hours?|minutes?|times?|teams?|districts?|themes?|lines?|questions?|focus|groups?|stages?|more|quarters?|thirds?|fifths?)\b)[a-z’'-]+"
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


_PLURALS = (("child", "children"), ("person", "people"), ("family", "families"), ("baby", "babies"))
_PLURAL_ALREADY = {"children", "people"}
_VERBS = {"was": "were", "is": "are", "has": "have"}
_VERB = re.compile(r"^(\s+)(was|is|has)\b")


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


def warnings_of(text: str, where: str = "") -> tuple[str, ...]:
    """Return a sentence for each such figure in a text; `where` names the text, "" where that is plain to see."""
    place = f" in {where}" if where else ""
    return tuple(
        f"“{each.words}”{place} is a small number"
        f"{f', which will be printed as “fewer than {NEVER_BELOW}”' if each.value < NEVER_BELOW else ''}."
        f" Say “fewer than {WARN_BELOW}”, or leave it out."
        for each in small_numbers(text)
    )


def fit_to_print(text: str) -> str:
    """Return a text with each such figure below 5 as “fewer than 5”, and what it counts in the plural."""
    for each in reversed(small_numbers(text)):
        if each.value < NEVER_BELOW:
            first = "Fewer" if text[each.start].isupper() else "fewer"
            rest = text[each.end :]
            if each.value == 1:
                rest = _in_the_plural(rest, len(each.words) - (each.end - each.start))
            text = f"{text[: each.start]}{first} than {NEVER_BELOW}{rest}"
    return text


def _in_the_plural(rest: str, length: int) -> str:
    """Return what follows a “one” with its noun, which ends at `length`, and a verb next to it, in the plural."""
    said, after = rest[:length], rest[length:]
    before, blank, noun = said.rpartition(" ")
    if not noun.endswith("s") and noun.lower() not in _PLURAL_ALREADY:
        noun = next((noun[: -len(one)] + many for one, many in _PLURALS if noun.lower().endswith(one)), f"{noun}s")
    return before + blank + noun + _VERB.sub(lambda verb: verb[1] + _VERBS[verb[2]], after, count=1)
