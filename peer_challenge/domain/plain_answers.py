"""Short answers of a form as people write them: “4 out of 5”, “yes, definitely”, “about 2½ hours”, “90 min”."""

import re

_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_NEAR = r"(?:about|around|approx(?:imately)?\.?|roughly|circa|ca?\.|nearly|say|~|≈)\s*"
_FIGURE = r"(?P<{0}>-?\d+(?:[.,]\d+)?(?!\d))?\s*(?P<{0}_part>[½¼¾]|(?:and\s+a\s+half|1/2))?"
_HOURS = re.compile(rf"(?:{_NEAR})?{_FIGURE.format('hours')}\s*(?:hours?|hrs?\.?|h)?", re.IGNORECASE)
_MINUTES = re.compile(rf"(?:{_NEAR})?(?P<minutes>\d+)\s*(?:minutes?|mins?\.?)", re.IGNORECASE)
_BOTH = re.compile(
    r"(?:" + _NEAR + r")?(?P<hours>\d+)\s*(?:hours?|hrs?\.?|h)\s*(?:and\s*|,\s*)?(?P<minutes>[0-5]?\d)"
    r"\s*(?:minutes?|mins?\.?|m)?",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"([1-5])(?:\.0)?(?:\s*(?:/|out of|of)\s*5)?\s*[-–—,:(.]?\s*(?P<not>not\s+)?"
    r"(?P<words>(?:(?:very|quite|really|fairly|extremely|so|at all|that)\s+)*(?:useful|helpful|good))?[.!)]*",
    re.IGNORECASE,
)

_YES = {"yes", "y", "yep", "yeah", "absolutely", "definitely", "certainly", "gladly", "joining", "we will", "of course"}
_NO = {"no", "n", "nope", "declined", "not this time", "never", "definitely not", "absolutely not"}
_UNSURE = {"not sure", "unsure", "not sure yet", "don't know", "do not know", "undecided"}
_MANNERS = {"please", "thanks", "thank you", "sorry", "gladly", "definitely", "certainly", "absolutely", "of course"}
_MANNERS |= {"happily", "happy to", "with pleasure", "i'm afraid", "i am afraid", "we are afraid"}
_MANNERS |= {"many thanks", "unfortunately", "we would", "we will", "we would love to", "very much"}


def score_of(text: str) -> int | None:
    """Return a figure from 1 to 5 with or without “out of 5” and a word that explains it; None where it is unclear."""
    found = _SCORE.fullmatch(text.strip())
    if found is None:
        return None
    score = int(found[1])
    upside_down = score >= 4 if found["not"] else bool(found["words"]) and score <= 2
    return None if upside_down else score


def yes_or_no(text: str) -> bool | None:
    """Return whether an answer says yes or no with mere manners beside it; None where it says neither, or more."""
    said = _plain(text)
    if said in _UNSURE:
        return None
    for words, answer in ((_YES, True), (_NO, False)):
        if said in words or any(_manners(said.removeprefix(word)) for word in words if said.startswith(f"{word} ")):
            return answer
    return None


def is_unsure(text: str) -> bool:
    """Return whether an answer says that it is not sure."""
    return _plain(text) in _UNSURE


def minutes_of(text: str) -> int | None:
    """Return the minutes of a length of time in figures, below nought as typed; None where it is no single one."""
    said = " ".join(text.replace("−", "-").split())
    if found := _MINUTES.fullmatch(said):
        return int(found["minutes"])
    if found := _BOTH.fullmatch(said):
        return int(found["hours"]) * 60 + int(found["minutes"])
    found = _HOURS.fullmatch(said)
    if found is None or not (found["hours"] or found["hours_part"]):
        return None
    part = found["hours_part"] or ""
    half = _HALVES.get(part, 0.5 if part else 0.0)
    return round((float((found["hours"] or "0").replace(",", ".")) + half) * 60)


def _plain(text: str) -> str:
    """Return small letters without stops and commas."""
    return " ".join(re.sub(r"[.,;:!–—-]+", " ", text.casefold().replace("’", "'")).split())


def _manners(rest: str) -> bool:
    """Return whether what follows an answer is politeness alone."""
    left = rest.strip()
    while left:
        word = next((each for each in sorted(_MANNERS, key=len, reverse=True) if f"{left} ".startswith(f"{each} ")), "")
        if not word:
            return False
        left = left[len(word) :].strip()
    return True
