"""Hostile text prints literally, in bounded time, and fetches, links and hides nothing."""

import pytest
from reportlab import rl_config
from reportlab.pdfbase import ttfonts

from peer_challenge.reports import fonts
from peer_challenge.reports.pdf.lines import break_lines
from peer_challenge.reports.pdf.style import BODY
from peer_challenge.reports.text import clean, one_line


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
