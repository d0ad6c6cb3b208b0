"""Ten notes in two minutes without a mouse, by real keys into the real program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "ten_notes.py"


@pytest.mark.slow
@pytest.mark.skipif(
    any(shutil.which(each) is None for each in ("Xvfb", "openbox", "xdotool")), reason="needs Xvfb, openbox and xdotool"
)
def test_ten_notes_are_typed_in_two_minutes_without_a_mouse(demo_files: Path) -> None:
    command = [sys.executable, str(SCRIPT), "--file", str(demo_files / "demo.pcw")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all there with their kinds: yes" in done.stdout


def test_without_the_tools_it_says_what_it_needs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 69
    assert done.stderr.startswith("Needs Xvfb")
