"""The list of contents: one line a heading, each a link to it, with the page it stands on."""

from dataclasses import dataclass

from peer_challenge.reports import fonts
from peer_challenge.reports.palette import RULE
from peer_challenge.reports.pdf import style as styles
from peer_challenge.reports.pdf.canvas import TaggedCanvas
from peer_challenge.reports.pdf.lines import Line, Link, Piece, break_lines
from peer_challenge.reports.pdf.strips import Paint, Strip, bands, column, ruled
from peer_challenge.reports.pdf.structure import Element
from peer_challenge.reports.pdf.style import LEFT, WIDTH

_NUMBERS = 40.0  # room for the page numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the contents and the bookmarks name it."""

    words: str
    level: int
    anchor: str


def contents_strips(entries: list[Entry], parent: Element, page_of: dict[str, int]) -> list[Strip]:
    """Return the list; `page_of` need only be filled when the strips are painted."""
    if not entries:
        return []
    whole = parent.child("TOC")
    strips: list[Strip] = []
    for entry in entries:
        indent = 16.0 * (entry.level - 1)
        style = styles.CONTENTS if entry.level == 1 else styles.CONTENTS_BELOW
        reference = whole.child("TOCI").child("Reference")
        link = Link(entry.words, anchor=entry.anchor)
        lines = break_lines(entry.words + " ", style, WIDTH - _NUMBERS - indent, link)
        made = bands(column(lines, style, reference, indent), above=style.above)
        made[-1].paint = _with_page(made[-1].paint, style, reference, link, page_of)
        if entry.level == 1:
            ruled(made[-1], 0, WIDTH, RULE, 0.5)
        strips += made
    strips[0].above = 12
    return strips


def _with_page(before: Paint, style: styles.Style, reference: Element, link: Link, page_of: dict[str, int]) -> Paint:
    def paint(canvas: TaggedCanvas, top: float) -> None:
        before(canvas, top)
        number = f" {page_of[link.anchor]}"
        face = fonts.BOLD if style.strong else fonts.REGULAR
        wide = fonts.width(number, face) * style.size
        line = Line((Piece(number, face, wide, link),), wide)
        canvas.line(reference, LEFT + WIDTH - wide, top, line, style)

    return paint
