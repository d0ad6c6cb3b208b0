"""Tables to take away as Excel or CSV: cells that are never formulas, days that are days, and what columns mean."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from peer_challenge.domain.errors import UserError
from peer_challenge.services.tables import Cell, Holds, Table
from peer_challenge.storage.files import write_whole

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet program take a text for a formula; in CSV such a cell gets a ' before it."""

MOST_CHARACTERS = 32_000
"""Excel takes 32,767 in a cell; what is longer is cut there, and says so."""

_CUT = "… [cut here: the CSV file holds all of it]"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DICTIONARY = "Data dictionary"
_WIDEST, _NARROWEST = 60, 10


def write_table(table: Table, path: Path) -> list[Path]:
    """Write a table as `path`, .xlsx or .csv, and return the files made: CSV has its data dictionary beside it.

    Raises `UserError` for another ending, or where nothing can be written.
    """
    match path.suffix.casefold():
        case ".xlsx":
            write_whole(path, as_workbook(table))
            return [path]
        case ".csv":
            beside = path.with_name(f"{path.stem}-dictionary.csv")
            write_whole(path, as_csv([[each.heading for each in table.columns], *table.rows]))
            write_whole(beside, as_csv(_dictionary(table)))
            return [path, beside]
    raise UserError(f"{path.name} must end in .xlsx or .csv. Choose one of the two.")


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV in UTF-8 as Excel opens it; days as 2026-11-05, and no cell that could be a formula."""
    kept = StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerows([_csv_cell(each) for each in row] for row in rows)
    return kept.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    """Return a table as .xlsx: rows on the first sheet, what columns mean and who may read them on the second."""
    import xlsxwriter

    kept = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(kept, safe)
    base = {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}
    looks = {
        Holds.TEXT: workbook.add_format({**base, "num_format": "@"}),
        Holds.NUMBER: workbook.add_format({**base, "num_format": "#,##0"}),
        Holds.DAY: workbook.add_format({**base, "num_format": "d mmmm yyyy", "align": "left"}),
    }
    head = workbook.add_format({**base, "bold": True, "font_color": "#1B3A57", "bg_color": "#E8EEF4"})
    sheets: list[tuple[str, list[Sequence[Cell]], list[Holds]]] = [
        (table.title, [[each.heading for each in table.columns], *table.rows], [each.holds for each in table.columns]),
        (_DICTIONARY, [*_dictionary(table)], [Holds.TEXT] * 4),
    ]
    for title, rows, holds in sheets:
        sheet = workbook.add_worksheet(_sheet_name(title))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, at, column, cell, head if at == 0 else looks[holds[column]])
        for column in range(len(holds)):
            sheet.set_column(column, column, _width([row[column] for row in rows]))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(holds) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{_footer(table)}&RPage &P of &N")
    workbook.set_properties({"title": table.title, "comments": " ".join(table.about)})
    workbook.close()
    return kept.getvalue()


def _write(sheet: object, row: int, column: int, cell: Cell, look: object) -> None:
    """Write one cell by its kind: text by `write_string` alone, which no setting turns into anything else."""
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    match cell:
        case None | "":
            sheet.write_blank(row, column, None, look)
        case int():
            sheet.write_number(row, column, cell, look)
        case date():
            sheet.write_datetime(row, column, cell, look)
        case str():
            sheet.write_string(row, column, _sheet_text(cell), look)


def _sheet_text(text: str) -> str:
    plain = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
    return plain if len(plain) <= MOST_CHARACTERS else plain[:MOST_CHARACTERS] + _CUT


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
    plain = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", cell)
    return f"'{plain}" if plain.lstrip(" ").startswith((*FORMULA_STARTS, "'")) else plain


def _dictionary(table: Table) -> list[list[Cell]]:
    head: list[Cell] = ["Column", "What it means", "What a cell holds", "Who may read it"]
    columns: list[list[Cell]] = [[each.heading, each.meaning, each.holds.value, each.readers] for each in table.columns]
    about: list[list[Cell]] = [[said, None, None, None] for said in (table.title, *table.about)]
    return [head, *columns, [None] * 4, *about]


def _sheet_name(title: str) -> str:
    """Return a name that Excel allows: at most 31 characters, none of []:*?/\\, no ' at either end."""
    return re.sub(r"[\[\]:*?/\\]", " ", title.partition(",")[0])[:31].strip(" '") or "Table"


def _footer(table: Table) -> str:
    """Return the marking for the foot of each printed page; & begins a command there, and doubles."""
    return table.about[0].replace("&", "&&")[:200]


def _width(cells: Sequence[Cell]) -> int:
    return min(_WIDEST, max(_NARROWEST, *(len(str(each or "")) + 2 for each in cells)))
