"""How a region's documents look: its name or its logo at the head of the first page, and its colour."""

from dataclasses import dataclass

from peer_challenge.reports.palette import ACCENT, is_legible

LOGO_WIDTH, LOGO_HEIGHT = 150.0, 40.0  # points that a logo has room for
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Look:
    """A region's own look. `logo` is a PNG as `plain_logo` makes it, `logo_words` what it shows; `accent` RRGGBB.

    A logo without words, or a colour that words cannot be read in, is a fault of the program: `ValueError`.
    """

    name: str = ""
    logo: bytes = b""
    logo_words: str = ""
    accent: str = ACCENT

    def __post_init__(self) -> None:
        if self.logo and not (self.logo.startswith(_PNG) and self.logo_words.strip()):
            raise ValueError("a logo is a PNG with its meaning in words")
        if not is_legible(self.accent):
            raise ValueError("words must be legible in the colour of a region")

    @property
    def logo_size(self) -> tuple[float, float]:
        """Width and height of the logo in points, as large as its room allows."""
        wide, high = pixels_of(self.logo)
        scale = min(LOGO_WIDTH / wide, LOGO_HEIGHT / high)
        return wide * scale, high * scale


PLAIN = Look()
"""The program's own look."""


def pixels_of(png: bytes) -> tuple[int, int]:
    """Return width and height that a PNG states of itself, before anything of it is unpacked; zeros for no PNG."""
    if not png.startswith(_PNG) or len(png) < 24:
        return 0, 0
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
