"""Tables from elsewhere, read strictly and refused kindly: Excel and CSV files, and cells pasted from Excel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.cells import MOST_BYTES, Cells, cells_of, cells_of_text, decoded

MOST_ROWS = 5_000


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands, before it is settled what its columns are.

    `headings` is place → heading, each different from the others, without columns that have none; `rows` are their
    numbers in the sheet and their cells.
    """

    what: str
    headings: dict[int, str]
    rows: tuple[tuple[int, Cells], ...]

    def recognised(self, columns: Sequence[SheetColumn]) -> dict[str, str]:
        """Return key → heading for the columns known by what people call them; of two for one, the first."""
        known = _by_name(columns)
        found: dict[str, str] = {}
        for heading in self.headings.values():
            if column := known.get(_plain(heading)):
                found.setdefault(column.key, heading)
        return found

    def named(self, columns: Sequence[SheetColumn], said: Sequence[str] = ()) -> dict[str, str]:
        """Return `recognised` with what somebody said instead, each as "authority=LA name".

        Where nothing is said, a heading that is not known is refused, so that a slip of the pen loses no column.
        Raises `UserError` for a field nobody asks for, a heading that is not there, or one said for two fields.
        """
        if not said:
            return _all_known(self, columns)
        known, there = _by_name(columns), {_plain(each): each for each in self.headings.values()}
        told: dict[str, str] = {}
        for each in said:
            name, equals, heading = each.partition("=")
            column, found = known.get(_plain(name)), there.get(_plain(heading))
            if not equals:
                raise UserError(f"“{each}” does not say which column. Write it like “authority=LA name”.")
            if column is None:
                asked = ", ".join(each.heading for each in columns)
                raise UserError(f"“{name.strip()}” is not a column this table may have. Use one of: {asked}.")
            if found is None:
                raise UserError(
                    f"{self.what} has no column “{heading.strip()}”. It has: {', '.join(self.headings.values())}."
                )
            if column.key in told:
                raise UserError(f"“{column.heading}” is said twice. Say one column for it.")
            if found in told.values():
                raise UserError(f"The column “{found}” is said for two fields. Say it for one.")
            told[column.key] = found
        kept = {key: heading for key, heading in self.recognised(columns).items() if heading not in told.values()}
        return kept | told

    def unused(self, chosen: Mapping[str, str]) -> list[str]:
        """Return the headings that `chosen`, key → heading, leaves out."""
        return [each for each in self.headings.values() if each not in chosen.values()]

    def missing(self, columns: Sequence[SheetColumn], chosen: Mapping[str, str]) -> list[str]:
        """Return the columns that are needed and that `chosen` leaves out, as they are called."""
        return [each.heading for each in columns if each.needed and each.key not in chosen]

    def read(self, columns: Sequence[SheetColumn], chosen: Mapping[str, str]) -> list[SheetRow]:
        """Return the rows by the columns chosen; raises `UserError` naming row and column for what is not right."""
        if missing := self.missing(columns, chosen):
            raise UserError(f"{self.what} has no column “{missing[0]}”. Add it to the first row.")
        if not self.rows:
            raise UserError(f"{self.what} has headings but no rows below them.")
        keys = {heading: key for key, heading in chosen.items()}
        places = {at: keys[heading] for at, heading in self.headings.items() if heading in keys}
        return [_row(number, row, places, frozenset(self.headings), columns) for number, row in self.rows]


def open_table(path: Path) -> Sheet:
    """Return the first sheet of a workbook, or a CSV file; raises `UserError`, with 74 for a missing file."""
    return _sheet(cells_of(path), path.name)


def open_pasted(text: str) -> Sheet:
    """Return cells pasted from Excel, headings included; raises `UserError` as `open_table` does."""
    if len(text) > MOST_BYTES:
        raise UserError("That is more than can be pasted. Bring in the file instead.")
    return _sheet(cells_of_text(text, "What was pasted"), "What was pasted")


def read_table(path: Path, columns: Sequence[SheetColumn]) -> list[SheetRow]:
    """Return the rows of a table whose headings are all known.

    Raises `UserError` naming row and column for what is not as it should be, with exit code 74 for a missing file.
    """
    sheet = open_table(path)
    return sheet.read(columns, sheet.named(columns))


def read_pasted(text: str, columns: Sequence[SheetColumn]) -> list[SheetRow]:
    """Return the rows of cells pasted from Excel, with their headings; raises `UserError` as `read_table` does."""
    sheet = open_pasted(text)
    return sheet.read(columns, sheet.named(columns))


def read_lines(path: Path) -> list[str]:
    """Return a text file line by line, or a table row by row with tabs between its cells; raises as `read_table`."""
    if path.suffix.casefold() == ".txt" and path.is_file() and path.stat().st_size <= MOST_BYTES:
        return decoded(path).splitlines()
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in cells_of(path)]


def _sheet(cells: list[Cells], what: str) -> Sheet:
    filled = [(number, row) for number, row in enumerate(cells, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise UserError(f"{what} is empty. Bring in a table with headings in its first row.")
    (_, first), *rows = filled
    if len(rows) > MOST_ROWS:
        raise UserError(f"{what} has {len(rows):,} rows; at most {MOST_ROWS:,} can be brought in at once.")
    headings: dict[int, str] = {}
    for at, cell in enumerate(first):
        heading = " ".join(cell.split())
        if heading:
            headings[at] = f"{heading} (column {at + 1})" if heading in headings.values() else heading
    return Sheet(what, headings, tuple(rows))


def _all_known(sheet: Sheet, columns: Sequence[SheetColumn]) -> dict[str, str]:
    """Return key → heading; refuses headings that are unknown or given twice."""
    known = _by_name(columns)
    found: dict[str, str] = {}
    for at, heading in sheet.headings.items():
        plain = heading.removesuffix(f" (column {at + 1})")
        column = known.get(_plain(plain))
        if column is None:
            may = ", ".join(each.heading for each in columns)
            raise UserError(f"{sheet.what} has a column “{plain}” that is not known. Use only: {may}.")
        if first := found.get(column.key):
            raise UserError(
                f"{sheet.what} has two columns for “{column.heading}”: “{first}” and “{plain}”. Delete one."
            )
        found[column.key] = heading
    return found


def _by_name(columns: Sequence[SheetColumn]) -> dict[str, SheetColumn]:
    return {_plain(said): each for each in columns for said in (each.heading, each.key, *each.also)}


def _row(
    number: int, row: Cells, places: dict[int, str], headed: frozenset[int], columns: Sequence[SheetColumn]
) -> SheetRow:
    stray = next((at for at, cell in enumerate(row) if cell.strip() and at not in headed), None)
    if stray is not None:
        raise UserError(f"Row {number} has “{row[stray].strip()[:40]}” in a column without a heading.")
    cells = {key: " ".join(row[at].split()) for at, key in places.items() if at < len(row)}
    for column in columns:
        if column.needed and not cells.get(column.key):
            raise UserError(f"Row {number} has no “{column.heading}”. Fill it in, or delete the row.")
    return SheetRow(number, cells)


def _plain(heading: str) -> str:
    return "".join(each for each in heading.casefold() if each.isalnum())
