"""Keeps the keyboard in the box for notes: a session's notes are typed without looking where the cursor is."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class NoteKeyboard(QObject):
    """Sends what is typed anywhere on a page, but in another text box, to the box for notes.

    Lists and drop-down lists swallow letters to look rows up by them: those must be named to `watch`.
    """

    def __init__(self, page: QWidget, box: QWidget) -> None:
        super().__init__(page)
        self._page, self._box = page, box
        self.watch(page)

    def watch(self, *widgets: QWidget) -> None:
        """Take the letters typed at these widgets, too."""
        for each in widgets:
            each.installEventFilter(self)

    def back(self) -> None:
        """Give the keyboard to the box."""
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def spare_clicks(self) -> None:
        """Keep clicks on the page's buttons from taking the keyboard away; Tab still reaches them."""
        for kind in (QPushButton, QCheckBox):
            for button in self._page.findChildren(kind):
                if button.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hand a letter, a digit or a sign over to the box; a space is left to the button or list it is meant for."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._box.hasFocus() or not self._box.isVisible() or not _is_typing(event):
            return False
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self._box, event)
        return True


def _is_typing(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not text.isspace() and not event.modifiers() & _COMMANDS
