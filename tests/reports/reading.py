"""Reads a tagged PDF as a screen reader does, by its structure tree, and a document model in the same words."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import page
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from peer_challenge.reports.document import (
    Bullets,
    Callout,
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    Numbered,
    Pairs,
    Paragraph,
    Quote,
    Table,
    Title,
    plain,
)

INLINE = {"Link", "Reference"}


@dataclass
class Node:
    """An element as read back; `parts` are its words and its elements in order, `areas` where it can be clicked."""

    role: str
    entries: DictionaryObject
    parts: list["Node | str"] = field(default_factory=list)
    areas: int = 0

    def find(self, *roles: str) -> list["Node"]:
        return [node for node in self.walk() if node.role in roles]

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.walk()

    @property
    def text(self) -> str:
        if self.role == "Figure":
            return str(self.entries.get("/Alt", ""))
        said = ""
        for part in self.parts:
            if isinstance(part, str):
                said += part
            else:
                said += part.text if part.role in INLINE else f" {part.text} "
        return re.sub(r"\s*\S+\s*$", "", said) if self.role == "TOCI" else said  # without its page number


class TaggedFile:
    """One file: its pages' marked words, and its tree."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        self.marked = [_marked(each, self.reader) for each in self.reader.pages]
        self._pages = {each.indirect_reference.idnum: at for at, each in enumerate(self.reader.pages)}
        top = self.reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
        self.root = self._node(top)

    @property
    def words(self) -> list[str]:
        return norm(self.root.text).split()

    @property
    def artifacts(self) -> list[str]:
        """The words of each page that are in no element."""
        return [marks.get(None, "") for marks in self.marked]

    def _node(self, entries: DictionaryObject) -> Node:
        node = Node(entries["/S"][1:], entries)
        for kid in entries["/K"]:
            value = kid.get_object()
            if isinstance(value, int):
                node.parts.append(self._words(entries.raw_get("/Pg"), value))
            elif value.get("/Type") == "/MCR":
                node.parts.append(self._words(value.raw_get("/Pg"), value["/MCID"]))
            elif value.get("/Type") == "/StructElem":
                node.parts.append(self._node(value))
            elif value.get("/Type") == "/OBJR":
                node.areas += 1
        return node

    def _words(self, where, number: int) -> str:
        return self.marked[self._pages[where.idnum]].get(int(number), "")


def _marked(each, reader: PdfReader) -> dict[int | None, str]:
    """Return the words of one page by mark; artifacts under None."""
    fonts = {name: _unicode_map(font.get_object()) for name, font in each["/Resources"]["/Font"].items()}
    said: dict[int | None, str] = {}
    mark, current = None, {}
    for operands, operator in ContentStream(each.get_contents(), reader).operations:
        if operator == b"BDC":
            mark = operands[1].get("/MCID")
        elif operator == b"EMC":
            mark = None
        elif operator == b"Tf":
            current = fonts[operands[0]]
        elif operator == b"Tj":
            value = operands[0]
            codes = value if isinstance(value, bytes) else value.original_bytes
            said[mark] = said.get(mark, "") + "".join(current.get(code, "\ufffe") for code in codes)
    return said


def _unicode_map(font: DictionaryObject) -> dict[int, str]:
    stream = font["/ToUnicode"].get_object().get_data().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]+)>\n", stream[stream.index("endcodespacerange") :] + "\n")
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def failures(data: bytes) -> list[str]:
    """Return the PDF/UA-1 rules a file breaks, each with its message."""
    report = page.validate_pdf_bytes(data, profile="ua1", limits=page.SafetyLimits.unlimited())
    assert report.rules.total > 100
    assert report.is_compliant == (not report.failures)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def tree_faults(file: TaggedFile) -> list[str]:
    """Return what no validator looks at: what figures, column headings and headings say, and in which order."""
    found = []
    for figure in file.root.find("Figure"):
        if re.fullmatch(r"\s*\S*\.?\w{2,4}\s*", figure.text):
            found.append(f"a figure that says only {figure.text!r}")
    found += [
        "a column heading without words" for cell in file.root.find("TH") if not _is_row(cell) and not cell.text.strip()
    ]
    found += [f"a link that cannot be followed: {link.text}" for link in file.root.find("Link") if not link.areas]
    before = 0
    for heading in file.root.find("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(heading.role[1])
        if level > before + 1 or not heading.text.strip():
            found.append(f"heading {heading.text!r} of level {level}")
        before = level
    return found


def _is_row(cell: Node) -> bool:
    return cell.entries.get("/A", {}).get("/Scope") == "/Row"


def norm(text: str) -> str:
    """Return text in the form both sides are compared in; a variation selector has no form on paper."""
    return unicodedata.normalize("NFC", re.sub("[\ufe00-\ufe0f]", "", text))


def model_words(document: Document, *, signs: bool = True, data: bool = False) -> list[str]:
    """Return every word of a document in the order it must be read.

    `signs` are the points and numbers of lists, which HTML and Word do not write as text; with `data` figures are
    followed by their tables, as they are there.
    """
    said = [" · ".join(filter(None, (document.marking, document.status)))]
    for block in document.blocks:
        said.extend(_said(block, document, signs))
        if data and isinstance(block, Figure):
            said.extend(_said(block.data, document, signs))
    return norm(" ".join(said)).split()


def _said(block, document: Document, signs: bool) -> Iterable[str]:
    match block:
        case Title(text=text, subtitle=subtitle):
            return [text, subtitle]
        case Heading(text=text):
            return [text]
        case Paragraph(text=text):
            return [plain(text)]
        case Bullets(items=items):
            return _listed(items, ["•" * signs] * len(items))
        case Numbered(items=items):
            return _listed(items, [f"{number}." * signs for number in range(1, len(items) + 1)])
        case Pairs(pairs=pairs):
            return [part for term, text in pairs for part in (term, plain(text))]
        case Table(header=header, rows=rows, caption=caption):
            return [caption, *map(plain, header), *(plain(cell) for row in rows for cell in row)]
        case Figure(alternative=alternative, caption=caption):
            return [alternative, caption]
        case Quote(text=text, source=source):
            return [plain(text), source]
        case Callout(heading=heading, blocks=blocks):
            return [heading, *(part for inner in blocks for part in _said(inner, document, signs))]
        case Contents(depth=depth):
            return [b.text for b in document.blocks if isinstance(b, Heading) and b.level <= depth]
    return []


def _listed(items, signs: list[str]) -> list[str]:
    said = []
    for item, sign in zip(items, signs, strict=True):
        text, note = (item.text, item.note) if isinstance(item, Item) else (item, "")
        if plain(text).strip() or plain(note).strip():
            said += [sign, plain(text), plain(note)]
    return said
