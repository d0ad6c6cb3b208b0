"""The menus of the window: every entry of the table of actions joined to what it does."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from ui.actions import ACTIONS, ActionSet, cheat_sheet
from ui.page_index import (
    ASKS_OFFERS,
    HOLDINGS,
    LISTS,
    MEETINGS,
    NEXT_ROUND,
    QUESTIONS,
    RETENTION,
    START_ROUND,
    WHO_YOU_ARE,
)
from ui.theme import Look, Theme
from ui.widgets.command_list import CommandList
from ui.widgets.key_list import KeyList

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_GO = {action.plain_words: action.name for action in ACTIONS if action.name.startswith("go_")}


class Menus(QObject):
    """Fills the window's menus and keeps them true; what touches files is asked for by signals."""

    new_wanted = Signal()
    open_wanted = Signal()
    path_wanted = Signal(object)
    demo_wanted = Signal()
    back_up_wanted = Signal()
    backups_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, window: "MainWindow", theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._keys: KeyList | None = None
        self.actions = ActionSet(window, ACTIONS, self._handlers())
        self.actions.fill_menus(window.menuBar())
        self.recent = QMenu("Open &recent", window)
        self._place_recent()
        self.actions.tick(f"look_{theme.look}")
        window.facts_changed.connect(self.refresh)
        window.page_shown.connect(self._on_page)
        for menu in window.menuBar().findChildren(QMenu):
            menu.aboutToShow.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Open and close entries by what holds now, and name what undo would take back."""
        workspace = self._window.workspace
        self.actions.show_facts(self._window.facts)
        undo, redo = (workspace.undo_label(), workspace.redo_label()) if workspace else (None, None)
        self.actions.say("undo", f"&Undo: {undo}" if undo else "&Undo")
        self.actions.say("redo", f"&Redo: {redo}" if redo else "&Redo")

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the files that were open before."""
        self.recent.clear()
        for path in paths:
            entry = self.recent.addAction(path.stem.replace("&", "&&"))
            entry.setStatusTip(str(path))
            entry.triggered.connect(lambda _on=False, path=path: self.path_wanted.emit(path))
        self.recent.menuAction().setEnabled(bool(paths))

    def _handlers(self) -> dict[str, Callable[[], object]]:
        window, theme = self._window, self._theme
        go = {name: lambda page=page: self._go(page) for page, name in _GO.items()}
        looks = {f"look_{look}": lambda look=look: theme.set_look(look) for look in Look}
        return {
            "new_file": self.new_wanted.emit,
            "open_file": self.open_wanted.emit,
            "try_demo": self.demo_wanted.emit,
            "save": window.save,
            "back_up": self.back_up_wanted.emit,
            "backups": self.backups_wanted.emit,
            "close_file": self.close_wanted.emit,
            "quit": window.close,
            "undo": window.undo,
            "redo": window.redo,
            "find": window.find_in_list,
            "search": window.search,
            "commands": self._show_commands,
            "larger": theme.larger,
            "smaller": theme.smaller,
            "normal_size": lambda: theme.set_scale(100),
            "history": window.show_history,
            "versions": window.show_versions,
            "strike_out": lambda: window.show_history(strike_out=True),
            "next_page": lambda: window.go_by(1),
            "previous_page": lambda: window.go_by(-1),
            "next_pane": window.next_pane,
            "start_round": lambda: self._go(START_ROUND.name),
            "questions": lambda: self._go(QUESTIONS.name),
            "next_round": lambda: self._go(NEXT_ROUND.name),
            "meetings": lambda: self._go(MEETINGS.name),
            "asks_offers": lambda: self._go(ASKS_OFFERS.name),
            "lists": lambda: self._go(LISTS.name),
            "holdings": lambda: self._go(HOLDINGS.name),
            "retention": lambda: self._go(RETENTION.name),
            "who_you_are": lambda: self._go(WHO_YOU_ARE.name),
            "help": window.help,
            "keys": self._show_keys,
            "about": lambda: window.help("About Peer Challenge"),
            **go,
            **looks,
        }

    def _go(self, page: str) -> None:
        self._window.go(page)
        self._window.pages.focus_page()

    def _show_keys(self) -> None:
        if self._keys is None:
            self._keys = KeyList(cheat_sheet(), self._window)
        self._keys.show()
        self._keys.raise_()

    def _show_commands(self) -> None:
        self.refresh()
        commands = CommandList(self.actions, self._window)
        commands.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        commands.open()

    def _place_recent(self) -> None:
        after = self.actions["try_demo"]
        for menu in self._window.menuBar().findChildren(QMenu):
            if after in menu.actions():
                menu.insertMenu(after, self.recent)
        self.recent.menuAction().setEnabled(False)

    def _on_page(self, page: str) -> None:
        if page in _GO:
            self.actions.tick(_GO[page])
