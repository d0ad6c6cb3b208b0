"""Beside every box of free text stands the line that looks out for what identifies a person."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit, QWidget

from ui.app import Program
from ui.page_stack import ALL
from ui.pages.findings import FindingsPage
from ui.pages.session import SessionPage
from ui.widgets.command_list import CommandList
from ui.widgets.identifier_line import IdentifierLine
from ui.widgets.texts import LineBox, TextBox

_PASSPHRASE = QLineEdit.EchoMode.Password


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
def test_every_box_of_free_text_on_a_page_is_guarded(demo_program: Program, name: str) -> None:
    demo_program.window.go(name)
    for _ in range(3):
        QApplication.processEvents()
    page = demo_program.window.pages.current
    assert page is not None
    if isinstance(page, SessionPage):
        page.show_wrap_up()
    if isinstance(page, FindingsPage):
        for at in range(page.tabs.count()):
            page.tabs.setCurrentIndex(at)
    assert unguarded(page) == []


def test_so_is_every_box_of_the_window_around_them(demo_program: Program) -> None:
    assert unguarded(demo_program.window) == []


def test_a_box_without_its_guard_is_noticed(demo_program: Program) -> None:
    place = QWidget()
    box = LineBox()
    box.setParent(place)
    box.setAccessibleName("Say anything")
    assert unguarded(place) == ["Say anything"]
    box.asks_for = "a name"
    assert unguarded(place) == []
