"""The board itself: what was asked for beside what was offered, and beneath what may fit together."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.services.asks_board import Answered, AsksBoard, BoardRow, Proposal
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import Section, plain_label
from ui.widgets.record_list import Chip, Face, RecordList
from ui.widgets.record_model import RECORD
from ui.widgets.turning_row import TurningRow

_LIST_LINES, _FIT_LINES, _NARROW_IN_LINES = 7, 6, 36
_WHOLE = 40  # lines: whatever was typed is shown whole


class FitPart(QWidget):
    """`introduce_wanted(proposal)` is the button, or Enter on a proposal."""

    introduce_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: AsksBoard | None = None
        self._about: UUID | None = None
        self.asks = _side("Asks")
        self.offers = _side("Offers")
        self.proposals: RecordList[Proposal] = RecordList(
            Face(self._words, lambda row: row.reason, chip=_caution, more=self._more, detail_lines=_WHOLE),
            lambda row: row.sentence,
            "What may fit together",
            most_lines=_WHOLE,
        )
        self.about = plain_label(muted=True)
        self.caution = plain_label()
        self.introduce = QPushButton(icon("authorities"), "Bring them together")
        self.all = QPushButton("Show all that may fit")
        self._lay_out()
        for one, other in ((self.asks, self.offers), (self.offers, self.asks)):
            # The row that the keyboard comes to first is current without being chosen.
            one.selectionModel().selectionChanged.connect(
                lambda _new, _old, one=one, other=other: self._on_row(one, other)
            )
            one.row_activated.connect(lambda row, one=one: self._on_activated(row, one))
        self.proposals.current_changed.connect(lambda _row: self._show_proposal())
        self.proposals.row_activated.connect(self.introduce_wanted)
        self.introduce.clicked.connect(self._on_introduce)
        self.all.clicked.connect(self._on_all)

    def show_board(self, board: AsksBoard) -> None:
        """Show a board; what was chosen stays chosen while it is there."""
        self._board = board
        self.asks.show_rows(board.asks)
        self.offers.show_rows(board.offers)
        if self._about not in {row.id for row in (*board.asks, *board.offers)}:
            self._about = None
        self._show_fitting()

    def select(self, id: UUID) -> bool:
        """Choose an ask or an offer; False where it is not on the board."""
        return self.asks.select(id) or self.offers.select(id)

    def take_keyboard(self) -> None:
        """Take the keyboard to what may fit, or where nothing is left of it to the row it was asked for."""
        chosen = (each for each in (self.asks, self.offers) if each.selectedIndexes())
        part = self.proposals if not self.proposals.isHidden() else next(chosen, self.asks)
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, part, lambda: part.scrollTo(part.currentIndex()))  # once the room is shared out

    def _on_row(self, one: RecordList[BoardRow], other: RecordList[BoardRow]) -> None:
        chosen = one.selectedIndexes()
        if not chosen:
            return
        self._about = chosen[0].data(RECORD).id
        with QSignalBlocker(other.selectionModel()):
            other.setCurrentIndex(QModelIndex())
        other.viewport().update()
        self._show_fitting()

    def _on_all(self) -> None:
        self._about = None
        for each in (self.asks, self.offers):
            each.setCurrentIndex(QModelIndex())
        self._show_fitting()
        self.proposals.setFocus()

    def _show_fitting(self) -> None:
        board = self._board
        assert board is not None
        chosen = next((row for row in (*board.asks, *board.offers) if row.id == self._about), None)
        rows = board.proposed_for(chosen.id) if chosen else board.proposals
        self.proposals.show_rows(rows)
        self.about.setText(_said_of(chosen, len(rows), board))
        self.all.setEnabled(chosen is not None)
        self.proposals.setVisible(bool(rows))
        if rows and self.proposals.current_row() is None:
            self.proposals.select(rows[0].id)
        self._show_proposal()

    def _show_proposal(self) -> None:
        row = self.proposals.current_row() if self._board and not self.proposals.isHidden() else None
        self.introduce.setEnabled(row is not None)
        self.caution.setText(f"Before you do: {row.caution}" if row and row.caution else "")
        self.caution.setVisible(bool(row and row.caution))

    def _on_activated(self, row: BoardRow, one: RecordList[BoardRow]) -> None:
        one.select(row.id)
        if not self.proposals.isHidden():
            self.proposals.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_introduce(self) -> None:
        row = self.proposals.current_row()
        if row is not None:
            self.introduce_wanted.emit(row)

    def _words(self, row: Proposal) -> str:
        """The other side of what is chosen; the ask while nothing is."""
        return _offered(row) if self._about == row.ask.id else f"{row.ask.authority} asks for: {row.ask.ask.text}"

    def _more(self, row: Proposal) -> str:
        """The offer too, while nothing is chosen."""
        return "" if self._about in (row.ask.id, row.offer.id) else _offered(row)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        sides = TurningRow(_NARROW_IN_LINES)
        sides.row.setSpacing(line)
        for title, one in (("Asks", self.asks), ("Offers", self.offers)):
            one.setMinimumHeight(line * _LIST_LINES)
            section = Section(title)
            section.body.addWidget(one, 1)
            sides.row.addWidget(section, 1)
        fitting = Section("What may fit together")
        self.proposals.setMinimumHeight(line * _FIT_LINES)
        fitting.body.addWidget(self.about)
        fitting.body.addWidget(self.proposals, 1)
        fitting.body.addWidget(self.caution)
        fitting.body.addWidget(flow_row([self.introduce, self.all]))
        fitting.body.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sides, 1)
        column.addWidget(fitting, 1)


_TONES = {Answered.PROPOSED: Tone.NEUTRAL, Answered.INTRODUCED: Tone.INFO, Answered.HELPED: Tone.GOOD}


def _side(name: str) -> RecordList[BoardRow]:
    face: Face[BoardRow] = Face(lambda row: row.ask.text, lambda row: row.detail, detail_lines=_WHOLE, chip=_state)
    return RecordList(face, lambda row: row.sentence, name, most_lines=_WHOLE)


def _state(row: BoardRow) -> Chip | None:
    return (row.state.words, _TONES[row.state]) if row.state in _TONES else None


def _caution(row: Proposal) -> Chip | None:
    return ("Look first", Tone.WARNING) if row.caution else None


def _offered(row: Proposal) -> str:
    return f"{row.offer.authority} offers: {row.offer.ask.text}"


def _said_of(chosen: BoardRow | None, found: int, board: AsksBoard) -> str:
    if chosen is None:
        return "Best first. Choose an ask or an offer to see what fits it." if found else "Nothing fits yet."
    whose = f"{chosen.authority}: {chosen.ask.text}"
    introduced = ", ".join(board.introduced_with(chosen.id))
    if introduced:
        more = "" if found else " Nothing else fits yet."
        return f"For {whose}\nIntroductions so far: {introduced}.{more}"
    return f"For {whose}" if found else f"Nothing fits yet for {whose}"
