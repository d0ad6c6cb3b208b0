"""The few colours of every report, as RRGGBB, and how well each pair can be told apart."""

INK = "1f2a30"
MUTED = "4f5d65"
ACCENT = "0f5468"
RULE = "cdd7db"
TINT = "f1f5f6"
STRONG_TINT = "e2eef1"
WHITE = "ffffff"

TEXT_ON = tuple(
    (text, ground) for text in (INK, MUTED, ACCENT) for ground in (WHITE, TINT, STRONG_TINT)
)  # every pair in which words may be printed


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it; reports keep 4.5 or more for words."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, each 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
