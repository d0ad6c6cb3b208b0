"""Tables from elsewhere, read strictly and refused kindly: Excel and CSV files, and cells pasted from Excel."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.exchange.foreign import foreign_file, parts_of, refuse_far_cells

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 5_000
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_FORMULA_GUARD = re.compile(r"^'(?=['\s]*[=+\-@＝＋－＠'\t\r\n])")
"""The ' that keeps a text in a CSV file from being taken for a formula; it is not part of the text."""

_TEXTS = frozenset({".csv", ".tsv", ".txt"})

Cells = list[str]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column a table may have: the key its cells are read by, its heading, and other headings people give it."""

    key: str
    heading: str
    also: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it stands in the sheet: its number there, and its cells by key; a cell that is not there is ""."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


CONTACTS = (
    SheetColumn("name", "Name", ("full name", "contact", "contact name"), needed=True),
    SheetColumn("authority", "Authority", ("local authority", "council", "la", "organisation"), needed=True),
    SheetColumn("job_title", "Job title", ("title", "job", "position", "post")),
    SheetColumn("email", "Email", ("e-mail", "email address", "e-mail address", "mail")),
    SheetColumn("role", "Role", ("role in the round", "part")),
)
AUTHORITIES = (
    SheetColumn("name", "Name", ("authority", "local authority", "council", "la"), needed=True),
    SheetColumn("region", "Region"),
    SheetColumn("stratum", "Sub-region", ("subregion", "area")),
    SheetColumn("type", "Type"),
    SheetColumn("aliases", "Short names", ("short name", "also known as", "aliases")),
    SheetColumn("impact_of_leaders", "Impact of leaders", ("leaders", "leadership")),
    SheetColumn("help_and_protection", "Help and protection"),
    SheetColumn("in_care", "In care", ("children in care",)),
    SheetColumn("care_leavers", "Care leavers"),
    SheetColumn("overall_historic", "Overall (historic)", ("overall", "overall historic")),
    SheetColumn("judgements_as_at", "As at", ("judgements as at", "date of judgements")),
)
RELATIONSHIPS = (
    SheetColumn("authority", "Authority", ("local authority", "council", "la", "name"), needed=True),
    SheetColumn("other", "Other authority", ("other", "with", "other council", "other local authority"), needed=True),
    SheetColumn("kind", "Kind", ("relationship", "link", "why"), needed=True),
    SheetColumn("year", "Year"),
    SheetColumn("source", "Source", ("from", "said by", "where from")),
)
INDICATORS = (
    SheetColumn("authority", "Authority", ("local authority", "council", "la"), needed=True),
    SheetColumn("name", "Indicator", ("figure", "measure", "name"), needed=True),
    SheetColumn("period", "Period", ("year", "quarter", "as at", "date")),
    SheetColumn("value", "Value", ("number", "result"), needed=True),
    SheetColumn("unit", "Unit", ("of", "measured in")),
    SheetColumn("source", "Source", ("from", "published by", "where from")),
)
ACTIONS = (
    SheetColumn("host", "Host challenged", ("host", "challenge", "challenge of"), needed=True),
    SheetColumn("authority", "Authority", ("local authority", "council", "la", "who")),
    SheetColumn("text", "Action", ("next step", "what is to be done", "what", "task"), needed=True),
    SheetColumn("owner_role", "Owner", ("who does it", "role", "lead", "responsible")),
    SheetColumn("due_on", "Due", ("by when", "due date", "deadline", "when")),
    SheetColumn("state", "State", ("status", "how far it is", "progress")),
    SheetColumn("source", "Source", ("from", "where from", "minute")),
    SheetColumn("impact", "Impact", ("what it changed", "outcome")),
    SheetColumn("completion", "Evidence of completion", ("evidence", "how anybody can tell")),
    SheetColumn("done_on", "Done on", ("done", "completed", "date done")),
    SheetColumn("reference", "Reference", ("ref", "id")),
)
TIME = (
    SheetColumn("host", "Host challenged", ("host", "challenge", "challenge of"), needed=True),
    SheetColumn("authority", "Whose time", ("authority", "local authority", "council", "la", "by")),
    SheetColumn("way", "Given or received", ("way",)),
    SheetColumn("stage", "Stage", ("what", "what for", "activity"), needed=True),
    SheetColumn("minutes", "Minutes", ("minutes each", "minutes for each person", "each"), needed=True),
    SheetColumn("people", "People", ("number of people", "how many")),
    SheetColumn("in_all", "Minutes in all", ("in all", "total", "total minutes")),
    SheetColumn("mode", "How known", ("mode", "how")),
    SheetColumn("day", "Day", ("date", "when")),
    SheetColumn("comment", "Comment", ("notes", "remarks")),
    SheetColumn("reference", "Reference", ("ref", "id")),
)


def read_table(path: Path, columns: Sequence[SheetColumn]) -> list[SheetRow]:
    """Return the rows of the first sheet of a workbook, or of a CSV file.

    Raises `UserError` naming row and column for what is not as it should be, with exit code 74 for a missing file.
    """
    return _rows(_cells_of(path), columns, path.name)


def read_lines(path: Path) -> list[str]:
    """Return a text file line by line, or a table row by row with tabs between its cells; raises as `read_table`."""
    if path.suffix.casefold() == ".txt" and path.is_file() and path.stat().st_size <= MOST_BYTES:
        return _decoded(path).splitlines()
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in _cells_of(path)]


def _cells_of(path: Path) -> list[Cells]:
    if not path.is_file():
        raise UserError(f"There is no file {path}. Check the name and the folder.", Exit.CANNOT_READ_OR_WRITE)
    if path.stat().st_size > MOST_BYTES:
        raise UserError(f"{path.name} is larger than 50 MB. Send only the sheet with these columns.")
    suffix = path.suffix.casefold()
    if suffix in _WORKBOOKS:
        return _cells_of_workbook(path)
    if suffix in _TEXTS:
        return _cells_of_text(_decoded(path), path.name)
    raise UserError(f"{path.name} is not a table this program reads. Save it as .xlsx or .csv.")


def read_pasted(text: str, columns: Sequence[SheetColumn]) -> list[SheetRow]:
    """Return the rows of cells pasted from Excel, with their headings; raises `UserError` as `read_table` does."""
    if len(text) > MOST_BYTES:
        raise UserError("That is more than can be pasted. Bring in the file instead.")
    return _rows(_cells_of_text(text, "What was pasted"), columns, "What was pasted")


def _cells_of_workbook(path: Path) -> list[Cells]:
    with foreign_file(path.name, "Open it in Excel and save it again as .xlsx."):
        import pandas  # costs half a second that only a workbook needs

        if path.suffix.casefold() in {".xlsx", ".xlsm"}:
            refuse_far_cells(path.name, parts_of(path, lambda name: name.startswith("xl/worksheets/")))
        sheet = pandas.read_excel(path, engine="calamine", header=None, dtype=str, keep_default_na=False)
        return [["" if pandas.isna(cell) else str(cell) for cell in row] for row in sheet.itertuples(index=False)]


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{path.name} could not be read. Save it again as “CSV UTF-8”.")


def _cells_of_text(text: str, what: str) -> list[Cells]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((each for each in "\t;" if each in first), ",")
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        return [[_FORMULA_GUARD.sub("", cell) for cell in row] for row in rows]
    except csv.Error as fault:
        raise UserError(
            f"{what} could not be read as a table. Copy the cells from Excel, headings included."
        ) from fault


def _rows(cells: list[Cells], columns: Sequence[SheetColumn], what: str) -> list[SheetRow]:
    filled = [(number, row) for number, row in enumerate(cells, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise UserError(f"{what} is empty. Bring in a table with headings in its first row.")
    (_, headings), *rows = filled
    places = _places(headings, columns, what)
    if not rows:
        raise UserError(f"{what} has headings but no rows below them.")
    if len(rows) > MOST_ROWS:
        raise UserError(f"{what} has {len(rows):,} rows; at most {MOST_ROWS:,} can be brought in at once.")
    return [_row(number, row, places, columns) for number, row in rows]


def _places(headings: Cells, columns: Sequence[SheetColumn], what: str) -> dict[int, str]:
    """Return position → key; refuses headings that are unknown, given twice or missing."""
    by_heading = {_plain(said): each for each in columns for said in (each.heading, each.key, *each.also)}
    places: dict[int, str] = {}
    for at, heading in enumerate(headings):
        if not heading.strip():
            continue
        column = by_heading.get(_plain(heading))
        if column is None:
            known = ", ".join(each.heading for each in columns)
            raise UserError(f"{what} has a column “{heading.strip()}” that is not known. Use only: {known}.")
        if column.key in places.values():
            first = next(headings[before] for before, key in places.items() if key == column.key)
            raise UserError(
                f"{what} has two columns for “{column.heading}”: “{first.strip()}” and “{heading.strip()}”. Delete one."
            )
        places[at] = column.key
    for column in columns:
        if column.needed and column.key not in places.values():
            raise UserError(f"{what} has no column “{column.heading}”. Add it to the first row.")
    return places


def _row(number: int, row: Cells, places: dict[int, str], columns: Sequence[SheetColumn]) -> SheetRow:
    stray = next((at for at, cell in enumerate(row) if cell.strip() and at not in places), None)
    if stray is not None:
        raise UserError(f"Row {number} has “{row[stray].strip()[:40]}” in a column without a heading.")
    cells = {key: " ".join(row[at].split()) for at, key in places.items() if at < len(row)}
    for column in columns:
        if column.needed and not cells.get(column.key):
            raise UserError(f"Row {number} has no “{column.heading}”. Fill it in, or delete the row.")
    return SheetRow(number, cells)


def _plain(heading: str) -> str:
    return "".join(each for each in heading.casefold() if each.isalnum())
