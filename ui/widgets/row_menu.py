"""What the window can do about the row under the mouse: its history, its versions, striking out."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

_ABOUT_A_ROW = ("history", "versions", "strike_out")


def show_row_menu(view: QWidget, event: QContextMenuEvent, own: Sequence[QAction] = ()) -> None:
    """Offer the list's `own` actions, then the window's about the current row, where the window has them."""
    found = [view.window().findChild(QAction, name) for name in _ABOUT_A_ROW]
    actions = [*own, *(each for each in found if each is not None)]
    if actions:
        menu = QMenu(view)
        menu.addActions(actions)
        menu.exec(event.globalPos())
        menu.deleteLater()
