"""Which offers may answer an ask: by line of enquiry and by what their words have in common, with the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from uuid import UUID

from peer_challenge.domain.days import in_a_row
from peer_challenge.services.likeness import counted

_SAME_LINE = 0.5
"""What a line of enquiry in common is worth beside words, of which all in common would be worth 1."""
_ENOUGH = 0.3
"""From this much on a pair is proposed: a line alone is worth `_SAME_LINE`, but proposes nothing without a word."""
_MOST = 5
"""Offers proposed for one ask; nobody reads further."""
_MOST_WORDS = 4
_SHORTEST = 2
_SAYS_LITTLE = frozenset(
    "help helps helping support share shares shared sharing like would could can need needs want wants wanted way "
    "ways example examples someone somebody authority authorities council councils other others another any some "
    "idea ideas simple use used using who which from time year years one two half day days time experience learn "
    "see set work works works working people service services offer ask make made without whose beyond than "
    "before them us take taking free good new small large short about into part not child children childrens "
    "young younger".split()
)
"""Words of nearly every ask or offer, which bring nobody together."""


@dataclass(frozen=True, slots=True)
class Said:
    """An ask or an offer, as far as matching goes; `line` is the line of enquiry as people know it, "" for none."""

    id: UUID
    authority: UUID
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that may answer an ask: why, in words, and how well, from 0 to 1.5."""

    ask: UUID
    offer: UUID
    worth: float
    reason: str


def matches(asks: Sequence[Said], offers: Sequence[Said]) -> list[Match]:
    """Return the pairs that may fit, best first, at most five for each ask; never an authority with itself.

    A word counts the more the fewer asks and offers hold it.
    """
    words = {each.id: _telling(each.text) for each in (*asks, *offers)}
    weight = _weights(words.values())
    found: list[Match] = []
    for ask in asks:
        fitting = sorted(_fitting(ask, offers, words, weight), key=lambda each: (-each.worth, str(each.offer)))
        found += fitting[:_MOST]
    return sorted(found, key=lambda each: (-each.worth, str(each.ask), str(each.offer)))


Words = Mapping[str, str]
"""The beginning of a word → the word."""


def _fitting(
    ask: Said, offers: Iterable[Said], words: Mapping[UUID, Words], weight: Mapping[str, float]
) -> Iterator[Match]:
    for offer in offers:
        same_line = bool(ask.line) and ask.line == offer.line
        shared = [each for each in words[ask.id] if each in words[offer.id]]
        if offer.authority == ask.authority or not shared or not (same_line or len(shared) > 1):
            continue
        least = min(sum(weight[each] for each in words[side.id]) for side in (ask, offer))
        worth = sum(weight[each] for each in shared) / least + (_SAME_LINE if same_line else 0.0)
        if worth >= _ENOUGH:
            best = sorted(shared, key=lambda each: -weight[each])[:_MOST_WORDS]
            yield Match(ask.id, offer.id, worth, _reason(ask.line if same_line else "", words[ask.id], best))


def _reason(line: str, words: Words, shared: Iterable[str]) -> str:
    said = in_a_row([f"“{words[each]}”" for each in shared])
    return f"Both under “{line}”; share {said}" if line else f"Share {said}"


def _telling(text: str) -> Words:
    """Return the words that tell what a text is about; a letter or two is an ending that an apostrophe cut off."""
    words = reversed(counted(text))
    return {stem: word for stem, word in words if word not in _SAYS_LITTLE and len(word) > _SHORTEST and word.isalpha()}


def _weights(texts: Iterable[Words]) -> dict[str, float]:
    held = Counter(stem for words in texts for stem in words)
    every = max(held.values(), default=1)
    return {stem: 1 + log(every / number) for stem, number in held.items()}
