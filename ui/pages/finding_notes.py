"""The notes of a line of enquiry that no finding uses yet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import NoteKind
from peer_challenge.services.asks_offers import TAKEN, taken_in_words
from peer_challenge.services.finding_board import AuthoredNote
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, plain_label
from ui.widgets.note_list import NoteList


class NotesSide(QWidget):
    """The notes no finding uses yet, by kind; Enter, a double click or a drag takes the chosen ones up.

    `make_wanted(notes)` asks for a finding, or for asks and offers where they are such,
    `add_wanted(notes)` to rest the current one on them too.
    """

    make_wanted = Signal(object)
    add_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading("Notes not yet used", 3)
        self.kinds = CalmCombo()
        self.kinds.setAccessibleName("Which notes to show")
        self.kinds.addItem("All kinds", None)
        for kind in NoteKind:
            self.kinds.addItem("Plain note" if kind is NoteKind.PLAIN else kind.words, kind)
        self.list = NoteList("Notes not yet used", many=True)
        self.make = QPushButton(icon("findings"), "Make a finding")
        self.add = QPushButton(icon("add"), "Add to the finding")
        self.make.setToolTip("Enter, or a double click")
        self._empty = plain_label(muted=True)
        self._lay_out()
        self.kinds.activated.connect(lambda _at: self._keep_kind())
        self.list.row_activated.connect(lambda _row: self._send(self.make_wanted))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.make.clicked.connect(lambda: self._send(self.make_wanted))
        self.add.clicked.connect(lambda: self._send(self.add_wanted))

    def show_notes(self, rows: tuple[AuthoredNote, ...], *, any_finding: bool) -> None:
        """Show the notes of one line of enquiry."""
        self._any_finding = any_finding
        self.list.show_rows(rows)
        self.heading.setText(f"Notes not yet used: {len(rows)}" if rows else "Notes not yet used")
        self._empty.setText("Every note here is used." if any_finding else "There are no notes here yet.")
        self._empty.setVisible(not rows)
        self._show_buttons()

    def _keep_kind(self) -> None:
        kind = self.kinds.currentData()
        self.list.order.keep(None if kind is None else lambda row: row.note.kind == kind)

    def _send(self, signal: SignalInstance) -> None:
        chosen = self.list.chosen()
        if chosen:
            signal.emit(chosen)

    def focus_next(self, at: int) -> None:
        """Go on with the note that is now at place `at`, with the keyboard in the list."""
        self.list.setCurrentIndex(self.list.order.index(min(at, self.list.order.rowCount() - 1), 0))
        self.list.setFocus()

    def _show_buttons(self) -> None:
        chosen = set(self.list.chosen())
        kinds = [row.note.kind for row in self.list.records.rows if row.id in chosen]
        self.make.setText(_said(kinds))
        self.make.setEnabled(bool(chosen))
        self.add.setEnabled(bool(chosen) and self._any_finding)

    def _lay_out(self) -> None:
        self._any_finding = False
        self.heading.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow_row([self.heading, self.kinds]))
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(flow_row([self.make, self.add]))


def _said(kinds: Sequence[NoteKind]) -> str:
    """Return what the button makes of notes of these kinds."""
    taken = taken_in_words(kinds)
    if not taken:
        return "Make a finding"
    return f"Take {taken}" if all(kind in TAKEN for kind in kinds) else f"Make a finding, take {taken}"
