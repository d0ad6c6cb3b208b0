"""Every file is PDF/UA-1 and reads, by its structure tree, exactly as its document does."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from peer_challenge.reports.document import (
    Heading,
    Table,
)
from peer_challenge.reports.pdf import render
from tests.reports.reading import TaggedFile, failures, model_words, tree_faults
from tests.reports.samples import SENTENCE, document, every_block, huge
from tests.reports.strategies import documents


@pytest.mark.parametrize("build", [every_block, document, huge, lambda: document(marking="", status="", reference="")])
def test_compliant_and_read_in_order(build):
    made = build()
    data = render(made)
    assert failures(data) == []
    if made.marking:
        assert TaggedFile(data).words == model_words(made)


def _check(made):
    data = render(made)
    file = TaggedFile(data)
    assert failures(data) == []
    assert tree_faults(file) == []
    assert file.words == model_words(made)


relaxed = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


@given(documents())
@settings(max_examples=200, **relaxed)
def test_any_document_is_compliant_and_read_in_order(made):
    _check(made)


@pytest.mark.slow
@given(documents())
@settings(max_examples=2000, **relaxed)
def test_very_many_documents_are_compliant_and_read_in_order(made):
    _check(made)


def test_roles_of_every_block():
    root = TaggedFile(render(every_block())).root
    assert [node.text.strip() for node in root.find("H1")] == ["Peer challenge feedback: Slough"]
    assert [node.text.strip() for node in root.find("H2")] == ["On one page", "How well does the framework work?"]
    assert len(root.find("TOCI")) == 5
    assert len(root.find("L")) == 4
    assert all([kid.role for kid in point.parts] == ["Lbl", "LBody"] for point in root.find("LI"))
    assert [cell.entries["/A"]["/Scope"] for cell in root.find("TH")] == ["/Column"] * 3 + ["/Row"] * 3
    assert [len(row.parts) for row in root.find("TR")] == [3] * 4
    assert all(figure.entries["/Alt"] and len(figure.entries["/A"]["/BBox"]) == 4 for figure in root.find("Figure"))
    assert root.find("BlockQuote")
    assert root.find("Caption")


def test_headings_are_bookmarks_to_their_pages():
    made = huge()
    reader = TaggedFile(render(made)).reader
    flat = [entry for part in reader.outline for entry in (part if isinstance(part, list) else [part])]
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert [entry.title for entry in flat] == ["Every finding of the round", *headings]
    for entry in flat[5::40]:
        shown = reader.pages[reader.get_destination_page_number(entry)].extract_text()
        assert entry.title in " ".join(shown.split())


def test_contents_name_the_right_pages():
    data = render(huge())
    reader = TaggedFile(data).reader
    contents = " ".join(reader.pages[0].extract_text().split())
    first = int(contents.split("Line of enquiry 0 ")[1].split()[0])
    assert "Line of enquiry 0" in reader.pages[first - 1].extract_text()
    assert "Line of enquiry 0" not in reader.pages[first - 2].extract_text().replace("Line of enquiry 0 ", "")


def test_a_table_over_many_pages_is_one_table_whose_header_is_read_once():
    rows = tuple((f"Finding {n}", SENTENCE * 2) for n in range(110))
    tagged = TaggedFile(render(document(Table(("Heading of names", "Words"), rows))))
    assert len(tagged.reader.pages) >= 5
    assert len(tagged.root.find("Table")) == 1
    assert len(tagged.root.find("TR")) == 111
    assert tagged.root.text.count("Heading of names") == 1
    assert all("Heading of names" in said for said in tagged.artifacts[1:])


def test_no_heading_ends_a_page_and_no_line_stands_alone():
    tagged = TaggedFile(render(huge()))
    headings = {node.text.strip() for node in tagged.root.find("H1", "H2", "H3")}
    for marks in tagged.marked:
        said = [text for mark, text in sorted((m, t) for m, t in marks.items() if m is not None)]
        assert said[-1].strip() not in headings


def test_every_page_carries_marking_reference_and_number():
    tagged = TaggedFile(render(huge()))
    count = len(tagged.reader.pages)
    for number, said in enumerate(tagged.artifacts, start=1):
        assert f"Page {number} of {count}" in said
        assert "PC-2026-SLO-1" in said
        assert ("OFFICIAL-SENSITIVE · Draft" in said) == (number > 1)  # on the first page it is real text
    assert tagged.root.text.count("OFFICIAL-SENSITIVE · Draft") == 1


def test_a_long_marking_is_cut_and_never_the_word_draft():
    tagged = TaggedFile(render(replace(huge(), marking="OFFICIAL-SENSITIVE for the region " * 9)))
    assert "… · Draft" in tagged.root.text
    assert all("… · Draft" in said for said in tagged.artifacts[1:])


def test_links_are_annotations_with_words():
    tagged = TaggedFile(render(every_block()))
    places = [note.get_object() for each in tagged.reader.pages for note in each.get("/Annots", [])]
    assert {note["/A"]["/URI"] for note in places if "/A" in note} == {
        "https://example.org/qa",
        "mailto:qa@example.org",
    }
    assert all(note["/Contents"] and "/StructParent" in note for note in places)
    assert len([node for node in tagged.root.find("Link") if "inbox" in node.text]) == 4


def test_a_file_says_nothing_about_who_made_it_where():
    data = render(every_block())
    reader = TaggedFile(data).reader
    allowed = {
        "/Title",
        "/Subject",
        "/Author",
        "/Keywords",
        "/Creator",
        "/Producer",
        "/CreationDate",
        "/ModDate",
        "/Trapped",
    }
    assert set(reader.metadata) <= allowed
    assert reader.metadata["/CreationDate"] == "D:20261119104200+00'00'"
    assert reader.metadata["/Producer"] == reader.metadata["/Creator"] == "Peer Challenge"
    assert str(Path.cwd()).encode() not in data
    assert str(Path.home()).encode() + b"/" not in data
    assert b".ttf" not in data


def test_the_same_document_gives_the_same_bytes_in_any_process(tmp_path):
    code = (
        "import sys; from tests.reports.samples import every_block; from peer_challenge.reports.pdf import render;"
        "render(every_block()); open(sys.argv[1], 'wb').write(render(every_block()))"
    )
    for seed in ("1", "2"):
        env = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed * 9, "TZ": f"UTC+{seed}"}
        out = tmp_path / f"{seed}.pdf"
        subprocess.run([sys.executable, "-c", code, str(out)], env=env, check=True, cwd=Path.cwd())
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes() == render(every_block())
