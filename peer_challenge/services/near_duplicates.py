"""Notes and findings that say nearly the same, as when two people type what they hear: proposed, never merged."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.services.likeness import counted

_ALIKE = 76
"""From this score on, of 100, two texts are proposed; of the pairs in the tests it finds those that mean the same."""
_FEWEST = 3
"""Words that must count: of two words each, one in common would already be half."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Notes and findings that say nearly the same, in the order given; `words` is what the first of them says."""

    notes: tuple[UUID, ...]
    findings: tuple[UUID, ...]
    words: tuple[str, ...]

    @property
    def ids(self) -> tuple[UUID, ...]:
        """All of them."""
        return (*self.notes, *self.findings)


@dataclass(frozen=True, slots=True)
class _Said:
    """One text of a note or finding, the place of that among all, and whether it is a finding's own or a note's."""

    at: int
    is_finding: bool
    is_own: bool
    stems: str

    def may_be_like(self, other: "_Said") -> bool:
        """Two findings are told by their own words alone: both may well be drawn from one note."""
        both = self.is_finding and other.is_finding
        return self.at != other.at and (not both or (self.is_own and other.is_own))


def near_duplicates(
    notes: Iterable[tuple[UUID, str]],
    findings: Iterable[tuple[UUID, Sequence[str]]],
    differ: Container[frozenset[UUID]] = frozenset(),
) -> tuple[Alike, ...]:
    """Return groups that say nearly the same, each of notes and findings; of a finding its own words come first.

    A finding is like a note when it or one of its notes is, and like a finding by the words of both alone. Pairs in
    `differ` are not held for alike, whatever they say.
    """
    every = [(id_, False, (text,)) for id_, text in notes] + [(id_, True, tuple(texts)) for id_, texts in findings]
    said = [
        _Said(at, is_finding, number == 0, _stems(text))
        for at, (_, is_finding, texts) in enumerate(every)
        for number, text in enumerate(texts)
    ]
    groups = [[at] for at in range(len(every))]
    for one, other in _alike(said):
        if groups[one.at] is not groups[other.at] and {every[one.at][0], every[other.at][0]} not in differ:
            joined = groups[one.at] + groups[other.at]
            for at in joined:
                groups[at] = joined
    distinct = {id(group): sorted(group) for group in groups if len(group) > 1}
    return tuple(
        Alike(
            notes=tuple(every[at][0] for at in group if not every[at][1]),
            findings=tuple(every[at][0] for at in group if every[at][1]),
            words=tuple(every[at][2][0] for at in group),
        )
        for group in distinct.values()
    )


def _alike(said: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    if len(said) < 2:
        return
    from rapidfuzz import fuzz, process  # loaded when there is first something to compare

    stems = [each.stems for each in said]
    for at, one in enumerate(said):
        for found, _, behind in process.extract(
            one.stems, stems[at + 1 :], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        ):
            other = said[at + 1 + behind]
            enough = min(one.stems.count(" "), found.count(" ")) >= _FEWEST - 1
            if found and one.may_be_like(other) and (enough or found == one.stems):
                yield one, other


def _stems(text: str) -> str:
    """Return the beginnings of the words that count, by the alphabet."""
    return " ".join(sorted(stem for stem, _ in counted(text)))
