"""Round files in the window: opened, closed, damaged, newer, held elsewhere, copied."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from peer_challenge.domain.records import Authority
from peer_challenge.storage.lock import RoundLock, take_lock
from peer_challenge.storage.opening import open_store
from tests.windows import comment_box_of_kent, rename, sentences
from ui.app import Program
from ui.pages.start_round import StartRoundPage

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_a_round_started_from_the_demo_gets_a_file_of_its_own(program: Program, demo_round: Path) -> None:
    program.open(demo_round)
    program.window.go("Feedback")
    program.menus.actions["start_round"].trigger()
    page = program.window.pages.current
    assert isinstance(page, StartRoundPage)
    assert program.file is not None
    assert program.file.store.path != demo_round
    page.cancel.click()
    assert program.file.store.path == demo_round, "nothing was started, so the demo is back"


def test_closing_at_any_moment_loses_nothing(
    qtbot: QtBot, program: Program, new_program: Callable[[], Program], demo_round: Path
) -> None:
    program.open(demo_round)
    box = comment_box_of_kent(program)
    box.setFocus()
    qtbot.keyClicks(box, "Half a sentence")
    program.window.close()
    assert program.file is None
    store = open_store(demo_round, read_only=True)
    assert any("Half a sentence" in each.comment for each in store.find(Authority))
    store.close()
    again = new_program()
    again.begin()
    assert again.file is not None
    assert again.file.store.path == demo_round


def test_choices_hold_no_word_of_a_round(program: Program, demo_round: Path) -> None:
    program.open(demo_round)
    program.window.close()
    kept = program.folders.choices.read_text()
    assert str(demo_round) in kept
    assert "Quality assurance challenge" not in kept


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.pcw", None, "There is no file"),
        ("other.pcw", b"not ours at all", "is not a round file"),
        ("folder.pcw", "folder", "is a folder"),
    ],
)
def test_what_cannot_be_opened_is_told_and_the_window_stays(
    program: Program, tmp_path: Path, round_file: Path, name: str, content: bytes | str | None, sentence: str
) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    program.open(path)
    assert sentence in sentences(program)[0]
    assert program.window.welcome.isVisible()
    program.open(round_file)
    program.open(path)
    assert sentence in sentences(program)[0]
    assert program.file is not None
    assert program.file.store.path == round_file


def test_a_damaged_file_is_told(program: Program, tmp_path: Path, round_file: Path) -> None:
    path = tmp_path / "damaged.pcw"
    content = bytearray(round_file.read_bytes())
    content[4096:60_000] = b"\xff" * (60_000 - 4096)
    path.write_bytes(content)
    program.open(path)
    assert "damaged" in sentences(program)[0]
    assert take_lock_and_let_go(path)


def take_lock_and_let_go(path: Path) -> bool:
    taken = take_lock(path)
    if isinstance(taken, RoundLock):
        taken.release()
        return True
    return False


def test_a_file_from_a_newer_version_is_told(program: Program, round_file: Path) -> None:
    raw = sqlite3.connect(round_file)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    program.open(round_file)
    assert "newer version" in sentences(program)[0]


def test_a_file_open_elsewhere_can_be_read_until_it_is_closed_there(program: Program, round_file: Path) -> None:
    other = take_lock(round_file)
    assert isinstance(other, RoundLock)
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    assert workspace.read_only
    assert "open for writing" in sentences(program)[0]
    assert program.window.strip.closed.isVisible()
    assert workspace.do(rename, "County of Kent") is None
    assert len(sentences(program)) == 1, "the warning says already why nothing can be changed"
    other.release()
    program.open(round_file)
    assert program.window.workspace is not None
    assert not program.window.workspace.read_only
    assert not program.window.strip.closed.isVisible()


def test_what_could_not_be_saved_keeps_the_window_open_once(qtbot: QtBot, program: Program, demo_round: Path) -> None:
    other = take_lock(demo_round)
    assert isinstance(other, RoundLock)
    program.open(demo_round)
    box = comment_box_of_kent(program)
    box.setFocus()
    qtbot.keyClicks(box, "Half a sentence")
    program.window.close()
    assert program.window.isVisible()
    assert box.toPlainText() == "Half a sentence"
    banner = program.window.messages.bar.banners[0]
    assert banner.sentence == "What you typed last could not be saved."
    anyway = next(button for button in banner.findChildren(QPushButton) if button.text() == "Close anyway")
    qtbot.mouseClick(anyway, Qt.MouseButton.LeftButton)
    assert not program.window.isVisible()
    assert program.file is None
    other.release()


def test_the_hold_goes_with_the_file(program: Program, round_file: Path) -> None:
    program.open(round_file)
    assert not take_lock_and_let_go(round_file)
    program.close_file()
    assert take_lock_and_let_go(round_file)
    assert program.window.welcome.isVisible()
    assert [file.path for file in program.window.welcome.recent.records.rows] == [round_file]


def test_a_synchronised_folder_is_warned_of(program: Program, tmp_path: Path, round_file: Path) -> None:
    folder = tmp_path / "OneDrive - Kent"
    folder.mkdir()
    path = round_file.rename(folder / "autumn.pcw")
    program.open(path)
    assert "kept in step with other computers" in sentences(program)[0]


def test_a_copy_is_kept_and_can_be_opened(qtbot: QtBot, program: Program, tmp_path: Path, round_file: Path) -> None:
    program.open(round_file)
    target = tmp_path / "copy.pcw"
    program.back_up(target)
    qtbot.waitUntil(lambda: bool(sentences(program)))
    assert str(target) in sentences(program)[0]
    store = open_store(target, read_only=True)
    assert len(store.find(Authority)) == 19
    store.close()
