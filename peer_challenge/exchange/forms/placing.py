"""Finding the place of everything a form says: by its hidden marks first, then by its headings, else listed."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from peer_challenge.exchange.forms.headings import Headings
from peer_challenge.exchange.forms.marks import (
    BASES,
    MARK,
    bases_in,
    claim_in,
    field_in,
    line_in,
    statements_in,
)
from peer_challenge.exchange.forms.pieces import Cell, Grid, Reading, Words
from peer_challenge.exchange.forms.word_reading import flattened
from peer_challenge.services.filled_forms import FilledForm, FilledRow, FilledText, Unplaced
from peer_challenge.services.form_shape import FormMark, Shape, mark_in


def mark_of(reading: Reading) -> FormMark | None:
    """Return the mark of the form a document was made as: from its properties, else from what can be seen."""
    texts = [reading.properties.get(MARK, ""), *(words.text for words in reading.outside)]
    texts += [block.text for block in reading.body if isinstance(block, Words)]
    return next((found for text in texts if (found := mark_in(text))), None)


def placed(name: str, reading: Reading, form: Shape) -> FilledForm:
    """Return what a document says, each part at its place in `form` or among what could not be placed."""
    placer = Placer(form)
    end = _last_box(reading) if form.boxes else len(reading.body)
    for at, block in enumerate(reading.body):
        if isinstance(block, Grid):
            placer.take_grid(block)
        elif at > end:
            block.aside = block.aside or "below the last box"
            placer.outside(block)
        else:
            placer.take(block)
    for words in reading.outside:
        placer.outside(words)
    return placer.filled(name, mark_of(reading), reading.remarks, bases_in(reading.properties.get(BASES, "")))


def _last_box(reading: Reading) -> int:
    """Return the place of the last block inside a box; where no box is left, of the last block of all."""
    last = len(reading.body)
    return max((at for at, each in enumerate(reading.body) if field_in(each.tag)), default=last)


class Placer:
    """Takes paragraphs and tables in reading order and keeps track of where in the form it is."""

    def __init__(self, form: Shape) -> None:
        self._form = form
        self._headings = Headings(form)
        self._ids = {each.token: each.id for each in form.sections}
        self._table = form.tables[0] if form.tables else ""
        self._keys = frozenset(each.key for each in form.fields)
        self._line: str | None = None
        self._field: str | None = None
        self._met: set[str] = set()
        self._known = 0
        self._texts: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # in order, each paragraph once
        self._rows: list[FilledRow] = []
        self._unplaced: list[Unplaced] = []

    def take(self, words: Words) -> None:
        """Take one paragraph."""
        at = field_in(words.tag)
        if at and at[0] in self._ids and at[1] in self._keys:
            self._go(*at)
            self._say(self._headings.after_own(words.text), words.aside)
        elif not self._moves(words):
            self._read(words)

    def take_grid(self, grid: Grid) -> None:
        """Take a table: the form's own of statements row by row, any other as paragraphs."""
        line = next((found for mark in grid.marks if (found := statements_in(mark))), None)
        if line in self._ids:
            self._set_line(line)
        at = field_in(grid.tag)
        if at and at[0] in self._ids and at[1] in self._keys:
            self._go(*at)
        if any(self._is_asked(row) for row in grid.rows):
            self._take_cells(grid)
            return
        columns = self._columns(grid)
        if not columns or self._line is None:
            for words in flattened(grid):
                words.tag = words.tag or grid.tag
                self.take(words)
            return
        for row in grid.rows:
            claims = (claim_in(mark) for cell in row for mark in cell.marks)
            self._row(_by_column(row), columns, next((each for each in claims if each), None))

    def _is_asked(self, row: list[Cell]) -> bool:
        """Return whether a row is a field of the form, its heading in the first cell and its words in the next."""
        marked = any(field_in(each.tag) for cell in row for each in cell.words)
        marked = marked or any(field_in(mark) for cell in row for mark in cell.marks)
        return marked or (len(row) == 2 and self._headings.field(row[0].text, heading=True) is not None)

    def _take_cells(self, grid: Grid) -> None:
        """Take a table of fields cell by cell; what stands beside a field goes with it."""
        for row in grid.rows:
            for cell in row:
                for words in cell.words:
                    if words.text.strip() or words.marks:
                        self.take(words)

    def outside(self, words: Words) -> None:
        """Take words that stand outside the running text; the form's own are left out."""
        for text in words.text.split("\n"):
            if not self._headings.is_own(text):
                self._unplaced.append(Unplaced(text.strip(), words.aside))

    def filled(self, name: str, mark: FormMark | None, remarks: list[str], bases: dict[str, str]) -> FilledForm:
        """Return everything taken so far as a form."""
        texts = [FilledText(self._ids[line], key, "\n".join(said)) for (line, key), said in self._texts.items()]
        return FilledForm(
            name=name,
            mark=mark,
            is_form=mark is not None or self._known >= 2,
            texts=tuple(texts),
            rows=tuple(self._rows),
            unplaced=tuple(self._unplaced),
            remarks=tuple(remarks),
            bases=bases,
        )

    # Where we are

    def _moves(self, words: Words) -> bool:
        """Follow the marks of a heading; what was typed over the heading is not lost."""
        for mark in words.marks:
            at, line, statements = field_in(mark), line_in(mark), statements_in(mark)
            token = at[0] if at else line or statements
            if token not in self._ids:
                continue
            assert token is not None
            if at and at[1] in self._keys:
                self._go(*at)
            else:
                self._set_line(token)
            if not self._is_heading(words):
                self._say(words.text, words.aside)
            return True
        return False

    def _is_heading(self, words: Words) -> bool:
        text, heading = words.text, True
        known = self._headings.field(text, heading=heading) or self._headings.line(text, heading=heading)
        return bool(known) or self._headings.is_table(text) or self._headings.is_own(text)

    def _read(self, words: Words) -> None:
        """Take a paragraph without marks: a heading moves on, anything else is said where we are."""
        if words.aside:
            self._say(words.text, words.aside)
            return
        if line := self._headings.line(words.text, heading=words.heading):
            self._known += 1
            self._set_line(line)
        elif key := self._headings.field(words.text, heading=words.heading):
            self._known += 1
            self._on_heading(key)
        elif self._headings.is_table(words.text):
            self._field = None
        elif labelled := self._headings.labelled(words.text):
            self._on_heading(labelled[0])
            self._say(labelled[1], words.aside)
        else:
            self._say(self._headings.after_own(words.text), words.aside)

    def _go(self, line: str, key: str) -> None:
        if line != self._line:
            self._set_line(line)
        self._field = key
        self._met.add(key)
        self._known += 1

    def _set_line(self, line: str | None) -> None:
        self._line, self._field = line, None
        self._met = set()

    def _on_heading(self, key: str) -> None:
        """Go to a field by its heading; one met twice under a line belongs to a line whose heading has gone."""
        if key in self._met:
            self._set_line(None)
        self._field = key
        self._met.add(key)

    # What is said

    def _say(self, text: str, aside: str) -> None:
        for line in text.split("\n"):
            if self._headings.is_own(line):
                continue
            field = self._field or self._form.open_field
            if self._line is None or not field:
                self._unplaced.append(Unplaced(line.strip(), aside or self._lost()))
                continue
            self._texts[self._line, field][line.strip()] = None

    def _lost(self) -> str:
        heading = next((field.heading for field in self._form.fields if field.key == self._field), "")
        if heading:
            return f"under “{heading}”, but of which question is not clear"
        return "before the first question" if self._line is None else "beside the questions"

    def _columns(self, grid: Grid) -> dict[int, str]:
        for row in grid.rows[:3]:
            if columns := self._headings.columns(_by_column(row)):
                return columns
        ours = any(statements_in(mark) or claim_in(mark) for mark in grid.marks)
        return {at: column.key for at, column in enumerate(self._form.columns)} if ours else {}

    def _row(self, cells: list[str], columns: dict[int, str], claim: UUID | None) -> None:
        if self._headings.columns(cells):
            columns, cells = {}, ["" if self._headings.column(cell) else cell for cell in cells]
        said = {key: cells[at] for at, key in columns.items() if at < len(cells)}
        beside = [text for at, text in enumerate(cells) if at not in columns and not self._headings.is_own(text)]
        self._unplaced += [Unplaced(text, f"in a column added to “{self._table}”") for text in beside]
        assert self._line is not None
        self.row(self._line, claim, said)

    def row(self, line: str, claim: UUID | None, said: dict[str, str]) -> None:
        """Take a row of a table, such as statements; one that says nothing in its first column is listed."""
        if said.get(self._form.columns[0].key):
            self._known += 1
            self._rows.append(FilledRow(self._ids[line], claim, said))
            return
        where = f"in a row of “{self._table}” whose first column is empty"
        self._unplaced += [Unplaced(text, where) for text in said.values() if text]


def _by_column(row: Sequence[Cell]) -> list[str]:
    """Return the texts of a row by column; a cell over several columns stands in the first of them."""
    texts: list[str] = []
    for cell in row:
        texts += [cell.text, *[""] * (cell.span - 1)]
    return texts
