"""Opening Session in the whole window: the box for notes is in view with the keyboard, however it was opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def click_on(qtbot, navigation, name):
    (item,) = navigation.findItems(name, Qt.MatchFlag.MatchExactly)
    place = navigation.visualItemRect(item).center()
    qtbot.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("scale", [100, 200])
def test_the_box_for_notes_is_in_view_and_ready(program, demo_round, qtbot, size, scale):
    window = program.window
    program.theme.set_scale(scale)
    window.resize(*size)
    program.open(demo_round)

    def ready():
        box = window.pages.current.desk.entry.box
        assert box.hasFocus()
        assert box.visibleRegion().boundingRect() == box.rect()

    click_on(qtbot, window.navigation, "Session")
    qtbot.waitUntil(ready)
    qtbot.keyClicks(QApplication.focusWidget(), "heard")
    assert window.pages.current.desk.entry.text == "heard"
    click_on(qtbot, window.navigation, "Home")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert window.pages.current_name == "Session"
    qtbot.waitUntil(ready)


def test_a_click_on_the_page_that_is_open_leads_back_into_it(program, demo_round, qtbot):
    program.open(demo_round)
    program.window.go("Session")
    program.window.navigation.setFocus()
    click_on(qtbot, program.window.navigation, "Session")
    assert program.window.pages.current.desk.entry.box.hasFocus()
