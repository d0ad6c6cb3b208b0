"""What every page is: it says what it shows, is read afresh when that changes, and only when it is looked at."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from peer_challenge.domain.records import Record
from ui.widgets.record_form import RecordForm
from ui.widgets.two_versions import mark_versions
from ui.workspace import Workspace


class Page(QWidget):
    """A screen. `name` is the one in `ui/page_index.py`; `shows` are the kinds of record it is drawn from.

    A subclass builds its layout in the constructor and fills it in `refresh`, which also keeps `self.seen`: the
    number to act on, so that nothing that arrived unseen is written over. Filling never changes anything.
    `wanted(name, id)` asks the window for another page, and for the row about a record on it (or None); `came(path)`
    asks it to show what a file would bring.
    """

    wanted = Signal(str, object)
    came = Signal(object)

    name: ClassVar[str]
    shows: ClassVar[frozenset[type[Record]]] = frozenset()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.seen = 0
        self._stale = True
        self.setObjectName(type(self).__name__)
        self.setAccessibleName(self.name)
        workspace.changed.connect(self._on_changed)
        workspace.round_chosen.connect(self._on_round_chosen)

    def refresh(self) -> None:
        """Ask again and show the answer; the subclass says how."""
        raise NotImplementedError

    def settle(self) -> None:
        """Say now whatever is still being typed; the window asks before it leaves the page, closes or saves."""
        for form in self.findChildren(RecordForm):
            form.settle()

    def open_record(self, id: UUID) -> bool:
        """Make current what the page shows about a record; False when it shows nothing about it."""
        return False

    def find_box(self) -> QWidget | None:
        """Return the box that narrows the page's list, for Ctrl+F; None where there is none."""
        return None

    def first_focus(self) -> QWidget | None:
        """Return the widget to be ready when the page is opened; None for Qt's choice."""
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Read afresh what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _on_changed(self, touched: dict[type[Record], frozenset[object]]) -> None:
        if self.shows.isdisjoint(touched):
            return
        if self.isVisible():
            self._read()
        else:
            self._stale = True

    def _on_round_chosen(self, _round: object) -> None:
        if self.isVisible():
            self._read()
        else:
            self._stale = True

    def _read(self) -> None:
        self._stale = False
        self.seen = self.workspace.seen()
        self.refresh()
        mark_versions(self, self.workspace)
