"""A SEF form as an Excel workbook: questions are locked, answers open, and nothing in it is ever a formula."""

from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from peer_challenge.exchange.forms.marks import BASES, MARK, tag_of_field
from peer_challenge.services.sef_forms import COLUMNS, FIELDS, FormLine, FormView

GUIDE, ANSWERS, STATEMENTS, MARKS = "Read me first", "Answers", "Statements", "Marks"
_SPARE_ROWS = 8
_LINE_HEIGHT = 15
_CHARACTERS = 68
"""About how many fit in a line of the answer column."""


def sheet_form(form: FormView) -> bytes:
    """Return the form as a .xlsx file."""
    kept = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(kept, safe)
    looks = _Looks(workbook)
    _guide(workbook, form, looks)
    _answers(workbook, form, looks)
    _statements(workbook, form, looks)
    marks = workbook.add_worksheet(MARKS)
    for row, (name, text) in enumerate({MARK: form.mark.code, BASES: form.bases}.items()):
        marks.write_string(row, 0, name)
        marks.write_string(row, 1, text)
    marks.very_hidden()
    workbook.set_properties({"title": form.title, "subject": form.round, "keywords": form.mark.code})
    workbook.set_custom_property(MARK, form.mark.code)
    workbook.close()
    return kept.getvalue()


class _Looks:
    """The formats of the workbook."""

    def __init__(self, workbook: Workbook) -> None:
        base = {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}

        def look(**more: object) -> Format:
            return workbook.add_format({**base, **more})

        self.title = look(bold=True, font_size=18, font_color="#1B3A57", text_wrap=False)
        self.plain = look()
        self.muted = look(font_color="#4A5560", font_size=10)
        self.head = look(bold=True, font_color="#1B3A57", bg_color="#E8EEF4", border=1, border_color="#7A8794")
        self.asked = look(bold=True, font_color="#1B3A57", border=1, border_color="#7A8794")
        self.hint = look(font_color="#4A5560", font_size=10, border=1, border_color="#7A8794")
        self.open = look(locked=False, border=1, border_color="#7A8794", num_format="@")


def _guide(workbook: Workbook, form: FormView, looks: _Looks) -> None:
    sheet = workbook.add_worksheet(GUIDE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, form.title, looks.title)
    row = 1
    for paragraph in form.introduction:
        row = _said(sheet, row, paragraph, looks.plain)
    for line in form.lines:
        row = _said(sheet, row + 1, line.question, looks.asked)
        for prompt in line.prompts:
            row = _said(sheet, row, prompt, looks.muted)
    for words in form.foot:
        row = _said(sheet, row + 1, words, looks.muted)
    _locked(sheet)


def _said(sheet: Worksheet, row: int, text: str, look: Format) -> int:
    sheet.set_row(row, _LINE_HEIGHT * (1 + len(text) // 95))
    sheet.write_string(row, 0, text, look)
    return row + 1


def _answers(workbook: Workbook, form: FormView, looks: _Looks) -> None:
    sheet = workbook.add_worksheet(ANSWERS)
    sheet.set_column(0, 0, 4, None, {"hidden": True})
    for column, width in ((1, 18), (2, 24), (3, 34), (4, 75)):
        sheet.set_column(column, column, width)
    for column, heading in enumerate(("", "Question", "What to write", "Guidance", "Your text"), 0):
        if heading:
            sheet.write_string(0, column, heading, looks.head)
    row = 1
    for line in form.lines:
        for field in FIELDS:
            text = line.said[field.key]
            sheet.set_row(row, _height(text))
            sheet.write_string(row, 0, tag_of_field(line.token, field.key))
            sheet.write_string(row, 1, line.name, looks.asked)
            sheet.write_string(row, 2, field.heading, looks.asked)
            sheet.write_string(row, 3, field.guidance, looks.hint)
            _write_open(sheet, row, 4, text, looks.open)
            row += 1
    sheet.freeze_panes(1, 3)
    _locked(sheet)


def _statements(workbook: Workbook, form: FormView, looks: _Looks) -> None:
    sheet = workbook.add_worksheet(STATEMENTS)
    sheet.set_column(0, 0, 4, None, {"hidden": True})
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 1 + len(COLUMNS), 32)
    sheet.write_string(0, 1, "Question", looks.head)
    for at, column in enumerate(COLUMNS, 2):
        sheet.write_string(0, at, column.heading, looks.head)
    row = 1
    for line in form.lines:
        for mark, said in _rows(line):
            sheet.set_row(row, max(_height(text, 28) for text in said.values()))
            sheet.write_string(row, 0, mark)
            sheet.write_string(row, 1, line.name, looks.asked)
            for at, column in enumerate(COLUMNS, 2):
                _write_open(sheet, row, at, said[column.key], looks.open)
            row += 1
    sheet.freeze_panes(1, 2)
    _locked(sheet)


def _rows(line: FormLine) -> list[tuple[str, dict[str, str]]]:
    """Return the rows of a line's statements, each with its hidden mark: the line, and the statement if there is."""
    empty = {column.key: "" for column in COLUMNS}
    filled = [(f"{line.token} {each.id.hex}", each.said) for each in line.statements]
    return [*filled, *[(line.token, empty)] * _SPARE_ROWS]


def _write_open(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _height(text: str, characters: int = _CHARACTERS) -> int:
    lines = sum(1 + len(each) // characters for each in text.split("\n"))
    return min(400, _LINE_HEIGHT * max(3, lines + 1))


def _locked(sheet: Worksheet) -> None:
    """Lock what was not opened, without a password: it is there against slips, not against people."""
    sheet.protect("", {"format_rows": True, "format_columns": True, "format_cells": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
