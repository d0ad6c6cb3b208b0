"""Hostile text prints literally in all three formats, in bounded time, and fetches, opens, links and hides nothing."""

import sys
import time

import pytest

from peer_challenge.reports import html, pdf, word
from peer_challenge.reports.document import (
    Bullets,
    Callout,
    CalloutKind,
    Heading,
    Item,
    Numbered,
    Pairs,
    Paragraph,
    Quote,
    Run,
    Table,
    Title,
    bar_figure,
)
from tests.reports.html_reading import Page
from tests.reports.html_reading import faults as page_faults
from tests.reports.reading import TaggedFile, failures, norm
from tests.reports.samples import document
from tests.reports.word_reading import WordFile
from tests.reports.word_reading import faults as word_faults

LITERAL = [
    "<img src=/etc/passwd>",
    '<img src="file:///etc/passwd"/> <a href="javascript:alert(1)">here</a> http://example.org www.example.org',
    "<font color=\"[[[getattr(pow, Word)('__globals__')] for Word in [1]]] and 'red'\">exploit</font>",
    "<para><b>unclosed & <i>crossed</b></i> &lt; &#60; &amp;",
    "{0.__class__} ${x} %s %(name)s \\n (brackets) \\) ( [ ] << >> endstream endobj",
    "=cmd|' /C calc'!A0",
    "שלום עולם مرحبا بالعالم",
    "日本語 中文 한국어 हिन्दी 🏴 🧑 🫠",
    "Ŵŵ Ŷŷ Łódź Žofia Ǽ ﬁ … – — ‘’ “” € £ ½ ² → ✓ ☐ 😀",
    "a\u0301e\u0302 combining",
]
HEAVY = [
    "x" * 200_000,
    "<b>" * 60_000,
    "\n" * 20_000 + "end",
    "a\n" * 20_000,
    "word " * 40_000,
    "a-" * 100_000,
    "中" * 100_000,
    "é" * 200_000,
    "😀" * 100_000,
    "\u202e" * 100_000 + "end",
]


def everywhere(text: str):
    return document(
        Title("T " + text, text),
        Heading(1, "H " + text),
        Paragraph((Run(text, strong=True), Run("L " + text, link="https://example.org"))),
        Bullets((Item(text, text),)),
        Numbered((text,)),
        Pairs((("T " + text, text),)),
        Table(("A " + text, "B"), ((text, text),), text),
        Quote(text, text),
        bar_figure([("N " + text, 3.0)], ("Name " + text, "Value"), "hours", text),
        Callout(CalloutKind.NOTE, "C " + text, (Paragraph(text),)),
        title="Title " + text,
        subject=text,
        author=text,
        reference=text,
        status=text,
    )


def said_in_pdf(data: bytes) -> tuple[list[str], set[str]]:
    assert failures(data) == []
    tagged = TaggedFile(data)
    places = [note.get_object() for each in tagged.reader.pages for note in each.get("/Annots", [])]
    assert not any(each.images for each in tagged.reader.pages)
    return tagged.words, {str(note["/A"]["/URI"]) for note in places}


def said_in_html(data: bytes) -> tuple[list[str], set[str]]:
    assert page_faults(data) == []
    page = Page(data)
    return page.words, {each.attributes["href"] for each in page.root.find("a")} - {"#content"}


def said_in_word(data: bytes) -> tuple[list[str], set[str]]:
    file = WordFile(data)
    assert word_faults(file) == []
    return file.words, file.links


RENDERERS = {"pdf": (pdf.render, said_in_pdf), "html": (html.render, said_in_html), "word": (word.render, said_in_word)}
"""Each format: how it is written, and what its words and links are when read back."""

opened: list[str] | None = None  # files opened while a test listens


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if opened is not None and event in {"open", "socket.connect", "urllib.Request"}:
        opened.append(str(arguments[0]))


sys.addaudithook(_listen)


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("text", LITERAL)
def test_hostile_text_is_printed_literally(text, form):
    global opened
    render, read = RENDERERS[form]
    render(everywhere("Words"))  # typefaces and templates are read
    opened = []
    data = render(everywhere(text))
    touched, opened = opened, None
    assert [each for each in touched if not each.endswith((".xml", "default.docx"))] == [], "reads only its own parts"
    words, links = read(data)
    assert " ".join(words).count(" ".join(norm(text).split())) >= 15
    assert links == {"https://example.org"}


@pytest.mark.parametrize("form", RENDERERS)
def test_a_field_of_any_size_takes_little_more_than_a_long_plain_one(form):
    render, read = RENDERERS[form]
    usual = min(_seconds(render, "word " * 4_000) for _ in range(3))
    for text in HEAVY:
        made = document(Paragraph(text))
        assert _seconds(render, text) < max(10 * usual, 0.25), f"{text[:9]!r} × {len(text)}"
        read(render(made))


@pytest.mark.slow
@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("text", HEAVY, ids=range(len(HEAVY)))
def test_every_field_of_any_size_together(text, form):
    render, read = RENDERERS[form]
    read(render(everywhere(text)))


def _seconds(render, text: str) -> float:
    made = document(Paragraph(text))
    start = time.process_time()
    render(made)
    return time.process_time() - start
