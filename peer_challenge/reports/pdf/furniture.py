"""What heads and foots each page: marking and title, reference and page number; artifacts, but for the first head."""

from peer_challenge.reports import fonts
from peer_challenge.reports.document import Document
from peer_challenge.reports.palette import RULE
from peer_challenge.reports.pdf.canvas import Artifact, Owner, TaggedCanvas
from peer_challenge.reports.pdf.lines import Piece
from peer_challenge.reports.pdf.structure import Element
from peer_challenge.reports.pdf.style import (
    FOOT,
    FURNITURE,
    HEAD,
    LEFT,
    LETTERHEAD,
    MARKING,
    PAGE_HEIGHT,
    TOP,
    WIDTH,
    Style,
)
from peer_challenge.reports.text import one_line

_GAP = 24.0  # at least, between what stands at either side of a line
_LOGO_BOTTOM = TOP - 8


class Furniture:
    """Prints head and foot. Marking and logo, or the region's name, are real content on the first page only."""

    def __init__(self, document: Document, pages: int) -> None:
        self._marking, status = one_line(document.marking), one_line(document.status)
        self._status = f" · {status}" if self._marking and status else status
        self._title = one_line(document.title)
        self._reference = one_line(document.reference)
        self._look = document.look
        self._pages = pages

    def head(self, canvas: TaggedCanvas, page: int) -> None:
        """Print what stands above the text of a page, counted from 1; called before anything else is printed on it."""
        if page == 1:
            self._first_head(canvas)
            return
        taken = _put(canvas, Artifact.HEAD, self._marking, MARKING, HEAD, 0, WIDTH, self._status)
        _put(canvas, Artifact.HEAD, self._title, FURNITURE, HEAD, WIDTH, WIDTH - taken - _GAP)
        canvas.rule(Artifact.HEAD, (LEFT, HEAD + 9), (LEFT + WIDTH, HEAD + 9), RULE, 0.6)

    def _first_head(self, canvas: TaggedCanvas) -> None:
        """Print the marking, and beside it the region's logo, or its name where it has none; read before the title."""
        marking, region = (Element("P", canvas.root) for _ in range(2))
        room = WIDTH - self._look.logo_size[0] - _GAP if self._look.logo else WIDTH
        taken = _put(canvas, marking, self._marking, MARKING, HEAD, 0, room, self._status)
        if self._look.logo:
            region = self._logo(canvas)
        else:
            _put(canvas, region, one_line(self._look.name), LETTERHEAD, HEAD, WIDTH, WIDTH - taken - _GAP)
        canvas.root.kids[:0] = [each for each in (marking, region) if each.kids]

    def _logo(self, canvas: TaggedCanvas) -> Element:
        wide, high = self._look.logo_size
        left, top = LEFT + WIDTH - wide, _LOGO_BOTTOM - high
        figure = Element("Figure", canvas.root, one_line(self._look.logo_words))
        bottom = PAGE_HEIGHT - _LOGO_BOTTOM
        box = " ".join(f"{corner:.2f}" for corner in (left, bottom, left + wide, bottom + high))
        figure.attributes.update({"O": "/Layout", "BBox": f"[{box}]", "Placement": "/Block"})
        canvas.picture(figure, self._look.logo, left, top, (wide, high))
        return figure

    def foot(self, canvas: TaggedCanvas, page: int) -> None:
        """Print what stands below the text of a page."""
        canvas.rule(Artifact.FOOT, (LEFT, FOOT - 15), (LEFT + WIDTH, FOOT - 15), RULE, 0.6)
        taken = _put(canvas, Artifact.FOOT, f"Page {page} of {self._pages}", FURNITURE, FOOT, WIDTH, WIDTH)
        _put(canvas, Artifact.FOOT, self._reference, FURNITURE, FOOT, 0, WIDTH - taken - 24)


def _put(
    canvas: TaggedCanvas, owner: Owner, text: str, style: Style, y: float, x: float, room: float, ending: str = ""
) -> float:
    """Print one line in the room there is, ending at x where that is the right edge, and return its width.

    What does not fit is cut from `text`, never from its `ending`.
    """
    text = text[:200]
    pieces = _pieces(text + ending, style)
    while text and sum(piece.width for piece in pieces) > room:
        text = text[: -2 if text.endswith("…") else -1].rstrip() + "…" if len(text) > 2 else ""
        pieces = _pieces(text + ending, style)
    width = sum(piece.width for piece in pieces)
    canvas.words(owner, LEFT + x - (width if x else 0.0), y, pieces, style.size, style.colour)
    return width


def _pieces(text: str, style: Style) -> list[Piece]:
    return [Piece(part, face, fonts.width(part, face) * style.size) for face, part in fonts.split(text, style.strong)]
