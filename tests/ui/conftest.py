"""What tests of the window share: the program's own look, and the check that every focusable widget has a name."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from ui.theme import Look, Theme


@pytest.fixture(scope="session")
def _theme_of_all(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.LIGHT)


@pytest.fixture
def theme(_theme_of_all: Theme):
    """The program's look, light and 100 % again after each test."""
    yield _theme_of_all
    _theme_of_all.set_look(Look.LIGHT)
    _theme_of_all.set_scale(100)


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Return the classes of widgets inside one that take the keyboard and that a screen reader could not name."""

    def look(root: QWidget) -> list[str]:
        found = []
        for widget in [root, *root.findChildren(QWidget)]:
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() or isinstance(widget, QScrollBar):
                continue
            owner = widget.parent().metaObject().className() if widget.parent() else ""
            if widget.objectName().startswith("qt_") or owner in {"QComboBoxPrivateContainer", "QCalendarWidget"}:
                continue  # parts of Qt's own widgets speak with their owner's name
            face = QAccessible.queryAccessibleInterface(widget)
            if face is None or not face.text(QAccessible.Text.Name).strip():
                found.append(type(widget).__name__)
        return found

    return look


@pytest.fixture
def excepthook():
    """The hook that Python had before the test, back after it."""
    before = sys.excepthook
    yield before
    sys.excepthook = before
