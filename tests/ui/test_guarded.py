"""Beside every box of free text stands the line that looks out for what identifies a person."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit, QWidget
from shiboken6 import delete

from peer_challenge.storage.settings import Places
from ui.app import Program
from ui.page_stack import ALL
from ui.pages.findings import FindingsPage
from ui.pages.session import SessionPage
from ui.widgets.command_list import CommandList
from ui.widgets.identifier_line import IdentifierLine
from ui.widgets.texts import LineBox, TextBox

_PASSPHRASE = QLineEdit.EchoMode.Password


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, demo_files: Path, qapp: QApplication) -> Iterator[Program]:
    home = tmp_path_factory.mktemp("guarded")
    shutil.copyfile(demo_files / "demo.pcw", home / "demo.pcw")
    program = Program(qapp, Places(home / "rounds", home / "settings.json"))
    program.begin(home / "demo.pcw")
    yield program
    program.window.close()
    program.background.close()
    for part in (program.window, program.theme, program):
        delete(part)


def unguarded(root: QWidget) -> list[str]:
    """Return the names of boxes that take free text and have no guard in the same place."""
    boxes = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit), *root.findChildren(QTextEdit)]
    return [each.accessibleName() or type(each).__name__ for each in boxes if takes_words(each) and not watched(each)]


def takes_words(box: QWidget) -> bool:
    """Leave out what only shows, numbers and choices, and what says that it asks for something else than words."""
    if isinstance(box.parent(), QComboBox | QSpinBox | CommandList):
        return False
    if isinstance(box, LineBox | TextBox):
        return not box.asks_for
    if isinstance(box, QLineEdit) and box.echoMode() == _PASSPHRASE:
        return False
    return isinstance(box, QLineEdit) or not box.isReadOnly()


def watched(box: QWidget) -> bool:
    guard = getattr(box, "guard", None)
    return isinstance(guard, IdentifierLine) and guard.window() is box.window() and not guard.isWindow()


@pytest.mark.parametrize("name", [page.name for page in ALL])
def test_every_box_of_free_text_on_a_page_is_guarded(program: Program, name: str) -> None:
    program.window.go(name)
    for _ in range(3):
        QApplication.processEvents()
    page = program.window.pages.current
    assert page is not None
    if isinstance(page, SessionPage):
        page.show_wrap_up()
    if isinstance(page, FindingsPage):
        for at in range(page.tabs.count()):
            page.tabs.setCurrentIndex(at)
    assert unguarded(page) == []


def test_so_is_every_box_of_the_window_around_them(program: Program) -> None:
    assert unguarded(program.window) == []


def test_a_box_without_its_guard_is_noticed(program: Program) -> None:
    place = QWidget()
    box = LineBox()
    box.setParent(place)
    box.setAccessibleName("Say anything")
    assert unguarded(place) == ["Say anything"]
    box.asks_for = "a name"
    assert unguarded(place) == []
