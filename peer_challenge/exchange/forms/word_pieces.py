"""What every Word form is made of: boxes that cannot be deleted by mistake, tables, and marks that survive editing."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from peer_challenge.exchange.forms.marks import BASES, MARK, properties_xml
from peer_challenge.services.form_shape import WRITE_HERE, FormMark

GUIDANCE, ANSWER, ANSWER_HINT = "Form guidance", "Form answer", "Form empty answer"
QUESTION, PROMPT, COLUMN, CELL, CELL_HINT = (
    *("Form question", "Form prompt", "Form column", "Form cell"),
    "Form empty cell",
)
WIDTH = 17.4
"""What A4 leaves between its margins, in centimetres."""
_INK, _MUTED, _EMPTY = RGBColor(0x1B, 0x3A, 0x57), RGBColor(0x4A, 0x55, 0x60), RGBColor(0x5C, 0x66, 0x70)
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


class Paper:
    """A form being written: its document, with what is put into it in reading order."""

    def __init__(self, title: str, subject: str, mark: FormMark, foot: Sequence[str]) -> None:
        self.document: WordDocument = Document()
        self._mark = mark
        self._bookmarks = 0
        self._boxes = 0
        _set_up(self.document, title, subject, mark, foot)

    def written(self, bases: str) -> bytes:
        """Return the form as a .docx file; `bases` is what its fields held."""
        _remember(self.document, {MARK: self._mark.code, BASES: bases})
        kept = BytesIO()
        self.document.save(kept)
        return kept.getvalue()

    def guidance(self, text: str, *, keep: bool = False) -> None:
        """Add a paragraph that explains; `keep` holds it together with what follows."""
        paragraph = self.document.add_paragraph(text, style=GUIDANCE)
        paragraph.paragraph_format.keep_with_next = keep

    def field(self, heading: str, guidance: str, text: str, *, title: str, tag: str, bookmark: str) -> None:
        """Add a field with its heading: a box across the page, `title` for those who hear it."""
        self.bookmark(self.document.add_heading(heading, 2), bookmark)
        if guidance:
            self.guidance(guidance, keep=True)
        paragraphs = [
            self.document.add_paragraph(each, style=ANSWER if text else ANSWER_HINT)
            for each in (text or WRITE_HERE).split("\n")
        ]
        self.box(paragraphs, title, tag, empty=not text)

    def table(self, headings: Sequence[str], widths: Sequence[float], rows: int) -> Table:
        """Add a table with a row of headings and so many empty ones below it; widths in centimetres."""
        table = self.document.add_table(rows + 1, len(headings), style="Table Grid")
        lay_out(table, widths)
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for heading, cell in zip(headings, table.rows[0].cells, strict=True):
            cell.paragraphs[0].text = heading
            cell.paragraphs[0].style = COLUMN
            shade(cell)
        return table

    def bookmark(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark around a paragraph's words."""
        self._bookmarks += 1
        number = self._bookmarks
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
        end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
        element = paragraph._p
        element.insert(1 if element.pPr is not None else 0, start)
        element.append(end)

    def box(self, paragraphs: Sequence[Paragraph], title: str, tag: str, *, empty: bool) -> None:
        """Put paragraphs into a content control that can be written in but not deleted."""
        self._boxes += 1
        box: Any = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias/><w:tag w:val="{tag}"/><w:id w:val="{20_000 + self._boxes}"/>'
            '<w:lock w:val="sdtLocked"/></w:sdtPr><w:sdtContent/></w:sdt>'
        )
        properties, content = box
        properties[0].set(qn("w:val"), title[:60])
        if empty:
            properties.append(parse_xml(f"<w:showingPlcHdr {nsdecls('w')}/>"))
        paragraphs[0]._p.addprevious(box)
        for paragraph in paragraphs:
            content.append(paragraph._p)


def shade(cell: Any) -> None:
    """Give a cell the calm ground of headings."""
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E8EEF4"/>')
    )


def _set_up(document: WordDocument, title: str, subject: str, mark: FormMark, foot: Sequence[str]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.4)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = title, subject, ""
    properties.language, properties.comments, properties.keywords = "en-GB", "", mark.code
    _styles(document)
    places = (section.footer.paragraphs[0], section.footer.add_paragraph())
    for place, words in zip(places, foot, strict=True):
        place.text = words
        place.style = GUIDANCE
        place.paragraph_format.space_after = Pt(0)
        place.runs[0].font.size = Pt(8)


def _styles(document: WordDocument) -> None:
    styles = document.styles
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size = "Arial", Pt(11)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Arial")
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))
    for name, size, before, after in (("Title", 20, 0, 6), ("Heading 1", 16, 24, 4), ("Heading 2", 12, 14, 2)):
        style = _style(document, name)
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), True
        style.font.color.rgb = _INK
        _plain_fonts(style)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    title = styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    _added(document, GUIDANCE, 10, _MUTED, after=4)
    question = _added(document, QUESTION, 12, _INK, after=6)
    question.font.bold = True
    question.paragraph_format.keep_with_next = True
    prompt = _added(document, PROMPT, 10, _MUTED, after=1, based_on="List Bullet")
    prompt.paragraph_format.keep_with_next = False
    column = _added(document, COLUMN, 9.5, _INK, after=0)
    column.font.bold = True
    for name, colour in ((CELL, None), (CELL_HINT, _EMPTY)):
        _added(document, name, 10, colour, after=0)
    styles[CELL_HINT].next_paragraph_style = styles[CELL]
    for name, colour in ((ANSWER, None), (ANSWER_HINT, _EMPTY)):
        answer = _added(document, name, 11, colour, after=0)
        answer.element.get_or_add_pPr().append(_edge())
        answer.paragraph_format.left_indent = answer.paragraph_format.right_indent = Cm(0.2)
    styles[ANSWER_HINT].next_paragraph_style = styles[ANSWER]
    styles[GUIDANCE].next_paragraph_style = styles[ANSWER]


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _plain_fonts(style: ParagraphStyle) -> None:
    """Let go of the theme's fonts, which would win over the one named."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [each for each in fonts.attrib if "Theme" in str(each)]:
        del fonts.attrib[name]
    fonts.set(qn("w:hAnsi"), "Arial")
    fonts.set(qn("w:cs"), "Arial")


def _added(
    document: WordDocument, name: str, size: float, colour: RGBColor | None, *, after: float, based_on: str = "Normal"
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = _style(document, based_on)
    style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_after = Pt(after)
    return style


def _edge() -> Any:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="5" w:color="7A8794"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")


def lay_out(table: Table, widths: Sequence[float]) -> None:
    """Give the columns their widths, calm lines, and room around the words; a row stays on its page."""
    table.autofit = False
    for width, column in zip(widths, table.columns, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    sides = ("top", "left", "bottom", "right")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="7A8794"/>' for side in (*sides, "insideH", "insideV")
    )
    room = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in sides)
    properties = table._tbl.tblPr
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{room}</w:tblCellMar>"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def _remember(document: WordDocument, values: dict[str, str]) -> None:
    """Keep the mark and what fields held among the document's own properties as well."""
    package = document.part.package
    part = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        properties_xml(values),
        package,
    )
    package.relate_to(part, _CUSTOM)
