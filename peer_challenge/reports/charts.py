"""Charts as plain lists of lines, boxes and words, made once and painted by every renderer.

Lengths are points, x runs right and y runs down from the top left corner. Series differ in pattern, every total is
printed and every part that has room for its figure, so a chart reads the same in black and white.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from peer_challenge.reports import fonts
from peer_challenge.reports.palette import ACCENT, INK, MUTED, RULE, TINT, WHITE, in_accent
from peer_challenge.reports.text import one_line

_SIZE = 9.5  # of every word in a chart
_BAR = 15.0
_GAP = 9.0
_LABELS = 0.34  # share of the width that the names of the bars may take
_SLACK = 0.01
_LINES, _LONGEST = 4, 200  # lines of a bar's name, and the characters looked at to fill them


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = INK
    width: float = 0.75


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, its corner top left; an empty colour leaves ground or outline out."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words on a base line; `align` is left, middle or right of x."""

    x: float
    y: float
    text: str
    size: float = _SIZE
    strong: bool = False
    colour: str = INK
    align: str = "left"


Shape = Line | Box | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture, painted in the order of its shapes."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A named bar and its parts, one a series; a part is never negative."""

    label: str
    parts: tuple[float, ...]


def bars(values: Sequence[tuple[str, float]], unit: str = "", width: float = 440.0) -> Drawing:
    """Draw one horizontal bar a value, longest scale 0 to the greatest, each with its figure at its end."""
    return _chart([Bar(label, (value,)) for label, value in values], (), unit, width)


def stacked_bars(rows: Sequence[Bar], series: Sequence[str], unit: str = "", width: float = 440.0) -> Drawing:
    """Draw one horizontal bar a row, its parts side by side in patterns that the key names; the total at the end."""
    if any(len(row.parts) != len(series) for row in rows) or not 1 <= len(series) <= len(_PATTERNS):
        raise ValueError(f"a stacked bar has one part a series, and at most {len(_PATTERNS)} series can be told apart")
    return _chart(rows, series, unit, width)


def in_words(values: Sequence[tuple[str, float]], unit: str = "") -> str:
    """Say what a bar chart shows, for its alternative text: every name with its figure."""
    return "Bar chart. " + "; ".join(f"{label}: {figure(value, unit)}" for label, value in values) + "."


def stacked_in_words(rows: Sequence[Bar], series: Sequence[str], unit: str = "") -> str:
    """Say what a stacked bar chart shows, for its alternative text: every name, its parts and its total."""
    said = []
    for row in rows:
        parts = ", ".join(f"{name} {figure(part, unit)}" for name, part in zip(series, row.parts, strict=True))
        said.append(f"{row.label}: {parts}, together {figure(sum(row.parts), unit)}")
    return "Stacked bar chart. " + "; ".join(said) + "."


def coloured(drawing: Drawing, accent: str) -> Drawing:
    """Return a drawing in a region's own colour."""
    return replace(drawing, shapes=tuple(_coloured(each, accent) for each in drawing.shapes))


def _coloured(shape: Shape, accent: str) -> Shape:
    if isinstance(shape, Box):
        return replace(shape, fill=in_accent(shape.fill, accent), outline=in_accent(shape.outline, accent))
    return replace(shape, colour=in_accent(shape.colour, accent))


def _chart(rows: Sequence[Bar], series: Sequence[str], unit: str, width: float) -> Drawing:
    if not rows or any(part < 0 for row in rows for part in row.parts):
        raise ValueError("a chart needs bars, and no bar is negative")
    left = min(width * _LABELS, max(_wide(one_line(row.label)[:_LONGEST]) for row in rows) + 10)
    totals = [figure(sum(row.parts), unit) for row in rows]
    room = width - left - max(_wide(total, strong=True) for total in totals) - 8
    scale = room / (max(sum(row.parts) for row in rows) or 1)
    shapes: list[Shape] = []
    y = _key(series, width, shapes)
    top = y
    for row, total in zip(rows, totals, strict=True):
        label = _wrap(row.label, left - 10)
        height = max(_BAR, len(label) * _SIZE * 1.25)
        for number, words in enumerate(label):
            line = y + height / 2 + (number - (len(label) - 1) / 2) * _SIZE * 1.25 + _SIZE * 0.35
            shapes.append(Words(left - 8, line, words, align="right"))
        middle = y + height / 2
        end = _stack(row.parts, left, middle, scale, shapes)
        shapes.append(Words(end + 5, middle + _SIZE * 0.35, total, strong=True))
        y += height + _GAP
    shapes.append(Line(left, top - 4, left, y - _GAP + 4, MUTED, 0.75))
    return Drawing(width, y - _GAP + 5, tuple(shapes))


def _stack(parts: Sequence[float], x: float, middle: float, scale: float, shapes: list[Shape]) -> float:
    """Draw the parts of one bar from x and return where it ends."""
    for number, part in enumerate(parts):
        length = part * scale
        if length <= 0:
            continue
        shapes.extend(_patterned(Box(x, middle - _BAR / 2, length, _BAR), number))
        said = figure(part)
        if len(parts) > 1 and _wide(said) + 6 < length:
            fill, lean = _PATTERNS[number]
            if lean:  # words are never printed on hatching
                plaque = _wide(said) + 2
                shapes.append(Box(x + length / 2 - plaque / 2, middle - 5.5, plaque, 11, WHITE))
            colour = WHITE if fill == ACCENT else INK
            shapes.append(Words(x + length / 2, middle + _SIZE * 0.35, said, colour=colour, align="middle"))
        x += length
    return x


def _key(series: Sequence[str], width: float, shapes: list[Shape]) -> float:
    """Draw the key, wrapped to the width, and return where the bars may start."""
    x, y = 0.0, 4.0
    for number, name in enumerate(series):
        length = 22 + _wide(name) + 16
        if x and x + length > width:
            x, y = 0.0, y + 17
        shapes.extend(_patterned(Box(x, y, 16, 10), number))
        shapes.append(Words(x + 22, y + 8.5, name))
        x += length
    return y + 22 if series else y


def _patterned(box: Box, number: int) -> Iterator[Shape]:
    fill, lean = _PATTERNS[number]
    yield Box(box.x, box.y, box.width, box.height, fill, ACCENT)
    for direction in lean:
        yield from _hatch(box, direction)


_PATTERNS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (ACCENT, ()),
    (WHITE, (1,)),
    (RULE, ()),
    (WHITE, (1, -1)),
    (TINT, (-1,)),
    (WHITE, ()),
)  # each series' ground and the lean of its hatching


def _hatch(box: Box, lean: int, spacing: float = 4.5) -> Iterator[Line]:
    """Rule a box with slanting lines that end exactly at its edges."""
    steps = int((box.width + box.height) / spacing)
    for step in range(1, steps + 1):
        along = step * spacing
        low, high = max(0.0, along - box.height), min(box.width, along)
        if high - low < 0.5:
            continue
        start, end = along - low, along - high  # how far below the top each end lies
        if lean < 0:
            start, end = box.height - start, box.height - end
        yield Line(box.x + low, box.y + start, box.x + high, box.y + end, ACCENT, 0.6)


def figure(value: float, unit: str = "") -> str:
    """Return a figure as charts and their tables print it."""
    return f"{value:,.10g} {unit}".rstrip()


def _wide(text: str, strong: bool = False) -> float:
    return _SIZE * sum(fonts.width(part, face) for face, part in fonts.split(text, strong))


def _wrap(label: str, width: float) -> list[str]:
    """Break a name into lines no wider than `width`, between words where it can be; four lines say enough of any."""
    name = one_line(label)
    lines = [""]
    for word in name[:_LONGEST].split():
        longer = f"{lines[-1]} {word}".strip()
        if _wide(longer) <= width + _SLACK:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and _wide(lines[-1] + character) > width + _SLACK:
                lines.append("")
            lines[-1] += character
    if len(lines) > _LINES or len(name) > _LONGEST:
        lines[_LINES - 1 :] = [f"{' '.join(lines[_LINES - 1 : _LINES])[:-2]}…"]
    return lines
