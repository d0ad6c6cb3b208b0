"""A SEF form that came back as an Excel workbook: every cell is placed, the form's own, or listed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lxml import etree

from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.foreign import foreign_file, is_there, parts_of, refuse_far_cells
from peer_challenge.exchange.forms.headings import Headings, plain
from peer_challenge.exchange.forms.marks import BASES, MARK, bases_in, field_in
from peer_challenge.exchange.forms.pieces import Words
from peer_challenge.exchange.forms.placing import Placer
from peer_challenge.exchange.forms.sheet_form import ANSWERS, GUIDE, MARKS, STATEMENTS
from peer_challenge.services.filled_forms import FilledForm
from peer_challenge.services.form_shape import FormMark, Shape, mark_in

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
_STATEMENT_MARK = re.compile(r"([0-9a-f]{12})(?: ([0-9a-f]{32}))?")
_OWN_HEADINGS = frozenset({"question", "what to write", "guidance", "your text"})
_ENOUGH_ASKED = 3
"""How many of the form's headings make a sheet of another name one of answers."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: its sheets by name, its comments and text boxes, and the mark of its form."""

    name: str
    sheets: dict[str, Rows]
    notes: tuple[Words, ...]

    @property
    def mark(self) -> FormMark | None:
        """The mark of the form it was made as."""
        hidden = mark_in(self.marks.get(MARK, ""))
        seen = (mark_in(cell) for row in self.sheets.get(GUIDE, []) for cell in row)
        return hidden or next((found for found in seen if found), None)

    @property
    def marks(self) -> dict[str, str]:
        """What the hidden sheet holds."""
        return {row[0]: row[1] for row in self.sheets.get(MARKS, []) if len(row) > 1}


def read_workbook(path: Path) -> Workbook:
    """Return what a .xlsx file holds; raises `UserError` when it cannot be read or is too large."""
    is_there(path, MOST_BYTES)
    with foreign_file(path.name, "Open it in Excel and save it again as .xlsx."):
        parts = parts_of(path, lambda name: name.startswith("xl/"))
        refuse_far_cells(path.name, parts)
        return Workbook(path.name, _sheets(path), tuple(_notes(parts)))


def placed_sheets(workbook: Workbook, form: Shape) -> FilledForm:
    """Return what a workbook says, each cell at its place in `form` or among what could not be placed."""
    return _Sheets(workbook, form).filled()


class _Sheets:
    def __init__(self, workbook: Workbook, form: Shape) -> None:
        self._workbook = workbook
        self._headings = Headings(form)
        self._placer = Placer(form)
        self._lines = {each.token for each in form.sections}

    def filled(self) -> FilledForm:
        for name, rows in self._workbook.sheets.items():
            take = self._taker(name, rows)
            if name != MARKS:
                for number, row in enumerate(rows, 1):
                    take(name, number, row)
        notes = self._workbook.notes
        for words in notes:
            self._placer.outside(words)
        met = count_of(len(notes), "comment or text box", "comments and text boxes")
        remarks = [f"It has {met}, listed with what was not placed."] if notes else []
        bases = bases_in(self._workbook.marks.get(BASES, ""))
        return self._placer.filled(self._workbook.name, self._workbook.mark, remarks, bases)

    def _taker(self, name: str, rows: Rows) -> Callable[[str, int, list[str]], None]:
        """Return what takes the rows of a sheet: by its name, or where it has another by what stands in it."""
        if name == ANSWERS or any(row and field_in(row[0]) for row in rows):
            return self._answer
        if name == STATEMENTS or any(row and _STATEMENT_MARK.fullmatch(row[0]) for row in rows):
            return self._statement
        asked = sum(self._headings.field(cell, heading=True) is not None for row in rows for cell in row[:4] if cell)
        if asked >= _ENOUGH_ASKED:
            return self._answer
        return self._statement if any(self._headings.columns(row) for row in rows) else self._other

    def _answer(self, name: str, number: int, row: list[str]) -> None:
        """Take a row of answers by its hidden mark, or by the headings that stand in it."""
        at = field_in(row[0]) if row else None
        if at and at[0] in self._lines:
            for column, cell in enumerate(row[1:4], 1):
                self._listed(name, number, column, cell)
            if len(row) > 4:
                self._placer.take(Words(row[4], tag=row[0]))
            self._rest(name, number, row, 5)
            return
        for column, cell in enumerate(row):
            if column < 4 and (self._known(cell) or not cell):
                if self._headings.line(cell, heading=True) or self._headings.field(cell, heading=True):
                    self._placer.take(Words(cell, heading=True))
            elif column == 4 and plain(cell) not in _OWN_HEADINGS and any(self._known(each) for each in row[:4]):
                self._placer.take(Words(cell))
            else:
                self._listed(name, number, column, cell)

    def _statement(self, name: str, number: int, row: list[str]) -> None:
        """Take a row of statements by its hidden mark, or by the question that stands in it."""
        mark = _STATEMENT_MARK.fullmatch(row[0]) if row else None
        line = mark[1] if mark else self._headings.line(row[1], heading=True) if len(row) > 1 else None
        if line not in self._lines:
            self._other(name, number, row)
            return
        assert line is not None
        claim = UUID(hex=mark[2]) if mark and mark[2] else None
        columns = ("text", "how_known", "impact", "evidence", "confidence")
        self._listed(name, number, 1, row[1] if len(row) > 1 else "")
        said = dict(zip(columns, row[2:], strict=False))
        if any(said.values()):
            self._placer.row(line, claim, said)
        self._rest(name, number, row, 2 + len(columns))

    def _other(self, name: str, number: int, row: list[str]) -> None:
        self._rest(name, number, row, 0)

    def _rest(self, name: str, number: int, row: list[str], start: int) -> None:
        for column, cell in enumerate(row[start:], start):
            self._listed(name, number, column, cell)

    def _listed(self, name: str, number: int, column: int, cell: str) -> None:
        """List a cell that has no place, unless it is the form's own."""
        if cell and not self._known(cell) and not field_in(cell) and not _STATEMENT_MARK.fullmatch(cell):
            letter = _LETTERS[column] if column < len(_LETTERS) else f"column {column + 1}, row "
            self._placer.outside(Words(cell, aside=f"in cell {letter}{number} of “{name}”"))

    def _known(self, cell: str) -> bool:
        headings = self._headings
        named = headings.line(cell, heading=True) or headings.field(cell, heading=True)
        return bool(named) or headings.is_own(cell) or plain(cell) in _OWN_HEADINGS or bool(headings.column(cell))


def _sheets(path: Path) -> dict[str, Rows]:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(str(path))
    found = {}
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(rows) > MOST_ROWS:
            raise UserError(f"{path.name} has more than {MOST_ROWS:,} rows. Send only the SEF itself.")
        found[name] = [[_text(cell) for cell in row] for row in rows]
    return found


def _text(cell: object) -> str:
    """Return a cell as it is read by people: Excel keeps whole numbers as decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _notes(parts: dict[str, bytes]) -> Iterator[Words]:
    """Yield comments, and what stands in text boxes."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for name in sorted(parts):
        kind = next((each for each in ("comment", "threadedComment", "drawing") if f"/{each}" in name), None)
        if kind is None or not name.endswith(".xml"):
            continue
        wanted = "comment" if kind == "comment" else "threadedComment" if kind == "threadedComment" else "txBody"
        for each in etree.fromstring(parts[name], safe).iter(f"{{*}}{wanted}"):
            said = "".join(words.text or "" for words in each.iter("{*}t", "{*}text") if not len(words))
            if said.strip():
                yield Words(said, aside="in a comment" if "omment" in kind else "in a text box")
