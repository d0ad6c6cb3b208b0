"""An immediate concern: that somebody was told, in four choices, kept on this computer only."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Choice
from peer_challenge.domain.days import ENGLAND, clock_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.services import concerns
from peer_challenge.services.concerns import By, Concern, How, Told
from ui.icons import icon
from ui.pages.session_panels import Panel
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.texts import LineBox
from ui.widgets.time_editor import read_time

_WORDS = (
    "If a child may be at risk now, follow the host’s own procedure first. Here stands only that somebody was told: "
    "no name, nothing about the child. It is kept on this computer alone, in no search, report or file to send."
)


class ConcernPanel(Panel):
    """Records and lists concerns of a round; `now` is the time in UTC. `done` says that the panel can close."""

    done = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("Immediate concern", parent)
        self._now = now
        self._round: UUID | None = None
        self.at = LineBox("a time")
        self.at.setAccessibleName("Told at")
        self.at.setFixedWidth(self.fontMetrics().horizontalAdvance("00:00 midday0"))
        self.by, self.told, self.how = _choice("Who told", By), _choice("Who was told", Told), _choice("How", How)
        self.keep = QPushButton(icon("save"), "Keep it")
        self.leave = QPushButton(icon("close"), "Close")
        self._said = plain_label()
        self._kept = QVBoxLayout()
        self._rows: list[QWidget] = []
        self.body.addWidget(plain_label(_WORDS, muted=True))
        self.body.addWidget(
            flow_row([self.at, self.by, plain_label("told", wrap=False), self.told, self.how, self.keep, self.leave])
        )
        self.body.addWidget(self._said)
        self.body.addLayout(self._kept)
        self.keep.clicked.connect(self._on_keep)
        self.leave.clicked.connect(self.done)

    def open_for(self, round_id: UUID) -> None:
        """Show what this computer keeps for a round, ready for another."""
        self._round = round_id
        self.at.setText(clock_in_words(self._now().astimezone(ENGLAND).time()))
        self._show("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _on_keep(self) -> None:
        assert self._round is not None
        try:
            at = read_time(self.at.text())
            if at is None:
                raise UserError("Say when they were told, for example 10:42am.")
            when = datetime.combine(self._now().astimezone(ENGLAND).date(), at, ENGLAND)
            told, how = Told(self.told.currentData()), How(self.how.currentData())
            concerns.record_concern(self._round, when, told, how, By(self.by.currentData()))
        except UserError as error:
            self._show(error.sentence)
            return
        self._show("Kept on this computer.")

    def _on_remove(self, concern: Concern) -> None:
        assert self._round is not None
        try:
            concerns.remove_concern(self._round, concern.id)
        except UserError as error:
            self._show(error.sentence)
            return
        self._show("Removed.")

    def _show(self, sentence: str) -> None:
        assert self._round is not None
        for gone in self._rows:
            self._kept.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._rows = []
        try:
            kept = concerns.concerns_of(self._round)
        except UserError as error:
            kept, sentence = [], error.sentence
        for concern in kept:
            remove = QPushButton(icon("remove"), "Remove")
            remove.setAccessibleName(f"Remove: {concern.sentence}")
            remove.clicked.connect(lambda _on=False, concern=concern: self._on_remove(concern))
            self._rows.append(flow_row([plain_label(concern.sentence, wrap=False), remove]))
            self._kept.addWidget(self._rows[-1])
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            announce(self.keep, sentence)
        self.updateGeometry()


def _choice(name: str, choices: type[Choice]) -> CalmCombo:
    combo = CalmCombo()
    combo.setAccessibleName(name)
    for each in choices:
        combo.addItem(each.words if choices is By else each.value, each)
    return combo
