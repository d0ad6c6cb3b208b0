"""Files to send from the command line: made, looked into, brought in, and refused in one sentence."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

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


@pytest.fixture
def member(demo_files: Path, run: Run) -> str:
    """The first authority of Group 1, as the sample file says."""
    _, out, _ = run("pack", "inspect", demo_files / "packs" / "group-1.pcpack")
    return out.splitlines()[0].rpartition(", for ")[2]


def test_the_sample_rounds_files_are_intact_and_open(demo_files: Path, run: Run) -> None:
    for path in sorted((demo_files / "packs").iterdir()):
        code, out, _ = run("pack", "inspect", path)
        assert code == 0
        assert "Not encrypted, intact" in out
        assert "notes" in out


def test_out_in_and_back_under_one_passphrase(demo: Path, member: str, tmp_path: Path, run: Run) -> None:
    sent, other, back = tmp_path / "out.pcpack", tmp_path / "other.pcw", tmp_path / "back.pcpack"
    code, out, _ = run("pack", "export", demo, "--group", "Group 1", "--for", member, "--out", sent)
    assert code == 0
    assert "are not in it: they stay with the coordinator." in out
    words = tmp_path / "words.txt"
    words.write_text(out.splitlines()[-1].rpartition(": ")[2] + "\n")
    code, out, _ = run("pack", "import", other, sent, "--new", "--passphrase-file", words)
    assert (code, out.splitlines()[-1]) == (0, "Brought in.")
    code, out, err = run("pack", "export", other, "--group", "Group 1", "--for", "coordinator", "--out", back)
    assert code == 0, err
    code, out, _ = run("pack", "import", demo, back, "--preview")
    assert code == 0
    assert "Everything in it is here already." in out
    assert out.splitlines()[-1] == "Nothing was changed."
    assert run("pack", "import", demo, back)[0] == 0
    assert run("check", demo)[0] == run("check", other)[0] == 0


def test_looking_first_leaves_no_new_round_file(demo_files: Path, tmp_path: Path, run: Run) -> None:
    new = tmp_path / "new.pcw"
    code, out, _ = run("pack", "import", new, demo_files / "packs" / "group-1.pcpack", "--new", "--preview")
    assert code == 0
    assert out.endswith("Nothing was changed.\n")
    assert not new.exists()


def test_a_wrong_passphrase_is_one_sentence_and_exit_65(
    demo: Path, member: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, words = tmp_path / "out.pcpack", tmp_path / "words.txt"
    words.write_text("apple orchard\n")
    export = ("pack", "export", demo, "--group", "Group 1", "--for", member, "--out", sent, "--passphrase-file", words)
    assert run(*export)[0] == 0
    words.write_text("apple orchid\n")
    code, _, said = run("pack", "inspect", sent, "--passphrase-file", words)
    assert code == 65
    assert said == "The passphrase does not fit this file. Check it with the sender by telephone, then try again.\n"
    monkeypatch.setenv("PEER_CHALLENGE_HOME", str(tmp_path / "another computer"))
    code, _, said = run("pack", "inspect", sent)
    assert (code, said) == (65, "out.pcpack is encrypted. Ask the sender for the passphrase by telephone.\n")


def test_what_cannot_be_is_refused_with_its_own_exit_code(demo: Path, member: str, tmp_path: Path, run: Run) -> None:
    out, broken, empty = tmp_path / "x.pcpack", tmp_path / "broken.pcpack", tmp_path / "empty.txt"
    broken.write_bytes(b"PK\x03\x04 and nothing more of it")
    empty.write_text("\n")
    export = ("pack", "export", demo, "--out", out, "--group")
    for words, code, why in (
        ((*export, "Group 1", "--for", "Atlantis"), 65, "Atlantis"),
        ((*export, "Group 9", "--for", member), 65, "has no group called Group 9"),
        ((*export, "Group 2", "--for", member), 65, f"{member} is not in Group 2"),
        ((*export, "Group 1", "--for", member, "--passphrase-file", empty), 65, "its first line is empty"),
        ((*export, "Group 1", "--for", member, "--passphrase-file", empty, "--not-encrypted"), 2, "not both"),
        (("pack", "export", demo, "--group", "Group 1", "--for", member, "--out", tmp_path / "no" / "x"), 74, "no"),
        (("pack", "inspect", broken), 65, "cannot be brought in"),
        (("pack", "inspect", tmp_path / "nothing"), 74, "could not be read"),
        (("pack", "import", demo, broken), 65, "cannot be brought in"),
        (("pack", "import", tmp_path / "nothing.pcw", broken), 74, "--new"),
        (("pack", "import", tmp_path / "new.pcw", broken, "--new"), 65, "cannot be brought in"),
    ):
        found, _, said = run(*words)
        assert (found, why in said) == (code, True), (words, said)
    assert not out.exists()
    assert not (tmp_path / "new.pcw").exists()
