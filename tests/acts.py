"""Counting what a person does in the window: an act is one key press or one click.

A run of words typed into one field is one act, and so is choosing a folder or a file in the computer's own dialog.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.windows import press
from ui.app import Program

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class _Flashes(QObject):
    """Notes every window that shows beside the main one, were it only for a moment: it takes the keyboard away."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shows = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shows and not isinstance(watched, QMainWindow | QMenu | QDialog):
            self.seen.append(type(watched).__name__)
        return False

    def stop(self) -> None:
        """Look no longer."""
        self._application.removeEventFilter(self)


class Person:
    """Somebody at the keyboard and mouse of the whole window; `acts` are what they did, in words, in order."""

    def __init__(self, qtbot: QtBot, program: Program, folder: Path, monkeypatch: object) -> None:
        self.acts: list[str] = []
        self.program = program
        self._qtbot = qtbot
        self.folder = folder
        self.flashes = _Flashes(QApplication.instance())
        setattr_ = monkeypatch.setattr  # type: ignore[attr-defined]
        setattr_(QFileDialog, "getExistingDirectory", lambda *_: self._choose(str(self.folder)))
        setattr_(QFileDialog, "getSaveFileName", lambda *args: (self._choose(str(folder / Path(args[2]).name)), ""))

    def click(self, button: QWidget) -> None:
        """Click what is on screen and open."""
        said = button.accessibleName() or (button.text() if isinstance(button, QAbstractButton) else "")
        self._qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=30_000)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.acts.append(f"click {said}")

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the keyboard is."""
        press(self._qtbot, self.program, key, *modifiers)
        self.acts.append(f"press {'+'.join([*(each.name or '' for each in modifiers), key.name or ''])}")

    def type(self, text: str) -> None:
        """Type a run of words into the field that has the keyboard."""
        at = QApplication.focusWidget()
        assert isinstance(at, QLineEdit | QPlainTextEdit | QTextEdit), at
        self._qtbot.keyClicks(at, text)
        self.acts.append(f"type into {at.accessibleName()}")

    def paste(self, text: str) -> None:
        """Paste what was copied elsewhere: copying is an act, too."""
        QGuiApplication.clipboard().setText(text)
        self.acts.append("copy in another program")
        self.key(Qt.Key.Key_V, CTRL)

    def wait(self, come: Callable[[], object]) -> None:
        """Look until something has come."""
        self._qtbot.waitUntil(lambda: bool(come()), timeout=60_000)

    def page(self, number: int) -> object:
        """Go to a page of the list by its key."""
        self.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
        return self.program.window.pages.current

    def _choose(self, path: str) -> str:
        self.acts.append("choose where")
        return path
