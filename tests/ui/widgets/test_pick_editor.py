"""Choosing one of many by name, with real keys."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.pick_editor import PickEditor
from ui.widgets.texts import LineBox

KENT, SLOUGH, WEST, EAST = (UUID(int=each) for each in range(1, 5))


@pytest.fixture
def pick(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    editor = PickEditor()
    editor.offer([(KENT, "Kent"), (SLOUGH, "Slough"), (WEST, "West Sussex"), (EAST, "East Sussex")])
    column = QVBoxLayout(window)
    column.addWidget(editor)
    column.addWidget(LineBox())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    editor.setFocus()
    yield editor
    window.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_part_of_a_name_that_only_one_has_is_taken(qtbot, pick, key):
    qtbot.keyClicks(pick.box, "slou")
    qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key)
    if key == Qt.Key.Key_Tab:
        qtbot.waitUntil(lambda: not pick.box.hasFocus() or QApplication.activePopupWidget() is None)
    assert pick.box.currentText() == "Slough"
    assert pick.value() == SLOUGH


def test_part_of_a_name_that_several_have_is_nobody(qtbot, pick):
    qtbot.keyClicks(pick.box, "Sussex")
    assert pick.value() is None
    qtbot.keyClick(pick.box, Qt.Key.Key_Tab)
    assert pick.box.currentText() == "Sussex"


def test_the_beginning_of_a_name_goes_before_its_middle(qtbot, pick):
    qtbot.keyClicks(pick.box, "west")
    assert pick.value() == WEST


def test_nothing_typed_is_nobody(pick):
    assert pick.value() is None


def test_lists_are_as_high_again_after_large_text(qtbot, theme):
    theme.set_look(Look.LIGHT)
    window, combo, pick = QWidget(), CalmCombo(), PickEditor()
    qtbot.addWidget(window)
    combo.addItem("Group 3, 23 November 2026, 2pm, held")
    column = QVBoxLayout(window)
    column.addWidget(flow_row([combo]))
    column.addWidget(pick)
    with qtbot.waitExposed(window):
        window.show()
    before = [each.sizeHint() for each in (combo, pick.box)]
    theme.set_scale(200)
    assert combo.sizeHint().height() > before[0].height()
    theme.set_scale(100)
    assert [each.sizeHint() for each in (combo, pick.box)] == before
    qtbot.waitUntil(lambda: combo.height() == before[0].height())
    window.close()
