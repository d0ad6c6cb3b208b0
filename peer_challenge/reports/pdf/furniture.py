"""What heads and foots each page: marking and title, reference and page number; artifacts, but for one marking."""

from peer_challenge.reports import fonts
from peer_challenge.reports.document import Document
from peer_challenge.reports.palette import RULE
from peer_challenge.reports.pdf.canvas import Artifact, Owner, TaggedCanvas
from peer_challenge.reports.pdf.lines import Piece
from peer_challenge.reports.pdf.style import FOOT, FURNITURE, HEAD, LEFT, MARKING, WIDTH, Style
from peer_challenge.reports.text import one_line


class Furniture:
    """Prints head and foot. The marking is real text at the head of the first page and an artifact elsewhere."""

    def __init__(self, document: Document, pages: int) -> None:
        self._marking = " · ".join(filter(None, map(one_line, (document.marking, document.status))))
        self._title = one_line(document.title)
        self._reference = one_line(document.reference)
        self._pages = pages

    def head(self, canvas: TaggedCanvas, page: int) -> None:
        """Print what stands above the text of a page, counted from 1; called before anything else is printed on it."""
        owner: Owner = Artifact.HEAD
        if page == 1 and self._marking:
            owner = canvas.root.child("P")
            canvas.root.kids.insert(0, canvas.root.kids.pop())
        taken = _put(canvas, owner, self._marking, MARKING, HEAD, 0, WIDTH)
        if page > 1:
            room = WIDTH - taken - 24
            _put(canvas, Artifact.HEAD, self._title, FURNITURE, HEAD, WIDTH, room)
            canvas.rule(Artifact.HEAD, (LEFT, HEAD + 9), (LEFT + WIDTH, HEAD + 9), RULE, 0.6)

    def foot(self, canvas: TaggedCanvas, page: int) -> None:
        """Print what stands below the text of a page."""
        canvas.rule(Artifact.FOOT, (LEFT, FOOT - 15), (LEFT + WIDTH, FOOT - 15), RULE, 0.6)
        taken = _put(canvas, Artifact.FOOT, f"Page {page} of {self._pages}", FURNITURE, FOOT, WIDTH, WIDTH)
        _put(canvas, Artifact.FOOT, self._reference, FURNITURE, FOOT, 0, WIDTH - taken - 24)


def _put(canvas: TaggedCanvas, owner: Owner, text: str, style: Style, y: float, x: float, room: float) -> float:
    """Print one line in the room there is, ending at x where that is the right edge, and return its width."""
    text = text[:200]
    pieces = _pieces(text, style)
    while text and sum(piece.width for piece in pieces) > room:
        text = text[: -2 if text.endswith("…") else -1].rstrip() + "…" if len(text) > 2 else ""
        pieces = _pieces(text, style)
    width = sum(piece.width for piece in pieces)
    canvas.words(owner, LEFT + x - (width if x else 0.0), y, pieces, style.size, style.colour)
    return width


def _pieces(text: str, style: Style) -> list[Piece]:
    return [Piece(part, face, fonts.width(part, face) * style.size) for face, part in fonts.split(text, style.strong)]
