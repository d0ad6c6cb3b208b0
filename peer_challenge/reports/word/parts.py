"""The few elements of a Word file that python-docx has no words for."""

from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from peer_challenge.reports.palette import RULE
from peer_challenge.reports.text import clean


def element(tag: str, /, **values: str) -> Any:
    """Return an element such as `w:shd` with its attributes, all of Word's own namespace."""
    made = OxmlElement(tag)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def child(parent: Any, tag: str, /, **values: str) -> Any:
    """Add an element at the end of `parent` and return it."""
    made = element(tag, **values)
    parent.append(made)
    return made


def add_words(paragraph: WordParagraph, text: str, *, strong: bool = False) -> WordRun:
    """Add plain words, kept spaces at either end included; a new line stays a new line."""
    said = clean(text)
    words = " " * (text[:1].isspace()) + said + " " * (text[-1:].isspace() and bool(said))
    run = paragraph.add_run(words)
    if strong:
        run.bold = True
    return run


def add_link(
    paragraph: WordParagraph, text: str, colour: str, address: str = "", anchor: str = "", *, strong: bool = False
) -> None:
    """Add words, in a colour, that lead to a web or e-mail address, or to a bookmark of the document."""
    link = OxmlElement("w:hyperlink")
    if address:
        relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
    else:
        link.set(qn("w:anchor"), anchor)
    run = add_words(paragraph, text, strong=strong)
    run.underline = bool(address)
    run.font.color.rgb = RGBColor.from_string(colour.upper())
    paragraph._p.append(link)
    link.append(run._r)


def bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Make a paragraph a place that links can go to."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    at = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(at, start)
    child(paragraph._p, "w:bookmarkEnd", id=str(number))


def add_field(paragraph: WordParagraph, instruction: str) -> None:
    """Add what Word works out itself, such as PAGE."""
    for kind, shown in (("begin", ""), ("", instruction), ("separate", ""), ("1", ""), ("end", "")):
        run = paragraph.add_run()
        if shown:
            child(run._r, "w:instrText").text = f" {shown} "
        elif kind.isdigit():
            run.text = kind
        else:
            child(run._r, "w:fldChar", fldCharType=kind)


def signs_of(style: Any) -> str:
    """Return the number of the list whose signs a style, or one it is based on, puts before its paragraphs; or ""."""
    while style is not None:
        properties = style.element.pPr
        used = None if properties is None else properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
        if used is not None:
            return str(used.get(qn("w:val")))
        style = style.base_style
    return ""


def numbered_afresh(word: WordDocument, signs: str) -> str:
    """Return the number of a new list that counts from 1 with the signs of another."""
    numbering = word.part.numbering_part.element
    of = next((each for each in numbering.num_lst if str(each.numId) == signs), None)
    if of is None:
        return signs
    fresh = numbering.add_num(of.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return str(fresh.numId)


def count_in(paragraph: WordParagraph, number: str) -> None:
    """Make a paragraph the next item of the list with this number."""
    properties: Any = paragraph._p.get_or_add_pPr()
    of = properties.get_or_add_numPr()
    of.get_or_add_ilvl().val = 0
    of.get_or_add_numId().val = int(number)


def describe_table(table: WordTable, caption: str, *, row_headers: bool) -> None:
    """Say what a table is, that its first row heads the columns and perhaps its first column the rows."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    look = {"val": "04A0" if row_headers else "0420", "firstRow": "1", "lastRow": "0", "lastColumn": "0"}
    look |= {"firstColumn": str(int(row_headers)), "noHBand": "0", "noVBand": "1"}
    child(properties, "w:tblLook", **look)
    if caption:
        child(properties, "w:tblCaption", val=caption)


def rule_table(table: WordTable) -> None:
    """Put light rules below the rows, and room beside the words."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        ruled = side in ("bottom", "insideH")
        child(borders, f"w:{side}", val="single" if ruled else "nil", sz="4", space="0", color=RULE.upper())
    margins = element("w:tblCellMar")
    for side, wide in (("top", "60"), ("left", "0"), ("bottom", "60"), ("right", "140")):
        child(margins, f"w:{side}", w=wide, type="dxa")
    for made in (borders, margins):
        _in_order(properties, made)


_ORDER = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
)


def _in_order(properties: Any, made: Any) -> None:
    """Put a property of a table where the format wants it."""
    rank = _ORDER.index(made.tag.split("}")[1])
    later = (each for each in properties if _ORDER.index(each.tag.split("}")[1]) > rank)
    following = next(later, None)
    if following is None:
        properties.append(made)
    else:
        following.addprevious(made)


def heading_row(properties: Any) -> None:
    """Repeat a row, given its properties, at the head of each page."""
    child(properties, "w:cantSplit")
    child(properties, "w:tblHeader")
