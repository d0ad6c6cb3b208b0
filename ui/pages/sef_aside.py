"""What a filled form said and no field was found for: placed by hand, piece by piece, or left out."""

from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.services import sef_placing
from peer_challenge.services.sef_views import SefView
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Section
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace


@dataclass(frozen=True)
class Piece:
    """A piece kept aside; its words are what it is known by."""

    id: str


class AsidePart(QWidget):
    """Lists the pieces; the one the keyboard is on goes where the two lists below say."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: SefView | None = None
        self.pieces: RecordList[Piece] = RecordList(
            Face(lambda row: row.id), lambda row: row.id, "Not placed yet", most_lines=8
        )
        self.line, self.place = CalmCombo(), CalmCombo()
        self.line.setAccessibleName("Line of enquiry to put it in")
        self.place.setAccessibleName("Where in the line")
        for key, words in sef_placing.PLACES.items():
            self.place.addItem(words, key)
        self.put = QPushButton(icon("ok"), "Place it there")
        self.leave = QPushButton(icon("remove"), "Leave it out")
        self.put.clicked.connect(self._on_put)
        self.leave.clicked.connect(self._on_leave)
        self._lay_out()

    def show_view(self, view: SefView) -> None:
        """Show what a SEF keeps aside."""
        self._view = view
        names = [(each.written.short, each.id) for each in view.lines]
        if [self.line.itemText(at) for at in range(self.line.count())] != [name for name, _ in names]:
            self.line.clear()
            for name, line in names:
                self.line.addItem(name, line)
        pieces = [Piece(each) for each in sef_placing.pieces_aside(view.submission)]
        self.pieces.show_rows(pieces)
        if pieces and self.pieces.current_row() is None:
            self.pieces.select(pieces[0].id)
        for part in (self.line, self.place, self.put, self.leave):
            part.setEnabled(bool(pieces) and not view.closed)

    def _on_put(self) -> None:
        piece = self.pieces.current_row()
        if piece is not None and self._view is not None:
            to = (self.line.currentData(), str(self.place.currentData()))
            self._workspace.do(sef_placing.place_piece, self._view.id, piece.id, *to)

    def _on_leave(self) -> None:
        piece = self.pieces.current_row()
        if piece is not None and self._view is not None:
            self._workspace.do(sef_placing.leave_piece_out, self._view.id, piece.id)

    def _lay_out(self) -> None:
        section = Section(
            "Not placed yet",
            "A form that was brought in said this, and no field was found for it. Put each where it belongs, or leave "
            "it out; it stays in the form that is kept.",
        )
        section.body.addWidget(self.pieces, 1)
        section.body.addWidget(flow_row([self.line, self.place, self.put, self.leave]))
        column = QVBoxLayout(self)
        column.addWidget(section, 1)
        self.pieces.setMinimumHeight(self.fontMetrics().height() * 14)
