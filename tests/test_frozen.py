"""The frozen program runs without Python beside it: version, sample round, and its window off the screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
