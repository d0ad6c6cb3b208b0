"""The window as a person uses it: open, go about, search, undo, close at any moment, and find everything again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from peer_challenge.storage.opening import open_store
from tests.builders import south_east_round
from tests.windows import press
from ui.app import DEMO_NAME, Program
from ui.page_index import LISTED
from ui.pages.start_round import StartRoundPage
from ui.theme import Look

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_the_first_day_offers_four_ways_to_begin(program: Program) -> None:
    welcome = program.window.welcome
    assert welcome.isVisible()
    assert welcome.demo.hasFocus()
    assert [card.accessibleName() for card in welcome.cards] == [
        "Try the demo round",
        "Start a round",
        "Open a round file",
        "I was sent a file",
    ]


def test_starting_a_round_asks_nothing_about_files(qtbot: QtBot, program: Program) -> None:
    qtbot.mouseClick(program.window.welcome.start, Qt.MouseButton.LeftButton)
    assert program.file is not None
    assert program.file.store.path.parent == program.folders.rounds
    assert program.window.pages.current_name == "Start a round"
    qtbot.keyClicks(QApplication.focusWidget(), "Autumn 2026")
    press(qtbot, program, Qt.Key.Key_Return)
    assert program.window.pages.current_name == "Home"
    assert program.window.strip.title.text() == "Autumn 2026"
    assert program.window.windowTitle().startswith("Autumn 2026")


def test_the_demo_round_is_made_beside_the_window_and_marked(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, demo_round: Path
) -> None:
    monkeypatch.setattr("peer_challenge.jobs.demo.write_demo_round", lambda path, progress: demo_round.rename(path))
    qtbot.mouseClick(program.window.welcome.demo, Qt.MouseButton.LeftButton)
    assert not program.window.welcome.demo.isEnabled()
    qtbot.waitUntil(lambda: program.file is not None)
    assert program.file is not None
    assert program.file.store.path.name == DEMO_NAME
    assert program.window.strip.demo.isVisible()
    assert program.window.welcome.demo.isEnabled()


def test_a_real_round_is_not_marked_as_a_demo(program: Program, round_file: Path) -> None:
    program.open(round_file)
    assert not program.window.strip.demo.isVisible()
    assert program.window.strip.role.text() == "Coordinator"


def test_pages_are_reached_by_list_keys_and_menu(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    for at, page in enumerate(LISTED, 1):
        press(qtbot, program, Qt.Key(Qt.Key.Key_0 + at), ALT)
        assert program.window.pages.current_name == page.name
        assert program.window.navigation.currentItem().text() == page.name
    program.window.navigation.setFocus()
    press(qtbot, program, Qt.Key.Key_Home)
    assert program.window.pages.current_name == "Home"
    program.menus.actions["go_exchange"].trigger()
    assert program.window.pages.current_name == "Send and receive"
    program.menus.actions["next_page"].trigger()
    assert program.window.pages.current_name == "Home"
    program.menus.actions["questions"].trigger()
    assert program.window.pages.current_name == "Questions"
    assert program.window.navigation.currentItem() is None


def test_every_page_of_the_list_has_its_menu_entry(program: Program) -> None:
    go = [action.plain_words for action in program.menus.actions.table if action.name.startswith("go_")]
    assert go == [page.name for page in LISTED]


def test_f6_takes_the_keyboard_from_part_to_part(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    window = program.window
    window.navigation.setFocus()
    seen = []
    for _ in range(3):
        press(qtbot, program, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append("page" if focus is not None and window.pages.isAncestorOf(focus) else focus)
    assert seen == ["page", window.strip.search, window.navigation]


def test_a_step_on_home_leads_to_its_page(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    assert program.window.pages.current_name == "Home"
    press(qtbot, program, Qt.Key.Key_Return)
    assert program.window.pages.current_name == "Send and receive"  # asking who joins comes first


def test_starting_a_round_can_be_left_for_the_page_before(program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.go("Time")
    program.window.go("Start a round")
    page = program.window.pages.current
    assert isinstance(page, StartRoundPage)
    page.round_name.setText("Spring")
    page.cancel.click()
    assert program.window.pages.current_name == "Time"
    assert page.round_name.text() == ""


def test_the_window_stands_where_it_stood_and_looks_as_it_looked(
    program: Program, new_program: Callable[[], Program]
) -> None:
    program.window.resize(720, 600)
    program.theme.set_look(Look.DARK)
    program.theme.set_scale(125)
    program.window.close()
    again = new_program()
    again.begin()
    assert (again.window.width(), again.window.height()) == (720, 600)
    assert (again.theme.look, again.theme.scale) == (Look.DARK, 125)


def test_a_second_round_can_be_chosen_in_the_strip(program: Program, round_file: Path) -> None:
    store = open_store(round_file)
    south_east_round(store, "Spring 2027")
    store.close()
    program.open(round_file)
    rounds = program.window.strip.rounds
    assert rounds.isVisible()
    assert rounds.currentText() == "Spring 2027"
    rounds.setCurrentText("Autumn 2026")
    rounds.activated.emit(rounds.currentIndex())
    assert program.window.windowTitle().startswith("Autumn 2026")


def test_help_opens_at_the_page_in_view(program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.go("Triads")
    program.menus.actions["help"].trigger()
    window = program.window.help_window
    assert window is not None
    assert window.titles.currentItem().text() == "Triads"
    assert "draft plan" in window.text.toPlainText()


def test_every_page_has_its_help(program: Program) -> None:
    from ui.help_window import help_pages
    from ui.page_index import ALL

    titles = set(help_pages())
    assert {page.name for page in ALL} <= titles
    assert {"First steps", "Round files", "About Peer Challenge"} <= titles


def test_menus_have_one_access_key_each(program: Program, round_file: Path) -> None:
    program.open(round_file)
    bar = program.window.menuBar()
    for menu in [bar, *bar.findChildren(QMenu)]:
        keys = [action.text().partition("&")[2][:1].lower() for action in menu.actions() if "&" in action.text()]
        assert len(keys) == len(set(keys)), [action.text() for action in menu.actions()]
