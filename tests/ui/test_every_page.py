"""What every page owes its readers: names, plain text, room on a small screen, and nothing lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.app import Program
from ui.page_index import ALL
from ui.pages.page import Page
from ui.pages.start_round import StartRoundPage

NAMES = [page.name for page in ALL]


@pytest.fixture
def whole(demo_program: Program) -> Iterator[Program]:
    """The window at 1366×768 with text at its normal size."""
    demo_program.window.resize(1366, 768)
    QApplication.processEvents()
    yield demo_program
    if demo_program.theme.scale != 100:
        demo_program.theme.set_scale(100)


def opened(program: Program, name: str) -> Page:
    """Go to a page and let it be laid out."""
    program.window.go(name)
    for _ in range(4):
        QApplication.processEvents()
    page = program.window.pages.current
    assert page is not None
    assert page.name == name
    return page


def area_of(page: Page) -> QScrollArea:
    area = page.parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    return area


def spoken(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name).strip() if face else ""


def takes_the_keyboard(widget: QWidget) -> bool:
    """Whether Tab reaches a widget that is part of the page and not inside one of Qt's own."""
    inside = widget.parentWidget()
    return (
        widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
        and not isinstance(inside, QAbstractItemView)
        and not isinstance(widget, QScrollArea)
    )


def nameless(page: QWidget) -> list[str]:
    """What takes the keyboard and could not be named by a screen reader."""
    return [
        f"{type(each).__name__} in {type(each.parentWidget()).__name__}"
        for each in page.findChildren(QWidget)
        if takes_the_keyboard(each) and not isinstance(each, QTabBar) and not spoken(each)
    ]


def namesakes(page: QWidget) -> list[str]:
    """Names that two widgets share."""
    names = Counter(spoken(each) for each in page.findChildren(QWidget) if takes_the_keyboard(each) and spoken(each))
    return [name for name, times in names.items() if times > 1]


def rich_labels(page: QWidget) -> list[str]:
    """Labels that would read markup in what people typed."""
    return [each.text() for each in page.findChildren(QLabel) if each.textFormat() != Qt.TextFormat.PlainText]


@pytest.mark.parametrize("name", NAMES)
def test_every_widget_that_takes_the_keyboard_has_a_name_of_its_own(whole: Program, name: str) -> None:
    page = opened(whole, name)
    assert nameless(page) == []
    assert namesakes(page) == []
    assert rich_labels(page) == []


def test_the_checks_find_what_they_look_for(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for each in (QPushButton(""), QPushButton("Add"), QPushButton("Add"), QLabel("<b>Kent</b>")):
        column.addWidget(each)
    page.show()
    assert nameless(page) == ["QPushButton in QWidget"]
    assert namesakes(page) == ["Add"]
    assert rich_labels(page) == ["<b>Kent</b>"]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_fits_a_small_screen(whole: Program, name: str) -> None:
    bar = area_of(opened(whole, name)).horizontalScrollBar()
    assert whole.window.width() == 1366
    assert whole.window.height() == 768
    assert bar.maximum() == 0, f"{bar.maximum()} pixels too wide"


@pytest.mark.parametrize("name", NAMES)
def test_text_at_200_per_cent_stays_within_reach(whole: Program, name: str) -> None:
    page = opened(whole, name)
    whole.theme.set_scale(200)
    whole.window.resize(1366, 768)
    for _ in range(6):
        QApplication.processEvents()
    assert (whole.window.width(), whole.window.height()) == (1366, 768)
    area = area_of(page)
    room = area.viewport().size()
    wide, high = area.horizontalScrollBar().maximum(), area.verticalScrollBar().maximum()
    assert page.width() <= room.width() + wide
    assert page.height() <= room.height() + high
    squeezed = [
        each.text() or spoken(each)
        for each in page.findChildren(QAbstractButton)
        if each.isVisible() and each.text() and each.height() < each.fontMetrics().height()
    ]
    assert squeezed == []


@pytest.mark.parametrize("name", NAMES)
def test_no_key_of_a_page_clashes_with_the_window(whole: Program, name: str) -> None:
    page = opened(whole, name)
    own = [each.key().toString() for each in page.findChildren(QShortcut)]
    own += [key.toString() for each in page.findChildren(QWidget) for act in each.actions() for key in act.shortcuts()]
    own += [
        each.shortcut().toString()
        for each in page.findChildren(QAbstractButton)
        if each.isVisible() and not each.shortcut().isEmpty()
    ]
    everywhere = {key.toString() for act in whole.menus.actions.table for key in shortcuts(whole, act.name)}
    assert everywhere.isdisjoint(own)


def shortcuts(program: Program, action: str) -> list[QKeySequence]:
    return program.menus.actions[action].shortcuts()


def test_the_window_can_close_on_any_page_and_finds_everything_again(
    new_program: Callable[[], Program], demo_round: Path
) -> None:
    first = new_program()
    first.begin(demo_round)
    for name in NAMES:
        if name == StartRoundPage.name:
            continue  # from the demo it leads to a file of the person's own: tests/ui/test_main_window.py
        first.window.go(name)
        first.window.close()
        assert first.file is None
        first.begin()
        assert first.file is not None
        assert first.file.hold is not None
        assert first.window.strip.title.text() == "Quality assurance challenge 2026 to 2027"
        assert first.window.messages.bar.banners == []
