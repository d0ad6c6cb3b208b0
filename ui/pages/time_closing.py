"""What an authority is asked once a challenge is over: roughly how long it took, and what QA activity it led to."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.services import follow_on, time_estimates
from peer_challenge.services.follow_on import PromptedRow
from peer_challenge.services.time_estimates import Estimate
from ui.icons import icon
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import LineEditor, MinutesEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Section
from ui.widgets.record_form import Field
from ui.widgets.record_table import Column, RecordTable
from ui.workspace import Workspace


class ClosingPart(QWidget):
    """The question of time and the list of QA activity, for one authority in one challenge."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: Estimate | None = None
        self._seen = 0
        self.time = KeptForm(workspace, _time_fields(), self._tell, "estimate")
        self.prompted: RecordTable[PromptedRow] = RecordTable(
            _COLUMNS, lambda row: row.sentence, "QA activity this challenge led to"
        )
        self.entry = EntryForm(_activity_fields(), "Add QA activity")
        self.entry.cancel.hide()
        self.form = KeptForm(workspace, _activity_fields(), follow_on.edit_prompted, "qa-activity")
        self.remove = QPushButton(icon("remove"), "Remove QA activity")
        self.entry.entered.connect(self._on_entered)
        self.remove.clicked.connect(self._on_remove)
        self.prompted.current_changed.connect(self._show_current)
        self._lay_out()

    def show_for(self, challenge: UUID, authority: UUID, seen: int) -> None:
        """Ask one authority of one challenge."""
        self._seen = seen
        self._asked = self._workspace.ask(time_estimates.estimate_of, challenge, authority)
        self.time.show_kept(self._asked, seen)
        round_id = self._workspace.round
        rows = self._workspace.ask(follow_on.prompted, round_id) if round_id else ()
        mine = [each for each in rows if (each.activity.challenge, each.activity.authority) == (challenge, authority)]
        self.prompted.show_rows(mine)
        self.prompted.setVisible(bool(mine))
        self._show_current(self.prompted.current_row())

    def _tell(self, store: Any, _id: UUID, **minutes: int) -> ChangeSet:
        assert self._asked is not None
        return time_estimates.tell_estimate(store, self._asked.challenge, self._asked.authority, **minutes)

    def _on_entered(self, said: dict[str, Any]) -> None:
        if self._asked is None:
            return
        about = (self._asked.challenge, self._asked.authority)
        if self.entry.send(self._workspace, self._seen, follow_on.add_prompted, *about, **said) is not None:
            self.entry.clear()

    def _on_remove(self) -> None:
        if row := self.prompted.current_row():
            self._workspace.do(follow_on.remove_prompted, row.id)

    def _show_current(self, row: PromptedRow | None) -> None:
        self.form.setVisible(row is not None)
        self.remove.setVisible(row is not None)
        if row is None:
            self.form.settle()
        else:
            self.form.show_kept(row.activity, self._seen)

    def _lay_out(self) -> None:
        time = Section(
            "Roughly how long did your team spend?",
            "All your people together, to the nearest half hour or so; kept as an estimate. What you told already is "
            "shown. No names of people.",
        )
        time.body.addWidget(self.time)
        activity = Section("What QA activity has it led to?", "What, planned for when, and when it was done.")
        for part in (self.prompted, self.form):
            activity.body.addWidget(part)
        activity.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        activity.body.addWidget(self.entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height())
        column.addWidget(time)
        column.addWidget(activity)


_COLUMNS = [
    Column[PromptedRow]("QA activity", lambda row: row.activity.text, wide=True),
    Column[PromptedRow]("When", lambda row: row.when, lambda row: row.activity.done_on or row.activity.planned_on),
]


def _time_fields() -> list[Field]:
    return [
        Field("Reading and preparing", "reading", _Half()),
        Field("In the meeting", "meeting", _Half()),
        Field("Writing", "writing", _Half()),
    ]


def _activity_fields() -> list[Field]:
    return [
        Field("What is done", "text", LineEditor("For example: a joint audit of child protection plans")),
        Field("Planned for", "planned_on", DateEditor()),
        Field("Done on", "done_on", DateEditor()),
    ]


class _Half(MinutesEditor):
    """Minutes stepped by half an hour; there is room to show what many entries come to."""

    def __init__(self) -> None:
        super().__init__(most=99_999)
        self._spin.setSingleStep(30)
