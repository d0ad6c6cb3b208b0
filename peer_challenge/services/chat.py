"""The chat of a meeting as notes: one a line, without the names and times that a chat puts around what was written."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_TIME = (
    r"(?:(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{4}-\d\d-\d\d|yesterday|today|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)[, ]*(?:at )?)?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?"
)
_WORDS = r"[^\W\d_][\w'’.\-]*(?: (?:[^\W\d_][\w'’.\-]*|\([^)]{1,40}\)|[-–|])){0,5}"
_NAME = rf"{_WORDS}(?:, {_WORDS})??"
_TIME_ONLY = re.compile(rf"[\[(]?{_TIME}[\])]?", re.IGNORECASE)
_TIMED = re.compile(rf"[\[(]?{_TIME}[\])]?[\s,–-]*(?:from\s+)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_NAME_TIME = re.compile(rf"(?P<name>{_NAME})[\s,·–-]+[\[(]?{_TIME}[\])]?:?", re.IGNORECASE)
_SAID = re.compile(rf"(?P<name>{_NAME})(?: to (?:everyone|all|{_NAME}))?\s*:(?:\s+(?P<text>.*))?", re.IGNORECASE)
_LINK = re.compile(r"[<(\[]?(?:https?://|www\.|teams\.(?:microsoft|live)\.)\S+", re.IGNORECASE)
_ORGANISATION = re.compile(r" \([^)]*\)")
_NAME_ONLY = re.compile(_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRead:
    """The lines that would become notes, and how many names, times and bare links were left out."""

    lines: tuple[str, ...]
    names: int
    times: int
    links: int


def read_chat(text: str, known: Collection[str] = ()) -> ChatRead:
    """Read what was copied from the chat of Teams, Zoom or the like; `known` are names of people who may be in it.

    A name is taken off where a time stands beside it, or where the same name does so elsewhere in the chat; inside
    what somebody wrote it stays. A line without a letter, such as a reaction, says nothing, and neither does one that
    is a link and no more.
    """
    raw = [" ".join(each.split()) for each in text.splitlines()]
    rows = [each for each in raw if each]
    names = {_called(each) for each in (*known, *_authors(rows))}
    lines: list[str] = []
    dropped_names = dropped_times = links = 0
    for row in rows:
        said, had_name, had_time = _without(row, names)
        dropped_names += had_name
        dropped_times += had_time
        if _LINK.fullmatch(said):
            links += 1
        elif any(letter.isalpha() for letter in said):
            lines.append(said)
    return ChatRead(lines=tuple(lines), names=dropped_names, times=dropped_times, links=links)


def _authors(rows: list[str]) -> Iterator[str]:
    """Find who wrote: whoever stands beside a time, or alone above one."""
    for row, below in zip(rows, [*rows[1:], ""], strict=True):
        if _TIME_ONLY.fullmatch(row):
            continue
        beside = _NAME_TIME.fullmatch(row)
        if beside and ("," not in beside["name"] or _is_name(beside["name"])):
            yield beside["name"]
        elif (timed := _TIMED.fullmatch(row)) and (said := _SAID.fullmatch(timed["rest"])):
            yield said["name"]
        elif (timed and _is_name(timed["rest"])) or (_TIME_ONLY.fullmatch(below) and _is_name(row)):
            yield timed["rest"] if timed else row


def _without(row: str, names: set[str]) -> tuple[str, bool, bool]:
    """Return a line without its name and time, and whether it had them."""
    if _TIME_ONLY.fullmatch(row):
        return "", False, True
    if (beside := _NAME_TIME.fullmatch(row)) and _called(beside["name"]) in names:
        return "", True, True
    timed = _TIMED.fullmatch(row)
    rest = timed["rest"].lstrip(": ") if timed else row
    if _called(rest.rstrip(":")) in names:
        return "", True, timed is not None
    said = _SAID.fullmatch(rest)
    if said and _called(said["name"]) in names:
        return (said["text"] or "").strip(), True, timed is not None
    return rest, False, timed is not None


def _called(name: str) -> str:
    """Return a name to compare by: without the organisation behind it, and with the surname last."""
    surname, comma, first = _ORGANISATION.sub("", name).casefold().partition(", ")
    return f"{first} {surname}" if comma else surname


def _is_name(text: str) -> bool:
    """Whether words could be a person's name: two to six of them, each beginning with a capital."""
    words = text.rstrip(":").split()
    found = _NAME_ONLY.fullmatch(text.rstrip(":"))
    return found is not None and 2 <= len(words) <= 6 and all(each[0].isupper() or each[0] in "(–-|" for each in words)
