"""What differs between two wordings, word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|\s+|[^\w\s]")
_MOST_WORDS = 4000


class Standing(StrEnum):
    """Whether words stand in both wordings, only in the later one, or only in the earlier one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words next to one another that stand alike."""

    words: str
    standing: Standing


def word_difference(before: str, after: str) -> tuple[Stretch, ...]:
    """Return the stretches that make up both wordings; those that are not removed make up `after`, and so on.

    Wordings of many thousand words are not compared word by word: the earlier is removed and the later added whole.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return _joined([Stretch(before, Standing.REMOVED), Stretch(after, Standing.ADDED)])
    found = []
    for how, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Stretch("".join(new[new_from:new_to]), Standing.SAME))
            continue
        found.append(Stretch("".join(old[old_from:old_to]), Standing.REMOVED))
        found.append(Stretch("".join(new[new_from:new_to]), Standing.ADDED))
    return _joined(found)


def difference_words(stretches: Iterable[Stretch]) -> str:
    """Say what differs, for somebody who does not see it: what is added and what is removed."""
    said = [
        f"{verb} “{each.words.strip()}”"
        for each in stretches
        for verb in [{Standing.ADDED: "adds", Standing.REMOVED: "leaves out"}.get(each.standing)]
        if verb and each.words.strip()
    ]
    return ", ".join(said) or "no words differ"


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Leave out what is empty, and make one of neighbours that stand alike."""
    parts = [each for each in stretches if each.words]
    found: list[Stretch] = []
    for each in parts:
        if found and found[-1].standing is each.standing:
            found[-1] = Stretch(found[-1].words + each.words, each.standing)
        else:
            found.append(each)
    return tuple(found)
