"""What to look at before a report goes out: a list to click through, of things that only a person can judge."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.choices import FindingKind
from peer_challenge.domain.days import count_of
from peer_challenge.domain.identifiers import marks_in
from peer_challenge.domain.records import Person
from peer_challenge.domain.wording import grade_words
from peer_challenge.services.corrections import Said, sentences
from peer_challenge.services.feedback import FeedbackView, feedback_of
from peer_challenge.services.two_versions import open_in
from peer_challenge.storage.store import Store

LONGEST = 25
"""Words of a sentence, after GOV.UK’s advice on writing documents."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[”’)]?\s+")
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,6}|[A-Z][A-Za-z]?[A-Z]{1,4})s?\b")
_EVERYDAY = frozenset({"UK", "IT", "PDF", "SEF", "OK", "AM", "PM", "NHS"})
"""Known to every reader of a report, which itself calls a self-evaluation a SEF."""

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Cllr)\.?\s+[A-Z][\w’'-]+")


class CheckKind(StrEnum):
    """What a check looked for, most serious first."""

    IDENTIFIER = "Looks like a person’s details"
    NAME = "Names a person"
    TWO_VERSIONS = "Stands in two versions"
    GRADE = "Reads like a grade"
    NO_EVIDENCE = "Rests on nothing linked"
    NO_FINDING = "Nothing was found"
    ACRONYM = "Short form not explained"
    LONG = "Long sentence"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at; `about` is the record it is in, `excerpt` the words to look for on the pages."""

    id: tuple[str, UUID | None, str]
    kind: CheckKind
    words: str
    excerpt: str
    about: UUID | None

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.kind.value}: {self.words}"


def checks_of(store: Store, challenge: UUID) -> list[Check]:
    """Return everything to look at in a report, most serious first; an empty list is a clean one."""
    view, said = feedback_of(store, challenge), sentences(store, challenge)
    people = [each.name for each in store.find(Person) if len(each.name.split()) > 1]
    found = [check for each in said for check in _in_text(each, people)]
    found += [
        _check(CheckKind.TWO_VERSIONS, each.words, "", each.entity, each.field) for each in open_in(store, challenge)
    ]
    found += _without_evidence(view)
    found += _short_forms(said, [view.framework, view.purpose, *(line.question for line in view.lines)])
    order = list(CheckKind)
    return sorted(found, key=lambda each: order.index(each.kind))


def _in_text(said: Said, people: list[str]) -> Iterator[Check]:
    looked_for: tuple[tuple[CheckKind, Callable[[str], list[str]]], ...] = (
        (CheckKind.IDENTIFIER, lambda text: [text[each.start : each.end] for each in marks_in(text)]),
        (CheckKind.NAME, lambda text: _names(text, people)),
        (CheckKind.GRADE, grade_words),
        (CheckKind.LONG, _long),
    )
    for kind, look in looked_for:
        for excerpt in dict.fromkeys(look(said.text)):
            yield _check(kind, f"{excerpt} ({said.what.lower()})", excerpt, said.id, excerpt)


def _names(text: str, people: list[str]) -> list[str]:
    known = [each for each in people if re.search(rf"\b{re.escape(each)}\b", text, re.IGNORECASE)]
    return known + [each for each in _TITLED.findall(text) if not any(each.split()[-1] in name for name in known)]


def _long(text: str) -> list[str]:
    return [each for each in _SENTENCE_END.split(" ".join(text.split())) if len(each.split()) > LONGEST]


def _without_evidence(view: FeedbackView) -> Iterator[Check]:
    for each in view.findings:
        if not each.basis.sources:
            yield _check(CheckKind.NO_EVIDENCE, f"{each.kind.words}: {each.text}", each.text, each.id, "")
    for line in view.lines:
        if not any(each.kind is not FindingKind.QUESTION for each in line.findings):
            about = line.short or line.question
            said = f"{about}: only {count_of(len(line.findings), 'question')}" if line.findings else about
            yield _check(CheckKind.NO_FINDING, said, about, line.id, "")


def _short_forms(said: list[Said], printed: list[str]) -> Iterator[Check]:
    """Yield each short form once, where it first stands and is nowhere explained in brackets after its words."""
    everything = "\n".join([*printed, *(each.text for each in said)])
    met: set[str] = set()
    for each in said:
        for found in _ACRONYM.findall(each.text):
            short = found.removesuffix("s") if found[:-1].isupper() else found
            if short in met or short in _EVERYDAY or f"({short})" in everything or f"({short}s)" in everything:
                continue
            met.add(short)
            yield _check(CheckKind.ACRONYM, f"{short} ({each.what.lower()})", short, each.id, short)


def _check(kind: CheckKind, words: str, excerpt: str, about: UUID | None, also: str) -> Check:
    return Check((kind.name, about, also), kind, words, " ".join(excerpt.split())[:60], about)
