"""The pages of an open round file, each made when it is first looked at and scrolled where the screen is small."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from peer_challenge.services.places import Place
from ui.page_index import ALL, SEARCH, START_ROUND, PageEntry
from ui.pages.page import Page
from ui.workspace import Workspace


class PageStack(QStackedWidget):
    """Shows one page at a time, by name; passes on what pages ask of the window."""

    wanted = Signal(str, object)
    came = Signal(object)
    hit_opened = Signal(object)
    search_given_up = Signal()
    start_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = {entry.name: entry for entry in ALL}
        self._areas: dict[str, QScrollArea] = {}
        self._workspace: Workspace | None = None
        self.current_name = ""

    def open(self, workspace: Workspace) -> None:
        """Be about this round file from now on."""
        self.let_go()
        self._workspace = workspace

    def let_go(self) -> None:
        """Let every page go."""
        for area in self._areas.values():
            self.removeWidget(area)
            area.deleteLater()
        self._areas.clear()
        self._workspace, self.current_name = None, ""

    @property
    def made(self) -> Iterator[Page]:
        """The pages looked at so far."""
        for area in self._areas.values():
            page = area.widget()
            if isinstance(page, Page):
                yield page

    @property
    def current(self) -> Page | None:
        """The page that is open."""
        area = self._areas.get(self.current_name)
        page = area.widget() if area else None
        return page if isinstance(page, Page) else None

    def show_page(self, name: str) -> Page:
        """Open a page; the window has the one before say first what is still typed on it."""
        if name not in self._areas:
            self._areas[name] = self._make(self._entries[name])
        self.current_name = name
        self.setCurrentWidget(self._areas[name])
        page = self.current
        assert page is not None
        return page

    def settle(self) -> None:
        """Have every page say what is still typed on it."""
        for page in self.made:
            page.settle()

    def focus_page(self) -> None:
        """Take the keyboard to where work on the page begins."""
        page = self.current
        if page is None:
            return
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self, entry: PageEntry) -> QScrollArea:
        assert self._workspace is not None
        page = entry.load()(self._workspace)
        page.wanted.connect(self.wanted)
        page.came.connect(self.came)
        if entry is START_ROUND:
            self._hear_start(page)
        elif entry is SEARCH:
            self._hear_search(page)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(page)
        self.addWidget(area)
        return area

    def _hear_start(self, page: Page) -> None:
        from ui.pages.start_round import StartRoundPage

        assert isinstance(page, StartRoundPage)
        page.started.connect(lambda _round: self.wanted.emit(Place.HOME, None))
        page.left.connect(self.start_left)

    def _hear_search(self, page: Page) -> None:
        from ui.pages.found import FoundPage

        assert isinstance(page, FoundPage)
        page.opened.connect(self.hit_opened)
        page.given_up.connect(self.search_given_up)
