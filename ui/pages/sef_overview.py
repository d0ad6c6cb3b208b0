"""The self-evaluations of a round at a glance: who has sent, who is late, who has shared."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of
from peer_challenge.services.submission_rows import Sharing, SubmissionRow
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.drop_area import DropArea
from ui.widgets.flow import flow_row
from ui.widgets.labels import EmptyState, Heading, announce, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.texts import LineBox

_STATE_ORDER = list(State)


class SefOverview(DropArea):
    """A table of authorities; `opened` carries the authority whose SEF is wanted, `start_wanted` a click on Start.

    `forms_wanted` is a click on the button for everybody's forms; a filled form may be dropped anywhere.
    """

    opened = Signal(object)
    start_wanted = Signal()
    forms_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = plain_label(muted=True)
        self.find_box = LineBox("words looked for")
        self.find_box.setPlaceholderText("Find an authority")
        self.find_box.setAccessibleName("Find an authority")
        self.find_box.setClearButtonEnabled(True)
        self.table: RecordTable[SubmissionRow] = RecordTable(_COLUMNS, lambda row: row.sentence, "Self-evaluations")
        self.open_button = QPushButton(icon("sef"), "Open SEF")
        self.start_button = QPushButton(icon("add"), "")
        self.forms_button = QPushButton(icon("save"), "Save a form for each…")
        self.forms_button.setAccessibleDescription("Word forms to fill in without this program, one an authority")
        self.said = plain_label()
        self.progress = ProgressStrip()
        self.empty = EmptyState(
            "No authorities have joined yet", "Say who takes part on the Authorities page. Then their SEFs start here."
        )
        self.find_box.textChanged.connect(self.table.order.look_for)
        self.table.row_activated.connect(lambda row: self._open(row))
        self.table.current_changed.connect(lambda row: self.open_button.setEnabled(row is not None))
        self.open_button.clicked.connect(lambda: self._open(self.table.current_row()))
        self.start_button.clicked.connect(self.start_wanted)
        self.forms_button.clicked.connect(self.forms_wanted)
        self._lay_out()

    def show_rows(self, rows: Sequence[SubmissionRow]) -> None:
        """Show where every authority's SEF is."""
        self.table.show_rows(rows)
        self.summary.setText(_summary(rows))
        missing = sum(row.submission is None for row in rows)
        self.start_button.setText(f"Start {count_of(missing, 'SEF')}")
        self.start_button.setVisible(missing > 0)
        if rows and self.table.current_row() is None:
            self.table.selectRow(0)
        self.open_button.setEnabled(self.table.current_row() is not None)
        self.empty.setVisible(not rows)
        for part in (self.table, self.open_button, self.find_box, self.summary, self.forms_button):
            part.setVisible(bool(rows))

    def say(self, sentence: str) -> None:
        """Say what came of forms saved or dropped; an empty sentence takes it away."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def select(self, authority: UUID) -> bool:
        """Make an authority's row current."""
        return self.table.select(authority)

    def _open(self, row: SubmissionRow | None) -> None:
        if row is not None:
            self.opened.emit(row.id)

    def _lay_out(self) -> None:
        self.say("")
        column = QVBoxLayout(self)
        column.addWidget(Heading("Self-evaluations", 1))
        column.addWidget(self.summary)
        column.addWidget(flow_row([self.find_box, self.open_button, self.start_button, self.forms_button]))
        column.addWidget(self.progress)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)


def _summary(rows: Sequence[SubmissionRow]) -> str:
    late = sum(row.overdue for row in rows)
    sent = sum(row.submitted_on is not None for row in rows)
    shared = sum(row.shared_on is not None for row in rows)
    has = "has" if late == 1 else "have"
    overdue = f"{count_of(late, 'authority', 'authorities')} {has} not sent theirs and should have. " if late else ""
    return f"{overdue}{sent} of {len(rows)} sent, {shared} shared with their group."


def _due_icon(row: SubmissionRow) -> QIcon | None:
    if row.overdue:
        return icon("problem", Tone.BAD)
    if row.submitted_on:
        return icon("warning", Tone.WARNING) if row.days_late else icon("ok", Tone.GOOD)
    return icon("calendar") if row.due_words else None


def _shared_icon(row: SubmissionRow) -> QIcon | None:
    tones = {Sharing.IN_TIME: ("ok", Tone.GOOD), Sharing.LATE: ("warning", Tone.WARNING)}
    return icon(*tones[row.sharing]) if row.sharing in tones else None


def _state(row: SubmissionRow) -> str:
    return f"{row.state.words}, version {row.version}" if row.version > 1 else row.state.words


_COLUMNS = [
    Column[SubmissionRow]("Authority", lambda row: row.name),
    Column[SubmissionRow]("State", _state, lambda row: _STATE_ORDER.index(row.state)),
    Column[SubmissionRow](
        "Due", lambda row: row.due_words, lambda row: (-row.days_late, row.due_on is None), icon=_due_icon
    ),
    Column[SubmissionRow](
        "Shared with the group", lambda row: row.sharing_words, lambda row: row.lead_days, icon=_shared_icon
    ),
    Column[SubmissionRow]("Written", lambda row: row.written_words, wide=True),
]
