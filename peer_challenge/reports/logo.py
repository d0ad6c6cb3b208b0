"""A logo as it was drawn anywhere made into a plain picture: on white, without metadata, no larger than it prints."""

import io
from functools import lru_cache

from PIL import Image, ImageChops, ImageOps

from peer_challenge.domain.errors import UserError
from peer_challenge.reports.look import LOGO_HEIGHT, LOGO_WIDTH, pixels_of

LARGEST_BYTES = 5 * 1024 * 1024
LARGEST_PIXELS = 25_000_000
_DOTS = 450  # an inch: sharp on paper, also where a logo is printed larger
_KEPT = (round(LOGO_WIDTH / 72 * _DOTS), round(LOGO_HEIGHT / 72 * _DOTS))
_SMALLEST = 16  # pixels, either way
_FAINT = 24  # of 255 that something on the paper differs from white at least
_AGAIN = "Open it in a picture program, save it as PNG and choose it again."
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, OverflowError, TypeError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)


def plain_logo(content: bytes, name: str) -> bytes:
    """Return a PNG or JPEG called `name` as a small PNG on white with nothing but the picture in it.

    White around it is cut off. Raises `UserError` for any other file, one that is too large or broken, and a picture
    that nobody could see on paper.
    """
    if len(content) > LARGEST_BYTES:
        raise UserError(f"{name} is larger than {LARGEST_BYTES // 1024 // 1024} MB. Choose a smaller picture.")
    image = _on_white(content, name)
    seen = ImageChops.difference(image, Image.new("RGB", image.size, "white")).convert("L")
    edges = seen.point(lambda value: 255 if value >= _FAINT else 0).getbbox()
    if edges is None:
        raise UserError(f"{name} cannot be seen on white paper. Choose the logo that is made for white ground.")
    image = image.crop(edges)
    if min(image.size) < _SMALLEST:
        raise UserError(f"{name} is too small or too thin to print. Choose a picture of at least 300 pixels.")
    image.thumbnail(_KEPT, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=4)
def is_plain(png: bytes) -> bool:
    """Return whether a picture is one that `plain_logo` could have made: what came in a file may be anything."""
    wide, high = pixels_of(png)
    if not (0 < wide <= _KEPT[0] and 0 < high <= _KEPT[1]):
        return False
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            image.load()
            return image.mode == "RGB"
    except (*_UNREADABLE, *_BOMBS):
        return False


def _on_white(content: bytes, name: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise _too_many_pixels(name)
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except _BOMBS as reason:
        raise _too_many_pixels(name) from reason
    except _UNREADABLE as reason:
        raise UserError(f"{name} is no PNG or JPEG picture that can be read. {_AGAIN}") from reason
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    return paper.convert("RGB")


def _too_many_pixels(name: str) -> UserError:
    return UserError(f"{name} has more than {LARGEST_PIXELS // 1_000_000} million pixels. Choose a smaller picture.")
