"""Messages come and go without moving what is about to be clicked."""

from PySide6.QtCore import QPoint

from ui.app import Program


def test_what_is_said_stands_below_the_page(program: Program) -> None:
    window = program.window
    begin = window.welcome.start
    before = begin.mapTo(window, QPoint())
    window.messages.error("Something could not be done.")
    window.centralWidget().layout().activate()
    assert begin.mapTo(window, QPoint()) == before
    assert window.messages.bar.mapTo(window, QPoint()).y() >= window.welcome.mapTo(window, QPoint()).y()
    assert window.messages.bar.geometry().bottom() == window.centralWidget().rect().bottom()
