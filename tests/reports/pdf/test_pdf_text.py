"""Hostile text prints literally, in bounded time, and fetches, links and hides nothing."""

import time

import pytest
from reportlab import rl_config
from reportlab.pdfbase import ttfonts

from peer_challenge.reports import fonts
from peer_challenge.reports.document import (
    Bullets,
    Callout,
    CalloutKind,
    Heading,
    Item,
    Pairs,
    Paragraph,
    Quote,
    Run,
    Table,
    Title,
)
from peer_challenge.reports.pdf import render
from peer_challenge.reports.pdf.lines import break_lines
from peer_challenge.reports.pdf.style import BODY
from peer_challenge.reports.pdf.text import clean, one_line
from tests.reports.reading import TaggedFile, failures, norm
from tests.reports.samples import document

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
        Pairs((("T " + text, text),)),
        Table(("A " + text, "B"), ((text, text),), text),
        Quote(text, text),
        Callout(CalloutKind.NOTE, "C " + text, (Paragraph(text),)),
        title="Title " + text,
        subject=text,
        author=text,
        reference=text,
        status=text,
    )


@pytest.mark.parametrize("text", LITERAL)
def test_hostile_text_is_printed_literally(text):
    data = render(everywhere(text))
    tagged = TaggedFile(data)
    assert failures(data) == []
    assert norm(tagged.root.text).count(norm(text)) or " ".join(norm(text).split()) in " ".join(tagged.words)
    places = [note.get_object() for each in tagged.reader.pages for note in each.get("/Annots", [])]
    assert {note["/A"]["/URI"] for note in places} == {"https://example.org"}
    assert not any(each.images for each in tagged.reader.pages)


@pytest.mark.parametrize("text", HEAVY, ids=range(len(HEAVY)))
def test_a_field_of_any_size_takes_a_second_at_most(text):
    made = document(Paragraph(text))
    start = time.perf_counter()
    data = render(made)
    assert time.perf_counter() - start < 1.5  # a second, and some for a busy machine
    assert failures(data) == []


@pytest.mark.slow
def test_every_field_of_any_size_together():
    for text in HEAVY:
        data = render(everywhere(text))
        assert failures(data) == []


def test_what_has_no_form_goes_and_all_else_stays():
    assert clean("a\x00b\x07c\u202ed\u200be\ufefff") == "abcdef"
    assert clean("a\ud800b") == "a\ufffdb"
    assert clean("  a \r\n b\rc\u2028d\t e ") == "a\nb\nc\nd  e"
    assert clean("a\n\n\n\n\nb") == "a\n\nb"
    assert clean("e\u0301") == "é"
    assert clean("a\u202fb\u00a0c\u3000d") == "a\u00a0b\u00a0c d"
    assert one_line("a\n\nb  c") == "a b c"


@pytest.mark.parametrize("text", ["x" * 20_001, "a\n" * 501, "word " * 9_000, "x" * 500_000])
def test_what_is_cut_says_so(text):
    cut = clean(text)
    assert f"of {len(text):,} characters are printed]" in cut
    assert len(cut) < 20_100
    assert cut.count("\n") < 500


@pytest.mark.parametrize("text", ["x" * 20_000, "a\n" * 500, "a"])
def test_what_fits_is_not_cut(text):
    assert clean(text) == text.strip()


def test_lines_are_never_wider_than_their_room():
    text = "Learning " * 30 + "x" * 300 + " 😀中" * 50 + " self-evaluation/peer-challenge" * 20
    for width in (12.0, 40.0, 200.0, 465.0):
        lines = break_lines(text, BODY, width)
        assert max(line.width for line in lines) <= width + 0.1
        assert "".join(piece.text for line in lines for piece in line.pieces).split() == text.split()


def test_a_character_no_face_has_is_a_box_that_still_means_it():
    assert [face for face, _ in fonts.split("a中", strong=False)] == [fonts.REGULAR, fonts.SYMBOLS]
    face = fonts.load()[fonts.SYMBOLS].face
    assert face.charToGlyph[ord("中")] == face.charToGlyph[0x25A1]


def test_welsh_and_polish_are_in_both_weights():
    for strong in (False, True):
        assert len(fonts.split("ŵŷŴŶâêîôûäëïöüáéíóúÿ ąćęłńóśźżĄĆĘŁŃÓŚŹŻ –—‘’“”…•€£½²°→≥", strong)) == 1


def test_reportlab_still_has_the_hooks_and_safe_settings():
    assert ttfonts.makeToUnicodeCMap is fonts.to_unicode
    assert rl_config.toColorCanUse is None
    assert rl_config.trustedHosts == []
    assert rl_config.trustedSchemes == []
