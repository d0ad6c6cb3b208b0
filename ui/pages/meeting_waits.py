"""When something comes between: a meeting or one host’s challenge is paused, moved, called off, and goes on."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import PauseReason, SessionState
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.services import pauses
from peer_challenge.services.meetings import Meeting
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.banner import BannerBar
from ui.widgets.combo_choices import fill_choices
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.workspace import Workspace


class WaitsPart(QWidget):
    """Choose a meeting or a host, why and since when; buttons for what can be done with it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._seen = workspace, 0
        self._meetings: dict[UUID, Meeting] = {}
        self.which, self.why = CalmCombo(), CalmCombo()
        self.which.setAccessibleName("Which meeting or host")
        self.why.setAccessibleName("Why it waits")
        for reason in PauseReason:
            self.why.addItem(reason.words, reason)
        self.day = DateEditor()
        self.day.box.setAccessibleName("Since, or the new day")
        self.stands = plain_label(muted=True)
        self.pause = QPushButton(icon("pause"), "Pause")
        self.go_on = QPushButton(icon("play"), "Let it go on")
        self.postpone = QPushButton(icon("calendar"), "Move to that day")
        self.call_off = QPushButton(icon("remove"), "Call off")
        self.told = BannerBar()
        self.which.activated.connect(lambda _at: self._show())
        self.pause.clicked.connect(self._on_pause)
        self.go_on.clicked.connect(self._on_go_on)
        self.postpone.clicked.connect(self._on_postpone)
        self.call_off.clicked.connect(self._on_call_off)
        self._lay_out()

    def show_meetings(self, meetings: Sequence[Meeting], hosts: Sequence[tuple[UUID, str]], seen: int) -> None:
        """Offer the meetings that are planned, and each host’s challenge by its id and in words."""
        self._seen = seen
        self._meetings = {each.session.id: each for each in meetings if each.session}
        whole = [(id_, f"{row.group}, the whole meeting") for id_, row in self._meetings.items()]
        fill_choices(self.which, [*whole, *hosts])
        self._show()

    def _show(self) -> None:
        row = self._meetings.get(self.which.currentData())
        state = row.session.state if row and row.session else None
        self.stands.setText(" ".join(dict.fromkeys((f"{row.when_words}.", f"{row.state_words}."))) if row else "")
        self.stands.setVisible(row is not None)
        of_one_host = self.which.currentData() is not None and row is None
        waits = of_one_host and self._workspace.ask(pauses.open_pause, self.which.currentData()) is not None
        self.pause.setEnabled(state is SessionState.PLANNED or (of_one_host and not waits))
        self.go_on.setEnabled(waits or state in (SessionState.PAUSED, SessionState.CANCELLED))
        self.postpone.setEnabled(row is not None and state is not SessionState.HELD)
        self.call_off.setEnabled(state in (SessionState.PLANNED, SessionState.PAUSED))

    def _on_pause(self) -> None:
        act = pauses.pause_meeting if self._is_meeting() else pauses.pause_challenge
        self._do("waits", act, self.why.currentData(), needs_day=False)

    def _on_go_on(self) -> None:
        self._do("goes on", pauses.meeting_goes_on if self._is_meeting() else pauses.challenge_goes_on, needs_day=False)

    def _on_postpone(self) -> None:
        self._do("has moved", pauses.postpone_meeting, needs_day=True)

    def _on_call_off(self) -> None:
        with self._workspace.answering(self._refuse):
            done = self._workspace.do_seen(self._seen, pauses.call_off_meeting, self.which.currentData())
        if done:
            self._tell("is called off. Save its invitation again: the calendar file in it takes it out of diaries.")

    def _do(self, what: str, act: Callable[..., ChangeSet], *args: object, needs_day: bool) -> None:
        try:
            day = self.day.value()
        except UserError as problem:
            self._refuse(problem.sentence)
            return
        if day is None and needs_day:
            self._refuse("Give the new day first.")
            return
        with self._workspace.answering(self._refuse):
            done = self._workspace.do_seen(self._seen, act, self.which.currentData(), *args, day)
        if done:
            self.day.fill(None)
            to = f" to {day_in_words(day)}" if needs_day and day else ""
            self._tell(f"{what}{to}.")

    def _tell(self, what: str) -> None:
        self.told.say_alone(f"{self.which.currentText()}: {what}", Tone.GOOD)

    def _refuse(self, sentence: str) -> None:
        self.told.say_alone(sentence, Tone.BAD)

    def _is_meeting(self) -> bool:
        return self.which.currentData() in self._meetings

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = (
            "For an inspection, a pre-election period or people away. No working day of a pause counts towards the "
            "report. Why is seen by the coordinator alone. Without a day it is today."
        )
        for part in (
            plain_label(hint, muted=True),
            flow_row([self.which, self.why, self.day]),
            self.stands,
            flow_row([self.pause, self.go_on, self.postpone, self.call_off]),
            self.told,
        ):
            column.addWidget(part)
