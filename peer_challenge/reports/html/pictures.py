"""A neutral drawing as inline SVG, with its meaning in words."""

from peer_challenge.reports import fonts
from peer_challenge.reports.charts import Box, Drawing, Line, Shape, Words
from peer_challenge.reports.html.escaping import attribute, words
from peer_challenge.reports.text import one_line

_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}


def svg(drawing: Drawing, alternative: str) -> str:
    """Return the drawing; its words keep the width they were measured at, in whatever typeface the reader has."""
    size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" style="max-width:{_n(drawing.width * 1.4)}pt"'
    shapes = "".join(map(_shape, drawing.shapes))
    return f'<svg role="img" aria-label="{attribute(alternative)}" {size}>{shapes}</svg>'


def _shape(shape: Shape) -> str:
    match shape:
        case Line():
            ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
            return f'<line {ends} stroke="#{shape.colour}" stroke-width="{_n(shape.width)}"/>'
        case Box():
            ground = f"#{shape.fill}" if shape.fill else "none"
            outline = f' stroke="#{shape.outline}" stroke-width="0.75"' if shape.outline else ""
            corner = f'x="{_n(shape.x)}" y="{_n(shape.y)}"'
            return f'<rect {corner} width="{_n(shape.width)}" height="{_n(shape.height)}" fill="{ground}"{outline}/>'
        case Words():
            return _words(shape)


def _words(shape: Words) -> str:
    said = one_line(shape.text)
    if not said:
        return ""
    wide = shape.size * sum(fonts.width(part, face) for face, part in fonts.split(said, shape.strong))
    weight = ' font-weight="bold"' if shape.strong else ""
    place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" text-anchor="{_ANCHORS[shape.align]}" font-size="{_n(shape.size)}"'
    fit = f'textLength="{_n(wide)}" lengthAdjust="spacingAndGlyphs"'
    return f'<text {place} {fit} fill="#{shape.colour}"{weight}>{words(said)}</text>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
