"""The forms of a round as Word documents: short ones as a table to fill in, those for longer texts with boxes."""

from docx.shared import Pt

from peer_challenge.exchange.forms.marks import (
    bookmark_of_claim,
    bookmark_of_field,
    bookmark_of_line,
    bookmark_of_statements,
    tag_of_field,
)
from peer_challenge.exchange.forms.word_pieces import CELL, COLUMN, GUIDANCE, PROMPT, WIDTH, Paper, lay_out, shade
from peer_challenge.services.round_forms import FormPart, RoundForm

_ASKED_WIDTH = 6.4
_SPARE_ROWS = 4
_ABOVE_TABLE = 12
"""In points: three challenges fit on a page."""


def round_form(form: RoundForm) -> bytes:
    """Return the form as a .docx file."""
    paper = Paper(form.title, form.round, form.mark, form.foot)
    paper.document.add_paragraph(form.title, style="Title")
    for paragraph in form.introduction:
        paper.guidance(paragraph)
    for part in form.parts:
        heading = paper.document.add_heading(part.heading, 1)
        paper.bookmark(heading, bookmark_of_line(_token(form, part)))
        if not form.boxes:
            heading.paragraph_format.space_before = Pt(_ABOVE_TABLE)
        for text in part.reading:
            paper.document.add_paragraph(text, style=PROMPT)
        (_boxes if form.boxes else _table)(paper, part, _token(form, part))
        if part.columns:
            _rows(paper, part, _token(form, part))
    return paper.written(form.bases)


def _token(form: RoundForm, part: FormPart) -> str:
    return next(each.token for each in form.shape.sections if each.id == part.id)


def _boxes(paper: Paper, part: FormPart, token: str) -> None:
    for each in part.fields:
        paper.field(
            each.heading,
            each.guidance,
            part.said[each.key],
            title=f"{part.heading}: {each.heading}",
            tag=tag_of_field(token, each.key),
            bookmark=bookmark_of_field(token, each.key),
        )


def _table(paper: Paper, part: FormPart, token: str) -> None:
    """Add a row for each field: what is asked to the left, room to the right."""
    table = paper.document.add_table(len(part.fields), 2, style="Table Grid")
    lay_out(table, (_ASKED_WIDTH, WIDTH - _ASKED_WIDTH))
    for each, row in zip(part.fields, table.rows, strict=True):
        asked, answer = row.cells
        asked.paragraphs[0].text, asked.paragraphs[0].style = each.heading, COLUMN
        paper.bookmark(asked.paragraphs[0], bookmark_of_field(token, each.key))
        if each.guidance:
            asked.add_paragraph(each.guidance, style=GUIDANCE).paragraph_format.space_after = 0
        shade(asked)
        answer.text = part.said[each.key]
        for paragraph in answer.paragraphs:
            paragraph.style = CELL


def _rows(paper: Paper, part: FormPart, token: str) -> None:
    heading = paper.document.add_heading(part.table, 2)
    paper.bookmark(heading, bookmark_of_statements(token))
    widths = [WIDTH / len(part.columns)] * len(part.columns)
    table = paper.table([each.heading for each in part.columns], widths, len(part.known) + _SPARE_ROWS)
    paper.bookmark(table.rows[0].cells[0].paragraphs[0], bookmark_of_statements(f"{token}_table"))
    for row, (known, said) in zip(table.rows[1:], part.known, strict=False):
        for column, cell in zip(part.columns, row.cells, strict=True):
            cell.text = said[column.key]
        paper.bookmark(row.cells[0].paragraphs[0], bookmark_of_claim(known))
    for row in table.rows[1:]:
        for cell in row.cells:
            cell.paragraphs[0].style = CELL
