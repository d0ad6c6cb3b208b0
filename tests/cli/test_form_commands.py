"""SEF forms on the command line: written, returned, looked at and brought in."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from peer_challenge.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def once(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return once


@pytest.fixture
def demo(demo_files: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw"))


def test_a_form_goes_out_comes_back_and_comes_in(demo: Path, tmp_path: Path, run: Run) -> None:
    code, out, _ = run("form", demo, "--authority", "Kent", "--out", tmp_path)
    form = tmp_path / "kent-sef-form.docx"
    assert (code, out) == (0, f"{form}  SEF form for Kent\n")
    assert run("import", demo, "sef", form)[1].endswith("0 records changed.\n")
    document = Document(str(form))
    words = next(each for each in document.element.body.iter(qn("w:t")) if each.text == "Write here.")
    words.text = "Asked of the command line."
    document.save(str(form))
    before = run("dump", demo)[1]
    code, out, _ = run("import", demo, "sef", form, "--preview")
    assert code == 0
    assert "Impact of QA: Gaps: Will be written. Asked of the command line.\n" in out
    assert run("dump", demo)[1] == before
    code, out, _ = run("import", demo, "sef", form, "--authority", "Kent")
    assert code == 0
    assert "this begins version 2, not shared until you share it." in out
    assert "Asked of the command line." in run("dump", demo)[1]
    assert run("check", demo)[0] == 0


def test_a_form_that_lies_there_perhaps_filled_in_is_left_alone(demo: Path, tmp_path: Path, run: Run) -> None:
    run("form", demo, "--authority", "Kent", "--out", tmp_path)
    filled = tmp_path / "kent-sef-form.docx"
    filled.write_bytes(b"somebody's work")
    code, out, _ = run("form", demo, "--authority", "Kent", "--out", tmp_path)
    assert (code, out) == (0, f"{tmp_path / 'kent-sef-form 2.docx'}  SEF form for Kent\n")
    assert filled.read_bytes() == b"somebody's work"


def test_the_excel_form(demo: Path, tmp_path: Path, run: Run) -> None:
    code, out, _ = run("form", demo, "--authority", "RBWM", "--format", "xlsx", "--out", tmp_path / "new")
    assert code == 0
    assert "windsor-and-maidenhead-sef-form.xlsx" in out
    form = tmp_path / "new" / "windsor-and-maidenhead-sef-form.xlsx"
    code, out, _ = run("import", demo, "sef", form, "--preview")
    assert code == 0
    assert "could not be placed" not in out.lower()


def test_what_is_wrong_is_one_sentence(demo: Path, tmp_path: Path, run: Run) -> None:
    run("form", demo, "--authority", "Kent", "--out", tmp_path)
    form = tmp_path / "kent-sef-form.docx"
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04")
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7")
    for words, code, said in (
        ((form, "--authority", "Medway"), 65, "was made for Kent, not for Medway"),
        ((bad,), 65, "bad.docx could not be read"),
        ((paper,), 65, "does not say whose it is"),
        ((tmp_path / "gone.docx",), 74, "There is no file"),
    ):
        got, _, error = run("import", demo, "sef", *words)
        assert (got, error.count("\n")) == (code, 1)
        assert said in error
    assert run("form", demo, "--authority", "Atlantis", "--out", tmp_path)[0] == 65
    assert run("import", demo, "contacts", bad, "--authority", "Kent")[0] == 2


def test_every_form_of_the_round_is_written_and_read_by_its_mark(demo: Path, tmp_path: Path, run: Run) -> None:
    code, out, _ = run("form", demo, "--kind", "closing", "--authority", "Kent", "--out", tmp_path)
    form = tmp_path / "kent-closing.docx"
    assert (code, out) == (0, f"{form}  After the challenge for Kent\n")
    document = Document(str(form))
    document.tables[0].rows[2].cells[1].text = "Asked of the command line."
    document.save(str(form))
    code, out, _ = run("import", demo, "form", form)
    assert code == 0
    assert "Asked of the command line." in out
    assert "Asked of the command line." in run("dump", demo)[1]
    assert run("form", demo, "--out", tmp_path)[0] == 2


def test_a_guess_at_a_name_writes_no_form(demo: Path, tmp_path: Path, run: Run) -> None:
    code, out, said = run("form", demo, "--authority", "Kennt", "--out", tmp_path / "forms")
    assert (code, out) == (65, "")
    assert said == "Nothing was written: is “Kennt” Kent? Say the very name.\n"
    assert not (tmp_path / "forms").exists()


def test_a_guess_at_whose_paper_it_is_brings_nothing_in(demo: Path, tmp_path: Path, run: Run) -> None:
    paper = tmp_path / "sef.docx"
    assert run("form", demo, "--authority", "Kent", "--out", tmp_path)[0] == 0
    (tmp_path / "kent-sef-form.docx").rename(paper)
    code, _, said = run("import", demo, "sef", paper, "--authority", "Kennt")
    assert (code, said) == (65, "Nothing was brought in: is “Kennt” Kent? Say the very name.\n")
