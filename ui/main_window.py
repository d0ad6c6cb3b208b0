"""The window: pages at the right of a list, a strip above them, lines for what happened, and the menus."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from peer_challenge.domain.days import clock_in_words
from peer_challenge.services.home import is_demo
from peer_challenge.services.rounds import latest_round, rounds
from peer_challenge.services.search import Hit
from peer_challenge.services.whose import whose_window
from ui.arriving import dropped_file
from ui.help_window import HelpWindow
from ui.in_hand import in_hand
from ui.messages import Messages
from ui.navigation import Navigation
from ui.own_undo import own_redo, own_undo
from ui.page_index import EXCHANGE, LISTED, SEARCH, START_ROUND
from ui.page_stack import PageStack
from ui.pages.welcome import WelcomePage
from ui.top_strip import TopStrip
from ui.widgets.history_window import open_history
from ui.widgets.two_versions import review
from ui.workspace import Workspace

_FIRST_SIZE = QSize(1280, 720)
_LEAST_SIZE = QSize(640, 420)
TITLE = "Peer Challenge"


class MainWindow(QMainWindow):
    """One window over at most one round file; without one it shows the welcome page.

    `facts_changed` says that other menu entries may be open now, `closing` that the window goes for good: everything
    typed has been said by then, or the person chose to leave it. `own_file_wanted` says that a round is to begin that
    must not stand in the demo's file, `start_left` that the person thought better of starting one, `file_dropped` that
    a file was dropped which no page took.
    """

    facts_changed = Signal()
    page_shown = Signal(str)
    closing = Signal()
    own_file_wanted = Signal()
    start_left = Signal()
    file_dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(_LEAST_SIZE)
        self.setAcceptDrops(True)
        self.resize(_FIRST_SIZE)
        self.messages = Messages(self)
        self.workspace: Workspace | None = None
        self.welcome = WelcomePage()
        self.strip = TopStrip()
        self.navigation = Navigation(LISTED)
        self.pages = PageStack()
        self.help_window: HelpWindow | None = None
        self._refused = ""
        self._before_search = self._before_start = ""
        self._lay_out()
        self._connect()

    # What is open

    def show_workspace(self, workspace: Workspace) -> None:
        """Show a round file; `leave_workspace` comes first when another was open."""
        self.workspace = workspace
        workspace.failed.connect(self._on_failed)
        workspace.answered.connect(self._on_answered)
        workspace.saved.connect(self.messages.saved)
        workspace.changed.connect(lambda _touched: self._show_file())
        workspace.round_chosen.connect(lambda _round: self._show_file())
        newest = workspace.ask(latest_round)
        self.pages.open(workspace)
        workspace.choose_round(newest.id if newest else None)
        self.messages.status.setText("Reading only" if workspace.read_only else "Everything is saved by itself")
        self._stack.setCurrentWidget(self._work)
        self.go("Home")
        self.pages.focus_page()

    def leave_workspace(self) -> None:
        """Show the welcome page instead of the round file; what is still typed must have been settled."""
        self.workspace = None
        self.pages.let_go()
        self.strip.search.clear()
        self.messages.bar.clear()
        self.messages.status.setText("")
        self.setWindowTitle(TITLE)
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.start.setFocus()
        self.facts_changed.emit()

    @property
    def facts(self) -> frozenset[str]:
        """What holds just now, for the menus."""
        if self.workspace is None:
            return frozenset()
        page = self.pages.current
        found = {"file": True, "find": page is not None and page.find_box() is not None}
        found["undo"] = bool(self.workspace.undo_label()) and not self.workspace.read_only
        found["redo"] = bool(self.workspace.redo_label()) and not self.workspace.read_only
        return frozenset(name for name, holds in found.items() if holds)

    # Moving about

    def go(self, name: str, record: UUID | None = None) -> None:
        """Open a page by its name, at the row about a record if it shows one."""
        if self.workspace is None:
            return
        if name == START_ROUND.name:
            if self.workspace.ask(is_demo):
                self.own_file_wanted.emit()
                return
            self._before_start = self.pages.current_name
        self._leave(name)
        self.pages.show_page(name)
        self.navigation.show_page(name)
        if record is not None and self.pages.current is not None:
            self.pages.current.open_record(record)
        self.page_shown.emit(name)
        self.facts_changed.emit()

    def go_by(self, step: int) -> None:
        """Open the page `step` further down the list, round and round."""
        names = [page.name for page in LISTED]
        current = self.pages.current_name
        at = names.index(current) if current in names else -1
        self.go(names[(at + step) % len(names)])
        self.pages.focus_page()

    def next_pane(self) -> None:
        """Take the keyboard to the next of: list of pages, page, search."""
        panes = [self.navigation, self.pages, self.strip.search]
        focus = QApplication.focusWidget()
        inside = -1
        if focus is not None:
            inside = next((at for at, pane in enumerate(panes) if pane is focus or pane.isAncestorOf(focus)), -1)
        following = panes[(inside + 1) % len(panes)]
        if following is self.pages:
            self.pages.focus_page()
        else:
            following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_in_list(self) -> None:
        """Take the keyboard to the box that narrows the page's list."""
        box = self.pages.current.find_box() if self.pages.current else None
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        """Take the keyboard to the box that looks everywhere."""
        self.strip.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.strip.search.selectAll()

    def show_history(self, *, strike_out: bool = False) -> None:
        """Show what became of the record that the keyboard is on; `strike_out` asks about its field at once."""
        record = in_hand()
        if self.workspace is None or record is None:
            self.messages.info("Go to a field or a row first: this is about the one that the keyboard is on.")
            return
        self.settle()
        shown = open_history(self, self.workspace, record.entity, record.field)
        if strike_out:
            shown.ask_to_strike()

    def show_versions(self) -> None:
        """Show the versions of the field or row that the keyboard is on, or else the first there are."""
        doubled = self.workspace.doubled if self.workspace is not None else {}
        if self.workspace is None or not doubled:
            self.messages.info("Nothing stands in two versions.")
            return
        record = in_hand()
        entity = record.entity if record is not None and record.entity in doubled else next(iter(doubled))
        field = record.field if record is not None and record.field in doubled[entity] else ""
        review(self, self.workspace, entity, field)

    def bring_in(self, path: Path) -> None:
        """Show what a file that somebody sent would bring; it is not brought in."""
        from ui.pages.exchange import ExchangePage

        self.activateWindow()
        self.go(EXCHANGE.name)
        page = self.pages.current
        if isinstance(page, ExchangePage):
            page.open_file(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let a file in that no part of the page takes for itself."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which file was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def help(self, topic: str = "") -> None:
        """Show the help on the page that is open, or on a topic."""
        if self.help_window is None:
            self.help_window = HelpWindow(self)
        self.help_window.show_topic(topic or self.pages.current_name)

    # Saving and taking back

    def settle(self) -> bool:
        """Say now whatever is still being typed anywhere; False when something could not be kept."""
        self._refused = ""
        self.pages.settle()
        return not self._refused

    def save(self) -> None:
        """Answer that everything is saved, having said what was still typed."""
        if self.workspace is not None and self.settle():
            now = self.workspace.now().astimezone()
            self.messages.info(f"All changes are saved ({clock_in_words(now.time())}).")

    def undo(self) -> None:
        """Take back typing where the keyboard is, or else the last act."""
        if self.workspace is not None and not own_undo():
            self.workspace.undo()

    def redo(self) -> None:
        """Bring typing again where the keyboard is, or else the last act taken back."""
        if self.workspace is not None and not own_redo():
            self.workspace.redo()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say what is still typed; stay open once if it could not be kept."""
        if not self.settle():
            self.messages.error("What you typed last could not be saved.", ("Close anyway", self._close_anyway))
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    # Its place on the screen

    def place(self) -> str:
        """Return where the window stands, as text to keep."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def put_back(self, place: str) -> None:
        """Stand where the window stood; Qt moves it to a screen that is there."""
        self.restoreGeometry(QByteArray.fromBase64(place.encode()))

    # Inside

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.navigation)
        below.addLayout(right, 1)
        self._work = QWidget()
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        work.addWidget(self.strip)
        work.addLayout(below, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._work)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.messages.bar)  # below: what comes and goes must not move what is about to be clicked
        self.setCentralWidget(whole)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(self.messages.status)
        self.messages.status.setContentsMargins(0, 0, self.fontMetrics().height() // 2, 0)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.navigation.clicked.connect(lambda _at: self.pages.focus_page())
        self.pages.wanted.connect(self.go)
        self.pages.came.connect(self.bring_in)
        self.pages.hit_opened.connect(self._open_hit)
        self.pages.search_given_up.connect(self._leave_search)
        self.pages.start_left.connect(self._leave_start)
        self.strip.round_wanted.connect(self._on_round_wanted)
        self.strip.search.looked_for.connect(self._look_for)
        self.strip.search.left_down.connect(self.pages.focus_page)
        self.strip.search.given_up.connect(self._leave_search)

    def _show_file(self) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        held = workspace.ask(rounds)
        chosen = workspace.round
        if chosen not in {each.id for each in held}:
            newest = held[-1].id if held else None
            if newest != chosen:
                workspace.choose_round(newest)
                return
        self.strip.show_rounds(held, chosen)
        role, demo = workspace.ask(whose_window), workspace.ask(is_demo)
        self.strip.show_who(role, demo=demo, read_only=workspace.read_only)
        name = next((each.name for each in held if each.id == chosen), workspace.title)
        self.setWindowTitle(f"{name} – {TITLE}")
        self.facts_changed.emit()

    def _on_round_wanted(self, round_id: UUID) -> None:
        if self.workspace is not None and self.settle():
            self.workspace.choose_round(round_id)

    def _leave(self, name: str) -> None:
        """Leave the page for another: old refusals go, and what is refused now is said where the person goes."""
        page = self.pages.current
        if page is None or page.name == name:
            return
        self._refused = ""
        page.settle()
        self.messages.drop_errors()
        if self._refused:
            self.messages.error(self._refused)

    def _on_failed(self, sentence: str) -> None:
        self._refused = sentence
        if not (self.workspace and self.workspace.read_only and self.messages.warned):
            self.messages.error(sentence)

    def _on_answered(self, sentence: str) -> None:
        self._refused = sentence

    def _look_for(self, words: str) -> None:
        from ui.pages.found import FoundPage

        if not words.strip():
            self._leave_search()
            return
        if self.pages.current_name != SEARCH.name:
            self._before_search = self.pages.current_name
            self.go(SEARCH.name)
        page = self.pages.current
        if isinstance(page, FoundPage):
            page.look_for(words)

    def _leave_search(self) -> None:
        if self.pages.current_name == SEARCH.name:
            self.go(self._before_search or "Home")
        self.pages.focus_page()

    def _leave_start(self) -> None:
        back = self._before_start
        self.go(back if back and back != START_ROUND.name else "Home")
        self.pages.focus_page()
        self.start_left.emit()

    def _open_hit(self, hit: Hit) -> None:
        self.go(hit.place)
        page = self.pages.current
        if page is not None:
            any(page.open_record(each) for each in hit.about)
        self.pages.focus_page()

    def _close_anyway(self) -> None:
        self.closing.emit()
        self.pages.let_go()
        self.close()
