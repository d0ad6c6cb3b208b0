"""What is wanted now and then in a session: the small window, a chat, an immediate concern, a shared screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.widgets.labels import plain_tip
from ui.widgets.session_sharing import AVAILABLE, leave_out_of_sharing, sharing_in_words

if TYPE_CHECKING:
    from ui.pages.session import SessionPage


class MoreButton(QPushButton):
    """A button with a menu. Windows are left out of a shared screen until that is switched off, for this run only."""

    def __init__(self, page: "SessionPage", small: QWidget) -> None:
        super().__init__("More")
        self._page, self._small = page, small
        self.menu_ = QMenu(self)
        self.menu_.setToolTipsVisible(True)
        self._entry("Small window beside a call\tCtrl+Shift+N", page.show_small)
        self._entry("Notes from a chat\tCtrl+Shift+V", page.take_from_chat)
        self._entry("Pause the time, or go on\tF9", page.pause)
        self.menu_.addSeparator()
        self._entry("Immediate concern", page.record_concern)
        self.menu_.addSeparator()
        self.shown = self._entry("Show these windows when I share my screen", self._on_shared)
        self.shown.setCheckable(True)
        self.shown.setChecked(not AVAILABLE)
        self.shown.setEnabled(AVAILABLE)
        self.shown.setToolTip(plain_tip(sharing_in_words()))
        self.setMenu(self.menu_)
        for each in (page, small):
            each.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Leave a window out as soon as it is there."""
        if event.type() == QEvent.Type.Show:
            self._on_shared()
        return False

    def _on_shared(self) -> None:
        for each in (self._page.window(), self._small):
            if each.isVisible():
                leave_out_of_sharing(each, not self.shown.isChecked())

    def _entry(self, words: str, act: object) -> QAction:
        made = QAction(words, self)
        made.triggered.connect(lambda _on=False: act())  # type: ignore[operator]
        self.menu_.addAction(made)
        return made
