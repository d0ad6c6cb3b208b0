"""From blocks to strips: what each block looks like and what it is called in the structure tree."""

from peer_challenge.reports import palette
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Contents,
    Figure,
    Heading,
    Item,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Quote,
    Table,
    Text,
    Title,
    Tone,
    WritingLines,
    plain,
)
from peer_challenge.reports.pdf import style as styles
from peer_challenge.reports.pdf.canvas import Artifact, TaggedCanvas
from peer_challenge.reports.pdf.contents import Entry, contents_strips
from peer_challenge.reports.pdf.figures import figure_strips
from peer_challenge.reports.pdf.lines import break_lines
from peer_challenge.reports.pdf.pages import Page
from peer_challenge.reports.pdf.strips import Panel, Strip, bands, block, column, ruled, space
from peer_challenge.reports.pdf.structure import Element
from peer_challenge.reports.pdf.style import LEFT, WIDTH, Style
from peer_challenge.reports.pdf.tables import table_strips
from peer_challenge.reports.text import one_line

_TONES = {Tone.LEAD: styles.LEAD, Tone.BODY: styles.BODY, Tone.QUIET: styles.QUIET}
_GROUNDS = {CalloutKind.NOTE: palette.TINT, CalloutKind.ASK: palette.STRONG_TINT}
_SHORT = 4  # lines of a paragraph that stands with the heading after it
_WORDLESS = "(no words)"  # where a heading was typed in characters that have no form


class Composer:
    """Lays out the blocks of one document and builds its structure tree on the way."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._below_title = 0
        self._entries: list[Entry] = []
        self._page_of: dict[str, int] = {}

    def compose(self, blocks: tuple[Block, ...]) -> list[Strip]:
        """Return the strips of all blocks in their order."""
        self._below_title = int(any(isinstance(block, Title) for block in blocks))
        headings = (block for block in blocks if isinstance(block, Heading))
        self._entries = [
            Entry(one_line(heading.text) or _WORDLESS, heading.level, f"heading-{number}")
            for number, heading in enumerate(headings, start=1)
        ]
        waiting = iter(self._entries)
        strips: list[Strip] = []
        new_page = False
        for at, each in enumerate(blocks):
            if isinstance(each, PageBreak):
                new_page = bool(strips)
                continue
            made = self._heading(next(waiting)) if isinstance(each, Heading) else self._block(each, self._root, WIDTH)
            if _introduces(blocks, at) and len(made) <= _SHORT:
                for strip in made:
                    strip.keep = True
            if made and new_page:
                made[0].new_page, new_page = True, False
            strips.extend(made)
        return strips

    def note_pages(self, pages: list[Page]) -> None:
        """Learn on which page each heading came to stand; the contents ask when they are painted."""
        for number, page in enumerate(pages, start=1):
            self._page_of.update({strip.anchor: number for _, strip in page.strips if strip.anchor})

    def _block(self, each: Block, parent: Element, width: float, x: float = 0.0) -> list[Strip]:
        match each:
            case Title():
                return self._title(each)
            case Paragraph(text=text, tone=tone):
                return _paragraph(text, _TONES[tone], parent.child("P"), width, x)
            case Bullets(items=items):
                return _list(items, parent, width, x, numbered=False)
            case Numbered(items=items):
                return _list(items, parent, width, x, numbered=True)
            case Pairs():
                return _pairs(each, parent, width, x)
            case Table():
                return table_strips(each, parent)
            case Figure():
                return figure_strips(each, parent)
            case Quote():
                return _quote(each, parent)
            case Callout():
                return self._callout(each, parent)
            case WritingLines(count=count):
                return _writing_lines(count)
            case Contents(depth=depth):
                shown = [entry for entry in self._entries if entry.level <= depth]
                return contents_strips(shown, parent, self._page_of)
        raise TypeError(f"no way to print {each!r}")

    def _title(self, title: Title) -> list[Strip]:
        words = one_line(title.text) or _WORDLESS
        strips = bands(column(break_lines(words, styles.TITLE, WIDTH), styles.TITLE, self._root.child("H1")))
        _bookmark(strips[0], words, "title", 0)
        subtitle = break_lines(title.subtitle, styles.SUBTITLE, WIDTH)
        strips += bands(column(subtitle, styles.SUBTITLE, self._root.child("P")), above=styles.SUBTITLE.above)

        def paint(canvas: TaggedCanvas, top: float) -> None:
            canvas.box(Artifact.LAYOUT, LEFT, top, 56, 3, palette.ACCENT)

        strips.append(Strip(8, paint, above=11))
        for strip in strips:
            strip.keep = True
        return strips

    def _heading(self, entry: Entry) -> list[Strip]:
        style = styles.HEADINGS[entry.level]
        element = self._root.child(f"H{entry.level + self._below_title}")
        strips = bands(column(break_lines(entry.words, style, WIDTH), style, element), above=style.above)
        _bookmark(strips[0], entry.words, entry.anchor, entry.level)
        for strip in strips:
            strip.keep = True
        return strips

    def _callout(self, callout: Callout, parent: Element) -> list[Strip]:
        panel = Panel(_GROUNDS[callout.kind], 0, WIDTH)
        inset, group = 16.0, parent.child("Div")
        heading = break_lines(callout.heading, styles.CALLOUT, WIDTH - 2 * inset)
        strips = [space(4), *bands(column(heading, styles.CALLOUT, group.child("P"), inset))]
        for strip in strips:
            strip.keep = True
        inner = [s for each in callout.blocks for s in self._block(each, group, WIDTH - 2 * inset, inset)]
        if inner:
            inner[0].above = 3
        strips += inner
        strips[0].above = 14
        strips[-1].keep = True
        strips.append(space(6))
        for strip in strips:
            strip.panel = panel
        return [*strips, space(4)]


def _introduces(blocks: tuple[Block, ...], at: int) -> bool:
    """Return whether a block is a paragraph between two headings, which would look forgotten at the foot of a page."""
    if not isinstance(blocks[at], Paragraph) or not 0 < at < len(blocks) - 1:
        return False
    return isinstance(blocks[at - 1], Heading) and isinstance(blocks[at + 1], Heading)


def _paragraph(text: Text, style: Style, element: Element, width: float, x: float) -> list[Strip]:
    strips = bands(column(break_lines(text, style, width), style, element, x), above=style.above)
    if strips and plain(text).rstrip().endswith(":"):
        strips[-1].keep = True
    return strips


def _list(items: tuple[Text | Item, ...], parent: Element, width: float, x: float, *, numbered: bool) -> list[Strip]:
    whole = parent.child("L", O="/List", ListNumbering="/Decimal" if numbered else "/Disc")
    indent = (11.0 + 6.2 * len(str(len(items)))) if numbered else 14.0
    strips: list[Strip] = []
    for number, item in enumerate(items, start=1):
        words, note = (item.text, item.note) if isinstance(item, Item) else (item, "")
        body_lines = break_lines(words, styles.ITEM, width - indent)
        note_lines = break_lines(note, styles.NOTE, width - indent)
        if not (body_lines or note_lines):
            continue
        point = whole.child("LI")
        label, body = point.child("Lbl"), point.child("LBody")
        sign = break_lines(f"{number}." if numbered else "•", styles.BULLET, indent)
        lines = column(body_lines, styles.ITEM, body.child("P"), x + indent)
        lines += column(note_lines, styles.NOTE, body.child("P"), x + indent, above=styles.NOTE.above)
        strips += bands(column(sign, styles.BULLET, label, x), lines, above=styles.ITEM.above)
    return strips


def _pairs(pairs: Pairs, parent: Element, width: float, x: float) -> list[Strip]:
    whole = parent.child("L", O="/List", ListNumbering="/None")
    indent = width * 0.27
    strips: list[Strip] = []
    for term, text in pairs.pairs:
        point = whole.child("LI")
        name = column(break_lines(term, styles.TERM, indent - 12), styles.TERM, point.child("Lbl"), x)
        lines = break_lines(text, styles.BODY, width - indent)
        value = column(lines, styles.BODY, point.child("LBody"), x + indent)
        strips += block(name, value, above=3 if strips else 9)
    return strips


def _quote(quote: Quote, parent: Element) -> list[Strip]:
    whole, inset = parent.child("BlockQuote"), 18.0
    lines = break_lines(quote.text, styles.QUOTE, WIDTH - 2 * inset)
    strips = bands(column(lines, styles.QUOTE, whole.child("P"), inset), above=12)
    source = break_lines(quote.source, styles.QUIET, WIDTH - 2 * inset)
    if strips and source:
        strips[-1].keep = True
    strips += bands(column(source, styles.QUIET, whole.child("P"), inset), above=2)
    panel = Panel("", 0, WIDTH)
    for strip in strips:
        strip.panel = panel
    return [*strips, space(5)] if strips else []


def _writing_lines(count: int) -> list[Strip]:
    strips = [space(24) for _ in range(count)]
    for strip in strips:
        ruled(strip, 0, WIDTH, palette.MUTED, 0.5)
        strip.keep = strip is not strips[-1]
    return strips


def _bookmark(strip: Strip, words: str, anchor: str, level: int) -> None:
    plain_paint = strip.paint

    def paint(canvas: TaggedCanvas, top: float) -> None:
        canvas.bookmark(words, anchor, max(level - 1, 0), top - 6)
        plain_paint(canvas, top)

    strip.paint, strip.anchor, strip.level = paint, anchor, level
