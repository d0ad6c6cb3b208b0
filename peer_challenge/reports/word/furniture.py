"""Paper, head and foot of a Word report: marking, title, name or logo above, reference and page below."""

import io

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from peer_challenge.reports.document import Document
from peer_challenge.reports.look import Look
from peer_challenge.reports.palette import MUTED
from peer_challenge.reports.pdf.style import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
from peer_challenge.reports.text import one_line
from peer_challenge.reports.word.parts import add_field, add_words


def add_furniture(word: WordDocument, document: Document, *, own_pages: bool) -> None:
    """Print marking and reference on every page; a template keeps its paper, and its own head and foot above them."""
    marking = marking_of(document)
    for section in word.sections:
        if own_pages:
            _set_paper(section)
        heads: list[_Header] = [section.header]
        feet: list[_Footer] = [section.footer]
        if own_pages:  # the first page says its marking in its text
            section.different_first_page_header_footer = True
            _add_region(section.first_page_header.paragraphs[0], document.look)
            feet.append(section.first_page_footer)
        elif section.different_first_page_header_footer:
            heads.append(section.first_page_header)
            feet.append(section.first_page_footer)
        if word.settings.odd_and_even_pages_header_footer:
            heads.append(section.even_page_header)
            feet.append(section.even_page_footer)
        for head in heads:
            _line(_place(head, fresh=own_pages), marking, one_line(document.title))
        for foot in feet:
            line = _place(foot, fresh=own_pages)
            _line(line, one_line(document.reference), "Page ")
            add_field(line, "PAGE")
            add_words(line, " of ")
            add_field(line, "NUMPAGES")
            _quieten(line)


def add_logo(paragraph: WordParagraph, look: Look) -> None:
    """Put a region's logo, with what it shows in words, at the right of a paragraph."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    wide, high = look.logo_size
    picture = paragraph.add_run().add_picture(io.BytesIO(look.logo), Pt(wide), Pt(high))
    properties = picture._inline.docPr
    properties.set("descr", one_line(look.logo_words))
    properties.set("name", "Logo")


def has_picture(word: WordDocument) -> bool:
    """Return whether a template shows a picture, such as a logo, in a head or foot of its own."""
    parts: list[_Header | _Footer] = []
    for section in word.sections:
        parts += [section.header, section.first_page_header, section.even_page_header]
        parts += [section.footer, section.first_page_footer, section.even_page_footer]
    own = (each for each in parts if not each.is_linked_to_previous)
    return any(next(each._element.iter(qn("w:drawing"), qn("w:pict")), None) is not None for each in own)


def _add_region(paragraph: WordParagraph, look: Look) -> None:
    """Head the first page with the region's logo, or its name where it has none."""
    if look.logo:
        add_logo(paragraph, look)
    elif one_line(look.name):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = add_words(paragraph, one_line(look.name), strong=True)
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(look.accent.upper())


def marking_of(document: Document) -> str:
    """Return what heads each page: the marking, and "Draft" until it is final."""
    return " · ".join(filter(None, map(one_line, (document.marking, document.status))))


def _set_paper(section: Section) -> None:
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Pt(LEFT)
    section.top_margin, section.bottom_margin = Pt(TOP), Pt(PAGE_HEIGHT - BOTTOM)
    section.header_distance = section.footer_distance = Pt(30)


def _place(part: _Header | _Footer, *, fresh: bool) -> WordParagraph:
    return part.paragraphs[0] if fresh and part.paragraphs else part.add_paragraph()


def _line(paragraph: WordParagraph, left: str, right: str) -> None:
    """Put words at either side of a line, long ones cut: it is there to know a page by."""
    paragraph.style = "Normal"
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    add_words(paragraph, left[:60], strong=True)
    paragraph.add_run("\t")
    if right:
        add_words(paragraph, right if len(right) <= 60 else f"{right[:59]}…")
    _quieten(paragraph)


def _quieten(paragraph: WordParagraph) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(MUTED.upper())
