"""The window backs its file up by itself, shows what is in the backups, and goes back to one without losing a word."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.records import Authority
from peer_challenge.services.rounds import rounds
from peer_challenge.storage.backups import BackupReason, back_up_if_changed, backups_of
from peer_challenge.storage.restoring import files_set_aside
from peer_challenge.storage.store import Store
from tests.builders import authority_id
from ui.app import Program
from ui.widgets.restore_window import RestoreWindow


def rename(store: Store, name: str) -> object:
    return edit("Rename authority", store.need(Authority, authority_id(store, "Kent")), name=name)


def names(program: Program) -> set[str]:
    assert program.file is not None
    return {each.name for each in program.file.workspace.ask(Store.find, Authority)}


def rest(qtbot: QtBot, program: Program) -> None:
    """Wait until nothing is under way beside the window."""
    qtbot.waitUntil(lambda: not program.background.busy, timeout=20_000)


def sentences(program: Program) -> list[str]:
    return [banner.sentence for banner in program.window.messages.bar.banners]


def shown(qtbot: QtBot, program: Program) -> RestoreWindow:
    window = program.safekeeping.window
    assert window is not None
    rest(qtbot, program)
    return window


def test_a_file_is_backed_up_when_opened_and_each_quarter_of_an_hour(
    qtbot: QtBot, program: Program, round_file: Path
) -> None:
    program.open(round_file)
    rest(qtbot, program)
    assert [each.why for each in backups_of(round_file)] == [BackupReason.OPENED]
    assert program.safekeeping.timer.isActive()
    assert program.safekeeping.timer.interval() == 15 * 60 * 1000
    program.safekeeping.timer.timeout.emit()
    rest(qtbot, program)
    assert len(backups_of(round_file)) == 1
    assert program.file is not None
    program.file.workspace.do(rename, "Kent and more")
    program.safekeeping.timer.timeout.emit()
    rest(qtbot, program)
    assert [each.why for each in backups_of(round_file)] == [BackupReason.EDITING, BackupReason.OPENED]
    program.close_file()
    assert not program.safekeeping.timer.isActive()


def test_a_window_that_only_reads_makes_no_backup(
    qtbot: QtBot, program: Program, new_program: Callable[[], Program], round_file: Path
) -> None:
    program.open(round_file)
    rest(qtbot, program)
    second = new_program()
    second.open(round_file)
    rest(qtbot, second)
    assert second.file is not None
    assert second.file.hold is None
    assert not second.safekeeping.timer.isActive()
    assert any("is open for writing on" in each for each in sentences(second))


def test_back_to_a_backup_and_nothing_lost(qtbot: QtBot, program: Program, round_file: Path, unnamed: Callable) -> None:
    program.open(round_file)
    rest(qtbot, program)
    assert program.file is not None
    program.file.workspace.do(rename, "Kent and more")
    program.menus.actions["backups"].trigger()
    window = shown(qtbot, program)
    assert window.isVisible()
    assert unnamed(window) == []
    row = window.list.current_row()
    assert row is not None
    assert row.holds is not None
    assert row.holds.rounds == ("Autumn 2026",)
    assert "Autumn 2026" in window._facts["Rounds"].text()
    assert window._facts["Holds"].text() == "0 notes, 0 findings"
    qtbot.mouseClick(window.restore, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is window.confirm.no
    qtbot.mouseClick(window.confirm.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.file is not None and not window.isVisible())
    assert "Kent and more" not in names(program)
    assert any("is as it was on" in each for each in sentences(program))
    # and the way forward again
    rest(qtbot, program)
    program.show_backups()
    window = shown(qtbot, program)
    assert backups_of(round_file)[0].why in {BackupReason.BEFORE_RESTORE, BackupReason.OPENED}
    newest = next(each for each in window.list.records.rows if each.why == BackupReason.BEFORE_RESTORE.words)
    window.list.select(newest.id)
    qtbot.mouseClick(window.restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.confirm.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.file is not None and not window.isVisible())
    assert "Kent and more" in names(program)


def test_a_copy_to_look_at_leaves_the_round_untouched(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    rest(qtbot, program)
    before = round_file.read_bytes()
    program.show_backups()
    window = shown(qtbot, program)
    qtbot.mouseClick(window.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert program.file is not None
    assert program.file.store.path.parent == program.folders.rounds
    assert program.file.store.path.name.startswith("autumn as it was ")
    assert [each.name for each in program.file.workspace.ask(rounds)] == ["Autumn 2026"]
    assert round_file.read_bytes() == before


def damage(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[4096:65536] = os.urandom(65536 - 4096)
    path.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("where", ["pages", "header"])
def test_a_damaged_file_is_kept_and_its_newest_backup_offered(
    qtbot: QtBot, program: Program, round_file: Path, where: str
) -> None:
    back_up_if_changed(round_file, why=BackupReason.OPENED)
    damaged = damage(round_file)
    if where == "header":
        damaged = b"\0" * 4096 + damaged[4096:]
        round_file.write_bytes(damaged)
    program.open(round_file)
    window = shown(qtbot, program)
    assert window.salvage.isVisible()
    assert round_file.read_bytes() == damaged
    qtbot.mouseClick(window.restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.confirm.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.file is not None and not window.isVisible())
    assert "Kent" in names(program)
    assert [each.read_bytes() for each in files_set_aside(round_file)] == [damaged]


def test_what_can_be_read_of_a_damaged_file_becomes_a_new_one(qtbot: QtBot, program: Program, round_file: Path) -> None:
    back_up_if_changed(round_file, why=BackupReason.OPENED)
    content = b"\0" * 4096 + round_file.read_bytes()[4096:]
    round_file.write_bytes(content)
    program.open(round_file)
    window = shown(qtbot, program)
    qtbot.mouseClick(window.salvage, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.file is not None, timeout=20_000)
    assert program.file is not None
    assert program.file.store.path.name == "autumn salvaged.pcw"
    assert "Kent" in names(program)
    assert any("none between them is missing" in each for each in sentences(program))
    assert round_file.read_bytes() == content


def test_without_a_backup_the_window_says_so(qtbot: QtBot, theme: object, tmp_path: Path) -> None:
    window = RestoreWindow(tmp_path / "new.pcw")
    qtbot.addWidget(window)
    window.show()
    window.show_rows([])
    assert window.nothing.isVisible()
    assert not any(button.isEnabled() for button in (window.look, window.restore))
