"""Figures: a neutral drawing painted as one element, with its meaning in words and a caption below."""

from peer_challenge.reports import fonts
from peer_challenge.reports.charts import Box, Line, Shape, Words
from peer_challenge.reports.document import Figure
from peer_challenge.reports.pdf.canvas import TaggedCanvas
from peer_challenge.reports.pdf.lines import Piece, break_lines
from peer_challenge.reports.pdf.strips import Strip, bands, column, space
from peer_challenge.reports.pdf.structure import Element
from peer_challenge.reports.pdf.style import CAPTION, HEIGHT, LEFT, PAGE_HEIGHT, WIDTH
from peer_challenge.reports.text import one_line

_ABOVE = 12.0


def figure_strips(figure: Figure, parent: Element) -> list[Strip]:
    """Return the drawing, made smaller where the page is, and its caption; both stand on one page."""
    drawing = figure.drawing
    caption = break_lines(figure.caption, CAPTION, WIDTH)
    room = HEIGHT - len(caption) * CAPTION.leading - 2 * _ABOVE
    scale = min(1.0, WIDTH / drawing.width, room / drawing.height)
    element = parent.child("Figure", one_line(figure.alternative))

    def paint(canvas: TaggedCanvas, top: float) -> None:
        bottom = PAGE_HEIGHT - top - drawing.height * scale
        corners = (LEFT, bottom, LEFT + drawing.width * scale, PAGE_HEIGHT - top)
        box = " ".join(f"{corner:.2f}" for corner in corners)
        element.attributes.update({"O": "/Layout", "BBox": f"[{box}]", "Placement": "/Block"})
        for shape in drawing.shapes:
            _shape(canvas, element, shape, top, scale)

    strip = Strip(drawing.height * scale, paint, _ABOVE)
    below = bands(column(caption, CAPTION, parent.child("Caption")), above=5)
    for kept in (strip, *below[:-1]):
        kept.keep = bool(below)
    return [strip, *below, space(4)]


def _shape(canvas: TaggedCanvas, owner: Element, shape: Shape, top: float, scale: float) -> None:
    match shape:
        case Box():
            x, y = LEFT + shape.x * scale, top + shape.y * scale
            canvas.box(owner, x, y, shape.width * scale, shape.height * scale, shape.fill, shape.outline)
        case Line():
            start = (LEFT + shape.x1 * scale, top + shape.y1 * scale)
            end = (LEFT + shape.x2 * scale, top + shape.y2 * scale)
            canvas.rule(owner, start, end, shape.colour, shape.width * scale)
        case Words():
            size = shape.size * scale
            parts = fonts.split(one_line(shape.text), shape.strong)
            pieces = [Piece(part, face, fonts.width(part, face) * size) for face, part in parts]
            back = {"left": 0.0, "middle": 0.5, "right": 1.0}[shape.align] * sum(piece.width for piece in pieces)
            canvas.words(owner, LEFT + shape.x * scale - back, top + shape.y * scale, pieces, size, shape.colour)
