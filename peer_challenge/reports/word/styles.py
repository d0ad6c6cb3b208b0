"""The styles a report is written in: Word's own by name, so that a region's template decides how each looks."""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from peer_challenge.reports.palette import ACCENT, INK, MUTED, in_accent
from peer_challenge.reports.word.parts import child

FACE = "Arial"  # on every council's computers, and without serifs
LEAD, QUIET, CALLOUT = _OWN = "Lead", "Quiet note", "Call-out heading"  # the rest are styles that Word knows


@dataclass(frozen=True, slots=True)
class Look:
    """How one style looks where no template decides: sizes in points, the outline level that makes it a heading."""

    size: float
    colour: str = INK
    strong: bool = False
    above: float = 0.0
    below: float = 4.0
    heading: int = 0


STYLES = {
    "Title": Look(25, ACCENT, strong=True, below=2),
    "Subtitle": Look(13, MUTED, below=12),
    "Heading 1": Look(16.5, ACCENT, strong=True, above=20, below=4, heading=1),
    "Heading 2": Look(12.5, INK, strong=True, above=13, below=3, heading=2),
    "Heading 3": Look(11, MUTED, strong=True, above=10, below=2, heading=3),
    "List Bullet": Look(11),
    "List Number": Look(11),
    "Quote": Look(11.5, INK, above=8),
    "Caption": Look(9.5, MUTED, strong=True, above=8, below=3),
    LEAD: Look(12.5, INK, below=6),
    QUIET: Look(9.5, MUTED, above=4),
    CALLOUT: Look(11.5, ACCENT, strong=True, above=12, below=3),
}
"""Every paragraph style that reports use, by the name Word shows for it."""


def complete(word: WordDocument, *, own_look: bool, accent: str = ACCENT) -> tuple[str, ...]:
    """Make plain styles for those a document lacks and return their names; with `own_look` all look as reports do.

    What is made or dressed is in the colour `accent`.
    """
    missing = []
    for name, look in STYLES.items():
        style = _found(word, name)
        if style is None:
            missing.append(name)
            style = _made(word, name)
        if own_look or name in missing:
            _dress(style, look, accent)
    if own_look:
        _dress(_needed(word, "Normal"), Look(11), accent)
    return tuple(missing)


def _found(word: WordDocument, name: str) -> ParagraphStyle | None:
    for style in word.styles:
        if isinstance(style, ParagraphStyle) and (style.name or "").lower() == name.lower():
            return style
    return None


def _needed(word: WordDocument, name: str) -> ParagraphStyle:
    return _found(word, name) or _made(word, name)


def _made(word: WordDocument, name: str) -> ParagraphStyle:
    made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in _OWN)
    assert isinstance(made, ParagraphStyle)
    return made


def _dress(style: ParagraphStyle, look: Look, accent: str) -> None:
    """Give a style its type and its place in the outline."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    font, spacing = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FACE, Pt(look.size), look.strong, False
    font.color.rgb = RGBColor.from_string(in_accent(look.colour, accent).upper())
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(faces.attrib):
        del faces.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(name), FACE)
    for old in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(old)
    spacing.space_before, spacing.space_after = Pt(look.above), Pt(look.below)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    if look.heading:
        spacing.keep_with_next = True
        for old in properties.findall(qn("w:outlineLvl")):
            properties.remove(old)
        child(properties, "w:outlineLvl", val=str(look.heading - 1))


def say_language(word: WordDocument, language: str) -> None:
    """Set the language of all words, whatever a template was written in."""
    styles = word.styles.element
    for each in styles.iter(qn("w:lang")):
        each.set(qn("w:val"), language)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        child(defaults, "w:lang", val=language)
