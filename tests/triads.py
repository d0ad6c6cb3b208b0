"""The Triads page as tests drive it: what it shows, keys and clicks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import authority_id


def shown(page):
    return {
        column.view.name if column.view else "": [c.view.name for c in column.cards] for column in page.board.columns
    }


def column_named(page, name):
    return next(column for column in page.board.columns if (column.view.name if column.view else "") == name)


def card_named(page, name):
    return next(card for column in page.board.columns for card in column.cards if card.view.name == name)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    at = QApplication.focusWidget()
    assert at is not None, "nothing has the keyboard"
    qtbot.keyClick(at, key, modifier)


def stand_on(page, qtbot, store, name):
    assert page.open_record(authority_id(store, name))
    qtbot.waitUntil(lambda: card_named(page, name).hasFocus())


def tab_to(qtbot, widget, most=80):
    """Press Tab until a widget has the keyboard; return how many times that took."""
    for presses in range(most):
        if widget.hasFocus():
            return presses
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"{most} times Tab never came to {widget.accessibleName() or widget.text()}")


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def ctrl_click(qtbot, card):
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
