"""What tests of the window share: the program's own look, and the check that every focusable widget has a name."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from shiboken6 import delete

from ui.theme import Look, Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.acts import Person
    from ui.app import Program


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


# The whole window -------------------------------------------------------------------------------------------------


@pytest.fixture
def new_program(tmp_path: Path, qapp: QApplication, theme: Theme) -> Iterator[Callable[[], "Program"]]:
    """Start the program as on a computer of its own, in one folder; again for a second time on the same computer."""
    from peer_challenge.storage.settings import Places
    from ui.app import Program

    made: list[Program] = []

    def start() -> Program:
        program = Program(qapp, Places(tmp_path / "home" / "rounds", tmp_path / "home" / "settings.json"))
        made.append(program)
        return program

    yield start
    for program in made:
        program.window.close()
        program.background.close()
        program.theme.set_scale(100)
        for part in (program.window, program.theme, program):
            delete(part)


@pytest.fixture
def program(new_program: Callable[[], "Program"], qtbot: "QtBot") -> "Program":
    """The program on its first day, its window shown at 1366×768."""
    started = new_program()
    started.begin()
    started.theme.set_look(Look.LIGHT)
    started.window.resize(1366, 768)
    qtbot.waitExposed(started.window)
    return started


@pytest.fixture(scope="module")
def demo_program(
    tmp_path_factory: pytest.TempPathFactory, demo_files: Path, _theme_of_all: Theme, qapp: QApplication
) -> Iterator["Program"]:
    """One window over the demo round for all tests of a module: they only look."""
    from peer_challenge.storage.settings import Places
    from ui.app import Program

    home = tmp_path_factory.mktemp("demo-program")
    shutil.copyfile(demo_files / "demo.pcw", home / "demo.pcw")
    program = Program(qapp, Places(home / "rounds", home / "settings.json"))
    program.begin(home / "demo.pcw")
    program.theme.set_look(Look.LIGHT)
    yield program
    program.theme.set_scale(100)
    program.window.close()
    program.background.close()
    for part in (program.window, program.theme, program):
        delete(part)


@pytest.fixture
def demo_round(tmp_path: Path, demo_files: Path) -> Path:
    """A copy of the demo round's file, to change at will."""
    path = tmp_path / "demo.pcw"
    shutil.copyfile(demo_files / "demo.pcw", path)
    return path


@pytest.fixture
def round_file(tmp_path: Path) -> Path:
    """A round of nineteen authorities that nobody has grouped yet."""
    from peer_challenge.storage.opening import create_store
    from tests.builders import south_east_round

    path = tmp_path / "autumn.pcw"
    store = create_store(path)
    south_east_round(store)
    store.close()
    return path


@pytest.fixture
def person(qtbot: "QtBot", program: "Program", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Person"]:
    """The coordinator on the first day, with one folder for everything that is saved."""
    from tests.acts import Person

    folder = tmp_path / "to send"
    folder.mkdir()
    somebody = Person(qtbot, program, folder, monkeypatch)
    yield somebody
    somebody.flashes.stop()
    assert somebody.flashes.seen == []
