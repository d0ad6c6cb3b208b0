"""The Word forms of a round beside the SEF's: what they hold, and what is gathered while one is taken in."""

from dataclasses import dataclass, field
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Round
from peer_challenge.services.filled_forms import FilledForm, FormRow, Unplaced
from peer_challenge.services.form_merging import Outcome
from peer_challenge.services.form_shape import (
    FORM_VERSION,
    WRITE_HERE,
    Asked,
    FormKind,
    FormMark,
    Section,
    Shape,
    base_of,
    bases_of,
    token_of,
)


@dataclass(frozen=True, slots=True)
class FormPart:
    """A section: what it asks, what is said already, what is there to be read, and a table of rows where it has one.

    `known` are the rows there are, each with the record it stands for and a text for each column.
    """

    id: UUID
    heading: str
    fields: tuple[Asked, ...]
    said: dict[str, str]
    reading: tuple[str, ...] = ()
    table: str = ""
    columns: tuple[Asked, ...] = ()
    known: tuple[tuple[UUID, dict[str, str]], ...] = ()


@dataclass(frozen=True, slots=True)
class RoundForm:
    """Everything a form for one authority holds; `boxes` gives each field the width of the page, else a table row."""

    mark: FormMark
    authority: str
    round: str
    title: str
    introduction: tuple[str, ...]
    parts: tuple[FormPart, ...]
    boxes: bool = False

    @property
    def foot(self) -> tuple[str, str]:
        """What stands at the foot of each page, a paragraph each: the mark lets the form be known again."""
        return f"{self.title}, {self.round}", f"Please keep this line: {self.mark.code}"

    @property
    def bases(self) -> str:
        """What each filled field held when the form was made."""
        return bases_of((_place(part.id, key), text) for part in self.parts for key, text in part.said.items())

    @property
    def shape(self) -> Shape:
        """The form as a reader needs it."""
        reading = [line for part in self.parts for text in part.reading for line in text.split("\n")]
        return Shape(
            title=self.title,
            sections=tuple(Section(each.id, (each.heading,), each.fields, each.columns) for each in self.parts),
            own=(self.title, *self.introduction, *self.foot, WRITE_HERE, *reading),
            tables=tuple(each.table for each in self.parts if each.table),
            boxes=self.boxes,
        )


class NothingToAskError(UserError):
    """There is nothing to ask an authority with this form yet; the sentence names it."""


def mark_of_form(kind: FormKind, round_: Round, authority: Authority) -> FormMark:
    """Return the mark of a form made now."""
    return FormMark(FORM_VERSION, token_of(round_.id), token_of(authority.id), token_of(round_.framework), kind)


@dataclass
class Taking:
    """A filled form on its way in: asked for what it says, and told what becomes of each part of it."""

    filled: FilledForm
    rows: list[FormRow] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def said(self, part: UUID, key: str) -> str:
        """Return what a field says; "" where it is empty, or says only what the form was made with."""
        text = next((each.text for each in self.filled.texts if (each.part, each.key) == (part, key)), "")
        return "" if self.filled.bases.get(_place(part, key)) == base_of(text) else text.strip()

    def tell(self, place: str, outcome: Outcome, text: str) -> None:
        """Say what becomes of a text."""
        self.rows.append(FormRow(len(self.rows), place, outcome, text))

    def refuse(self, place: str, text: str, why: str) -> None:
        """List a text that nothing could be done with, and why."""
        stop = "" if place.endswith("?") else "."
        self.unplaced.append(Unplaced(text, f"{place}{stop} {why}"))

    def make(self, changes: ChangeSet) -> Outcome:
        """Take changes up and say what they do, all in all."""
        self.changes += changes.changes
        if not changes:
            return Outcome.SAME
        return Outcome.NEW if any(each.before is None for each in changes.changes) else Outcome.CHANGES


def _place(part: UUID, key: str) -> str:
    return f"{token_of(part)}.{key}"
