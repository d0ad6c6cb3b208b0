"""The history of a record: who changed what and when, an older wording brought back, words struck out for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.services.history import FieldChange, StepView, history, restore_wording, title
from peer_challenge.services.record_words import field_words
from peer_challenge.services.striking_out import StruckOut, can_strike_out, strike_out
from ui.icons import icon
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_EXPLAINED = (
    "All that ever stood under “{field}” here, as far as you have seen it, goes for good: from this round file, from "
    "what was being typed, and from the backups on this computer. It cannot be brought back. Files already sent still "
    "hold it; whoever brings in your next file is asked to strike it out too."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the history: what a change did to one field, or to the record as a whole."""

    step: StepView
    change: FieldChange | None

    @property
    def id(self) -> tuple[UUID, str]:
        return self.step.id, self.change.field if self.change else ""

    @property
    def words(self) -> str:
        said = self.change.words if self.change else self.step.what
        return said[:1].upper() + said[1:]

    @property
    def detail(self) -> str:
        what = f" {self.step.what}" if self.change else ""
        return f"{self.step.who}{what} · {self.step.when}"


class HistoryWindow(QDialog):
    """Stays open beside the work; what is brought back here can be undone, what is struck out cannot."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._entity, self._field, self._seen = UUID(int=0), "", 0
        self.setWindowTitle("History")
        self.heading = Heading("", 1)
        face: Face[_Line] = Face(words=lambda row: row.words, detail=lambda row: row.detail)
        self.lines: RecordList[_Line] = RecordList(
            face, lambda row: f"{row.detail}: {row.words}", "Changes", most_lines=12
        )
        self.restore = QPushButton(icon("undo"), "Bring back this wording")
        self.strike = QPushButton(icon("remove"), "Strike out for good…")
        self.close_button = QPushButton("Close")
        self.sure = ConfirmLine()
        self.said = plain_label()
        self.progress = ProgressStrip()
        self._lay_out()
        self._connect()

    def show_record(self, entity: UUID, field: str = "") -> None:
        """Show what became of a record, at a field's newest change where one is named."""
        self.sure.close_question()
        self.said.hide()
        self._entity, self._field = entity, field
        self.refresh()
        rows = self.lines.records.rows
        chosen = next((each for each in rows if field and each.change and each.change.field == field), None)
        first = chosen or (rows[0] if rows else None)
        if first is not None:
            self.lines.select(first.id)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the history again."""
        self._seen = self.workspace.seen()
        self.heading.setText(self.workspace.ask(title, self._entity))
        self.lines.show_rows(_lines(self.workspace.ask(history, self._entity)))
        self._open_buttons()

    def ask_to_strike(self) -> None:
        """Explain what striking out the chosen field does, and ask."""
        field = self._chosen_field()
        if field and self.workspace.ask(can_strike_out, self._entity, field):
            words = _EXPLAINED.format(field=field_words(field))
            self.sure.ask(words, "Strike it out for good", partial(self._strike, field))

    def _chosen_field(self) -> str:
        row = self.lines.current_row()
        return row.change.field if row is not None and row.change is not None else self._field

    def _open_buttons(self) -> None:
        row, open_file = self.lines.current_row(), not self.workspace.read_only
        self.restore.setEnabled(open_file and row is not None and row.change is not None and row.change.can_restore)
        field = self._chosen_field()
        self.strike.setEnabled(open_file and bool(field) and self.workspace.ask(can_strike_out, self._entity, field))

    def _restore(self) -> None:
        row = self.lines.current_row()
        if row is None or row.change is None:
            return
        with self.workspace.answering(self._say):
            done = self.workspace.do_seen(self._seen, restore_wording, self._entity, row.change.field, row.step.id)
        if done is not None:
            self._say("Brought back. Ctrl+Z takes that back.")

    def _strike(self, field: str) -> None:
        entity, seen = self._entity, self._seen
        task = self.workspace.run(
            lambda store, _progress: strike_out(store, entity, field, seen),
            done=self._on_struck,
            owner=self,
            refused=self._say,
        )
        self.progress.follow(task, "Striking out")

    def _on_struck(self, struck: StruckOut) -> None:
        self.workspace.tell(struck.applied)
        places = [each.words for each in struck.still_held]
        self._say(
            "Struck out for good."
            + (f" These still hold it: {'; '.join(places)}. Ask those who have them to delete them." if places else "")
        )

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        announce(self, sentence)

    def _connect(self) -> None:
        self.lines.current_changed.connect(lambda _row: self._open_buttons())
        self.restore.clicked.connect(self._restore)
        self.strike.clicked.connect(self.ask_to_strike)
        self.sure.closed.connect(self.lines.setFocus)
        self.close_button.clicked.connect(self.close)
        for keys, act in (("Ctrl+Z", self.workspace.undo), ("Ctrl+Y", self.workspace.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.workspace.changed.connect(lambda _touched: self.refresh() if self.isVisible() else None)
        self.workspace.destroyed.connect(self.deleteLater)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(plain_label("Every change that this round file knows of, the latest first.", muted=True))
        column.addWidget(self.lines, 1)
        column.addWidget(self.said)
        column.addWidget(self.progress)
        column.addWidget(self.sure)
        column.addWidget(flow_row((self.restore, self.strike, self.close_button)))
        self.said.hide()
        self.resize(QSize(line * 44, line * 30).boundedTo(self.screen().availableSize()))


def open_history(beside: QWidget, workspace: Workspace, entity: UUID, field: str = "") -> HistoryWindow:
    """Open the history of a record in a window of its own, at a field where one is named."""
    main = beside.window()
    found = next((each for each in main.findChildren(HistoryWindow) if each.workspace is workspace), None)
    shown = found or HistoryWindow(workspace, main)
    shown.show_record(entity, field)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown


def _lines(steps: tuple[StepView, ...]) -> Iterator[_Line]:
    for step in steps:
        if step.changes:
            yield from (_Line(step, change) for change in step.changes)
        else:
            yield _Line(step, None)
