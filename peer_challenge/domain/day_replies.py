"""A reply about days as people write it in an e-mail, “can’t do 12, 14 January”, read clause by clause."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from peer_challenge.domain.choices import DayChoice
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.meeting_words import read_days

_NO = re.compile(
    r"\b(?:can\s?not|can['’]?t|cant|not|no|none|unable|unavailable|away|leave|avoid|except|apart from|won['’]?t|busy"
    r"|bad dates?|clash(?:es)?|impossible|do(?:es)?n['’]?t)\b",
    re.IGNORECASE,
)
_AT_A_PUSH = re.compile(
    r"\b(?:if need(?:ed| be)?|if necessary|if we must|at a push|possibl[ey]|perhaps|maybe|might|rather not|prefer not"
    r"|less good|tricky)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:can|could|yes|fine|ok|okay|good|free|available|works?|suits?|happy|possible dates|preferred|prefer)\b",
    re.IGNORECASE,
)
_PLAIN_YES = re.compile(r"\b(?:yes|fine|ok|okay|good|free|available|works?|suits?|happy)\b", re.IGNORECASE)
_DENIED = re.compile(rf"{_NO.pattern}(?:\s+\w+){{0,2}}?\s+{_PLAIN_YES.pattern}|less good", re.IGNORECASE)
"""A word of consent that is denied, as in “not free” and “doesn’t work” said in full."""

_DIGIT = re.compile(r"\d")
_BARE_DAY = re.compile(r"(?<![\d/.:])(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![:.]\d|\s*[ap]m\b)", re.IGNORECASE)
"""A number that may be a day, without its month."""

_OTHERS = re.compile(
    r"\b(?:(?:all|any)(?: (?:of )?the)?(?: other| rest| remaining| others?)(?: days?| dates?)?|(?:the )?others"
    r"|the (?:other|rest)|otherwise|everything else|anything else|other(?:wise)? (?:days?|dates?))\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|any|none)(?: (?:of )?(?:them|these|the (?:days|dates)|days?|dates?)| fine| ok| good)\b", re.IGNORECASE
)
_CLAUSES = re.compile(
    r"[\n;!?]+|\.(?=\s|$)|,?\s*\b(?:but|however|although|though|while|except|apart from)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"^\s*(?:>|on .+ wrote:|from:|sent:|to:|subject:|-{3,}|_{5,})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayReply:
    """What a reply says to days, and the clauses that name days but do not say whether they suit."""

    said: dict[date, DayChoice]
    unclear: tuple[str, ...]


def read_reply(text: str, asked: Collection[date], today: date) -> DayReply:
    """Read a reply to a question about the days `asked`; “the others are fine” speaks of those not named.

    Quoted lines are left out. Raises `UserError` where nothing is said of any day, or of one day twice, differently.
    """
    own = "\n".join(_own_lines(text))
    said: dict[date, DayChoice] = {}
    unclear: list[str] = []
    rest: DayChoice | None = None
    for clause, turned in _clauses(own):
        days, words = read_days(clause, today)
        choice = _choice(words, turned=turned)
        if not days and (_OTHERS.search(words) or _ALL.search(words)):
            rest = choice or DayChoice.YES
        elif (days and (choice is None or _DIGIT.search(words))) or (not days and _BARE_DAY.search(words)):
            unclear.append(clause.strip())
            continue
        for day in days if choice else ():
            _agree(said, day, choice)
    if rest is not None:
        said |= {day: rest for day in asked if day not in said}
    if not said and not unclear:
        raise UserError("This names no day. Paste a reply such as “can’t do 12 or 14 January, the others are fine”.")
    return DayReply(dict(sorted(said.items())), tuple(unclear))


def _own_lines(text: str) -> list[str]:
    """Return what was written now: the lines before the first that is quoted."""
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines) if _QUOTED.match(line)), len(lines))
    return lines[:end]


def _clauses(text: str) -> list[tuple[str, bool]]:
    """Return the clauses of a text; “except” turns what follows into days that do not suit."""
    found, start, turned = [], 0, False
    for mark in _CLAUSES.finditer(text):
        found.append((text[start : mark.start()], turned))
        start, turned = mark.end(), bool(re.search("except|apart", mark[0], re.IGNORECASE))
    found.append((text[start:], turned))
    return [(clause, turn) for clause, turn in found if clause.strip()]


def _choice(words: str, *, turned: bool) -> DayChoice | None:
    """Return what a clause says of its days; None where it says nothing, or two things at once."""
    pushed, refused = _AT_A_PUSH.search(words), turned or _NO.search(words)
    if (pushed or refused) and _PLAIN_YES.search(_DENIED.sub(" ", words)):
        return None
    if pushed:
        return DayChoice.IF_NEED_BE
    if refused:
        return DayChoice.NO
    return DayChoice.YES if _YES.search(words) else None


def _agree(said: dict[date, DayChoice], day: date, choice: DayChoice | None) -> None:
    if choice is None:
        return
    if said.setdefault(day, choice) is not choice:
        raise UserError(f"This says two things about {day.day} {day:%B %Y}. Leave the line that holds.")
