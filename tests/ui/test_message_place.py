"""Messages come and go without moving what is about to be clicked."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.app import Program
from ui.pages.start_round import StartRoundPage


def test_what_is_said_stands_below_the_page(qtbot: QtBot, program: Program) -> None:
    window = program.window
    qtbot.mouseClick(window.welcome.start, Qt.MouseButton.LeftButton)
    page = window.pages.current
    assert isinstance(page, StartRoundPage)
    before = page.round_name.mapTo(window, QPoint())
    window.messages.error("Something could not be done.")
    whole = window.centralWidget()
    layout = whole.layout()
    assert layout is not None
    layout.activate()
    assert window.messages.bar.isVisible()
    assert window.messages.bar.geometry().bottom() == whole.rect().bottom()
    assert page.round_name.mapTo(window, QPoint()) == before
