"""The embedded typefaces: Lato for words, Symbola for the symbols and emoji Lato lacks, and a box for the rest."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import resources

REGULAR = "PeerChallenge"
BOLD = "PeerChallengeBold"
SYMBOLS = "PeerChallengeSymbols"
FILES = {REGULAR: "Lato-Regular.ttf", BOLD: "Lato-Bold.ttf", SYMBOLS: "SymbolaSubset.ttf"}
_BOX = 0x25A1  # WHITE SQUARE, drawn for a character that no face has


@cache
def load() -> dict[str, Any]:
    """Register the faces once in a process and return them by name; before that no font file is read."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    module: Any = ttfonts
    module.makeToUnicodeCMap = to_unicode
    fonts = {name: module.TTFont(name, str(resources.path("fonts", file))) for name, file in FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


@lru_cache(maxsize=32_768)
def width(text: str, face: str) -> float:
    """Return how wide text is at size 1; the character widths are those of the face, without kerning."""
    widths = load()[face].face.charWidths
    return float(sum(widths[ord(character)] for character in text)) / 1000


@lru_cache(maxsize=32_768)
def split(text: str, strong: bool) -> tuple[tuple[str, str], ...]:
    """Return text in stretches that one face can show, each with its face; no character is left out."""
    main = BOLD if strong else REGULAR
    known = load()[main].face.charToGlyph
    stretches: list[tuple[str, str]] = []
    for character in text:
        face = main if ord(character) in known else _fallback(character)
        if stretches and stretches[-1][0] == face:
            stretches[-1] = (face, stretches[-1][1] + character)
        else:
            stretches.append((face, character))
    return tuple(stretches)


def shown_as(character: str, face: str) -> str:
    """Return the character whose form a face shows for one that it was given by `split`: its own, or the box."""
    glyphs = load()[face].face.charToGlyph
    return chr(_BOX) if glyphs[ord(character)] == glyphs.get(_BOX) else character


def _fallback(character: str) -> str:
    """Make sure the symbol face shows a character: by its own glyph, or by the box that still means the character."""
    face = load()[SYMBOLS].face
    code = ord(character)
    if code not in face.charToGlyph:
        face.charToGlyph[code] = face.charToGlyph[_BOX]
        face.charWidths[code] = face.charWidths[_BOX]
    return SYMBOLS


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """Write the map from a subset's codes to Unicode in place of ReportLab's.

    ReportLab maps unused codes to U+0000, which ISO 14289-1 7.21.7 forbids, writes characters beyond U+FFFF wrongly
    and lists more than the hundred entries a block may have.
    """
    rows = [f"<{code:02X}> <{_utf16(point)}>" for code, point in enumerate(subset) if point]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    head = f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
    body = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join([head, *body, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be").hex().upper()
