"""The neutral document of blocks that views become, before any renderer makes PDF, HTML or Word of it.

Every text is plain: nothing in it is ever read as markup. A document that could not be made accessible (a figure
without words, a skipped heading level) cannot be built: that is a fault of the program and raises `ValueError`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from peer_challenge.reports import charts
from peer_challenge.reports.charts import Drawing
from peer_challenge.reports.look import PLAIN, Look

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|bmp|tiff?|webp|pdf)", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\x00-\x1f]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words within a paragraph: plain, strong, or a link to a web or e-mail address."""

    text: str
    strong: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        if self.link and not _ADDRESS.fullmatch(self.link):
            raise ValueError(f"a link goes to a web or e-mail address, not to {self.link!r}")
        if self.link and not self.text.strip():
            raise ValueError("a link needs words")


Text = str | tuple[Run, ...]


class Tone(StrEnum):
    """How loudly a paragraph speaks: the opening one, the usual, or a note in smaller, quieter type."""

    LEAD = "lead"
    BODY = "body"
    QUIET = "quiet"


class CalloutKind(StrEnum):
    """What a call-out is for; the kinds differ in their words and a little in their ground, never in colour alone."""

    NOTE = "note"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Title:
    """The document's own name on its first page, with one quieter line below; only ever the first block."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; also a bookmark and, to the level asked for, a line of the contents."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError("headings have level 1, 2 or 3")
        if not self.text.strip():
            raise ValueError("a heading needs words")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a new line in its text stays a new line. A paragraph without words prints nothing."""

    text: Text
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list, with a quieter note below it, such as what it rests on."""

    text: Text
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list in no order."""

    items: tuple[Text | Item, ...]

    def __post_init__(self) -> None:
        _needs(self.items, "a list needs items")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list counted from 1."""

    items: tuple[Text | Item, ...]

    def __post_init__(self) -> None:
        _needs(self.items, "a list needs items")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms and what stands against each: date, place, who took part."""

    pairs: tuple[tuple[str, Text], ...]

    def __post_init__(self) -> None:
        _needs(self.pairs, "pairs need at least one pair")
        _need_words((term for term, _ in self.pairs), "a term needs words")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below one row of column headings, which is repeated on each page.

    `widths` are shares of the text width, scaled to fill it; without them the words decide. `numbers` are the columns
    set to the right. With `row_headers` the first cell of each row is the heading of its row.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    numbers: frozenset[int] = frozenset()
    row_headers: bool = False

    def __post_init__(self) -> None:
        _needs(self.rows, "a table needs rows: say in a sentence that there is nothing to list")
        _need_words(map(plain, self.header), "a column heading needs words")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row has as many cells as the header")
        if self.widths and (len(self.widths) != len(self.header) or min(self.widths) <= 0):
            raise ValueError("widths are positive, one a column")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, what it shows in words for who cannot see it, its figures as a table, and a caption.

    Word and HTML print the table; in PDF the alternative says every figure, and no page is spent twice.
    """

    drawing: Drawing
    alternative: str
    data: Table
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.alternative.strip() or _FILE_NAME.fullmatch(self.alternative.strip()):
            raise ValueError("a figure needs its meaning in words")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as written or said, and whose role they were; never a person's name."""

    text: Text
    source: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A few blocks set apart on a tinted ground below words of their own; it is no heading and not in the contents."""

    kind: CalloutKind
    heading: str
    blocks: tuple[Paragraph | Bullets | Numbered | Pairs, ...]

    def __post_init__(self) -> None:
        if not self.heading.strip():
            raise ValueError("a call-out needs a heading")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Ruled lines to write on by hand, 24 points apart; nobody reads them out."""

    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.count <= 20:
            raise ValueError("a space to write in has 1 to 20 lines")


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings down to `depth`, with their pages; nothing where there are none."""

    depth: int = 2


Block = (
    Title
    | Heading
    | Paragraph
    | Bullets
    | Numbered
    | Pairs
    | Table
    | Figure
    | Quote
    | Callout
    | PageBreak
    | WritingLines
    | Contents
)


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a renderer needs; `created` is the date of the record, so that equal records give equal files.

    `marking` heads every page and `status` ("Draft") stands beside it; `reference` is at the foot. `author` is an
    organisation or region, never a person. `look` is the region's own.
    `identifier` is what the document is about, where a copy must be known again later.
    """

    title: str
    created: datetime
    blocks: tuple[Block, ...]
    marking: str = ""
    status: str = ""
    reference: str = ""
    subject: str = ""
    author: str = ""
    language: str = "en-GB"
    look: Look = PLAIN
    identifier: UUID | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document needs a title")
        if self.created.utcoffset() is None:
            raise ValueError("a document's date carries its zone")
        if any(isinstance(block, Title) for block in self.blocks[1:]):
            raise ValueError("the title is the first block")
        _check_levels(block.level for block in self.blocks if isinstance(block, Heading))


def bar_figure(
    values: Sequence[tuple[str, float]], names: tuple[str, str], unit: str = "", caption: str = ""
) -> Figure:
    """Return a bar chart with its words and its table; `names` head the table's two columns."""
    rows = tuple((label, charts.figure(value, unit)) for label, value in values)
    data = Table(names, rows, numbers=frozenset({1}), row_headers=True)
    return Figure(charts.bars(values, unit), charts.in_words(values, unit), data, caption)


def stacked_figure(
    rows: Sequence[charts.Bar], series: Sequence[str], name: str, unit: str = "", caption: str = ""
) -> Figure:
    """Return a chart of stacked bars with its words and its table; `name` heads the column of the bars' names."""
    cells = tuple((row.label, *(charts.figure(part, unit) for part in (*row.parts, sum(row.parts)))) for row in rows)
    header = (name, *series, "Together")
    data = Table(header, cells, numbers=frozenset(range(1, len(header))), row_headers=True)
    return Figure(charts.stacked_bars(rows, series, unit), charts.stacked_in_words(rows, series, unit), data, caption)


def plain(text: Text) -> str:
    """Return the words of a text without their runs."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def _check_levels(levels: Iterable[int]) -> None:
    before = 0
    for level in levels:
        if level > before + 1:
            raise ValueError(f"a heading of level {level} cannot follow one of level {before}")
        before = level


def _needs(things: tuple[object, ...], sentence: str) -> None:
    if not things:
        raise ValueError(sentence)


def _need_words(texts: Iterable[str], sentence: str) -> None:
    if not all(text.strip() for text in texts):
        raise ValueError(sentence)
