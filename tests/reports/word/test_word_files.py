"""Every Word file has real headings, named tables and pictures with words, and fills the region's own template."""

import getpass
import io
import socket
import struct
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from peer_challenge.domain.errors import UserError
from peer_challenge.reports.document import Heading, Numbered, Paragraph, Title
from peer_challenge.reports.word import STYLES, missing_styles, render
from peer_challenge.reports.word.parts import heading_row
from peer_challenge.reports.word.styles import say_language
from tests.reports.reading import model_words
from tests.reports.samples import CREATED, document, every_block, huge
from tests.reports.strategies import documents
from tests.reports.word_reading import WordFile, faults

relaxed = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


def checked(made) -> WordFile:
    file = WordFile(render(made))
    assert faults(file) == []
    assert file.words == model_words(made, signs=False, data=True)
    assert file.headings == [(each.level, " ".join(each.text.split())) for each in made.blocks if type(each) is Heading]
    return file


def a_template(*styles: str) -> bytes:
    """A region's template: some of the styles, its own words in header, footer and text, and somebody's name."""
    word = docx.Document()
    for name in ("Title", "Heading 1", "Quote"):
        word.styles.element.remove(word.styles[name].element)
    for name in styles:
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.font.name = "Region Sans"
    word.sections[0].header.paragraphs[0].text = "South East region"
    word.sections[0].footer.paragraphs[0].text = "www.example.org"
    word.add_paragraph("Delete this text")
    word.core_properties.author = word.core_properties.last_modified_by = "Pat Example"
    word.core_properties.comments = "Made on PAT-LAPTOP"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


@pytest.mark.parametrize("build", [every_block, document, huge])
def test_a_file_passes_and_says_what_its_document_says(build):
    checked(build())


@given(documents())
@settings(max_examples=30, **relaxed)
def test_any_document_is_a_good_word_file(made):
    file = WordFile(render(made))
    assert faults(file) == []
    assert file.words == model_words(made, signs=False, data=True)


def test_pictures_have_300_dots_an_inch():
    parts = checked(every_block()).parts
    pictures = [data for name, data in parts.items() if name.startswith("word/media/")]
    assert len(pictures) == 2
    for data in pictures:
        at = data.index(b"pHYs") + 4
        assert round(struct.unpack(">I", data[at : at + 4])[0] * 0.0254) == 300


def test_each_numbered_list_counts_from_one():
    file = checked(document(Numbered(("a", "b")), Paragraph("Between"), Numbered(("c",))))
    lists = [each.get(qn("w:val")) for each in file.body.iter(qn("w:numId"))]
    assert len(lists) == 3
    assert lists[0] == lists[1] != lists[2]
    numbering = file.word.part.numbering_part.element
    for each in numbering.num_lst:
        if str(each.numId) in lists:
            assert each.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "1"


def test_marking_and_reference_are_on_every_page():
    section = checked(every_block()).word.sections[0]
    assert "OFFICIAL-SENSITIVE · Draft" in section.header.paragraphs[0].text
    for foot in (section.footer, section.first_page_footer):
        assert "PC-2026-SLO-1" in foot.paragraphs[0].text
        assert [each.text.strip() for each in foot._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_a_file_says_nothing_about_who_made_it_where():
    file = checked(every_block())
    about = file.word.core_properties
    assert (about.title, about.author) == ("Peer challenge feedback: Slough", "South East region")
    assert about.created == about.modified == CREATED.replace(tzinfo=about.created.tzinfo)
    everything = b"".join(file.parts.values()).lower()
    for name in ("python-docx", "pat example", f">{getpass.getuser()}<", f">{socket.gethostname()}<", "thumbnail"):
        assert name.lower().encode() not in everything


def test_a_template_keeps_its_head_and_foot_and_its_styles_are_used():
    template = a_template("Heading 1", "Quote", "Lead", "Quiet note", "Call-out heading")
    assert missing_styles(template) == ("Title",)
    file = WordFile(render(every_block(), template))
    assert faults(file) == []
    assert file.words == model_words(every_block(), signs=False, data=True)
    head = [each.text for each in file.word.sections[0].header.paragraphs]
    assert head[0] == "South East region"
    assert "OFFICIAL-SENSITIVE · Draft" in head[1]
    assert file.word.styles["Heading 1"].font.name == "Region Sans"
    assert file.word.styles["Title"].font.name == "Arial"
    assert file.headings[0] == (1, "On one page")
    everything = b"".join(file.parts.values())
    assert b"Pat Example" not in everything
    assert b"PAT-LAPTOP" not in everything


def test_a_dotx_is_a_template_as_well():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_template())) as before, zipfile.ZipFile(out, "w") as after:
        for each in before.infolist():
            content = before.read(each)
            after.writestr(each, content.replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main"))
    with pytest.raises(ValueError, match="not a Word file"):
        docx.Document(io.BytesIO(out.getvalue()))
    file = WordFile(render(document(Title("T")), out.getvalue()))
    assert file.word.sections[0].header.paragraphs[0].text == "South East region"


def test_every_style_a_template_lacks_is_named():
    word = docx.Document()
    for style in [each for each in word.styles if each.name in STYLES]:
        word.styles.element.remove(style.element)
    out = io.BytesIO()
    word.save(out)
    assert set(missing_styles(out.getvalue())) == set(STYLES)
    file = WordFile(render(every_block(), out.getvalue()))
    assert faults(file) == []
    assert file.words == model_words(every_block(), data=True), "points and numbers are typed where no style has them"
    assert file.headings[0] == (1, "On one page")
    levels = [style.element.pPr.find(qn("w:outlineLvl")) for style in file.word.styles if style.name == "Heading 1"]
    assert [each.get(qn("w:val")) for each in levels] == ["0"]


@pytest.mark.parametrize("template", [b"not a document", b"PK\x03\x04 broken", b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_template_is_one_sentence(template):
    with pytest.raises(UserError, match="no Word document"):
        render(document(Title("T")), template)


def test_equal_documents_are_equal_bytes():
    template = a_template()
    assert render(every_block()) == render(every_block())
    assert render(every_block(), template) == render(every_block(), template)


def no_repeated_header(file):
    for each in list(file.body.iter(qn("w:tblHeader"))):
        each.getparent().remove(each)


def every_row_a_header(file):
    for row in file.body.iter(qn("w:trPr")):
        heading_row(row)


def no_words_for_a_picture(file):
    next(file.body.iter(qn("wp:docPr"))).set("descr", " ")


def nameless_table(file):
    each = next(file.body.iter(qn("w:tblCaption")))
    each.getparent().remove(each)


def skipped_heading(file):
    next(each for each in file.word.paragraphs if each.style.name == "Heading 2").style = "Heading 1"
    next(each for each in file.word.paragraphs if each.style.name == "Heading 2").style = "Heading 3"


def another_language(file):
    say_language(file.word, "fr-FR")


def parts_out_of_order(file):
    properties = next(each for each in file.body.iter(qn("w:pPr")) if len(each) > 1)
    properties.append(properties[0])


@pytest.mark.parametrize(
    "fault",
    [
        no_repeated_header,
        every_row_a_header,
        no_words_for_a_picture,
        nameless_table,
        skipped_heading,
        another_language,
        parts_out_of_order,
    ],
)
def test_a_planted_fault_is_found(fault):
    file = WordFile(render(every_block()))
    assert faults(file) == []
    fault(file)
    assert faults(file)
