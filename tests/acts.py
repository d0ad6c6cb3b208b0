"""Counting what a person does in the window: an act is one key press or one click.

A run of words typed into one field is one act, and so is choosing a folder or a file in the computer's own dialog, or
dropping a file on the window.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.windows import press
from ui.app import Program

ROOT = Path(__file__).resolve().parents[1]
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
        self._qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=20_000)
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

    def drop(self, file: Path) -> None:
        """Drag a file from another program and let go over the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        here, left, none = QPointF(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(here, Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(self.program.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.program.window, QDropEvent(here, Qt.DropAction.CopyAction, data, left, none))
        self.acts.append(f"drop {file.name}")

    def tab(self, tabs: QTabWidget, title: str) -> None:
        """Click the tab with this title, whatever number stands behind it."""
        at = next(each for each in range(tabs.count()) if tabs.tabText(each).startswith(title))
        bar = tabs.tabBar()
        self._qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
        assert tabs.currentIndex() == at
        self.acts.append(f"click {title}")

    def command(self, words: str) -> None:
        """Find something of a menu by its words, and do it."""
        self.key(Qt.Key.Key_P, CTRL, Qt.KeyboardModifier.ShiftModifier)
        self.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        self.type(words)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: QApplication.activeModalWidget() is None)
        self.program.window.activateWindow()  # offscreen nobody else gives the keyboard back
        self.wait(self.program.window.isActiveWindow)

    def wait(self, come: Callable[[], object]) -> None:
        """Look until something has come."""
        self._qtbot.waitUntil(lambda: bool(come()), timeout=20_000)

    def page(self, number: int) -> object:
        """Go to a page of the list by its key."""
        self.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
        return self.program.window.pages.current

    def _choose(self, path: str) -> str:
        self.acts.append("choose where")
        return path


def started(person: Person, year: int = 2027) -> None:
    """The round of nineteen with its two dates, everybody ticked as they are at first."""
    window = person.program.window
    person.click(window.welcome.start)
    page = window.pages.current
    person.type(f"Autumn {year}")
    person.click(page.dates.starts.box)
    person.type(f"1 September {year}")
    person.click(page.dates.sef_due.box)
    person.type(f"15 October {year}")
    person.click(page.start)
    person.wait(lambda: window.pages.current_name == "Home")


def told(words: str) -> int:
    """The acts that docs/acts.md tells for the row with these words."""
    lines = (ROOT / "docs" / "acts.md").read_text(encoding="utf-8").splitlines()
    (row,) = [each for each in lines if each.startswith("| ") and words in each]
    return int(row.split("|")[-2])


def counted(person: Person, step: Callable[[Person], None]) -> int:
    """Do a step and return how many acts it took."""
    before = len(person.acts)
    step(person)
    return len(person.acts) - before
