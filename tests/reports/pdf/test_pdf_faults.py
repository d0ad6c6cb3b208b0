"""The checks have teeth: each planted fault is found by the validator or by reading the tree."""

import io
import re

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, TextStringObject

from peer_challenge.reports.pdf import render
from tests.reports.reading import TaggedFile, failures, model_words, tree_faults
from tests.reports.samples import every_block


def tree(writer: PdfWriter, role: str):
    """Return the elements of a role, in no order."""
    found = (each.get_object() for each in writer._objects if each is not None)
    return [each for each in found if isinstance(each, dict) and each.get("/S") == role]


def rewrite(writer: PdfWriter, change) -> None:
    """Change the content of the last page."""
    last = writer.pages[-1]
    stream = DecodedStreamObject()
    before = last.get_contents().get_data()
    stream.set_data(change(before))
    assert stream.get_data() != before
    last[NameObject("/Contents")] = writer._add_object(stream)


def untagged_text(writer):
    rewrite(writer, lambda data: data + b"\nBT /F1+0 9 Tf 50 50 Td <41> Tj ET")


def text_hidden_as_artifact(writer):
    rewrite(writer, lambda data: re.sub(rb"/P <</MCID \d+>> BDC", b"/Artifact BMC", data, count=1))


def scrambled_order(writer):
    top = tree(writer, "/Document")[0]["/K"]
    top[3], top[-3] = top[-3], top[3]


def missing_alternative(writer):
    del tree(writer, "/Figure")[0]["/Alt"]


def unscoped_header(writer):
    for cell in tree(writer, "/TH"):
        del cell["/A"]


def link_without_words(writer):
    for each in writer.pages:
        for note in each.get("/Annots", []):
            del note.get_object()["/Contents"]


def unknown_characters(writer):
    for font in writer.pages[-1]["/Resources"]["/Font"].values():
        del font.get_object()["/ToUnicode"]


def skipped_heading(writer):
    tree(writer, "/H2")[0][NameObject("/S")] = NameObject("/H5")


def no_language(writer):
    del writer._root_object["/Lang"]


def words_read_twice(writer):
    point = tree(writer, "/LBody")[0]["/K"]
    point.append(point[0])


def no_structure(writer):
    del writer._root_object["/StructTreeRoot"]


def not_marked(writer):
    del writer._root_object["/MarkInfo"]


def title_not_shown(writer):
    del writer._root_object["/ViewerPreferences"]


def no_claim_of_accessibility(writer):
    del writer._root_object["/Metadata"]


def alternative_is_a_file_name(writer):
    tree(writer, "/Figure")[0][NameObject("/Alt")] = TextStringObject("chart1.png")


def font_left_out(writer):
    for each in writer._objects:
        found = each.get_object() if each is not None else None
        if isinstance(found, dict) and "/FontFile2" in found:
            del found["/FontFile2"]


def tabs_in_any_order(writer):
    for each in writer.pages:
        if "/Annots" in each:
            del each["/Tabs"]


def link_outside_the_tree(writer):
    for each in tree(writer, "/Link"):
        each[NameObject("/K")] = ArrayObject(
            kid
            for kid in each["/K"]
            if not (hasattr(kid.get_object(), "get") and kid.get_object().get("/Type") == "/OBJR")
        )


def header_without_words(writer):
    tree(writer, "/TH")[0][NameObject("/K")] = ArrayObject()


def cell_missing(writer):
    row = tree(writer, "/TR")[-1]["/K"]
    del row[-1]


def characters_that_mean_others(writer):
    for font in writer.pages[-1]["/Resources"]["/Font"].values():
        stream = font.get_object()["/ToUnicode"].get_object()
        before = stream.get_data()
        stream.set_data(before.replace(b"<0065>", b"<0061>"))


def unknown_role(writer):
    tree(writer, "/P")[0][NameObject("/S")] = NameObject("/Paragraph")


def list_without_items(writer):
    for each in tree(writer, "/LI"):
        each[NameObject("/S")] = NameObject("/P")


FAULTS = [
    no_structure,
    not_marked,
    title_not_shown,
    no_claim_of_accessibility,
    alternative_is_a_file_name,
    font_left_out,
    tabs_in_any_order,
    link_outside_the_tree,
    header_without_words,
    cell_missing,
    characters_that_mean_others,
    unknown_role,
    list_without_items,
    untagged_text,
    text_hidden_as_artifact,
    scrambled_order,
    missing_alternative,
    unscoped_header,
    link_without_words,
    unknown_characters,
    skipped_heading,
    no_language,
    words_read_twice,
]


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _found(data: bytes) -> bool:
    if failures(data):
        return True
    file = TaggedFile(data)
    return bool(tree_faults(file)) or file.words != model_words(every_block())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault):
    data = render(every_block())
    writer = PdfWriter(clone_from=io.BytesIO(data))
    assert not _found(_written(writer))
    fault(writer)
    assert _found(_written(writer))
