"""The measures of the page, in points: paper, margins, and the type of each kind of text."""

from dataclasses import dataclass

from peer_challenge.reports.palette import ACCENT, INK, MUTED

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
LEFT = 65.0
WIDTH = PAGE_WIDTH - 2 * LEFT
TOP = 72.0  # where text starts, from the top edge
BOTTOM = PAGE_HEIGHT - 66.0  # where it ends
HEAD = 42.0  # base line of what heads each page
FOOT = PAGE_HEIGHT - 36.0
HEIGHT = BOTTOM - TOP
CELL_LIMIT = 190.0  # a taller row may be split between pages


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of text: its size, line height, colour, weight, and the white above a block of it."""

    size: float
    leading: float
    colour: str = INK
    strong: bool = False
    above: float = 0.0

    @property
    def baseline(self) -> float:
        """How far below the top of its line the letters stand."""
        return self.leading / 2 + self.size * 0.34


TITLE = Style(25, 30, ACCENT, strong=True)
SUBTITLE = Style(13, 18, MUTED, above=3)
HEADINGS = {
    1: Style(16.5, 21, ACCENT, strong=True, above=22),
    2: Style(12.5, 16.5, INK, strong=True, above=15),
    3: Style(11, 15, MUTED, strong=True, above=11),
}
LEAD = Style(12.5, 18, above=9)
BODY = Style(11, 15.2, above=7)
QUIET = Style(9.5, 13, MUTED, above=6)
NOTE = Style(9.5, 13, MUTED, above=1)  # the quieter line below an item of a list
ITEM = Style(11, 15.2, above=4)
BULLET = Style(11, 15.2, ACCENT, strong=True)
TERM = Style(10, 15.2, MUTED, strong=True)
CAPTION = Style(9.5, 13, MUTED, strong=True, above=11)
CELL = Style(10, 13.6)
CELL_HEAD = Style(9.5, 13.6, ACCENT, strong=True)
CALLOUT = Style(11.5, 15.5, ACCENT, strong=True)
QUOTE = Style(11.5, 16.5, INK)
FURNITURE = Style(8.5, 11, MUTED)
MARKING = Style(8.5, 11, INK, strong=True)
LETTERHEAD = Style(8.5, 11, ACCENT, strong=True)
CONTENTS = Style(11, 19, INK, strong=True, above=5)
CONTENTS_BELOW = Style(10.5, 15.5, INK, above=1)
