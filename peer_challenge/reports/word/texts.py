"""Words with their strong parts and links, added to a paragraph of Word."""

from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from peer_challenge.reports.document import Run, Text
from peer_challenge.reports.word.parts import add_link, add_words
from peer_challenge.reports.word.styles import Look


def add_text(paragraph: WordParagraph, text: Text, accent: str, look: Look | None = None) -> None:
    """Add a text with its strong words and its links, which are in the colour `accent`.

    Size and colour are those of `look` where they are not the paragraph's own.
    """
    before = len(paragraph.runs)
    for run in (Run(text),) if isinstance(text, str) else text:
        if run.link:
            add_link(paragraph, run.text, accent, run.link, strong=run.strong)
        else:
            add_words(paragraph, run.text, strong=run.strong)
    if look:
        for made in paragraph.runs[before:]:
            made.font.size, made.font.color.rgb = Pt(look.size), RGBColor.from_string(look.colour.upper())
