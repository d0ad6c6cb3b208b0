"""Cutting strips into pages, and painting the pages with what stands at their head and foot."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from peer_challenge.reports.palette import ACCENT
from peer_challenge.reports.pdf.canvas import Artifact, TaggedCanvas
from peer_challenge.reports.pdf.strips import Panel, Strip
from peer_challenge.reports.pdf.style import HEIGHT, LEFT, TOP

_BAR = 3.0  # width of the bar at the left of a panel
_MARGIN = 4.0  # by which a panel stands out above and below its strips
_BELOW_HEADER = 2.0  # more white below a repeated header, for a row that goes on there


@dataclass(slots=True)
class Page:
    """The strips of one page, each with its distance from the top of the text."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    used: float = 0.0

    def add(self, strip: Strip) -> None:
        """Put a strip below the others."""
        if not self.strips and strip.repeat:
            self.add(replace(strip.repeat))
            self.used += _BELOW_HEADER
        top = self.used + (strip.above if self.strips else 0.0)
        self.strips.append((top, strip))
        self.used = top + strip.height


def paginate(strips: list[Strip]) -> list[Page]:
    """Fill pages from the top; what must stay together moves on together, unless it is taller than a page."""
    pages = [Page()]
    for group in _groups(strips):
        page = pages[-1]
        tall = sum(strip.above + strip.height for strip in group)
        if page.strips and (group[0].new_page or (page.used + tall > HEIGHT and tall <= HEIGHT)):
            page = _next(pages)
        for strip in group:
            if page.strips and page.used + strip.above + strip.height > HEIGHT:
                page = _next(pages)
            page.add(strip)
    return pages


def paint(canvas: TaggedCanvas, page: Page) -> None:
    """Paint one page: the grounds first, then the strips from the top."""
    for panel, top, bottom in _panels(page):
        if panel.fill:
            canvas.box(Artifact.LAYOUT, LEFT + panel.left, TOP + top, panel.width, bottom - top, panel.fill)
        canvas.box(Artifact.LAYOUT, LEFT + panel.left, TOP + top, _BAR, bottom - top, ACCENT)
    for top, strip in page.strips:
        strip.paint(canvas, TOP + top)


def _next(pages: list[Page]) -> Page:
    pages.append(Page())
    return pages[-1]


def _groups(strips: list[Strip]) -> Iterator[list[Strip]]:
    """Give runs of strips that are kept together."""
    group: list[Strip] = []
    for strip in strips:
        if strip.new_page and group:
            yield group
            group = []
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


def _panels(page: Page) -> Iterator[tuple[Panel, float, float]]:
    """Give each ground of a page once, from the top of its first strip to the bottom of its last."""
    open_panel: tuple[Panel, float, float] | None = None
    for top, strip in page.strips:
        if open_panel and open_panel[0] is not strip.panel:
            yield open_panel
            open_panel = None
        if strip.panel:
            start = open_panel[1] if open_panel else top - _MARGIN
            open_panel = (strip.panel, start, top + strip.height + _MARGIN)
    if open_panel:
        yield open_panel
