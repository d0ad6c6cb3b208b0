"""The frozen program runs without Python beside it: version, sample round, Word files, its window off the screen."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from docx import Document

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", out / "dist", "--workpath", out / "b"]
    subprocess.run([*command, "build_installer.spec"], cwd=ROOT, check=True, capture_output=True)
    return out / "dist" / "PeerChallenge"


def run(program: Path, home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    if os.name == "nt":
        bare = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [program, *map(str, words)], capture_output=True, text=True, check=False, env=bare, timeout=300, cwd=home
    )


@pytest.mark.frozen
def test_it_says_its_version(folder: Path, tmp_path: Path) -> None:
    assert run(folder / "peer-challenge", tmp_path, "--version").stdout.startswith("peer-challenge, version ")


@pytest.mark.frozen
def test_it_makes_the_sample_round(folder: Path, tmp_path: Path) -> None:
    done = run(folder / "peer-challenge", tmp_path, "demo", "--out", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "demo" / "reports").glob("*.pdf"))) == 20


@pytest.fixture(scope="module")
def demo(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sample round that the frozen program made."""
    out = tmp_path_factory.mktemp("frozen-demo")
    done = run(folder / "peer-challenge", out, "demo", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.frozen
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("report", "--authority", "Kent", "--format", "docx"), "Kent"),
        (("report", "--authority", "Kent", "--format", "html"), "Kent"),
        (("form", "--authority", "Kent"), "Kent"),
        (("form", "--authority", "Kent", "--format", "xlsx"), ""),
    ],
)
def test_it_writes_word_web_and_excel_files(
    folder: Path, demo: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    command, *rest = words
    done = run(folder / "peer-challenge", tmp_path, command, demo / "demo.pcw", *rest, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    (written,) = (tmp_path / "out").iterdir()
    if written.suffix == ".docx":
        said = [each.text for each in Document(str(written)).element.iter() if each.text]
        assert any(says in each for each in said)
    elif written.suffix == ".html":
        assert says in written.read_text(encoding="utf-8")
    else:
        assert written.read_bytes().startswith(b"PK")


@pytest.mark.frozen
def test_it_opens_a_file_to_send_and_knows_a_report_again(folder: Path, demo: Path, tmp_path: Path) -> None:
    pack = next((demo / "packs").glob("*.pcpack"))
    done = run(folder / "peer-challenge", tmp_path, "pack", "inspect", pack)
    assert done.returncode == 0, done.stderr
    said = run(folder / "peer-challenge", tmp_path, "verify", demo / "reports" / "kent-feedback.pdf", demo / "demo.pcw")
    assert said.returncode in (0, 65)
    assert "Traceback" not in said.stderr


@pytest.mark.frozen
def test_it_carries_its_dictionary_and_what_its_libraries_need(folder: Path) -> None:
    inside = {each.relative_to(folder / "_internal").as_posix() for each in (folder / "_internal").rglob("*")}
    assert {"resources/spelling/en_GB.aff", "resources/spelling/en_GB.dic"} <= inside
    assert "docx/templates/default.docx" in inside
    for library in ("hunspell", "cryptography"):
        assert find_spec(library) is None or any(each.startswith(f"{library}/") for each in inside), library


@pytest.mark.frozen
def test_its_window_opens(folder: Path, tmp_path: Path) -> None:
    """The window stays up until it is asked to end, and then ends in order."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen([folder / "Peer Challenge"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare)
    with pytest.raises(subprocess.TimeoutExpired):
        window.wait(timeout=8)
    window.terminate()
    _, said = window.communicate(timeout=30)
    assert b"Traceback" not in said
    assert window.returncode in (0, -15)
