"""Every page can be read by everybody, says what its document says, and neither loads nor runs anything."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from peer_challenge.reports import palette
from peer_challenge.reports.document import Heading, Paragraph, Title
from peer_challenge.reports.html import render
from peer_challenge.reports.html.style import style_in
from tests.reports.html_reading import Page, faults
from tests.reports.reading import model_words
from tests.reports.samples import document, every_block, huge
from tests.reports.strategies import documents

relaxed = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


def checked(made) -> Page:
    data = render(made)
    assert faults(data) == []
    page = Page(data)
    assert page.words == model_words(made, signs=False, data=True)
    return page


@pytest.mark.parametrize("build", [every_block, document, huge, lambda: document(marking="", status="", reference="")])
def test_a_page_passes_and_says_what_its_document_says(build):
    checked(build())


@given(documents())
@settings(max_examples=60, **relaxed)
def test_any_document_is_a_good_page(made):
    checked(made)


def test_landmarks_and_a_way_past_them():
    page = checked(every_block())
    for name in ("header", "main", "footer", "nav", "h1"):
        assert len(page.root.find(name)) == 1
    first = page.root.find("body")[0].find("a")[0]
    assert first.attributes["href"] == "#content"
    assert page.root.find("main")[0].attributes["id"] == "content"


def test_a_figure_is_followed_by_its_table():
    figure = checked(every_block()).root.find("figure")[0]
    table = figure.find("table")[0]
    assert "Session" in table.text
    assert "680 minutes" in table.text
    assert figure.find("svg")[0].attributes["aria-label"].startswith("Bar chart. Preparation: 310 minutes")


def test_nothing_is_loaded_and_nothing_runs():
    data = render(every_block()).decode()
    assert "default-src 'none'" in data
    assert not re.search(r"url\(|@import|<script|http-equiv=\"refresh\"", data)


def test_the_colours_are_those_of_the_palette_and_the_focus_is_seen():
    colours = set(re.findall(r"#([0-9a-f]{6})", style_in(palette.ACCENT)))
    known = {value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
    assert colours <= known
    assert ":focus-visible { outline: .2rem solid var(--accent)" in style_in(palette.ACCENT)
    assert palette.contrast(palette.ACCENT, palette.WHITE) >= 4.5


def test_markup_is_words():
    made = document(Title("<b>T</b>", "<i>"), Heading(1, "A & B </h1>"), Paragraph('"><script>alert(1)</script>'))
    data = render(made).decode()
    assert "<script>alert" not in data
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in data
    checked(made)


def test_equal_documents_are_equal_bytes():
    assert render(every_block()) == render(every_block())


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        (' lang="en-GB"', ""),
        ("<title>Peer challenge feedback: Slough</title>", "<title></title>"),
        ("<main", "<div"),
        ("h3", "h5"),
        (' scope="col"', ""),
        (' scope="row"', ""),
        ('aria-label="Bar chart', 'aria-hidden="Bar chart'),
        ('<a class="skip" href="#content">', '<a class="skip" href="#nowhere">'),
        ('id="heading-2"', 'id="heading-1"'),
        ("https://example.org/qa", "javascript:alert(1)"),
        ("<body>", "<body onload=go()>"),
        ("<h2", "<script></script><h2"),
        ('aria-labelledby="table-1"', ""),
    ],
)
def test_a_planted_fault_is_found(there, instead):
    good = render(every_block()).decode()
    assert there in good
    bad = good.replace(there, instead)
    bad = bad.replace("</main>", "</div>") if instead == "<div" else bad
    assert faults(bad.encode())
