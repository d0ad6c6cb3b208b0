"""Who is here, in one minute and by keyboard: those expected, apologies, stand-ins, and anybody else by role."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from peer_challenge.domain.choices import Presence
from peer_challenge.services import attendance
from peer_challenge.services.attendance import PresenceRow
from ui.colours import Tone
from ui.icons import icon
from ui.pages.session_panels import Panel
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import plain_label
from ui.widgets.record_list import Face, RecordList
from ui.widgets.texts import LineBox
from ui.workspace import Workspace

_TONES = {Presence.PRESENT: Tone.GOOD, Presence.APOLOGIES: Tone.WARNING}
_MEANT = {"here": Presence.PRESENT, "away": Presence.APOLOGIES, "stand in": Presence.STAND_IN}
_ANYBODY = "Somebody else, by role: Observer, LGA"


class PresenceList(RecordList[PresenceRow]):
    """`said(row, key)`: Space is here or not, A apologies, S a stand-in, Delete nothing said after all."""

    said = Signal(object, str)

    def __init__(self) -> None:
        face: Face[PresenceRow] = Face(words=lambda row: row.name, detail=lambda row: row.detail, chip=_chip)
        super().__init__(face, lambda row: row.sentence, "People of the group", most_lines=2)
        self.setAccessibleDescription("Space: here. A: apologies. S: somebody stands in. Delete: nothing said.")
        self.setFixedHeight(self.fontMetrics().height() * 7)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the four keys."""
        keys = {Qt.Key.Key_Space: "here", Qt.Key.Key_A: "away", Qt.Key.Key_S: "stand in", Qt.Key.Key_Delete: "nothing"}
        row, what = self.current_row(), keys.get(Qt.Key(event.key()))
        if row is not None and what and not event.modifiers():
            self.said.emit(row, what)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters have their own meaning here."""


class PresencePanel(Panel):
    """Who is here: one list, four keys, and a line for anybody else by role."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Who is here", parent)
        self._workspace = workspace
        self._session: UUID | None = None
        self._stands_in_for: PresenceRow | None = None
        self._seen = 0
        self.people = PresenceList()
        self.everybody = QPushButton(icon("ok"), "Tick everybody expected")
        self.here, self.away, self.stand_in = QPushButton("Here"), QPushButton("Apologies"), QPushButton("Stand-in")
        self.other = LineBox()
        row = QHBoxLayout()
        row.addWidget(flow_row([self.everybody, self.here, self.away, self.stand_in]), 1)
        row.addWidget(guarded(self.other), 1)
        self.body.addLayout(row)
        self.body.addWidget(self.people)
        hint = "Space: here. A: apologies. S: somebody stands in, by role. Delete: nothing said. Observers log nothing."
        self.body.addWidget(plain_label(hint, muted=True))
        self._ask_for(None)
        self._connect()

    def show_people(self, session: UUID, rows: Sequence[PresenceRow], seen: int) -> None:
        """Show those expected and those marked."""
        self._session, self._seen = session, seen
        self.people.show_rows(rows)
        if rows and not self.people.currentIndex().isValid():
            self.people.setCurrentIndex(self.people.order.index(0, 0))
        self.everybody.setEnabled(any(row.presence is None and row.expected for row in rows))

    def first_focus(self) -> QWidget:
        """The list, at its first row."""
        self.people.setCurrentIndex(self.people.order.index(0, 0))
        return self.people

    def say(self, row: PresenceRow, what: str) -> None:
        """Say about somebody what a key or a button means."""
        assert self._session is not None
        if what == "stand in" and row.person is not None:
            self._ask_for(row)
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        elif what == "nothing" or (what == "here" and row.presence is not None):
            if row.presence is not None:
                self._workspace.do_seen(self._seen, attendance.unmark, row.id)
        elif row.person or row.authority:
            presence = _MEANT[what]
            who = {"person": row.person} if row.person else {"authority": row.authority}
            self._workspace.do_seen(self._seen, attendance.mark_present, self._session, presence=presence, **who)

    def _say_current(self, what: str) -> None:
        row = self.people.current_row()
        if row is not None:
            self.say(row, what)

    def _on_everybody(self) -> None:
        assert self._session is not None
        self._workspace.do_seen(self._seen, attendance.mark_everybody, self._session)

    def _on_other(self) -> None:
        text, away = self.other.text().strip(), self._stands_in_for
        if not text or self._session is None:
            return
        if away is not None and away.person is not None:
            done = self._workspace.do_seen(self._seen, attendance.send_stand_in, self._session, away.person, text)
        else:
            observer = Presence.OBSERVER
            done = self._workspace.do_seen(
                self._seen, attendance.mark_present, self._session, presence=observer, capacity=text
            )
        if done is not None:
            self.other.clear()
            if away is not None:
                self._ask_for(None)
                self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_for(self, away: PresenceRow | None) -> None:
        self._stands_in_for = away
        words = f"Who stands in for {away.name}, by role" if away else _ANYBODY
        self.other.setPlaceholderText(words)
        self.other.setAccessibleName(words)

    def _connect(self) -> None:
        self.people.said.connect(self.say)
        self.people.row_activated.connect(lambda row: self.say(row, "here") if row else None)
        self.everybody.clicked.connect(self._on_everybody)
        for button, what in ((self.here, "here"), (self.away, "away"), (self.stand_in, "stand in")):
            button.clicked.connect(lambda _on=False, what=what: self._say_current(what))
        self.other.returnPressed.connect(self._on_other)


def here_in_words(rows: Sequence[PresenceRow]) -> str:
    """Return what the button that opens the panel says."""
    here = sum(row.presence not in (None, Presence.APOLOGIES) for row in rows)
    return f"Who is here: {here}" if here else "Who is here"


def _chip(row: PresenceRow) -> tuple[str, Tone] | None:
    if row.presence is None:
        return None
    words = "Here" if row.presence is Presence.PRESENT else row.presence.words
    return words, _TONES.get(row.presence, Tone.INFO)
