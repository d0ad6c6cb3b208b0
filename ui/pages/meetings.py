"""Meetings: every group of the round with its day, many days pasted at once, a poll, pauses, and calendar files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import (
    Attendance,
    Authority,
    Challenge,
    DayAnswer,
    Duty,
    Group,
    Membership,
    Pause,
    Plan,
    Relationship,
    Round,
    Session,
)
from peer_challenge.jobs.bring_in import Verdict
from peer_challenge.jobs.meeting_dates import bring_in_dates, preview_dates
from peer_challenge.jobs.meeting_files import without_address, write_calendar, write_invitations
from peer_challenge.services.meetings import Meeting, hosts_to_meet, meetings, members_to_meet
from ui.colours import Tone
from ui.icons import icon
from ui.pages.meeting_days import DaysPart
from ui.pages.meeting_rows import MeetingRows
from ui.pages.meeting_waits import WaitsPart
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.flow import flow_row
from ui.widgets.labels import EmptyState, Heading, plain_label
from ui.widgets.pasted_lines import PastedLines
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.saved_files import say_saved
from ui.workspace import Workspace

_PASTE = "South Triad 14 January 2027 10am https://teams…\nor rows copied from Excel or from a calendar list"


class MeetingsPage(Page):
    """The rows, and above them one part at a time: paste, best days, what comes between."""

    name = "Meetings"
    shows = frozenset(
        {Attendance, Authority, Challenge, DayAnswer, Duty, Group, Membership, Pause, Plan, Relationship}
        | {Round, Session}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.choose_file: Callable[[str], str] = lambda name: SAVE_PLACE.ask_file(self, "Save the calendar", name)
        self.choose_folder: Callable[[], str] = lambda: SAVE_PLACE.ask_folder(self, "Save invitations in a folder")
        self.paste = PastedLines(workspace, "Meeting dates", _PASTE, self._preview, self._act)
        self.days = DaysPart(workspace)
        self.waits = WaitsPart(workspace)
        self.rows = MeetingRows(workspace)
        self.summary = plain_label()
        self.told = BannerBar()
        self.to_paste = QPushButton(icon("copy"), "Paste dates")
        self.to_days = QPushButton(icon("calendar"), "Find the best days")
        self.to_waits = QPushButton(icon("pause"), "Pause, move or call off")
        self.as_calendar = QPushButton(icon("save"), "Save the calendar…")
        self.invitations = QPushButton(icon("exchange"), "Save invitations…")
        self.empty = EmptyState("No groups yet", "Meetings are planned once a plan of groups is settled.", "To Triads")
        self._parts = {self.to_paste: self.paste, self.to_days: self.days, self.to_waits: self.waits}
        self._lay_out()
        self._connect()

    def first_focus(self) -> QWidget | None:
        """The day of the first row."""
        return self.rows.first() or self.empty.button

    def refresh(self) -> None:
        """Read the meetings, the poll and what waits again."""
        round_id = self.workspace.round
        rows = self.workspace.ask(meetings, round_id) if round_id else []
        self.empty.setVisible(not rows)
        self._whole.setVisible(bool(rows))
        if round_id is None or not rows:
            return
        self.summary.setText(_summary(rows))
        self.rows.show_meetings(rows, self.seen)
        round_ = self.workspace.ask(lambda store: store.need(Round, round_id))
        self.days.show_round(round_, rows, self.workspace.ask(members_to_meet, round_id), self.seen)
        self.waits.show_meetings(rows, self.workspace.ask(hosts_to_meet, round_id), self.seen)
        dated = any(each.held_on for each in rows)
        self.as_calendar.setEnabled(dated)
        self.invitations.setEnabled(dated)

    def open_record(self, id: UUID) -> bool:
        """Go to the row of a group."""
        row = self.rows.rows.get(id)
        if row is not None:
            row.form.editor("held_on").box.setFocus()
        return row is not None

    def _preview(self, store: Any, text: str) -> list[Verdict]:
        assert self.workspace.round is not None
        return preview_dates(store, text, self.workspace.round)

    def _act(self, store: Any, text: str) -> ChangeSet:
        assert self.workspace.round is not None
        return bring_in_dates(store, text, self.workspace.round)

    def _on_part(self, button: QPushButton) -> None:
        for each, part in self._parts.items():
            each.setChecked(each is button and button.isChecked())
            part.setVisible(each.isChecked())
        if button is self.to_paste and button.isChecked():
            self.paste.box.setFocus()

    def _on_pasted(self, lines: int) -> None:
        self.told.say_alone(f"{count_of(lines, 'meeting')} changed. Ctrl+Z takes all of it back.", Tone.GOOD)
        self.to_paste.setChecked(False)
        self._on_part(self.to_paste)

    def _on_calendar(self) -> None:
        chosen, round_id = self.choose_file("Peer challenge meetings.ics"), self.workspace.round
        if chosen and round_id:
            self._save(lambda store, _progress: (write_calendar(store, round_id, Path(chosen).with_suffix(".ics")), ""))

    def _on_invitations(self) -> None:
        chosen, round_id = self.choose_folder(), self.workspace.round
        if chosen and round_id:
            self._save(
                lambda store, progress: (
                    write_invitations(store, round_id, Path(chosen), progress),
                    without_address(store, round_id),
                )
            )

    def _save(self, job: Callable[..., tuple[list[Path], str]]) -> None:
        self.workspace.run(
            job,
            done=lambda made: say_saved(self.told, made[0], besides=made[1]),
            owner=self,
            refused=lambda sentence: self.told.say_alone(sentence, Tone.BAD),
        )

    def _connect(self) -> None:
        for button in self._parts:
            button.clicked.connect(lambda _on, button=button: self._on_part(button))
        self.paste.brought_in.connect(self._on_pasted)
        self.as_calendar.clicked.connect(self._on_calendar)
        self.invitations.clicked.connect(self._on_invitations)
        self.empty.asked.connect(lambda: self.wanted.emit("Triads", None))

    def _lay_out(self) -> None:
        for button, part in self._parts.items():
            button.setCheckable(True)
            part.hide()
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        buttons = [self.to_paste, self.to_days, self.to_waits, self.as_calendar, self.invitations]
        for widget in (flow_row(buttons), self.told, *self._parts.values(), self.summary, self.rows):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addWidget(Heading(self.name, 1))
        outer.addWidget(self.empty, 1)
        outer.addWidget(self._whole, 1)


def _summary(rows: list[Meeting]) -> str:
    undated = [each.group for each in rows if each.held_on is None]
    flagged = sum(bool(each.flags) for each in rows)
    said = [f"{count_of(len(rows), 'meeting')}, in the order of their days."]
    if undated:
        has = "has" if len(undated) == 1 else "have"
        said.append(f"{count_of(len(undated), 'group')} {has} no day yet: {', '.join(undated)}.")
    if flagged:
        said.append(f"Look at {count_of(flagged, 'meeting')}.")
    return " ".join(said)
