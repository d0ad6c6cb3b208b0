"""A word typed into every box of the window is in the round file and its backups, and nowhere else."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from peer_challenge.domain.days import day_in_england
from ui.app import Program
from ui.page_index import ALL

CANARY = "Zeisigvogel"
_MAY_HOLD_WORDS = {".pcw", ".pcw-journal"}


def _boxes(root: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    lines = [each for each in root.findChildren(QLineEdit) if not each.isReadOnly()]
    texts = [each for each in root.findChildren(QPlainTextEdit) if not each.isReadOnly()]
    return [each for each in [*lines, *texts] if each.isVisible() and each.isEnabled()]


def _kept(folder: Path, word: bytes) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in _MAY_HOLD_WORDS]
    return [path for path in files if word in path.read_bytes() or CANARY in path.name]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, of this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def test_what_is_typed_stays_in_the_round_file(
    qtbot: QtBot, program: Program, demo_round: Path, home: Path, temporary: Path
) -> None:
    program.open(demo_round)
    typed = 0
    for page in ALL:
        program.window.go(page.name)
        QApplication.processEvents()
        current = program.window.pages.current
        assert current is not None
        for box in _boxes(current):
            box.setFocus()
            qtbot.keyClicks(box, f" {CANARY}")
            qtbot.keyClick(box, Qt.Key.Key_Tab)
            typed += 1
    program.window.strip.search.setFocus()
    qtbot.keyClicks(program.window.strip.search, CANARY)
    assert typed > 10
    program.window.messages.show_failure(ValueError(CANARY))
    program.window.save()
    program.back_up(home / f"{day_in_england(program.file.workspace.now())}.pcw")  # type: ignore[union-attr]
    program.window.close()
    QApplication.processEvents()
    assert CANARY.encode() in demo_round.read_bytes()
    assert _kept(home, CANARY.encode()) == []
    assert _kept(temporary, CANARY.encode()) == []
