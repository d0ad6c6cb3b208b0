"""The window's door: no screen and no Qt are told in one sentence, with exit 69."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import start

ROOT = Path(__file__).resolve().parents[2]


def run_without(tmp_path: Path, prelude: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    code = f"{prelude}\nimport sys\nfrom ui.start import open_window\nsys.exit(open_window([]))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "PEER_CHALLENGE_HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_no_screen_is_one_sentence_and_exit_69(tmp_path: Path) -> None:
    ended = run_without(tmp_path, "")
    assert ended.returncode == 69
    assert ended.stderr.strip() == start.NO_SCREEN
    assert "Traceback" not in ended.stderr


def test_missing_libraries_are_told_with_the_command_that_installs_them(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['PySide6.QtWidgets'] = None"
    ended = run_without(tmp_path, hidden, QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 69
    assert "Traceback" not in ended.stderr
    if sys.platform.startswith("linux"):
        assert f"apt-get install -y --no-install-recommends {start.LIBRARIES}" in ended.stderr


def test_looking_for_a_screen_imports_no_qt() -> None:
    code = "import sys, ui.start; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("environment", "system", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_there_is_a_screen(environment: dict[str, str], system: str, screen: bool) -> None:
    assert start.has_screen(environment, system) is screen


def test_a_fault_of_our_own_is_not_taken_for_a_missing_library(tmp_path: Path) -> None:
    broken = "import sys; sys.modules['peer_challenge.services.home'] = None"
    ended = run_without(tmp_path, broken, QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 1
    assert "apt-get" not in ended.stderr
