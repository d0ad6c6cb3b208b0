"""The checks have teeth: each planted fault is found by the validator or by reading the tree."""

import io
import re

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from peer_challenge.reports.pdf import render
from tests.reports.reading import TaggedFile, failures, model_words
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


FAULTS = [
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
    return bool(failures(data)) or TaggedFile(data).words != model_words(every_block())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault):
    data = render(every_block())
    writer = PdfWriter(clone_from=io.BytesIO(data))
    assert not _found(_written(writer))
    fault(writer)
    assert _found(_written(writer))
