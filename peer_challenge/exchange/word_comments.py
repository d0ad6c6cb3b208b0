"""A Word draft that came back: each paragraph as it was sent and as it is now, with the comments on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.foreign import foreign_file, is_there, parts_of
from peer_challenge.services.draft_returned import Piece

MOST_BYTES = 20 * 1024 * 1024
MOST_PARAGRAPHS = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_ADVICE = "Open it in Word and save it again as a Word document (.docx)."
_PUT_IN, _TAKEN_OUT = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO_WORDS = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText"})
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

Element = Any


@dataclass
class _Open:
    """A paragraph being read; one whose end was put in or taken out goes on in the next."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def add(self, text: str, *, before: bool, after: bool) -> None:
        if before:
            self.before.append(text)
        if after:
            self.after.append(text)


def read_returned_draft(path: Path) -> list[Piece]:
    """Return the paragraphs of a .docx file with both of their wordings; raises `UserError` when it cannot be read.

    Who made a change or comment is not read: it is the host's, whoever typed it.
    """
    is_there(path, MOST_BYTES)
    with foreign_file(path.name, _ADVICE):
        parts = parts_of(path, lambda name: name in {"word/document.xml", "word/comments.xml", "word/styles.xml"})
        body = _root(parts.get("word/document.xml")).find(f"{_W}body")
        if body is None:
            raise UserError(f"{path.name} could not be read. {_ADVICE}")
        return list(_Reader(path.name, _comments(parts), _headings(parts)).pieces(body))


class _Reader:
    def __init__(self, name: str, comments: dict[str, str], headings: frozenset[str]) -> None:
        self._name, self._comments, self._headings = name, comments, headings

    def pieces(self, body: Element) -> Iterator[Piece]:
        """Yield the paragraphs that say something, cells and text boxes included, each under its heading."""
        place, open_ = "", _Open()
        for number, paragraph in enumerate(body.iter(f"{_W}p")):
            if number >= MOST_PARAGRAPHS:
                raise UserError(f"{self._name} has more than {MOST_PARAGRAPHS:,} paragraphs. Send only the draft.")
            if any(True for _ in paragraph.iterancestors(_MC_FALLBACK)):
                continue
            row = next(paragraph.iterancestors(f"{_W}tr"), None)
            put_in, taken_out = _mark_of(row.find(f"{_W}trPr")) if row is not None else (False, False)
            self._read(paragraph, open_, before=not put_in, after=not taken_out)
            if any(_mark_of(paragraph.find(f"{_W}pPr/{_W}rPr"))):
                open_.add(" ", before=True, after=True)
                continue
            piece = Piece("".join(open_.before).strip(), "".join(open_.after).strip(), tuple(open_.comments), place)
            open_ = _Open()
            if piece.before or piece.after or piece.comments:
                yield piece
            if self._is_heading(paragraph) and piece.after:
                place = piece.after
        last = Piece("".join(open_.before).strip(), "".join(open_.after).strip(), tuple(open_.comments), place)
        if last.before or last.after or last.comments:
            yield last

    def _read(self, parent: Element, open_: _Open, *, before: bool, after: bool) -> None:
        for child in parent.iterchildren(tag=etree.Element):
            name = _name(child)
            if name in {"t", "delText"}:
                open_.add(child.text or "", before=before, after=after)
            elif name in _BREAKS:
                open_.add(_BREAKS[name], before=before, after=after)
            elif name in _PUT_IN:
                self._read(child, open_, before=False, after=after)
            elif name in _TAKEN_OUT:
                self._read(child, open_, before=before, after=False)
            elif name == "commentReference":
                if said := self._comments.get(child.get(f"{_W}id", "")):
                    open_.comments.append(said)
            elif name != "p" and name not in _NO_WORDS and child.tag != _MC_FALLBACK:
                self._read(child, open_, before=before, after=after)

    def _is_heading(self, paragraph: Element) -> bool:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(f"{_W}val") in self._headings


def _mark_of(properties: Element | None) -> tuple[bool, bool]:
    """Return whether a paragraph's end, or a row, was put in and whether it was taken out."""
    if properties is None:
        return False, False
    names = {_name(each) for each in properties.iterchildren(tag=etree.Element)}
    return bool(names & _PUT_IN), bool(names & _TAKEN_OUT)


def _comments(parts: dict[str, bytes]) -> dict[str, str]:
    """Return comment → its words, a paragraph a line."""
    found = {}
    for each in _root(parts.get("word/comments.xml")).iter(f"{_W}comment"):
        lines = ("".join(text.text or "" for text in one.iter(f"{_W}t")) for one in each.iter(f"{_W}p"))
        found[each.get(f"{_W}id", "")] = "\n".join(line for line in lines if line.strip())
    return found


def _headings(parts: dict[str, bytes]) -> frozenset[str]:
    found = set()
    for each in _root(parts.get("word/styles.xml")).iter(f"{_W}style"):
        name = each.find(f"{_W}name")
        if name is not None and name.get(f"{_W}val", "").lower().startswith(("heading", "title")):
            found.add(each.get(f"{_W}styleId", ""))
    return frozenset(found)


def _root(content: bytes | None) -> Element:
    if content is None:
        return etree.Element("none")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content.replace(_STRICT, _W[1:-1].encode()), safe)


def _name(element: Element) -> str:
    tag = str(element.tag)
    return tag[len(_W) :] if tag.startswith(_W) else ""
