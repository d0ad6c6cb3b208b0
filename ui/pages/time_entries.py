"""Logging time from the keyboard, and the entries there are."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import EntryMode, Stage
from peer_challenge.exchange.spreadsheets import TIME
from peer_challenge.jobs.bring_in_work import bring_in_time, preview_time
from peer_challenge.services import time_spent
from peer_challenge.services.quick_entry import EXAMPLES
from peer_challenge.services.time_estimates import TimeCheck
from peer_challenge.services.time_spent import ChallengeTotal, TimeRow, hours_words
from ui.colours import Tone
from ui.icons import icon
from ui.pages.time_import import BringInTable
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import CalmCombo, ChoiceEditor, LineEditor, MinutesEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, Sign, announce, plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.texts import LineBox
from ui.workspace import Workspace

DRAFT = "time:quick"


class QuickLine(QWidget):
    """One line that logs time when Enter is pressed; what is not understood stays, with the reason below it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.line = LineBox("time to log")
        self.line.setPlaceholderText(f"For example {EXAMPLES}")
        self.line.setAccessibleName("Time to log")
        self.line.setAccessibleDescription(_HINT)
        self.whose = CalmCombo()
        self.whose.setAccessibleName("Whose time")
        self.log = QPushButton(icon("add"), "Log time")
        self._problem = plain_label()
        self._problem_row = QWidget()
        self.line.returnPressed.connect(self._on_enter)
        self.log.clicked.connect(self._on_enter)
        self.line.textEdited.connect(lambda _text: self.show_problem(""))
        self.line.editingFinished.connect(lambda: workspace.keep_draft(DRAFT, self.line.text()))
        self._lay_out()
        self.line.setText(workspace.draft(DRAFT))

    def show_hosts(self, challenges: Sequence[ChallengeTotal]) -> None:
        """Offer the authorities whose time can be logged; the one chosen stays."""
        chosen = self.whose.currentData()
        self.whose.clear()
        self.whose.addItem("The host’s own time", None)
        for each in challenges:
            self.whose.addItem(f"{each.host}’s time", each.authority)
        ids = [None, *(each.authority for each in challenges)]
        self.whose.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)

    @property
    def problem(self) -> str:
        """Why the line was not logged; "" when there is nothing to say."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Say why the line was not logged; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem_row.setVisible(bool(sentence))
        if sentence:
            announce(self.line, sentence)

    def _on_enter(self) -> None:
        round_id = self._workspace.round
        if round_id is None:
            return
        problems: list[str] = []
        by: UUID | None = self.whose.currentData()
        with self._workspace.answering(problems.append):
            self._workspace.settle(DRAFT, None, time_spent.log_quick, round_id, self.line.text(), by=by)
        self.show_problem(problems[-1] if problems else "")
        if not problems:
            self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        problem = QHBoxLayout(self._problem_row)
        problem.setContentsMargins(0, 0, 0, 0)
        problem.addWidget(Sign("problem", Tone.BAD), 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        self._problem_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Heading("Log time", 3))
        column.addWidget(plain_label(_HINT, muted=True))
        column.addWidget(self.line)
        column.addWidget(self._problem_row)
        column.addWidget(flow_row([self.whose, self.log]))


class EntriesPart(QWidget):
    """The table of entries and a form for the chosen one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._seen = 0
        self.known = plain_label(muted=True)
        self.checks: RecordTable[TimeCheck] = RecordTable(
            _CHECK_COLUMNS, lambda row: row.sentence, "To look at: time counted twice or missing"
        )
        self.nothing = plain_label("Nothing logged yet. Type a line above and press Enter.", muted=True)
        self.table: RecordTable[TimeRow] = RecordTable(_COLUMNS, lambda row: row.sentence, "Time entries")
        self.form = KeptForm(workspace, _fields(), time_spent.edit_time, "time")
        self.bring_in = BringInTable(workspace, "Bring in time from Excel…", TIME, preview_time, bring_in_time)
        self.remove = QPushButton(icon("remove"), "Remove entry")
        self.remove.clicked.connect(self._on_remove)
        self.table.current_changed.connect(self._show_current)
        column = QVBoxLayout(self)
        column.addWidget(self.known)
        column.addWidget(self.checks)
        column.addWidget(self.bring_in)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def show_entries(self, rows: Sequence[TimeRow], seen: int) -> None:
        """Show the entries as read at `seen`."""
        self._seen = seen
        self.table.show_rows(rows)
        self.table.setMinimumHeight(self.fontMetrics().height() * 16 if rows else 0)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._show_current(self.table.current_row())

    def show_checks(self, known: str, checks: Sequence[TimeCheck]) -> None:
        """Say how the minutes are known, and what to look at."""
        self.known.setText(f"How the time is known: {known}." if known else "")
        self.known.setVisible(bool(known))
        self.checks.show_rows(checks)
        self.checks.setVisible(bool(checks))
        self.checks.setMinimumHeight(self.fontMetrics().height() * (3 + 2 * min(len(checks), 4)))

    def _show_current(self, row: TimeRow | None) -> None:
        self.form.setVisible(row is not None)
        self.remove.setVisible(row is not None)
        if row is None:
            self.form.settle()
        else:
            self.form.show_kept(row.entry, self._seen)

    def _on_remove(self) -> None:
        if row := self.table.current_row():
            self._workspace.do(time_spent.remove_time, row.id)


_HINT = "What it was, the minutes, the host challenged. 4x30 is four people for 30 minutes each. No names of people."
_COLUMNS = [
    Column[TimeRow]("Host challenged", lambda row: row.host),
    Column[TimeRow]("Stage", lambda row: row.entry.stage.words, lambda row: list(Stage).index(row.entry.stage)),
    Column[TimeRow]("Whose time", lambda row: row.authority),
    Column[TimeRow]("Each", lambda row: row.amount, lambda row: row.entry.minutes),
    Column[TimeRow]("In all", lambda row: hours_words(row.person_minutes), lambda row: row.person_minutes),
    Column[TimeRow]("How known", lambda row: row.entry.mode.words),
    Column[TimeRow]("Day", lambda row: row.day_words, lambda row: row.entry.day),
    Column[TimeRow]("Comment", lambda row: row.entry.comment, wide=True),
]


_CHECK_COLUMNS = [
    Column[TimeCheck]("To look at", lambda row: "Counted twice?" if row.twice else "Not told"),
    Column[TimeCheck]("What", lambda row: row.words, wide=True),
]


class _PeopleEditor(MinutesEditor):
    def __init__(self) -> None:
        super().__init__(most=time_spent.MOST_PEOPLE)
        self._spin.setSuffix("")
        self._spin.setSingleStep(1)


def _fields() -> list[Field]:
    return [
        Field("Stage", "stage", ChoiceEditor(Stage, none="")),
        Field("Minutes for each person", "minutes", MinutesEditor(time_spent.MOST_MINUTES)),
        Field("People", "people", _PeopleEditor()),
        Field("How known", "mode", ChoiceEditor(EntryMode, none="")),
        Field("Day", "day", DateEditor()),
        Field("Comment", "comment", LineEditor("Never a person’s name")),
    ]
