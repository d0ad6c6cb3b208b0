"""The cells of a foreign table as they stand, all of them text: Excel and CSV files, and what was pasted from Excel."""

import csv
import re
from io import StringIO
from pathlib import Path

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.exchange.foreign import foreign_file, parts_of, refuse_far_cells

MOST_BYTES = 50 * 1024 * 1024
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_FORMULA_GUARD = re.compile(r"^'(?=['\s]*[=+\-@＝＋－＠'\t\r\n])")
"""The ' that keeps a text in a CSV file from being taken for a formula; it is not part of the text."""

Cells = list[str]


def cells_of(path: Path) -> list[Cells]:
    """Return the cells of the first sheet, or of a CSV file; raises `UserError`, with 74 for a missing file."""
    if not path.is_file():
        raise UserError(f"There is no file {path}. Check the name and the folder.", Exit.CANNOT_READ_OR_WRITE)
    if path.stat().st_size > MOST_BYTES:
        raise UserError(f"{path.name} is larger than 50 MB. Send only the sheet with these columns.")
    suffix = path.suffix.casefold()
    if suffix in _WORKBOOKS:
        return _cells_of_workbook(path)
    if suffix in _TEXTS:
        return cells_of_text(decoded(path), path.name)
    raise UserError(f"{path.name} is not a table this program reads. Save it as .xlsx or .csv.")


def _cells_of_workbook(path: Path) -> list[Cells]:
    with foreign_file(path.name, "Open it in Excel and save it again as .xlsx."):
        import pandas  # costs half a second that only a workbook needs

        if path.suffix.casefold() in {".xlsx", ".xlsm"}:
            refuse_far_cells(path.name, parts_of(path, lambda name: name.startswith("xl/worksheets/")))
        sheet = pandas.read_excel(path, engine="calamine", header=None, dtype=str, keep_default_na=False)
        return [["" if pandas.isna(cell) else str(cell) for cell in row] for row in sheet.itertuples(index=False)]


def decoded(path: Path) -> str:
    """Return a text file as text, in either of the two ways Excel writes one."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{path.name} could not be read. Save it again as “CSV UTF-8”.")


def cells_of_text(text: str, what: str) -> list[Cells]:
    """Return the cells of a text, by tabs, semicolons or commas; a refusal calls it `what`."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((each for each in "\t;" if each in first), ",")
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        return [[_FORMULA_GUARD.sub("", cell) for cell in row] for row in rows]
    except csv.Error as fault:
        raise UserError(
            f"{what} could not be read as a table. Copy the cells from Excel, headings included."
        ) from fault
