"""What every form has in common: sections with fields, the marks they are known by again, and how a form is told apart.

A form goes out as a file, is filled in without the program, and comes back. Each section stands for a record: a line
of enquiry, a challenge, the part an authority takes. Its fields and rows are found again by marks made of that
record's id, and by their headings where the marks have gone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

FORM_VERSION = 1
MARK_LETTERS = 12
"""How many hexadecimal digits of an id stand for it in a form: the last, which differ even in ids made at once."""
WRITE_HERE = "Write here."
"""What stands in a field that is still empty."""


class FormKind(StrEnum):
    """What a form asks; the value is how its mark begins."""

    JOINING = "JOIN"
    SEF = "SEF"
    QUESTIONS = "ASK"
    CLOSING = "CLOSE"
    SIX_MONTHS = "CLOSE6"
    TWELVE_MONTHS = "CLOSE12"

    @property
    def words(self) -> str:
        """What it is called in the window."""
        return _WORDS[self]

    @property
    def slug(self) -> str:
        """What it is called on the command line and in the names of files."""
        return self.name.lower().replace("_", "-")


_WORDS = {
    FormKind.JOINING: "Joining form",
    FormKind.SEF: "SEF form",
    FormKind.QUESTIONS: "Questions and notes",
    FormKind.CLOSING: "After the challenge",
    FormKind.SIX_MONTHS: "Six months on",
    FormKind.TWELVE_MONTHS: "Twelve months on",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A field or a column of a form: its key, heading and guidance, and other headings people give it."""

    key: str
    heading: str
    guidance: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a form is known by: kind, version, and the last digits of the ids of round, authority and framework."""

    version: int
    round: str
    authority: str
    framework: str
    kind: FormKind = FormKind.SEF

    @property
    def code(self) -> str:
        """The mark as it stands in the form, for example at the foot of each page."""
        return f"{self.kind}-{self.version}-{self.round}-{self.authority}-{self.framework}"


_KINDS = "|".join(sorted(FormKind, key=len, reverse=True))
_CODE = re.compile(rf"({_KINDS})-(\d{{1,4}})-([0-9a-f]{{12}})-([0-9a-f]{{12}})-([0-9a-f]{{12}})")


def mark_in(text: str) -> FormMark | None:
    """Return the first mark in a text; None where there is none."""
    found = _CODE.search(text)
    return FormMark(int(found[2]), found[3], found[4], found[5], FormKind(found[1])) if found else None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form as a reader needs it: what it stands for, the headings it has, and what is asked in it."""

    id: UUID
    names: tuple[str, ...]
    fields: tuple[Asked, ...]
    columns: tuple[Asked, ...] = ()

    @property
    def token(self) -> str:
        """What stands for the section in the form's marks."""
        return token_of(self.id)


@dataclass(frozen=True, slots=True)
class Shape:
    """A form as a reader needs it. `tables` are the headings that tables of rows have, `own` all its other words.

    The first column of a table is the one that a row cannot do without; `open_field` takes what is written straight
    under the heading of a section. In a form of `boxes` what stands below the last box is in none of them.
    """

    title: str
    sections: tuple[Section, ...]
    own: tuple[str, ...]
    tables: tuple[str, ...] = ()
    open_field: str = ""
    boxes: bool = False

    @property
    def fields(self) -> tuple[Asked, ...]:
        """Every field of any section, once."""
        return tuple({each.key: each for section in self.sections for each in section.fields}.values())

    @property
    def columns(self) -> tuple[Asked, ...]:
        """Every column of any section, once."""
        return tuple({each.key: each for section in self.sections for each in section.columns}.values())


def token_of(id: UUID) -> str:
    """Return what stands for a record in a form."""
    return id.hex[-MARK_LETTERS:]


def base_of(text: str) -> str:
    """Return a short hash of a text, blind to how its lines break."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def bases_of(held: Iterable[tuple[str, str]]) -> str:
    """Return what filled places held when a form was made, as short hashes: `place=hash` with spaces between.

    A form that comes back may then take the place of just that text, and of no later one.
    """
    return " ".join(f"{place}={base_of(text)}" for place, text in held if text)
