"""A Word document as paragraphs and tables, read as if every tracked change had been accepted."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.foreign import foreign_file, is_there, parts_of
from peer_challenge.exchange.forms.pieces import Cell, Grid, Reading, Words

MOST_BYTES = 20 * 1024 * 1024
MOST_PARAGRAPHS = 20_000
_MOST_COLUMNS = 63  # what Word allows
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_ADVICE = "Open it in Word and save it again as a Word document (.docx)."

Element = Any


def read_word(path: Path) -> Reading:
    """Return what a .docx file says; raises `UserError` when it cannot be read or is too large."""
    is_there(path, MOST_BYTES)
    with foreign_file(path.name, _ADVICE):
        parts = parts_of(path, lambda name: name.endswith(".xml") and name.startswith(("word/", "docProps/")))
        return _Reader(parts, path.name).read()


class _Reader:
    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        self._parts, self._name = parts, name
        self._met: Counter[str] = Counter()
        self._tags: list[str] = []
        self._aside = ""
        self._paragraphs = 0
        self._notes: dict[tuple[str, str], Element] = {}
        self._headings = self._heading_styles()

    def read(self) -> Reading:
        for kind in ("footnote", "endnote"):
            for each in self._root(f"word/{kind}s.xml").iter(f"{_W}{kind}"):
                if each.get(f"{_W}type") is None:
                    self._notes[kind, each.get(f"{_W}id", "")] = each
        body = self._root("word/document.xml").find(f"{_W}body")
        if body is None:
            raise UserError(f"{self._name} could not be read. {_ADVICE}")
        reading = Reading(body=_merged(self._blocks(body)))
        reading.outside = [*self._unmet_notes(), *self._comments(), *self._edges()]
        reading.remarks = self._remarks()
        reading.properties = self._properties()
        return reading

    def _root(self, name: str) -> Element:
        content = self._parts.get(name)
        if content is None:
            return etree.Element("none")
        safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(content.replace(_STRICT.encode(), _W[1:-1].encode()), safe)

    def _heading_styles(self) -> frozenset[str]:
        styles = self._root("word/styles.xml").iter(f"{_W}style")
        named = {each.get(f"{_W}styleId", ""): each.find(f"{_W}name") for each in styles}
        return frozenset(
            key for key, name in named.items() if name is not None and "heading" in name.get(f"{_W}val", "").lower()
        )

    # Blocks

    def _blocks(self, parent: Element) -> Iterator[Words | Grid]:
        """Yield paragraphs and tables in order, through whatever wraps them."""
        waiting: list[str] = []
        for child in _children(parent):
            name = _name(child)
            if name == "p":
                for words in self._paragraph(child):
                    words.marks[:0] = waiting
                    waiting = []
                    yield words
            elif name == "tbl":
                grid = self._table(child)
                if grid.rows:
                    grid.rows[0][0].words.insert(0, Words(marks=waiting))
                    waiting = []
                yield grid
            elif name == "bookmarkStart":
                waiting.append(child.get(f"{_W}name", ""))
            elif name == "sdt":
                yield from self._control(child)
            elif name in {"del", "moveFrom"}:
                self._met["out"] += 1
            elif name == "altChunk":
                self._met["chunks"] += 1
            elif name not in _LEFT_OUT:
                yield from self._blocks(child)

    def _control(self, control: Element) -> Iterator[Words | Grid]:
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        self._tags.append(tag.get(f"{_W}val", "") if tag is not None else "")
        for content in control.iterchildren(f"{_W}sdtContent"):
            yield from self._blocks(content)
        self._tags.pop()

    def _tag(self) -> str:
        return next((each for each in reversed(self._tags) if each.startswith("pc:")), "")

    def _table(self, table: Element) -> Grid:
        grid = Grid(tag=self._tag())
        for row in _through(table, "tr"):
            properties = row.find(f"{_W}trPr")
            if properties is not None and properties.find(f"{_W}del") is not None:
                self._met["out"] += 1
                continue
            cells = [self._cell(each) for each in _through(row, "tc")]
            if cells:
                grid.rows.append(cells)
        return grid

    def _cell(self, cell: Element) -> Cell:
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        wide = span.get(f"{_W}val", "1") if span is not None else "1"
        words: list[Words] = []
        for block in _merged(self._blocks(cell)):
            words += [block] if isinstance(block, Words) else flattened(block)
        return Cell(words, min(max(1, int(wide)), _MOST_COLUMNS) if wide.isdecimal() else 1)

    # Paragraphs

    def _paragraph(self, paragraph: Element) -> Iterator[Words]:
        """Yield a paragraph's words, then those of the text boxes and notes that hang on it."""
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise UserError(f"{self._name} has more than {MOST_PARAGRAPHS:,} paragraphs. Send only the SEF itself.")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        words = Words(
            tag=self._tag(),
            heading=style is not None and style.get(f"{_W}val") in self._headings,
            aside=self._aside,
        )
        hanging: list[tuple[str, Element]] = []
        words.text = "".join(self._run(paragraph, words, hanging))
        words.heading = words.heading or _is_bold(paragraph)
        joins = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
        yield _Joining(words) if joins else words
        for kind, element in hanging:
            yield from self._hanging(kind, element)

    def _hanging(self, kind: str, element: Element) -> Iterator[Words]:
        before, self._aside = self._aside, f"in a {kind}"
        self._met[kind] += 1
        for block in _merged(self._blocks(element)):
            yield from [block] if isinstance(block, Words) else flattened(block)
        self._aside = before

    def _run(self, parent: Element, words: Words, hanging: list[tuple[str, Element]]) -> Iterator[str]:
        for child in _children(parent):
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "bookmarkStart":
                words.marks.append(child.get(f"{_W}name", ""))
            elif name == "sym":
                yield "•"
            elif name in _NOTES:
                note = self._notes.pop((_NOTES[name], child.get(f"{_W}id", "")), None)
                if note is not None:
                    hanging.append((_NOTES[name], note))
            elif name == "txbxContent":
                hanging.append(("text box", child))
            elif name in {"ins", "moveTo"}:
                self._met["in"] += 1
                yield from self._run(child, words, hanging)
            elif name in {"del", "moveFrom"}:
                self._met["out"] += 1
            elif name == "sdt":
                tag = child.find(f"{_W}sdtPr/{_W}tag")
                words.tag = words.tag or (tag.get(f"{_W}val", "") if tag is not None else "")
                yield from self._run(child, words, hanging)
            elif name not in _LEFT_OUT:
                self._met["pictures"] += name in {"pict", "drawing"} and _is_picture(child)
                self._met["objects"] += name == "object"
                yield from self._run(child, words, hanging)

    # Outside the running text

    def _unmet_notes(self) -> Iterator[Words]:
        left, self._notes = self._notes, {}
        for (kind, _), element in left.items():
            yield from self._hanging(kind, element)

    def _comments(self) -> Iterator[Words]:
        for each in self._root("word/comments.xml").iter(f"{_W}comment"):
            said = "\n".join(words.text for words in self._words_of(each))
            if said.strip():
                self._met["comments"] += 1
                yield Words(text=said, aside=f"in a comment by {each.get(f'{_W}author') or 'somebody'}")

    def _edges(self) -> Iterator[Words]:
        for name in sorted(self._parts):
            where = next((each for each in ("header", "footer") if name.startswith(f"word/{each}")), None)
            if where:
                for words in self._words_of(self._root(name)):
                    yield Words(text=words.text, aside=f"in the {where}")

    def _words_of(self, element: Element) -> list[Words]:
        found: list[Words] = []
        for block in _merged(self._blocks(element)):
            found += [block] if isinstance(block, Words) else flattened(block)
        return found

    def _properties(self) -> dict[str, str]:
        found = {}
        for each in _children(self._root("docProps/custom.xml")):
            if each.get("name"):
                found[each.get("name")] = "".join(each.itertext())
        return found

    def _remarks(self) -> list[str]:
        met, said = self._met, []
        if met["in"] or met["out"]:
            said.append(
                f"It has tracked changes. It was read as if all had been accepted: {count_of(met['in'], 'piece')} "
                f"put in, {count_of(met['out'], 'piece')} taken out."
            )
        if met["comments"]:
            said.append(f"It has {count_of(met['comments'], 'comment')}, listed with what was not placed.")
        for kind in ("text box", "footnote", "endnote"):
            if met[kind]:
                many = "text boxes" if kind == "text box" else ""
                said.append(f"{count_of(met[kind], kind, many).capitalize()} read where it hangs.")
        for kind, noun in (("pictures", "picture"), ("objects", "embedded object"), ("chunks", "inserted file")):
            if met[kind]:
                said.append(f"{count_of(met[kind], noun)} not read; look at the file itself.")
        return said


class _Joining(Words):
    """A paragraph whose end was struck out: the next one continues it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.text, words.tag, words.marks, words.heading, words.aside)


def flattened(grid: Grid) -> list[Words]:
    """Return a table as paragraphs, a row each, with a bar between cells that are not empty."""
    found = []
    for row in grid.rows:
        texts = [cell.text.replace("\n", " ") for cell in row if cell.text]
        marks = [mark for cell in row for mark in cell.marks]
        if len(texts) == 1:  # a table for looks, or merged cells: its paragraphs stay paragraphs
            found += [each for cell in row for each in cell.words if each.text.strip() or each.marks]
        elif texts or marks:
            tag = next((each.tag for cell in row for each in cell.words if each.tag), grid.tag)
            found.append(Words(" | ".join(texts), tag, marks))
    return found


def _merged(blocks: Iterator[Words | Grid]) -> list[Words | Grid]:
    """Return blocks with each paragraph whose end was struck out joined to the one it runs into."""
    found: list[Words | Grid] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(last, _Joining) and isinstance(block, Words) and block.aside == last.aside:
            joined = Words(
                last.text + block.text, last.tag or block.tag, last.marks + block.marks, block.heading, last.aside
            )
            found[-1] = _Joining(joined) if isinstance(block, _Joining) else joined
        else:
            found.append(block)
    return found


def _children(parent: Element) -> Iterator[Element]:
    """Yield child elements; of alternatives for different programs only the first that has words, or the first."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == f"{_MC}AlternateContent":
            choices = list(child.iterchildren(tag=etree.Element))
            worded = (each for each in choices if next(each.iter(f"{_W}t"), None) is not None)
            yield from [each for each in (next(worded, None), *choices) if each is not None][:1]
        else:
            yield child


def _through(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, also where a content control or other markup wraps them."""
    for child in _children(parent):
        name = _name(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins", "smartTag"}:
            yield from _through(child, wanted)


def _name(element: Element) -> str:
    tag = str(element.tag)
    if tag.startswith(_W):
        return tag[len(_W) :]
    return "t" if tag == f"{_MATHS}t" else ""


def _is_bold(paragraph: Element) -> bool:
    runs = [each for each in paragraph.iter(f"{_W}r") if each.find(f"{_W}t") is not None]
    return bool(runs) and all(each.find(f"{_W}rPr/{_W}b") is not None for each in runs)


def _is_picture(element: Element) -> bool:
    return any(str(each.tag).endswith(("}pic", "}imagedata")) for each in element.iter())
