"""The command line as a script uses it: what it writes, its exit codes, and one sentence for wrong input."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

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
    """A round file of its own for a test that writes."""
    return Path(shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw"))


def test_demo_lists_a_whole_round(demo_files: Path) -> None:
    reports = sorted(path.name for path in (demo_files / "reports").iterdir())
    assert len([name for name in reports if name.endswith("-feedback.pdf")]) == 19
    assert "regional-overview.pdf" in reports
    calendar = (demo_files / "sessions.ics").read_text()
    assert calendar.count("BEGIN:VEVENT") == 6
    assert "Europe/London" in calendar
    drafts = [name for name in reports if "Draft" in PdfReader(demo_files / "reports" / name).pages[0].extract_text()]
    assert 8 <= len(drafts) - 1 <= 10, "about half of the reports are issued, and the overview waits for the rest"
    assert sorted(path.name for path in demo_files.iterdir()) == ["demo.pcw", "packs", "reports", "sessions.ics"]
    assert len(list((demo_files / "packs").glob("*.pcpack"))) == 6


def test_reports_read_differently(demo_files: Path) -> None:
    texts = {
        path.name: "".join(page.extract_text() for page in PdfReader(path).pages)
        for path in (demo_files / "reports").glob("*-feedback.pdf")
    }
    sentences = {
        name: {line.strip() for line in text.splitlines() if len(line.split()) > 8} for name, text in texts.items()
    }
    for name, own in sentences.items():
        others = set().union(*(said for other, said in sentences.items() if other != name))
        assert len(own - others) >= 10, f"{name} says too little of its own"
    for name, text in texts.items():
        assert len(PdfReader(demo_files / "reports" / name).pages) <= 6
        assert "None" not in text.split()


def test_a_sef_that_was_not_shared_is_in_no_report(demo_files: Path) -> None:
    text = "".join(page.extract_text() for page in PdfReader(demo_files / "reports" / "west-sussex-feedback.pdf").pages)
    assert "What the SEF says" not in text
    assert "not shared" in text.lower()


def test_demo_does_not_write_over_another(demo_files: Path, run: Run) -> None:
    before = (demo_files / "demo.pcw").read_bytes()
    code, _, said = run("demo", "--out", demo_files)
    assert code == 74
    assert said == "demo.pcw is there already. Choose another name.\n"
    assert (demo_files / "demo.pcw").read_bytes() == before


def test_check_and_dump(demo: Path, run: Run) -> None:
    code, out, _ = run("check", demo)
    assert (code, out) == (0, "demo.pcw is whole.\n")
    code, everything, _ = run("dump", demo)
    assert code == 0
    assert everything == run("dump", demo)[1]
    lines = [json.loads(line) for line in everything.splitlines()]
    assert len(lines) > 1_000
    code, group, _ = run("dump", demo, "--group", "Group 1")
    assert code == 0
    kinds = {json.loads(line)["kind"] for line in group.splitlines()}
    assert {"note", "finding", "answer", "submission"} <= kinds
    assert "plan" not in kinds
    assert len(group) < len(everything) / 3
    code, _, said = run("dump", demo, "--group", "Group 9")
    assert code == 65
    assert "has no group called Group 9" in said


def test_check_names_what_was_altered(demo: Path, run: Run) -> None:
    raw = sqlite3.connect(demo)
    raw.execute("UPDATE operation SET body = replace(body, 'audit', 'edict') WHERE kind = 'note'")
    raw.commit()
    raw.close()
    code, _, said = run("check", demo)
    assert code == 65
    assert "has been altered (Add note)" in said


def test_report_for_one_authority_by_any_of_its_names(demo: Path, tmp_path: Path, run: Run) -> None:
    code, out, _ = run("report", demo, "--authority", "RBWM", "--out", tmp_path / "r")
    assert code == 0
    assert "windsor-and-maidenhead-feedback.pdf  feedback to Windsor and Maidenhead, final" in out
    text = PdfReader(tmp_path / "r" / "windsor-and-maidenhead-feedback.pdf").pages[0].extract_text()
    assert "Feedback to Windsor and Maidenhead" in text


def test_a_guess_at_a_name_is_said(demo: Path, tmp_path: Path, run: Run) -> None:
    code, _, said = run("report", demo, "--authority", "Surry", "--out", tmp_path / "r")
    assert (code, said) == (0, "“Surry” was taken for Surrey.\n")
    assert run("report", demo, "--authority", "Windsor", "--out", tmp_path / "r")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead")
def test_what_is_written_is_its_users_own(demo_files: Path) -> None:
    written = [demo_files / "demo.pcw", demo_files / "sessions.ics", *(demo_files / "reports").iterdir()]
    assert {path.stat().st_mode & 0o077 for path in written} == {0}


def test_drafts_repeat_byte_for_byte_and_a_final_never_changes(demo: Path, tmp_path: Path, run: Run) -> None:
    for folder in ("a", "b"):
        assert run("report", demo, "--authority", "Kent", "--out", tmp_path / folder)[0] == 0
    draft = (tmp_path / "a" / "kent-feedback.pdf").read_bytes()
    assert draft == (tmp_path / "b" / "kent-feedback.pdf").read_bytes()
    code, out, err = run("report", demo, "--authority", "Kent", "--final", "--out", tmp_path / "c")
    assert code == 0
    assert "final" in out
    assert err == "Kent: issued without having been with the host for factual accuracy.\n"
    final = (tmp_path / "c" / "kent-feedback.pdf").read_bytes()
    assert final != draft
    raw = sqlite3.connect(demo)
    raw.execute("UPDATE finding SET text = 'Another wording'")
    raw.commit()
    raw.close()
    assert run("report", demo, "--authority", "Kent", "--final", "--out", tmp_path / "d")[0] == 0
    assert (tmp_path / "d" / "kent-feedback.pdf").read_bytes() == final


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--authority", "Atlantis"], 65, "“Atlantis” is not one of the authorities"),
        (["--authority", ""], 65, "Write the name"),
        (["--authority", "Surry", "--final"], 65, "Nothing was issued: is “Surry” Surrey?"),
        (["--authority", "Kent", "--round", "1066"], 65, "1066"),
        (["--authority", "Kent", "--as", "Nobody Atall", "--final"], 65, "Nobody in this round file"),
        ([], 2, "Say one of"),
        (["--overview", "--final"], 2, "not issued"),
    ],
)
def test_a_wrong_report_is_one_sentence(demo: Path, run: Run, words: list[str], code: int, said: str) -> None:
    got, _, error = run("report", demo, *words, "--out", demo.parent / "r")
    assert got == code
    assert said in error
    assert not (demo.parent / "r").exists()


def test_a_missing_file_and_a_folder_that_cannot_be_written(demo: Path, run: Run) -> None:
    code, _, said = run("check", demo.parent / "gone.pcw")
    assert code == 74
    assert said.count("\n") == 1
    wall = demo.parent / "wall"
    wall.write_text("")
    for out in (wall, wall / "x"):
        code, _, said = run("report", demo, "--overview", "--out", out)
        assert code == 74
        assert said.count("\n") == 1
    problem = demo.parent / "p.json"
    problem.write_text('{"authorities": ["A", "B", "C"]}')
    for out in (wall / "x", demo.parent):
        code, _, said = run("allocate", problem, "--out", out)
        assert code == 74
        assert said.count("\n") == 1


def test_contacts_come_in_all_or_none(demo: Path, tmp_path: Path, run: Run) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(
        "Authority,Name,Email\nKent,Ines Vantongeren,ines@kent.invalid\nHants,Oba Frith,oba@hants.invalid\n"
    )
    bad.write_text("Authority,Name,Email\nKent,Petra Quill,petra@kent.invalid\nAtlantis,Noor Ash,noor@a.invalid\n")
    before = run("dump", demo)[1]
    code, _, said = run("import", demo, "contacts", bad)
    assert code == 65
    assert "Atlantis" in said
    assert run("dump", demo)[1] == before
    code, out, _ = run("import", demo, "contacts", good, "--preview")
    assert code == 0
    assert "Ines Vantongeren" in out
    code, out, said = run("import", demo, "contacts", bad, "--preview")
    assert code == 65
    assert "Petra Quill" in out
    assert said == "1 row to put right; nothing would be brought in until then.\n"
    assert run("dump", demo)[1] == before
    assert run("import", demo, "contacts", good)[0] == 0
    assert "Oba Frith" in run("dump", demo)[1]


def test_import_brings_in_links_between_authorities(demo: Path, tmp_path: Path, run: Run) -> None:
    links = tmp_path / "links.csv"
    links.write_text("Authority,Other authority,Kind,Year,Source\nKent,Slough,Earlier partner,2022,Minutes\n")
    code, out, _ = run("import", demo, "relationships", links, "--preview")
    assert (code, out) == (0, "Row 2: Kent: Will be added.\n")
    assert run("import", demo, "relationships", links)[0] == 0
    assert '"year":2022' in run("dump", demo)[1].replace(" ", "")


def test_allocate(tmp_path: Path, run: Run) -> None:
    problem = tmp_path / "p.json"
    problem.write_text(json.dumps({"authorities": ["Kent", "Slough", "Reading", "Medway", "Surrey", "Bromley"]}))
    code, out, _ = run("allocate", problem)
    result = json.loads(out)
    assert code == 0
    assert result["status"] == "optimal"
    assert sorted(len(group["authorities"]) for group in result["groups"]) == [3, 3]
    assert run("allocate", problem, "--count")[1] == "10\n"
    assert run("allocate", problem, "--out", tmp_path / "r.json")[0] == 0
    assert (tmp_path / "r.json").read_text() == out


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ('{"authorities": ["Kent"]}', "authorit"),
        ('{"authorities": ["A","B","C","D","E"], "sizes": {"min":3,"prefer":3,"max":3}}', "3"),
        ('{"authorities": ["A","B","A"]}', "A"),
        ('{"authorities": ["A","B","C"], "colour": 1}', "colour"),
        ('{"authorities": ["A","B","C"], "apart": [{"pair": ["A","Z"], "reason": ""}]}', "Z"),
        ("{", "JSON"),
        ("[]", ""),
        ("", ""),
    ],
)
def test_a_wrong_problem_is_one_sentence(tmp_path: Path, run: Run, problem: str, said: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(problem)
    code, out, error = run("allocate", path)
    assert (code, out) == (65, "")
    assert said in error
    assert 0 < error.count("\n") <= 2


def test_the_installed_command_runs_without_a_display(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "peer-challenge"
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("peer-challenge, version ")
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run([program, "frobnicate"], capture_output=True, text=True, check=False, env=bare)
    assert done.returncode == 74
    assert done.stderr.startswith("There is no file or command frobnicate.")
    done = subprocess.run([program], capture_output=True, text=True, check=False, env=bare)
    assert done.returncode == 69
    assert done.stderr.count("\n") == 1
