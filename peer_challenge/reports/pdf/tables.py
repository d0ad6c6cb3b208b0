"""Tables: a row a strip, light rules, the header repeated on each page where its second showing is no text."""

from collections.abc import Sequence

from peer_challenge.reports import fonts
from peer_challenge.reports.document import Table, Text, plain
from peer_challenge.reports.palette import ACCENT, RULE
from peer_challenge.reports.pdf.canvas import Artifact, Owner
from peer_challenge.reports.pdf.lines import break_lines
from peer_challenge.reports.pdf.strips import Column, SetLine, Strip, bands, block, column, ruled
from peer_challenge.reports.pdf.structure import Element
from peer_challenge.reports.pdf.style import CAPTION, CELL, CELL_HEAD, WIDTH, Style
from peer_challenge.reports.text import one_line

_GUTTER = 12.0  # white between columns
_PAD = 4.0  # white above and below the words of a cell
_SAMPLE = 200  # rows looked at to find the widths of columns


def table_strips(table: Table, parent: Element) -> list[Strip]:
    """Return caption, header and rows; a row taller than is kept whole may go over pages."""
    whole = parent.child("Table")
    widths = widths_of(table)
    head_element = whole.child("THead").child("TR")
    owners: list[Owner] = [head_element.child("TH", O="/Table", Scope="/Column") for _ in table.header]
    head = _row(table, table.header, owners, widths, CELL_HEAD)
    repeat = _row(table, table.header, [Artifact.LAYOUT] * len(owners), widths, CELL_HEAD)
    for strips in (head, repeat):
        ruled(strips[-1], 0, WIDTH, ACCENT, 1)
    body = whole.child("TBody")
    rows: list[Strip] = []
    for cells in table.rows:
        row = _row(table, cells, _cells(table, body.child("TR")), widths, CELL)
        ruled(row[-1], 0, WIDTH, RULE, 0.6)
        rows += row
    if len(repeat) == 1:
        for strip in rows:
            strip.repeat = repeat[0]
    for strip in (*head, *rows[:1], *rows[-2:-1]):
        strip.keep = strip is not rows[-1]
    return [*_caption(table, whole), *head, *rows, Strip(6, lambda canvas, top: None)]


def _caption(table: Table, whole: Element) -> list[Strip]:
    if not one_line(table.caption):
        return [Strip(6, lambda canvas, top: None, keep=True)]
    element = Element("Caption", whole)
    whole.kids.insert(0, element)
    strips = bands(column(break_lines(table.caption, CAPTION, WIDTH), CAPTION, element), above=CAPTION.above)
    for strip in strips:
        strip.keep = True
    return strips


def _cells(table: Table, row: Element) -> list[Owner]:
    named = table.row_headers
    first = row.child("TH", O="/Table", Scope="/Row") if named else row.child("TD")
    return [first, *(row.child("TD") for _ in table.header[1:])]


def _row(table: Table, cells: Sequence[Text], owners: list[Owner], widths: list[float], style: Style) -> list[Strip]:
    columns: list[Column] = []
    x = 0.0
    for at, (text, owner, width) in enumerate(zip(cells, owners, widths, strict=True)):
        room = width - (_GUTTER if at < len(widths) - 1 else 0.0)
        set_in = Style(style.size, style.leading, style.colour, style.strong or (table.row_headers and at == 0))
        lines = []
        for number, line in enumerate(break_lines(text, set_in, room)):
            shift = room - line.width if at in table.numbers else 0.0
            lines.append(SetLine(line, set_in, owner, x + shift, _PAD if number == 0 else 0.0))
        columns.append(lines)
        x += width
    strips = block(*columns) or [Strip(style.leading + _PAD, lambda canvas, top: None)]
    strips[-1].height += _PAD
    return strips


def widths_of(table: Table) -> list[float]:
    """Return the widths of a table's columns in points, together as wide as the text."""
    return _scaled(table.widths) if table.widths else _widths_from_words(table)


def _scaled(shares: Sequence[float]) -> list[float]:
    return [share / sum(shares) * WIDTH for share in shares]


def _widths_from_words(table: Table) -> list[float]:
    """Give each column room for its longest word, and share the rest by how much there is to read in it."""
    least, wish = [], []
    for at, cells in enumerate(zip(table.header, *table.rows[:_SAMPLE], strict=True)):
        words = [one_line(plain(text)) for text in cells]
        strong = [number == 0 or (table.row_headers and at == 0) for number in range(len(words))]
        lines = [_wide(text, bold) for text, bold in zip(words, strong, strict=True)]
        longest = [
            _wide(max(text.split(), key=len, default=""), bold) for text, bold in zip(words, strong, strict=True)
        ]
        least.append(min(WIDTH / 3, max(longest)) + _GUTTER + 4)
        wish.append(min(WIDTH, max(lines)) + _GUTTER + 4)
    spare = WIDTH - sum(least)
    if spare <= 0:
        return _scaled(least)
    more = [max(w - m, 0.0) for w, m in zip(wish, least, strict=True)]
    if sum(more) <= spare:
        return _scaled([m + extra for m, extra in zip(least, more, strict=True)])
    return [m + extra / sum(more) * spare for m, extra in zip(least, more, strict=True)]


def _wide(words: str, strong: bool) -> float:
    return sum(fonts.width(part, face) for face, part in fonts.split(words, strong)) * CELL.size
