"""The few colours of every report, as RRGGBB, how well each pair can be told apart, and a region's own in place of one.

A region's colour stands wherever `ACCENT` does: words in it on every ground, and white words on it.
"""

import re

INK = "1f2a30"
MUTED = "4f5d65"
ACCENT = "0f5468"
RULE = "cdd7db"
TINT = "f1f5f6"
STRONG_TINT = "e2eef1"
WHITE = "ffffff"

_GROUNDS = (WHITE, TINT, STRONG_TINT)
TEXT_ON = tuple(
    (text, ground) for text in (INK, MUTED, ACCENT) for ground in _GROUNDS
)  # every pair in which words may be printed

LEGIBLE = 4.5
"""The contrast that words need with their ground (WCAG 2.2, 1.4.3)."""

_SIX = re.compile("[0-9a-f]{6}")
_STEPS = 255


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it; reports keep 4.5 or more for words."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, each 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def colour_of(typed: str) -> str:
    """Return a colour as a person writes it, such as "#0F5468" or "#05a", as RRGGBB; "" where it is none."""
    said = typed.strip().removeprefix("#").lower()
    if len(said) == 3:
        said = "".join(each * 2 for each in said)
    return said if _SIX.fullmatch(said) else ""


def is_legible(colour: str) -> bool:
    """Return whether a region's colour can be told apart wherever it is used."""
    return colour_of(colour) == colour != "" and all(contrast(colour, ground) >= LEGIBLE for ground in _GROUNDS)


def legible_shade(colour: str) -> str:
    """Return a colour itself where it is legible, or its nearest darker shade that is."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    shades = ("".join(f"{part * step // _STEPS:02x}" for part in parts) for step in range(_STEPS, -1, -1))
    return next(filter(is_legible, shades))


def in_accent(colour: str, accent: str) -> str:
    """Return a colour as a region has it: its own in place of the program's."""
    return accent if colour == ACCENT else colour


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
