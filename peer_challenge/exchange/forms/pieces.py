"""What a document is made of once it is read: paragraphs and tables with the marks in them, in reading order."""

from dataclasses import dataclass, field


@dataclass
class Words:
    """A paragraph: its words, what marks it, and whether it looks like a heading.

    `tag` is the innermost content control of ours around it; `marks` are the bookmarks that begin in it; `aside` says
    where it stands when it is not part of the running text: "in a text box", "in a footnote".
    """

    text: str = ""
    tag: str = ""
    marks: list[str] = field(default_factory=list)
    heading: bool = False
    aside: str = ""


@dataclass
class Cell:
    """A cell: the paragraphs in it, those of tables inside it included, and how many columns it spans."""

    words: list[Words] = field(default_factory=list)
    span: int = 1

    @property
    def text(self) -> str:
        """Its words, a paragraph a line."""
        return "\n".join(each.text for each in self.words if each.text.strip())

    @property
    def marks(self) -> list[str]:
        """The bookmarks that begin in it."""
        return [mark for each in self.words for mark in each.marks]


@dataclass
class Grid:
    """A table, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)
    tag: str = ""

    @property
    def marks(self) -> list[str]:
        """The bookmarks that begin in it."""
        return [mark for row in self.rows for cell in row for mark in cell.marks]


@dataclass
class Reading:
    """A whole document: what it says in order, what stands outside the running text, and what was met on the way."""

    body: list[Words | Grid] = field(default_factory=list)
    outside: list[Words] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """Every paragraph it has, wherever it stands."""
        found = [
            words
            for block in self.body
            if isinstance(block, Grid)
            for row in block.rows
            for c in row
            for words in c.words
        ]
        found += [block for block in self.body if isinstance(block, Words)]
        return [each.text for each in (*found, *self.outside)]
