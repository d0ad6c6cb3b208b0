"""Tables of Word: the first row marked as their heading and repeated on each page, light rules, widths as asked."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from peer_challenge.reports.document import Table, Text, plain
from peer_challenge.reports.pdf.tables import widths_of
from peer_challenge.reports.text import one_line
from peer_challenge.reports.word.parts import child, describe_table, heading_row, rule_table
from peer_challenge.reports.word.texts import add_text

_SIZE = Pt(10)


def add_table(word: WordDocument, table: Table, accent: str) -> None:
    """Add a table at the end of a document, its head in the colour `accent`."""
    rows = (table.header, *table.rows)
    made = word.add_table(len(rows), len(table.header))
    caption = one_line(table.caption) or ", ".join(one_line(plain(each)) for each in table.header)
    describe_table(made, caption, row_headers=table.row_headers)
    rule_table(made)
    grid = list(made._tbl.tblGrid)
    widths = widths_of(table)
    for column, wide in zip(grid, widths, strict=True):
        column.set(qn("w:w"), str(round(wide * 20)))
    # python-docx looks a cell up by walking its whole table; the rows' own elements are quicker by the square
    for at, (row, texts) in enumerate(zip(made._tbl.tr_lst, rows, strict=True)):
        for number, (cell, text, wide) in enumerate(zip(row.tc_lst, texts, widths, strict=True)):
            cell.width = Pt(wide)
            paragraph = _Cell(cell, made).paragraphs[0]
            _fill(paragraph, text, accent, head=at == 0, strong=at == 0 or (table.row_headers and number == 0))
            if number in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        properties = row.get_or_add_trPr()
        if at == 0:
            heading_row(properties)
        elif sum(len(plain(text)) for text in texts) < 600:
            child(properties, "w:cantSplit")


def _fill(paragraph: WordParagraph, text: Text, accent: str, *, head: bool, strong: bool) -> None:
    add_text(paragraph, text, accent)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = head or None
    for run in paragraph.runs:
        run.font.size = _SIZE
        if strong:
            run.bold = True
        if head:
            run.font.color.rgb = RGBColor.from_string(accent.upper())
