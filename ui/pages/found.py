"""What a search over everything found; a row leads to the page where it is worked on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from peer_challenge.services.places import Place
from peer_challenge.services.search import MOST, Hit, search_everything
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.editors import CalmCombo
from ui.widgets.labels import EmptyState, Heading, announce, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_ICONS = {
    Place.HOME: "home",
    Place.AUTHORITIES: "authorities",
    Place.TRIADS: "triads",
    Place.SEFS: "sef",
    Place.SESSION: "note",
    Place.FINDINGS: "findings",
    Place.FEEDBACK: "feedback",
    Place.TIME: "time",
    Place.MEETINGS: "calendar",
    Place.FRAMEWORK: "question",
}


class FoundPage(Page):
    """The list of what was found; `opened` carries the hit chosen, `given_up` is Esc."""

    name = "Search"
    opened = Signal(object)
    given_up = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._words = ""
        self.where = CalmCombo()
        self.where.setAccessibleName("Where to look")
        self.where.addItem("Everywhere", None)
        for place in _ICONS:
            self.where.addItem(icon(_ICONS[place]), place.value, place.value)
        self.where.activated.connect(lambda _index: self.refresh())
        face = Face[Hit](lambda hit: hit.words, lambda hit: hit.detail, lambda hit: icon(_ICONS[hit.place]))
        self.list: RecordList[Hit] = RecordList(face, lambda hit: hit.sentence, "Found", most_lines=2)
        self.list.row_activated.connect(self.opened)
        self.list.clicked.connect(lambda index: self.opened.emit(self.list.current_row()))
        self.count = plain_label(muted=True)
        self.nothing = EmptyState("Nothing found", "Try fewer words, or the beginning of a word.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.addWidget(Heading("Search", 1))
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.where)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.list

    def look_for(self, words: str) -> None:
        """Show what holds all the words."""
        self._words = words
        self.refresh()

    def refresh(self) -> None:
        """Look again."""
        chosen = self.where.currentData()
        place = Place(chosen) if chosen else None
        hits = self.workspace.ask(search_everything, self._words, place)
        self.list.show_rows(hits)
        if hits and self.list.current_row() is None:
            self.list.select(hits[0].id)
        self._stack.setCurrentWidget(self.list if hits else self.nothing)
        most = f"The best {MOST}" if len(hits) == MOST else f"{len(hits)} found"
        at = f" in {place.value}" if place else ""
        self.count.setText(f"{most} for “{self._words.strip()}”{at}. Enter opens one, Esc goes back.")
        announce(self, f"{len(hits)} found")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the page before."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
