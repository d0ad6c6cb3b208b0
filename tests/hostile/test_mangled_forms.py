"""The mangled forms are what they say: whole files, in every way, with every sentence in them that they say is said."""

import shutil
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from python_calamine import CalamineWorkbook

from peer_challenge.cli import main
from tests.hostile.mangled_forms import MANGLES, Mangled, mangled_forms, resaved
from tests.hostile.mangled_parts import visible

SHOWN = {"t": None, "v": None, "noBreakHyphen": "-", "tab": " ", "br": " ", "cr": " "}

LOSSY = {f"docx-{way}" for way in ("comment", "footnote", "field", "tracked_deletion", "content_control")}
"""Ways of which LibreOffice itself does not keep every sentence."""


def words(content: bytes) -> str:
    """All the text in the file, joined over runs, paragraphs and cells."""
    pieces: list[str] = []
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.startswith(("word/", "xl/")) and name.endswith(".xml"):
                for each in etree.fromstring(file.read(name)).iter(etree.Element):
                    if (kind := etree.QName(each).localname) in SHOWN:
                        pieces.append(SHOWN[kind] or each.text or "")
    return visible("".join(pieces))


@pytest.fixture(scope="module")
def blank(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The two forms as the program sends them out."""
    out = tmp_path_factory.mktemp("forms")
    for kind in ("docx", "xlsx"):
        order = ["form", str(demo_files / "demo.pcw"), "--authority", "Kent", "--format", kind, "--out", str(out)]
        assert main(order) == 0
    return (out / "kent-sef-form.docx").read_bytes(), (out / "kent-sef-form.xlsx").read_bytes()


@pytest.fixture(scope="module")
def forms(blank: tuple[bytes, bytes]) -> list[Mangled]:
    return list(mangled_forms(*blank))


def test_two_hundred_in_every_way(forms: list[Mangled]) -> None:
    assert len({form.name for form in forms}) == len(forms) == 200
    counted = Counter(way for form in forms for way in form.ways)
    assert not [way for way in MANGLES if counted[way] < 3]
    assert counted.keys() == set(MANGLES)
    assert not [form.name for form in forms if not 1 <= len(form.ways) <= 4]


def test_each_sentence_stands_in_its_form_and_what_was_struck_does_not(forms: list[Mangled]) -> None:
    for form in forms:
        text = words(form.content)
        assert not [said for said in form.said if visible(said) not in text], form.name
        assert not [struck for struck in form.struck if visible(struck) in text], form.name


def test_no_sentence_is_said_twice(forms: list[Mangled]) -> None:
    said = [each for form in forms for each in (*form.said, *form.struck)]
    assert len(said) == len(set(said))
    assert not [form.name for form in forms if bool(form.said) == ("empty_form" in form.name)]


def test_the_same_seed_gives_the_same_bytes_and_another_others(
    forms: list[Mangled], blank: tuple[bytes, bytes]
) -> None:
    assert list(mangled_forms(*blank)) == forms
    assert next(mangled_forms(*blank, seed=2)).content != forms[0].content


def test_other_programs_open_them(forms: list[Mangled]) -> None:
    """But for Strict files, which neither library knows."""
    for form in forms:
        if "strict_namespace" in form.name:
            continue
        if form.suffix == ".docx":
            assert Document(BytesIO(form.content)).element.body is not None
        else:
            book = CalamineWorkbook.from_filelike(BytesIO(form.content))
            assert [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_saves_them_again(forms: list[Mangled], tmp_path: Path) -> None:
    kept = ("docx-all_in_one_box", "docx-lists", "docx-table_in_answer", "xlsx-filtered", "xlsx-rich_text")
    few = [next(form for form in forms if way in form.ways and not set(form.ways) & LOSSY) for way in kept]
    again = list(resaved(few, tmp_path))
    assert {form.name for form in again} == {form.name for form in few}
    for form in again:
        assert not [said for said in form.said if visible(said) not in words(form.content)], form.name
