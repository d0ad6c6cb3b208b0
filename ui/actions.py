"""What the window can do, as one table: menus, toolbar, shortcuts and the list of keys all come from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QToolBar, QWidget

from ui.icons import icon
from ui.widgets.labels import plain_tip

MENUS = ("&File", "&Edit", "&View", "&Go", "&Round", "&Help")


@dataclass(frozen=True)
class Action:
    """One thing a person can do.

    `words` as in the menu, with & before the access key and … where more is asked first. `needs` names the facts that
    must hold, all of them, for the action to be open (the main window says which hold). Actions of one `group` are a
    choice: one of them is ticked. `toolbar` puts it there too; `line` draws a line above it in its menu.
    """

    name: str
    words: str
    menu: str
    shortcut: str = ""
    tip: str = ""
    icon: str = ""
    needs: frozenset[str] = frozenset()
    group: str = ""
    toolbar: bool = False
    line: bool = False

    @property
    def plain_words(self) -> str:
        """The words without access key and ellipsis."""
        return self.words.replace("&", "").rstrip("…")


@dataclass(frozen=True)
class Key:
    """A key that means something in one place only, for the list of keys."""

    place: str
    keys: str
    words: str

    @property
    def id(self) -> tuple[str, str]:
        """A key means one thing in one place."""
        return self.place, self.keys


ROUND_FILE, UNDO, REDO, FIND = (frozenset({fact}) for fact in ("file", "undo", "redo", "find"))

ACTIONS = (
    Action("new_file", "&New round file…", "&File", "Ctrl+N", "Make a new round file in a folder you choose"),
    Action("open_file", "&Open a round file…", "&File", "Ctrl+O", "Open a round that you keep already"),
    Action("try_demo", "Try the &demo round", "&File", tip="A whole invented round to look at and change"),
    Action(
        "save",
        "S&ave now",
        "&File",
        "Ctrl+S",
        "Everything is saved by itself; this does it at once",
        "save",
        ROUND_FILE,
        line=True,
    ),
    Action("back_up", "&Back up a copy…", "&File", tip="Keep a copy of the whole round file", needs=ROUND_FILE),
    Action("backups", "Bac&kups…", "&File", tip="What each backup holds, and the way back to it", needs=ROUND_FILE),
    Action("close_file", "&Close this round file", "&File", "Ctrl+W", needs=ROUND_FILE),
    Action("quit", "E&xit", "&File", "Ctrl+Q", line=True),
    Action("undo", "&Undo", "&Edit", "Ctrl+Z", "Take back what was done last", "undo", UNDO, toolbar=True),
    Action("redo", "&Redo", "&Edit", "Ctrl+Y", "Do again what was taken back", "redo", REDO, toolbar=True),
    Action("find", "&Find in this list", "&Edit", "Ctrl+F", icon="search", needs=FIND, line=True),
    Action("search", "Search &everything", "&Edit", "Ctrl+Shift+F", icon="search", needs=ROUND_FILE),
    Action("commands", "Find a &command…", "&Edit", "Ctrl+Shift+P", "Anything the window can do, by its name"),
    Action(
        "history",
        "&History…",
        "&Edit",
        "Ctrl+H",
        "Who changed the chosen record, and when",
        "time",
        ROUND_FILE,
        line=True,
    ),
    Action(
        "versions", "&Two versions…", "&Edit", "Ctrl+Shift+T", "Choose between two versions", "versions", ROUND_FILE
    ),
    Action("strike_out", "Strike &out for good…", "&Edit", tip="Destroy the words of a field", needs=ROUND_FILE),
    Action("larger", "&Larger text", "&View", "Ctrl++"),
    Action("smaller", "S&maller text", "&View", "Ctrl+-"),
    Action("normal_size", "&Normal text", "&View", "Ctrl+0"),
    Action("look_light", "L&ight", "&View", group="look", line=True),
    Action("look_dark", "&Dark", "&View", group="look"),
    Action("look_high_contrast", "&High contrast", "&View", group="look"),
    Action("look_as_system", "As the &system", "&View", group="look"),
    Action("go_home", "&Home", "&Go", "Alt+1", "What to do next", "home", ROUND_FILE, "page"),
    Action("go_authorities", "&Authorities", "&Go", "Alt+2", "", "authorities", ROUND_FILE, "page"),
    Action("go_triads", "&Triads", "&Go", "Alt+3", "", "triads", ROUND_FILE, "page"),
    Action("go_sefs", "Self-&evaluations", "&Go", "Alt+4", "", "sef", ROUND_FILE, "page"),
    Action("go_session", "&Session", "&Go", "Alt+5", "", "session", ROUND_FILE, "page"),
    Action("go_findings", "&Findings", "&Go", "Alt+6", "", "findings", ROUND_FILE, "page"),
    Action("go_feedback", "Feed&back", "&Go", "Alt+7", "", "feedback", ROUND_FILE, "page"),
    Action("go_time", "T&ime", "&Go", "Alt+8", "", "time", ROUND_FILE, "page"),
    Action("go_exchange", "Send and &receive", "&Go", "Alt+9", "", "exchange", ROUND_FILE, "page"),
    Action("next_page", "&Next page", "&Go", "Ctrl+Tab", needs=ROUND_FILE, line=True),
    Action("previous_page", "&Previous page", "&Go", "Ctrl+Shift+Tab", needs=ROUND_FILE),
    Action("next_pane", "Next part of the &window", "&Go", "F6", needs=ROUND_FILE),
    Action("start_round", "&Start a round…", "&Round", tip="Begin a round in this round file", needs=ROUND_FILE),
    Action("questions", "&Questions…", "&Round", tip="What this round asks, and copies to change", needs=ROUND_FILE),
    Action(
        "next_round", "Start &next year’s round…", "&Round", tip="Take over who took part, and SEFs", needs=ROUND_FILE
    ),
    Action("meetings", "&Meetings…", "&Round", tip="Dates, links, best days and calendars", needs=ROUND_FILE),
    Action("asks_offers", "&Asks and offers…", "&Round", tip="What may fit across the region", needs=ROUND_FILE),
    Action(
        "lists", "&Lists and reminders…", "&Round", tip="Excel, CSV, calendars and drafts", needs=ROUND_FILE, line=True
    ),
    Action("holdings", "What do we &hold?", "&Round", tip="All about one authority or person", needs=ROUND_FILE),
    Action("retention", "&Keep and destroy…", "&Round", tip="How long things are kept", needs=ROUND_FILE),
    Action("who_you_are", "&Who you are…", "&Round", tip="Whose name stands behind notes", needs=ROUND_FILE),
    Action("help", "&Contents", "&Help", "F1", "What this page is for and how it works", "help"),
    Action("keys", "&Keyboard shortcuts", "&Help", "Ctrl+F1", "Every key and what it does"),
    Action("about", "&About Peer Challenge", "&Help"),
)

KEYS = (
    Key("Note box", "Enter", "Save the note"),
    Key("Note box", "Shift+Enter", "Start a new line"),
    Key("Note box", "+  !  ?  *  <  >", "As first character: strength, area for consideration, question, and so on"),
    Key("Note box", "Ctrl+1 to Ctrl+6", "Say what the note is, in the same order"),
    Key("Note box", "Up", "Go back to the last note"),
    Key("Note box", "Esc", "Set the note aside; again to bring it back"),
    Key("Note box", "#2", "Make the note about line of enquiry 2; go on typing to narrow the list, Tab picks"),
    Key("Note box", "@1.2", "Make the note about statement 1.2; also in the line for a prepared question"),
    Key("Note box", "host: or Ctrl+J", "Say who speaks, by role: host, lead, peer, facilitator and so on"),
    Key("Note box", "Backspace", "At the start: take back what the note is about"),
    Key("Session", "Ctrl+Page Down, Ctrl+Page Up", "Go to the next host on the agenda, or the one before"),
    Key("Session", "Ctrl+Shift+Page Down, Ctrl+Shift+Page Up", "Go to the next line of enquiry, or the one before"),
    Key("Session", "F2", "Go to the note box"),
    Key("Session", "F7", "Go to what the SEF says; Enter there makes the next note about that statement"),
    Key("Session", "F8", "Flag the note"),
    Key("Session", "Ctrl+D", "Give the note the links of the last one"),
    Key("Session", "Delete", "Remove the chosen note"),
    Key("Session", "F9", "Pause the time, or let it go on"),
    Key("Session", "Ctrl+Shift+N", "Put the notes into a small window beside a call, or back"),
    Key("Session", "Ctrl+Shift+V", "Look at the lines of a chat on the clipboard, to add as notes"),
    Key("Session", "Ctrl+Shift+L", "Show what is left of this host, or the SEF again"),
    Key("Questions to ask", "Space, Enter, Delete", "On a question: it was asked, change its words, remove it"),
    Key("Who is here", "Space, A, S, Delete", "Here, apologies, somebody stands in, nothing said"),
    Key("What is left", "Space", "A question was asked or answered; a point on one source stays"),
    Key("What is left", "Ctrl+3, Delete", "A point on one source becomes a question, or is parked"),
    Key("Findings", "Enter", "Make a finding from the chosen notes"),
    Key("Findings", "Ctrl+1 to Ctrl+5", "Say what the finding is"),
    Key("Findings", "Alt+Up, Alt+Down", "Move the finding up or down"),
    Key("Findings", "Delete", "Remove the finding"),
    Key("Asks and offers", "Enter", "Go to what fits the ask or offer; on what fits: bring the two together"),
    Key("Two versions", "Alt+M, Alt+T, Alt+B", "Keep mine, theirs, or both"),
    Key("Two versions", "Ctrl+Enter", "Use the new wording"),
    Key("Text of several lines", "Ctrl+Enter", "Save and stay"),
    Key("Date", "Up, Down", "One day later or earlier"),
    Key("Date", "Alt+Down", "Pick from a calendar"),
    Key("List", "Enter", "Open the row"),
    Key("Board of groups", "Arrows, Home, End", "Go from card to card"),
    Key("Board of groups", "Ctrl+M", "Say where an authority goes, and what else can be done with it"),
    Key("Board of groups", "Ctrl+L", "Lock a group as it is, or unlock it"),
    Key("Board of groups", "Space", "Choose an authority along with others, to ask why they are not together"),
    Key("Board of groups", "Esc", "Let the chosen authorities go"),
    Key("Board of groups", "F2, Delete", "On the name of a group: rename it, remove it"),
)


def clashes(table: Iterable[Action]) -> list[str]:
    """Return a sentence for every fault of a table: names, shortcuts or access keys used twice, keys that may not be.

    Ctrl+Alt types characters on British keyboards; a bare letter, digit or sign fires while people dictate or type.
    """
    found: list[str] = []
    seen: dict[object, str] = {}
    for action in table:
        access = action.words.partition("&")[2][:1].lower()
        marks: list[object] = [("name", action.name), (action.menu, access)]
        for sequence in _sequences(action):
            marks.append(sequence.toString())
            found += [f"{action.name}: {fault}" for fault in _faults(sequence)]
        for mark in marks:
            if mark in seen:
                found.append(f"{action.name} and {seen[mark]} share {mark}")
            seen[mark] = action.name
    return found


def cheat_sheet(table: Iterable[Action] = ACTIONS, keys: Iterable[Key] = KEYS) -> list[Key]:
    """Return every key and what it does, the window's own first."""
    everywhere = [Key("Everywhere", a.shortcut, a.plain_words) for a in table if a.shortcut]
    return [*everywhere, *keys]


class ActionSet(QObject):
    """The table made into Qt actions on a window, each with its handler; a missing handler is a `ValueError`.

    A choice's handler runs when a person picks it; `tick` shows which one holds.
    """

    def __init__(self, window: QWidget, table: Sequence[Action], handlers: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        missing = [action.name for action in table if action.name not in handlers]
        if missing:
            raise ValueError(f"no handler for {', '.join(missing)}")
        self.table = tuple(table)
        self._groups: dict[str, QActionGroup] = {}
        self._made = {action.name: self._make(action, handlers[action.name]) for action in table}
        window.addActions(list(self._made.values()))
        self.show_facts(frozenset())

    def __getitem__(self, name: str) -> QAction:
        """Return the Qt action of this name."""
        return self._made[name]

    def show_facts(self, facts: frozenset[str]) -> None:
        """Open the actions whose needs hold and close the others."""
        for action in self.table:
            self._made[action.name].setEnabled(action.needs <= facts)

    def say(self, name: str, words: str) -> None:
        """Change the words of an action, for example to "Undo: add a note"."""
        self._made[name].setText(words)

    def tick(self, name: str) -> None:
        """Show one of a choice as the one that holds, without running it."""
        self._made[name].setChecked(True)

    def fill_menus(self, bar: QMenuBar) -> None:
        """Add the menus in their order, each with its actions in the table's order."""
        order = [*MENUS, *(action.menu for action in self.table if action.menu not in MENUS)]
        for title in dict.fromkeys(order):
            actions = [action for action in self.table if action.menu == title]
            if not actions:
                continue
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for action in actions:
                if action.line:
                    menu.addSeparator()
                menu.addAction(self._made[action.name])

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Add the actions meant for the toolbar."""
        for action in self.table:
            if action.toolbar:
                bar.addAction(self._made[action.name])

    def _make(self, action: Action, handler: Callable[[], object]) -> QAction:
        made = QAction(action.words, self)
        made.setObjectName(action.name)
        made.setShortcuts(_sequences(action))
        made.setToolTip(_tip(action))
        made.setStatusTip(action.tip)
        made.triggered.connect(lambda _ticked=False: handler())
        if action.icon:
            made.setIcon(icon(action.icon))
        if action.group:
            made.setCheckable(True)
            self._groups.setdefault(action.group, QActionGroup(self)).addAction(made)
        return made


def _sequences(action: Action) -> list[QKeySequence]:
    """Return the shortcut; Ctrl++ is also Ctrl+=, which is the same key without Shift."""
    if not action.shortcut:
        return []
    also = ["Ctrl+="] if action.shortcut == "Ctrl++" else []
    return [QKeySequence(keys) for keys in [action.shortcut, *also]]


def _faults(sequence: QKeySequence) -> list[str]:
    keys = sequence.toString()
    if not keys:
        return ["is no key that Qt knows"]
    parts = keys.replace("++", "+Plus").split("+")
    if "Ctrl" in parts and "Alt" in parts:
        return [f"{keys} types a character on British keyboards"]
    if len(parts[-1]) == 1 and set(parts[:-1]) <= {"Shift"}:
        return [f"{keys} fires while people type"]
    return []


def _tip(action: Action) -> str:
    words = action.tip or action.plain_words
    return plain_tip(f"{words} ({action.shortcut})" if action.shortcut else words)
