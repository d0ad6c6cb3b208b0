"""One table gives menus, toolbar, shortcuts and the list of keys, and no key means two things."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolBar

import resources
from ui.actions import ACTIONS, KEYS, MENUS, Action, ActionSet, cheat_sheet, clashes
from ui.widgets.key_list import KeyList


@pytest.fixture
def made(qtbot, theme):
    window = QMainWindow()
    done: list[str] = []
    actions = ActionSet(window, ACTIONS, {action.name: lambda n=action.name: done.append(n) for action in ACTIONS})
    actions.fill_menus(window.menuBar())
    bar = QToolBar()
    actions.fill_toolbar(bar)
    window.addToolBar(bar)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, actions, done, bar


def test_the_program_s_own_table_has_no_clash():
    assert clashes(ACTIONS) == []


A = Action("a", "&Add", "&File", "Ctrl+J")


@pytest.mark.parametrize(
    "other",
    [
        replace(A, words="&Be", shortcut=""),
        replace(A, name="b", words="&Be"),
        replace(A, name="b", shortcut=""),
        replace(A, name="b", words="&Be", shortcut="Ctrl+Alt+E"),
        replace(A, name="b", words="&Be", shortcut="K"),
        replace(A, name="b", words="&Be", shortcut="Shift+?"),
        replace(A, name="b", words="&Be", shortcut="7"),
        replace(A, name="b", words="&Be", shortcut="Ctrl+Nonsense"),
    ],
    ids=["name", "shortcut", "access key", "AltGr", "letter", "sign", "digit", "unknown"],
)
def test_every_kind_of_clash_is_found(other):
    assert len(clashes([A, other])) == 1


def test_every_action_has_menu_access_key_and_shipped_icon():
    for action in ACTIONS:
        assert action.menu in MENUS
        assert "&" in action.words
        assert not action.icon or resources.path("icons", f"{action.icon}.svg")


def test_a_shortcut_runs_its_handler_once(qtbot, made):
    window, actions, done, _ = made
    actions.show_facts(frozenset().union(*(action.needs for action in ACTIONS)))
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert done == ["go_session", "next_pane", "larger"]


def test_what_is_not_possible_is_closed_to_key_and_mouse(qtbot, made):
    window, actions, done, _ = made
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (done, actions["undo"].isEnabled()) == ([], False)
    actions.show_facts(frozenset({"undo"}))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (done, actions["redo"].isEnabled()) == (["undo"], False)


def test_menus_hold_the_table_in_its_order(made):
    window, _, _, bar = made
    menus = {action.text(): action.menu() for action in window.menuBar().actions()}
    assert tuple(menus) == MENUS
    held = [entry.objectName() for menu in menus.values() for entry in menu.actions() if not entry.isSeparator()]
    assert sorted(held) == sorted(action.name for action in ACTIONS)
    assert [entry.objectName() for entry in bar.actions()] == ["undo", "redo"]


def test_a_choice_ticks_one_and_ticking_runs_nothing(made):
    _, actions, done, _ = made
    actions.tick("look_dark")
    assert (actions["look_dark"].isChecked(), done) == (True, [])
    actions["look_light"].trigger()
    assert (actions["look_dark"].isChecked(), done) == (False, ["look_light"])


def test_words_can_say_what_undo_takes_back(made):
    _, actions, _, _ = made
    actions.say("undo", "&Undo: add a note")
    assert actions["undo"].text() == "&Undo: add a note"


def test_an_action_without_a_handler_is_a_fault(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    with pytest.raises(ValueError, match="no handler for a"):
        ActionSet(window, [A], {})


def test_the_list_of_keys_holds_every_shortcut_and_is_named(qtbot, theme, unnamed):
    sheet = cheat_sheet()
    assert {action.shortcut for action in ACTIONS if action.shortcut} == {
        k.keys for k in sheet if k.place == "Everywhere"
    }
    assert set(KEYS) < set(sheet)
    shown = KeyList(sheet)
    qtbot.addWidget(shown)
    assert unnamed(shown) == []
    assert shown.table.order.rowCount() == len(sheet)


def test_tooltips_tell_the_key(made):
    _, actions, _, _ = made
    assert isinstance(actions["undo"], QAction)
    assert actions["undo"].toolTip() == "Take back what was done last (Ctrl+Z)"
