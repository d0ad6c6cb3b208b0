"""What tests of pages do: show one as a person sees it, type a note, press a button, drop files."""

from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.page import Page
from ui.pages.session import SessionPage
from ui.workspace import Workspace

P = TypeVar("P", bound=Page)

LEFT = Qt.MouseButton.LeftButton


def show_page(kind: type[P], workspace: Workspace, round_id: UUID, qtbot: QtBot, width: int, height: int) -> P:
    """Show a page of a round in the active window; whoever calls says where the keyboard is."""
    workspace.choose_round(round_id)
    page = kind(workspace)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def open_session(
    workspace: Workspace, round_id: UUID, qtbot: QtBot, width: int = 1200, height: int = 760
) -> SessionPage:
    """Show the session's page with the keyboard in the box for notes."""
    page = show_page(SessionPage, workspace, round_id, qtbot, width, height)
    page.first_focus().setFocus()
    return page


def type_note(qtbot: QtBot, page: SessionPage, text: str) -> None:
    """Type a note and press Enter."""
    qtbot.keyClicks(page.desk.entry.box, text)
    qtbot.keyClick(page.desk.entry.box, Qt.Key.Key_Return)


def press_button(qtbot: QtBot, button: QAbstractButton) -> None:
    """Click a button once it is there, which must then be open."""
    qtbot.waitUntil(button.isVisible)
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def drop_files(area: QWidget, *files: Path) -> bool:
    """Drag files onto a part of a page and let go where it takes them; return whether it did."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(5, 5), copy, data, LEFT, none)
    QApplication.sendEvent(area, entered)
    if entered.isAccepted():
        QApplication.sendEvent(area, QDropEvent(QPointF(5, 5), copy, data, LEFT, none))
    return entered.isAccepted()
