"""A SEF form as a Word document."""

from peer_challenge.exchange.forms.marks import (
    bookmark_of_claim,
    bookmark_of_field,
    bookmark_of_line,
    bookmark_of_statements,
    tag_of_field,
)
from peer_challenge.exchange.forms.word_pieces import CELL, PROMPT, QUESTION, Paper
from peer_challenge.services.form_shape import Asked
from peer_challenge.services.sef_forms import (
    COLUMNS,
    FIELDS,
    PROMPTS,
    STATEMENTS,
    STATEMENTS_GUIDANCE,
    FormLine,
    FormView,
)

_LEAST_ROWS = 3
_WIDTHS = (5.2, 4.0, 3.6, 2.7, 1.9)
"""Of the columns of statements, in centimetres; together what A4 leaves between its margins."""


def word_form(form: FormView) -> bytes:
    """Return the form as a .docx file."""
    paper = Paper(form.title, form.round, form.mark, form.foot)
    paper.document.add_paragraph(form.title, style="Title")
    for paragraph in form.introduction:
        paper.guidance(paragraph)
    for number, line in enumerate(form.lines, 1):
        _line(paper, number, line)
    return paper.written(form.bases)


def _line(paper: Paper, number: int, line: FormLine) -> None:
    heading = paper.document.add_heading(f"{number}. {line.name}", 1)
    paper.bookmark(heading, bookmark_of_line(line.token))
    if line.question != line.name:
        paper.document.add_paragraph(line.question, style=QUESTION)
    if line.prompts:
        paper.guidance(PROMPTS, keep=True)
        for prompt in line.prompts:
            paper.document.add_paragraph(prompt, style=PROMPT)
    _field(paper, line, FIELDS[0])
    _statements(paper, line)
    for field in FIELDS[1:]:
        _field(paper, line, field)


def _field(paper: Paper, line: FormLine, field: Asked) -> None:
    paper.field(
        field.heading,
        field.guidance,
        line.said[field.key],
        title=f"{line.name}: {field.heading}",
        tag=tag_of_field(line.token, field.key),
        bookmark=bookmark_of_field(line.token, field.key),
    )


def _statements(paper: Paper, line: FormLine) -> None:
    paper.bookmark(paper.document.add_heading(STATEMENTS, 2), bookmark_of_statements(line.token))
    paper.guidance(STATEMENTS_GUIDANCE, keep=True)
    rows = max(_LEAST_ROWS, len(line.statements) + 1)
    table = paper.table([each.heading for each in COLUMNS], _WIDTHS, rows)
    paper.bookmark(table.rows[0].cells[0].paragraphs[0], bookmark_of_statements(f"{line.token}_table"))
    for row, statement in zip(table.rows[1:], line.statements, strict=False):
        for column, cell in zip(COLUMNS, row.cells, strict=True):
            cell.text = statement.said[column.key]
        paper.bookmark(row.cells[0].paragraphs[0], bookmark_of_claim(statement.id))
    for row in table.rows[1:]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.style = CELL
