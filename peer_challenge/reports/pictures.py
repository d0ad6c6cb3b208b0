"""A neutral drawing as a PNG of 300 dots an inch, for documents that cannot hold lines and words."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

import resources
from peer_challenge.reports import fonts
from peer_challenge.reports.charts import Box, Drawing, Line, Shape, Words
from peer_challenge.reports.palette import WHITE
from peer_challenge.reports.text import one_line

DOTS = 300
_SCALE = DOTS / 72
_FINER = 2  # drawn larger and made smaller, so that slanting lines are smooth
_MARGIN = 3.0  # white around the drawing, in points, so that an outline at its edge is whole


def png(drawing: Drawing) -> bytes:
    """Return the drawing as a PNG; equal drawings give equal bytes."""
    scale = _SCALE * _FINER
    size = (round((drawing.width + 2 * _MARGIN) * scale), round((drawing.height + 2 * _MARGIN) * scale))
    image = Image.new("RGB", size, f"#{WHITE}")
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _paint(draw, shape, scale)
    out = io.BytesIO()
    small = image.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.LANCZOS)
    small.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", dpi=(DOTS, DOTS), optimize=True)
    return out.getvalue()


def width_in_points(drawing: Drawing) -> float:
    """Return how wide the picture is to be shown."""
    return drawing.width + 2 * _MARGIN


def _paint(draw: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    def at(x: float, y: float) -> tuple[float, float]:
        return (x + _MARGIN) * scale, (y + _MARGIN) * scale

    match shape:
        case Line():
            ends = [at(shape.x1, shape.y1), at(shape.x2, shape.y2)]
            draw.line(ends, fill=f"#{shape.colour}", width=max(1, round(shape.width * scale)))
        case Box():
            corners = [at(shape.x, shape.y), at(shape.x + shape.width, shape.y + shape.height)]
            outline = f"#{shape.outline}" if shape.outline else None
            fill = f"#{shape.fill}" if shape.fill else None
            draw.rectangle(corners, fill=fill, outline=outline, width=round(0.75 * scale) if outline else 0)
        case Words():
            _words(draw, shape, at(shape.x, shape.y), scale)


def _words(draw: ImageDraw.ImageDraw, shape: Words, start: tuple[float, float], scale: float) -> None:
    size = shape.size * scale
    parts = fonts.split(one_line(shape.text), shape.strong)
    wide = [fonts.width(part, face) * size for face, part in parts]
    x = start[0] - {"left": 0.0, "middle": 0.5, "right": 1.0}[shape.align] * sum(wide)
    for (face, part), advance in zip(parts, wide, strict=True):
        shown = "".join(fonts.shown_as(character, face) for character in part)
        draw.text((x, start[1]), shown, fill=f"#{shape.colour}", font=_font(face, round(size)), anchor="ls")
        x += advance


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    path = resources.path("fonts", fonts.FILES[face])
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
