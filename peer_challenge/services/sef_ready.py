"""Whether a SEF is ready to be shared: what must be looked at first, and what could be added."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.days import count_of
from peer_challenge.domain.small_numbers import warnings_of
from peer_challenge.services.identifiers import Cleared, cleared_marks, uncleared
from peer_challenge.services.sef_forms import COLUMNS, FIELDS
from peer_challenge.services.sef_placing import pieces_aside
from peer_challenge.services.sef_views import LineOfSef, SefView, sef_view
from peer_challenge.storage.store import Store


class Weight(StrEnum):
    """How much a remark matters."""

    STOP = "stop"
    LOOK = "look"
    COULD = "could"


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One remark; `line` is where to look, None for the SEF as a whole."""

    id: int
    weight: Weight
    place: str
    words: str
    line: UUID | None

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.place}: {self.words}"


@dataclass(frozen=True, slots=True)
class ReadyView:
    """Every remark on a SEF, the weightiest first."""

    rows: tuple[ReadyRow, ...]

    @property
    def summary(self) -> str:
        """Whether it is ready, in a sentence."""
        stops, looks = self._count(Weight.STOP), self._count(Weight.LOOK)
        if stops:
            return f"Not ready yet: {count_of(stops, 'thing')} to put right first."
        if looks:
            return f"Ready, once you have looked at {count_of(looks, 'thing')}."
        return "Ready to share."

    @property
    def short(self) -> str:
        """The same in a few words."""
        stops, looks = self._count(Weight.STOP), self._count(Weight.LOOK)
        if stops:
            return f"{count_of(stops, 'thing')} to put right"
        return f"{count_of(looks, 'thing')} to look at" if looks else "ready to share"

    def _count(self, weight: Weight) -> int:
        return sum(row.weight is weight for row in self.rows)


def ready_to_share(store: Store, submission: UUID) -> ReadyView:
    """Return what stands in the way of sharing a SEF, what to look at, and what could be added; nothing is required."""
    view = sef_view(store, submission)
    cleared = cleared_marks(store)
    found = [each for line in view.lines for each in _of_line(view, line, cleared)]
    if aside := len(pieces_aside(view.submission)):
        words = f"{count_of(aside, 'piece')} of a form could not be placed. Place or leave out."
        found.append((Weight.LOOK, "The whole SEF", words, None))
    if not view.evidence and not view.submission.document:
        found.append((Weight.COULD, "The whole SEF", "You could add evidence.", None))
    for each in view.evidence:
        for said in warnings_of(each.evidence.title, "the title of evidence"):
            found.append((Weight.LOOK, "The whole SEF", said, None))
    order = list(Weight)
    found.sort(key=lambda each: order.index(each[0]))
    return ReadyView(tuple(ReadyRow(number, *each) for number, each in enumerate(found)))


Remark = tuple[Weight, str, str, UUID | None]


def _of_line(view: SefView, line: LineOfSef, cleared: Cleared) -> Iterator[Remark]:
    place = line.written.short
    texts = list(_texts(line))
    for where, text, record, field in texts:
        for mark in uncleared(text, record, field, cleared):
            said = f"“{text[mark.start : mark.end]}” in {where} looks like {mark.kind.words}."
            yield Weight.STOP, place, f"{said} Take it out, or say why it may stay.", line.id
        for said in warnings_of(text, where):
            yield Weight.LOOK, place, said, line.id
    if not texts and not view.submission.document:
        yield Weight.STOP, place, "Nothing yet. Write a paragraph, or attach the paper you already have.", line.id
    elif not line.statements:
        yield Weight.COULD, place, "You could add statements that challengers can test.", line.id
    elif any(not each.evidence for each in line.statements):
        yield Weight.COULD, place, "You could say what each statement rests on.", line.id
    if texts and not line.answer.challenge_us:
        yield Weight.COULD, place, "You could say what you want to be challenged on.", line.id


def _texts(line: LineOfSef) -> Iterator[tuple[str, str, UUID, str]]:
    """Yield where a text stands and what it says, then its record and field, for each that says something."""
    for field in FIELDS:
        if text := getattr(line.answer, field.key):
            yield f"“{field.heading}”", text, line.answer.id, field.key
    for number, each in enumerate(line.statements, 1):
        for column in COLUMNS:
            if text := getattr(each.claim, column.key, ""):
                yield f"statement {number}", text, each.claim.id, column.key
