"""What tests of the window do to it and ask of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.records import Authority
from peer_challenge.storage.store import Store
from tests.builders import authority_id
from ui.app import Program


def press(qtbot: QtBot, program: Program, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    qtbot.keyClick(QApplication.focusWidget() or program.window, key, held)


def sentences(program: Program) -> list[str]:
    return [banner.sentence for banner in program.window.messages.bar.banners]


def rename(store: Store, name: str) -> object:
    """An act to undo: give Kent another name."""
    return edit("Rename authority", store.need(Authority, authority_id(store, "Kent")), name=name)


def comment_box_of_kent(program: Program) -> QPlainTextEdit:
    """Open Kent on the Authorities page and return a box to type in."""
    program.window.go("Authorities")
    page = program.window.pages.current
    assert page is not None
    page.open_record(page.workspace.ask(Store.find, Authority, name="Kent")[0].id)
    return next(box for box in page.findChildren(QPlainTextEdit) if box.accessibleName() == "Comment")
