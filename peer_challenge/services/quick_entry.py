"""Time typed on one line, as people say it: "prep 90 Kent", "session 4x30 Slough", "writing 1h Kent by Medway"."""

import re
from dataclasses import dataclass

from peer_challenge.domain.choices import Stage
from peer_challenge.domain.errors import UserError

EXAMPLES = "prep 90 Kent, or session 4x30 Slough"


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What one line says: minutes for each of `people`; the host challenged and whose time it was, "" when not said."""

    stage: Stage
    minutes: int
    people: int = 1
    host: str = ""
    by: str = ""


_STAGES = {
    Stage.SET_UP: r"set[\s-]?up|admin|arranging|coordination",
    Stage.PREPARATION: r"prep|preparing|preparation|read",  # not “reading”, which is a host
    Stage.SESSION: r"sessions?|meetings?|met",
    Stage.TRAVEL: r"travel|travelling|journeys?",
    Stage.WRITE_UP: r"write[\s-]?up|writing|drafting",
    Stage.FOLLOW_UP: r"follow[\s-]?up",
}
_HOURS = (
    r"(?P<hours>\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?(?:\s*(?:and\s*)?(?P<rest>\d{1,2})(?:\s*m(?:in(?:ute)?s?)?)?)?(?!\w)"
)
_MINUTES = r"(?P<minutes>\d+)(?:\s*m(?:in(?:ute)?s?)?)?(?!\w)"
_DURATION = f"(?:{_HOURS}|{_MINUTES})"
_PEOPLE = r"(?:people|person|peers?|of\s+us)"
_AMOUNTS = [
    re.compile(rf"(?<![\w.,]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_DURATION}\s*[x×*]\s*(?P<people>\d+)\s*{_PEOPLE}(?!\w)",
        rf"(?P<people>\d+)\s*(?:{_PEOPLE}\s*(?:[x×*]|for)?|[x×*])\s*{_DURATION}",
        _DURATION,
    )
]
_BY = re.compile(r"\bby\s+(?P<by>.+)$", re.IGNORECASE)
_LITTLE = frozenset({"for", "with", "on", "at", "in", "of", "the", "each"})


def quick_entry(text: str) -> QuickEntry:
    """Read a line of time; raises `UserError` saying what is missing, with an example."""
    said = " ".join(text.split())
    if not said:
        raise UserError(f"Type what it was, how many minutes and the host, for example {EXAMPLES}.")
    amount, rest = _amount(said)
    stage, rest = _stage(said, rest)
    by = _BY.search(rest)
    host = _name(rest[: by.start()] if by else rest)
    if re.search(r"\d", host):
        raise UserError(f"“{said}” holds more than one number. Type one line for each, for example {EXAMPLES}.")
    people = int(amount.get("people") or 1)
    return QuickEntry(stage, _minutes(amount), people, host, _name(by["by"]) if by else "")


def stage_said(text: str) -> Stage:
    """Return the stage that a cell names, in the words of the window or as people say it; raises `UserError`."""
    said = " ".join(text.split()).casefold()
    found = next((each for each in Stage if said in (each.words.casefold(), each.value)), None)
    return found or _stage(text, said)[0]


def _amount(said: str) -> tuple[dict[str, str | None], str]:
    for pattern in _AMOUNTS:
        if found := pattern.search(said):
            return found.groupdict(), f"{said[: found.start()]} {said[found.end() :]}"
    raise UserError(f"“{said}” holds no minutes. Type for example {EXAMPLES}.")


def _stage(said: str, rest: str) -> tuple[Stage, str]:
    found = {stage: match for stage, words in _STAGES.items() if (match := _word(words).search(rest))}
    if not found:
        raise UserError(
            f"“{said}” does not say what the time was for: set-up, prep, session, travel, write-up or follow-up. "
            f"Type for example {EXAMPLES}."
        )
    stage, first = min(found.items(), key=lambda each: each[1].start())
    return stage, f"{rest[: first.start()]} {rest[first.end() :]}"


def _word(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def _minutes(amount: dict[str, str | None]) -> int:
    if amount.get("hours"):
        return round(float((amount["hours"] or "").replace(",", ".")) * 60) + int(amount.get("rest") or 0)
    return int(amount.get("minutes") or 0)


def _name(text: str) -> str:
    """Return a name without the little words people put around it."""
    words = text.replace(",", " ").split()
    while words and words[0].casefold() in _LITTLE:
        words.pop(0)
    return " ".join(words)
