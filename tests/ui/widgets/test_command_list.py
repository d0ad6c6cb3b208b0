"""A command is found by part of its name and done with Enter; what is closed is not offered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from ui.actions import ACTIONS, ActionSet
from ui.widgets.command_list import CommandList


@pytest.fixture
def commands(qtbot, theme):
    window = QMainWindow()
    done: list[str] = []
    actions = ActionSet(window, ACTIONS, {each.name: lambda n=each.name: done.append(n) for each in ACTIONS})
    qtbot.addWidget(window)
    made = CommandList(actions, window)
    qtbot.addWidget(made)
    made.show()
    made.line.setFocus()
    yield made, actions, done
    window.close()


def _words(commands: CommandList) -> list[str]:
    model = commands.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_few_letters_and_enter_do_it(qtbot, commands):
    made, _, done = commands
    qtbot.keyClicks(made.line, "larg te")
    assert _words(made) == ["Larger text"]
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert done == ["larger"]
    assert not made.isVisible()


def test_arrows_choose_while_the_line_keeps_the_keyboard(qtbot, commands):
    made, _, done = commands
    qtbot.keyClicks(made.line, "text")
    second = _words(made)[1]
    qtbot.keyClick(made.line, Qt.Key.Key_Down)
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert done == [next(each.name for each in ACTIONS if each.plain_words == second)]


def test_what_is_closed_now_is_not_offered(commands):
    made, actions, _ = commands
    assert "Undo" not in _words(made)
    actions.show_facts(frozenset({"undo"}))
    made._show("")
    assert "Undo" in _words(made)


def test_nothing_found_says_what_to_try(qtbot, commands):
    made, _, done = commands
    qtbot.keyClicks(made.line, "zzz")
    assert made.nothing.isVisible()
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert done == []
