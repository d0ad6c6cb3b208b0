"""Strips: the bands, each as wide as the text, that a document is laid out in before it is cut into pages."""

from collections.abc import Callable
from dataclasses import dataclass

from peer_challenge.reports.pdf.canvas import Artifact, Owner, TaggedCanvas
from peer_challenge.reports.pdf.lines import Line
from peer_challenge.reports.pdf.style import CELL_LIMIT, LEFT, Style

Paint = Callable[[TaggedCanvas, float], None]  # given the top of the strip


@dataclass(frozen=True, slots=True)
class Panel:
    """The ground behind strips that belong together, with a bar of the accent colour at its left."""

    fill: str
    left: float
    width: float


@dataclass(eq=False, slots=True)
class Strip:
    """One band that no page break cuts."""

    height: float
    paint: Paint
    above: float = 0.0  # white above it, left out at the head of a page
    keep: bool = False  # stands on one page with the strip that follows
    new_page: bool = False
    panel: Panel | None = None
    repeat: "Strip | None" = None  # put above it where it is the first on a page: the header of a table
    anchor: str = ""  # a place that the contents look up
    level: int = 4  # of the heading that starts here, 1 to 3, 0 for the title; 4 where none does


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line with its place in a column: style, owner, how far in it stands, and the white above it."""

    line: Line
    style: Style
    owner: Owner
    x: float
    above: float = 0.0

    @property
    def height(self) -> float:
        """The line's own height and the white above it."""
        return self.above + self.style.leading

    def paint(self, canvas: TaggedCanvas, top: float) -> None:
        """Print the line, `top` being where its white starts."""
        canvas.line(self.owner, LEFT + self.x, top + self.above, self.line, self.style)


Column = list[SetLine]


def column(lines: list[Line], style: Style, owner: Owner, x: float = 0.0, above: float = 0.0) -> Column:
    """Set lines below each other, the white above the first."""
    return [SetLine(line, style, owner, x, above if at == 0 else 0.0) for at, line in enumerate(lines)]


def bands(*columns: Column, above: float = 0.0) -> list[Strip]:
    """Return columns that stand side by side as one strip a line; neither a first nor a last line stands alone."""
    strips = []
    for at in range(max(map(len, columns), default=0)):
        row = [lines[at] for lines in columns if at < len(lines)]
        strips.append(Strip(max(line.height for line in row), _painter(row), above if at == 0 else 0.0))
    for strip in (*strips[:1], *strips[-2:-1]):
        strip.keep = True
    if len(strips) == 1:
        strips[0].keep = False
    return strips


def block(*columns: Column, above: float = 0.0) -> list[Strip]:
    """Return columns that stand side by side as one strip, or line by line where they are taller than is kept whole."""
    height = max((sum(line.height for line in lines) for lines in columns), default=0.0)
    if height > CELL_LIMIT:
        return bands(*columns, above=above)

    def paint(canvas: TaggedCanvas, top: float) -> None:
        for lines in columns:
            y = top
            for line in lines:
                line.paint(canvas, y)
                y += line.height

    return [Strip(height, paint, above)]


def ruled(strip: Strip, left: float, width: float, colour: str, weight: float) -> None:
    """Add a rule along the bottom of a strip."""
    plain = strip.paint

    def paint(canvas: TaggedCanvas, top: float) -> None:
        plain(canvas, top)
        y = top + strip.height
        canvas.rule(Artifact.LAYOUT, (LEFT + left, y), (LEFT + left + width, y), colour, weight)

    strip.paint = paint


def space(height: float) -> Strip:
    """Return a strip of white."""
    return Strip(height, lambda canvas, top: None)


def _painter(row: list[SetLine]) -> Paint:
    def paint(canvas: TaggedCanvas, top: float) -> None:
        for line in row:
            line.paint(canvas, top)

    return paint
