"""A document that could not be made accessible cannot be built."""

import subprocess
import sys
from datetime import datetime

import pytest

from peer_challenge.reports import charts
from peer_challenge.reports.document import (
    Bullets,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    Numbered,
    Pairs,
    Paragraph,
    Run,
    Table,
    Title,
    WritingLines,
    bar_figure,
    stacked_figure,
)
from tests.reports.samples import CREATED, STAGES, document


@pytest.mark.parametrize("alternative", ["", "   ", "chart1.png", " Minutes.JPEG "])
def test_a_figure_needs_its_meaning_in_words(alternative):
    with pytest.raises(ValueError, match="meaning in words"):
        Figure(charts.bars(STAGES), alternative, Table(("Stage",), (("Session",),)))


@pytest.mark.parametrize("levels", [(2,), (1, 3), (1, 2, 1, 3)])
def test_a_heading_level_is_never_skipped(levels):
    with pytest.raises(ValueError, match="cannot follow"):
        document(*(Heading(level, "Words") for level in levels))


def test_headings_may_climb_back_any_way():
    assert document(*(Heading(level, "Words") for level in (1, 2, 3, 1, 2, 2, 3, 2, 1)))


@pytest.mark.parametrize(
    "build",
    [
        lambda: Heading(4, "Words"),
        lambda: Heading(1, " \n"),
        lambda: Bullets(()),
        lambda: Numbered(()),
        lambda: Pairs(()),
        lambda: Pairs((("", "value"),)),
        lambda: Table(("A", "B"), ()),
        lambda: Table(("A", " "), (("1", "2"),)),
        lambda: Table(("A", "B"), (("1",),)),
        lambda: Table(("A", "B"), (("1", "2"),), widths=(1, 0)),
        lambda: Callout(CalloutKind.NOTE, "", ()),
        lambda: WritingLines(0),
        lambda: WritingLines(21),
        lambda: bar_figure((), ("A", "B")),
        lambda: stacked_figure((), ("A",), "B"),
        lambda: Run("", link="https://example.org"),
        lambda: Document(" ", CREATED, ()),
        lambda: Document("Words", datetime(2026, 1, 1), ()),  # noqa: DTZ001
        lambda: document(Paragraph("Words"), Title("Late")),
    ],
)
def test_what_cannot_be_read_is_refused(build):
    with pytest.raises(ValueError):
        build()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "http://a b", "smb://h/x"]
)
def test_a_link_goes_only_to_the_web_or_to_mail(link):
    with pytest.raises(ValueError, match="web or e-mail"):
        Run("words", link=link)


def test_building_a_document_reads_no_reportlab():
    check = "import sys, peer_challenge.reports.document; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
