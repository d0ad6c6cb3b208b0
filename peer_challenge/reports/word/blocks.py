"""From blocks to Word's paragraphs, lists, tables and pictures."""

import io
from typing import assert_never

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from peer_challenge.reports.charts import coloured
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Contents,
    Document,
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
from peer_challenge.reports.palette import MUTED, STRONG_TINT, TINT
from peer_challenge.reports.pictures import png, width_in_points
from peer_challenge.reports.text import one_line
from peer_challenge.reports.word.furniture import add_logo, marking_of
from peer_challenge.reports.word.parts import (
    add_link,
    add_words,
    bookmark,
    child,
    count_in,
    element,
    numbered_afresh,
    signs_of,
)
from peer_challenge.reports.word.styles import CALLOUT, LEAD, QUIET, STYLES
from peer_challenge.reports.word.tables import add_table
from peer_challenge.reports.word.texts import add_text

_TONES = {Tone.LEAD: LEAD, Tone.BODY: "Normal", Tone.QUIET: QUIET}
_GROUNDS = {CalloutKind.NOTE: TINT, CalloutKind.ASK: STRONG_TINT}
_TERM = 145  # points that the terms of pairs take
_WORDLESS = "(no words)"  # where a heading was typed in characters that have no form


class Writer:
    """Writes the blocks of one document to the end of a Word file."""

    def __init__(self, word: WordDocument, accent: str) -> None:
        self._word, self._accent = word, accent
        self._headings: list[Heading] = []
        self._bookmarks = 0
        self._new_page = False
        self._ground = ""  # of the call-out being written

    def write(self, document: Document, *, logo: bool) -> None:
        """Write all blocks in their order, below what the document is marked and, if wanted, the region's logo."""
        if logo and document.look.logo:
            add_logo(self._paragraph("Normal"), document.look)
        self._headings = [each for each in document.blocks if isinstance(each, Heading)]
        if marking := marking_of(document):
            add_words(self._paragraph(QUIET), marking, strong=True)
        for each in document.blocks:
            self._block(each)

    def _block(self, each: Block) -> None:
        match each:
            case Title(text=text, subtitle=subtitle):
                self._line("Title", one_line(text) or _WORDLESS)
                self._line("Subtitle", subtitle)
            case Heading(level=level, text=text):
                self._bookmarks += 1
                said = self._said(f"Heading {level}", one_line(text) or _WORDLESS)
                bookmark(said, f"heading_{self._bookmarks}", self._bookmarks)
            case Paragraph(text=text, tone=tone):
                self._line(_TONES[tone], text)
            case Bullets(items=items):
                self._list(items, "List Bullet")
            case Numbered(items=items):
                self._list(items, "List Number")
            case Pairs():
                self._pairs(each)
            case Table():
                self._table(each)
            case Figure():
                self._figure(each)
            case Quote(text=text, source=source):
                self._line("Quote", text)
                self._line(QUIET, source)
            case Callout():
                self._callout(each)
            case PageBreak():
                self._new_page = True
            case WritingLines(count=count):
                self._writing_lines(count)
            case Contents(depth=depth):
                self._contents(depth)
            case _:
                assert_never(each)

    def _paragraph(self, style: str) -> WordParagraph:
        made = self._word.add_paragraph(style=style)
        if self._new_page:
            made.paragraph_format.page_break_before, self._new_page = True, False
        if self._ground:
            self._shade(made)
        return made

    def _line(self, style: str, text: Text) -> None:
        """Write a paragraph if it has words."""
        if one_line(plain(text)):
            self._said(style, text)

    def _said(self, style: str, text: Text) -> WordParagraph:
        made = self._paragraph(style)
        add_text(made, text, self._accent)
        return made

    def _list(self, items: tuple[Text | Item, ...], style: str) -> None:
        signs = signs_of(self._word.styles[style])
        if signs and style == "List Number":
            signs = numbered_afresh(self._word, signs)
        for number, item in enumerate(items, start=1):
            text, note = (item.text, item.note) if isinstance(item, Item) else (item, "")
            if not (one_line(plain(text)) or one_line(plain(note))):
                continue
            made = self._paragraph(style)
            if not signs:  # a style of the template that has none of its own
                add_words(made, f"{number}. " if style == "List Number" else "• ")
            elif style == "List Number":
                count_in(made, signs)
            add_text(made, text, self._accent)
            if one_line(plain(note)):
                made.add_run().add_break()
                add_text(made, note, self._accent, STYLES[QUIET])

    def _pairs(self, pairs: Pairs) -> None:
        """Write each term before what stands against it, in one paragraph: a table here would have no headings."""
        for term, text in pairs.pairs:
            made = self._paragraph("Normal")
            made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Pt(_TERM), Pt(-_TERM)
            made.paragraph_format.tab_stops.add_tab_stop(Pt(_TERM))
            add_words(made, term, strong=True)
            made.add_run("\t")
            add_text(made, text, self._accent)

    def _table(self, table: Table) -> None:
        if one_line(table.caption):
            self._said("Caption", table.caption).paragraph_format.keep_with_next = True
        add_table(self._word, table, self._accent)
        gap = self._word.add_paragraph(style="Normal").paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(6)

    def _figure(self, figure: Figure) -> None:
        holder = self._paragraph("Normal")
        holder.paragraph_format.keep_with_next = True
        section = self._word.sections[-1]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        wide = min(Pt(width_in_points(figure.drawing)), room) if room > 0 else Pt(width_in_points(figure.drawing))
        picture = holder.add_run().add_picture(io.BytesIO(png(coloured(figure.drawing, self._accent))), width=wide)
        properties = picture._inline.docPr
        properties.set("descr", one_line(figure.alternative))
        properties.set("name", f"Chart {properties.get('id')}")
        if one_line(figure.caption):
            self._said("Caption", figure.caption).paragraph_format.keep_with_next = True
        self._table(figure.data)

    def _callout(self, callout: Callout) -> None:
        self._ground = _GROUNDS[callout.kind]
        self._said(CALLOUT, callout.heading).paragraph_format.keep_with_next = True
        for inner in callout.blocks:
            self._block(inner)
        self._ground = ""

    def _shade(self, paragraph: WordParagraph) -> None:
        properties = paragraph._p.get_or_add_pPr()
        border = element("w:pBdr")
        child(border, "w:left", val="single", sz="24", space="8", color=self._accent.upper())
        shade = element("w:shd", val="clear", color="auto", fill=self._ground.upper())
        for made in (border, shade):
            properties.insert_element_before(made, *_AFTER[made.tag])

    def _writing_lines(self, count: int) -> None:
        for left in reversed(range(count)):
            made = self._paragraph("Normal")
            made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(0), Pt(0 if left else 12)
            made.paragraph_format.keep_with_next = bool(left)
            made.paragraph_format.line_spacing = Pt(24)
            border = element("w:pBdr")
            for side in ("bottom", "between"):
                child(border, f"w:{side}", val="single", sz="4", space="0", color=MUTED.upper())
            made._p.get_or_add_pPr().insert_element_before(border, *_AFTER[border.tag])

    def _contents(self, depth: int) -> None:
        for at, each in enumerate(self._headings, start=1):
            if each.level <= depth:
                made = self._paragraph("Normal")
                made.paragraph_format.left_indent = Pt(16 * (each.level - 1))
                words = one_line(each.text) or _WORDLESS
                add_link(made, words, self._accent, anchor=f"heading_{at}", strong=each.level == 1)


_TAIL = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
_AFTER = {qn("w:pBdr"): ("w:shd", *_TAIL), qn("w:shd"): _TAIL}  # what the format wants to follow each
