"""Breaking words into lines of a given width, with faces, weights and links kept; it reads no markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from peer_challenge.reports import fonts
from peer_challenge.reports.document import Run, Text
from peer_challenge.reports.pdf.style import Style
from peer_challenge.reports.text import clean

# a new line, spaces, the part of a word up to a hyphen or slash after which it may be broken, or a whole word
_TOKEN = re.compile(r"\n| +|[^ \n]*?\w\w[-–—/](?=\w)|[^ \n]+")


@dataclass(eq=False, frozen=True, slots=True)
class Link:
    """One link of the document: to a web address, or to a heading of the document by its anchor."""

    words: str
    address: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one face."""

    text: str
    face: str
    width: float  # in points
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; its last piece ends in a space where the next line starts a new word."""

    pieces: tuple[Piece, ...]
    width: float  # without the space at its end


@dataclass(slots=True)
class _Unit:
    """What stays together: a word, or the part of one, possibly over several runs."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0.0
    space: bool = False
    new_lines: int = 0


def break_lines(text: Text, style: Style, width: float, link: Link | None = None) -> list[Line]:
    """Return the lines of a text, none for a text without words; with `link` all of it is one link."""
    runs = (Run(text),) if isinstance(text, str) else text
    breaker = _Breaker(style.size, width)
    for unit in _units(runs, style, link):
        breaker.add(unit)
    return breaker.finish()


def _units(runs: tuple[Run, ...], style: Style, link: Link | None) -> Iterator[_Unit]:
    unit = _Unit()
    for run in runs:
        target = link or (Link(clean(run.text), run.link) if run.link else None)
        for part in _TOKEN.findall(_cleaned(run, alone=len(runs) == 1)):
            if part == "\n":
                unit.new_lines += 1
            elif part[0] == " ":
                unit.space = True
            else:
                if unit.space or unit.new_lines or _may_break(unit):
                    yield unit
                    unit = _Unit()
                for face, stretch in fonts.split(part, run.strong or style.strong):
                    wide = fonts.width(stretch, face) * style.size
                    unit.pieces.append(Piece(stretch, face, wide, target))
                    unit.width += wide
    yield unit


def _cleaned(run: Run, alone: bool) -> str:
    """Clean one run, keeping a space at either end, which parts it from its neighbours."""
    words = clean(run.text)
    if alone or not run.text:
        return words
    before, after = run.text[:1].isspace(), run.text[-1:].isspace()
    return " " * before + words + " " * after


def _may_break(unit: _Unit) -> bool:
    return bool(unit.pieces) and unit.pieces[-1].text[-1] in "-–—/" and len(unit.pieces[-1].text) > 2


class _Breaker:
    """Fills lines one after the other, as full as they go; a word wider than a line is broken where the line ends."""

    def __init__(self, size: float, width: float) -> None:
        self._size = size
        self._limit = width + 0.01
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._width = 0.0
        self._space: Piece | None = None  # owed before the next word

    def add(self, unit: _Unit) -> None:
        if unit.pieces:
            gap = self._space.width if self._space else 0.0
            if self._pieces and self._width + gap + unit.width > self._limit:
                self._close()
            if unit.width > self._limit:
                for piece in unit.pieces:
                    self._chop(piece)
            else:
                self._put_space(unit.pieces[0].link)
                for piece in unit.pieces:
                    self._put(piece)
        if unit.space and self._pieces:
            self._space = self._blank()
        for _ in range(unit.new_lines):
            self._space = self._blank() if self._pieces else None
            self._close()

    def finish(self) -> list[Line]:
        """Close the last line and return all of them, without blank ones at the end."""
        self._space = None
        if self._pieces:
            self._close()
        while self._lines and not self._lines[-1].pieces:
            self._lines.pop()
        return self._lines

    def _chop(self, piece: Piece) -> None:
        self._put_space(piece.link)
        start, wide = 0, 0.0
        for at, character in enumerate(piece.text):
            advance = fonts.width(character, piece.face) * self._size
            if self._width + wide + advance > self._limit and (self._pieces or at > start):
                self._put(Piece(piece.text[start:at], piece.face, wide, piece.link))
                self._close()
                start, wide = at, 0.0
            wide += advance
        self._put(Piece(piece.text[start:], piece.face, wide, piece.link))

    def _blank(self) -> Piece:
        last = self._pieces[-1]
        face = fonts.REGULAR if last.face == fonts.SYMBOLS else last.face
        return Piece(" ", face, fonts.width(" ", face) * self._size, last.link)

    def _put_space(self, following: Link | None) -> None:
        if self._space and self._pieces:
            inside = self._space.link is following
            self._put(self._space if inside else replace(self._space, link=None))
        self._space = None

    def _put(self, piece: Piece) -> None:
        if not piece.text:
            return
        last = self._pieces[-1] if self._pieces else None
        if last and (last.face, last.link) == (piece.face, piece.link):
            self._pieces[-1] = Piece(last.text + piece.text, last.face, last.width + piece.width, last.link)
        else:
            self._pieces.append(piece)
        self._width += piece.width

    def _close(self) -> None:
        width = self._width
        if self._space:
            self._put(self._space)
        self._lines.append(Line(tuple(self._pieces), width))
        self._pieces, self._width, self._space = [], 0.0, None
