"""Everything the window can do, found by typing a few letters of it: one list over the table of actions."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ui.actions import ActionSet
from ui.widgets.labels import EmptyState, announce
from ui.widgets.record_list import Face, RecordList

_TO_THE_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class Command:
    """One row: an action as it can be done now."""

    def __init__(self, action: QAction, menu: str) -> None:
        self.id = action.objectName()
        self.action = action
        self.words = action.text().replace("&", "").rstrip("…")
        self.menu = menu.replace("&", "")
        self.keys = action.shortcut().toString()

    @property
    def detail(self) -> str:
        """Where else it is, and its key."""
        return f"{self.menu} · {self.keys}" if self.keys else self.menu

    def holds(self, words: list[str]) -> bool:
        """Whether every one of `words` begins a word of this command."""
        own = f"{self.words} {self.menu}".casefold().split()
        return all(any(each.startswith(word) for each in own) for word in words)


class CommandList(QDialog):
    """Type, arrows, Enter. Commands that are closed now are not listed."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Find a command")
        self._actions = actions
        self.line = QLineEdit()
        self.line.setAccessibleName("Part of a command")
        self.line.setPlaceholderText("Part of a command, for example: larger text")
        self.line.textEdited.connect(self._show)
        self.line.installEventFilter(self)
        face = Face[Command](lambda each: each.words, lambda each: each.detail, lambda each: each.action.icon())
        self.list: RecordList[Command] = RecordList(face, lambda each: f"{each.words}, {each.detail}", "Commands")
        self.list.row_activated.connect(self._run)
        self.list.clicked.connect(lambda _index: self._run())
        self.nothing = EmptyState("No command of that name", "Try one word of it, or part of a word.")
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        size = self.fontMetrics().height()
        self.resize(size * 28, size * 24)
        self._show("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the arrows typed in the line to the list, and Enter to the row that is chosen."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TO_THE_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        made = [Command(self._actions[each.name], each.menu) for each in self._actions.table if each.name != "commands"]
        rows = [each for each in made if each.action.isEnabled() and each.holds(words)]
        self.list.show_rows(rows)
        if rows:
            self.list.select(rows[0].id)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        announce(self, f"{len(rows)} found")

    def _run(self, *_row: object) -> None:
        chosen = self.list.current_row()
        if chosen is not None:
            self.accept()
            chosen.action.trigger()
