"""The groups of a round with their meetings, each edited in its own row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from peer_challenge.domain.choices import SessionState
from peer_challenge.services.meetings import Meeting, set_meeting
from ui.colours import Tone
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import LineEditor, MinutesEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Chip, Heading, plain_label
from ui.widgets.record_form import Field
from ui.widgets.time_editor import TimeEditor
from ui.workspace import Workspace

_FIXED = frozenset({SessionState.HELD, SessionState.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Fields:
    """What is edited of a meeting; `id` is the group's, as there may be no session yet."""

    id: UUID
    held_on: date | None
    starts_at: time | None
    minutes: int
    joining_link: str
    place: str


class MeetingRow(QFrame):
    """One group: its name and hosts, how its meeting stands, the fields, and what to look at."""

    def __init__(self, workspace: Workspace, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Heading(group, 3)
        self.hosts = plain_label(muted=True)
        self.state = Chip("")
        fields = [
            Field("Day", "held_on", DateEditor()),
            Field("Starts at", "starts_at", TimeEditor()),
            Field("Minutes", "minutes", MinutesEditor()),
            Field("Teams link", "joining_link", LineEditor("https://", asks_for="a link")),
            Field("Place", "place", LineEditor("A room, or Teams", asks_for="a place")),
        ]
        self.form = KeptForm(workspace, fields, set_meeting, "meeting", across=True)
        for field in fields:
            field.editor.box.setAccessibleName(f"{group}: {field.label}")
        self.flags = plain_label()
        self._lay_out()

    def show_meeting(self, row: Meeting, seen: int) -> None:
        """Fill the row; what is being typed in it stays."""
        self.title.setText(row.group)
        self.hosts.setText(", ".join(row.hosts))
        self.state.say(row.state_words, _tone(row))
        session = row.session
        fields = _Fields(
            row.id,
            row.held_on,
            session.starts_at if session else None,
            row.minutes,
            session.joining_link if session else "",
            session.place if session else "",
        )
        self.form.show_kept(fields, seen)
        self._show_beginnings()
        self.form.set_closed(session is not None and session.state in _FIXED)
        said = [*row.flags, *row.waiting_words]
        self.flags.setText("\n".join(said))
        self.flags.setVisible(bool(said))
        self.setAccessibleName(row.sentence)

    def _show_beginnings(self) -> None:
        """Show where a long link or place begins, unless somebody is in it."""
        for name in ("joining_link", "place"):
            box = self.form.editor(name).box
            if isinstance(box, QLineEdit) and not box.hasFocus():
                box.setCursorPosition(0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.hosts, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addWidget(self.flags)
        line = self.fontMetrics().height()
        self.form.editor("joining_link").setMinimumWidth(line * 14)
        self.form.editor("held_on").setMinimumWidth(line * 12)
        self.form.editor("place").setMinimumWidth(line * 13)
        self.setFrameShape(QFrame.Shape.StyledPanel)


class MeetingRows(QWidget):
    """A row for each group, in the order given."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.rows: dict[UUID, MeetingRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_meetings(self, meetings: Sequence[Meeting], seen: int) -> None:
        """Become these meetings; a row that stays keeps the keyboard."""
        gone = self.rows.keys() - {each.id for each in meetings}
        for id_ in gone:
            self.rows.pop(id_).deleteLater()
        for at, each in enumerate(meetings):
            row = self.rows.get(each.id) or MeetingRow(self._workspace, each.group)
            self.rows[each.id] = row
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
            row.show_meeting(each, seen)
        order = [self.rows[each.id] for each in meetings]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def first(self) -> QWidget | None:
        """The day of the first row."""
        item = self._column.itemAt(0)
        row = item.widget() if item else None
        return row.form.editor("held_on").box if isinstance(row, MeetingRow) else None


def _tone(row: Meeting) -> Tone:
    match row.session.state if row.session else SessionState.PLANNED:
        case SessionState.HELD:
            return Tone.GOOD
        case SessionState.PAUSED:
            return Tone.WARNING
        case SessionState.CANCELLED:
            return Tone.NEUTRAL
    return Tone.WARNING if row.held_on is None or row.flags else Tone.INFO
