"""Cutting strips into pages, and painting the pages with what stands at their head and foot."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from peer_challenge.reports.palette import ACCENT
from peer_challenge.reports.pdf.canvas import Artifact, TaggedCanvas
from peer_challenge.reports.pdf.strips import Panel, Strip
from peer_challenge.reports.pdf.style import HEIGHT, LEFT, TOP

_BAR = 3.0  # width of the bar at the left of a panel
_MARGIN = 4.0  # by which a panel stands out above and below its strips
_FEW = 150.0  # a last page with less on it, a fifth of its height, looks forgotten
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
    """Fill pages from the top; what must stay together moves on together, unless it is taller than a page.

    A last page with a few lines on it is avoided: it takes the end of the page before, from a heading if there is one.
    """
    groups = list(_groups(strips))
    pages, starts = _filled(groups)
    earlier = _earlier_start(groups, pages, starts)
    if earlier is None:
        return pages
    groups[earlier][0].new_page = True
    return _filled(groups)[0]


def _filled(groups: list[list[Strip]]) -> tuple[list[Page], list[int]]:
    """Return the pages, and for each the first group that starts on it."""
    pages, starts = [Page()], [0]
    for at, group in enumerate(groups):
        tall = sum(strip.above + strip.height for strip in group)
        if pages[-1].strips and (group[0].new_page or (pages[-1].used + tall > HEIGHT and tall <= HEIGHT)):
            pages.append(Page())
            starts.append(at)
        for strip in group:
            if pages[-1].strips and pages[-1].used + strip.above + strip.height > HEIGHT:
                pages.append(Page())
                starts.append(at + 1)
            pages[-1].add(strip)
    return pages, starts


def _earlier_start(groups: list[list[Strip]], pages: list[Page], starts: list[int]) -> int | None:
    """Return the group that the last page had better start with, where it has only a few lines.

    That is the one with the highest heading, the nearest of several, on the last half of the page before.
    """
    if len(pages) < 2 or pages[-1].used >= _FEW or groups[min(starts[-1], len(groups) - 1)][0].new_page:
        return None
    tall, found = pages[-1].used, None
    for at in range(starts[-1] - 1, starts[-2], -1):
        tall += sum(strip.above + strip.height for strip in groups[at])
        if groups[at][0].new_page or tall > HEIGHT / 2:
            break
        if found is None or groups[at][0].level < groups[found][0].level:
            found = at
    return found


def paint(canvas: TaggedCanvas, page: Page) -> None:
    """Paint one page: the grounds first, then the strips from the top."""
    for panel, top, bottom in _panels(page):
        if panel.fill:
            canvas.box(Artifact.LAYOUT, LEFT + panel.left, TOP + top, panel.width, bottom - top, panel.fill)
        canvas.box(Artifact.LAYOUT, LEFT + panel.left, TOP + top, _BAR, bottom - top, ACCENT)
    for top, strip in page.strips:
        strip.paint(canvas, TOP + top)


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
