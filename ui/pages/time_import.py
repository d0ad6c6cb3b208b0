"""Bringing time or answers in from Excel: choose the file, see a verdict on every row, then all of it or nothing."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of
from peer_challenge.exchange.spreadsheets import Sheet, SheetColumn, SheetRow, open_table
from peer_challenge.jobs.bring_in import Verdict
from peer_challenge.jobs.table_look import TableLook, look_at
from ui.icons import icon
from ui.widgets.column_choice import ColumnChoice
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.verdict_table import VerdictTable
from ui.workspace import Workspace

Preview = Callable[[Any, Iterable[SheetRow], UUID], list[Verdict]]


class BringInTable(QWidget):
    """A button that opens in place into the verdicts on a file; `act` brings in what `preview` judged."""

    def __init__(
        self,
        workspace: Workspace,
        button: str,
        columns: Sequence[SheetColumn],
        preview: Preview,
        act: Callable[[Any, Iterable[SheetRow], UUID], ChangeSet],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._columns, self._preview, self._act = workspace, columns, preview, act
        self._looked = TableLook()
        self.choose = QPushButton(icon("table"), button)
        self.summary = plain_label()
        self.columns = ColumnChoice()
        self.verdicts = VerdictTable(f"{button} What each row would do", "About")
        self.confirm, self.cancel = QPushButton("Bring in"), QPushButton("Cancel")
        self.confirm.setAccessibleName(f"{button} Bring in")
        self.cancel.setAccessibleName(f"{button} Cancel")
        self.choose.clicked.connect(self._on_choose)
        self.columns.chosen.connect(self._on_columns)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.close_preview)
        self._buttons = flow_row([self.confirm, self.cancel])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (flow_row([self.choose]), self.summary, self.columns, self.verdicts, self._buttons):
            column.addWidget(part)
        self.close_preview()

    def read_file(self, path: Path) -> None:
        """Show what a file would bring in, or say why it cannot be read; nothing changes."""
        self._look(lambda: open_table(path))

    def close_preview(self) -> None:
        """Forget the file."""
        self._show(TableLook())

    def _look(self, read: Callable[[], Sheet], chosen: dict[str, str] | None = None) -> None:
        """Read and judge beside the window."""
        round_id = self._workspace.round

        def judge(store: Any, rows: Iterable[SheetRow]) -> list[Verdict]:
            return self._preview(store, rows, round_id) if round_id else []

        self._workspace.run(
            lambda store, _progress: look_at(read, self._columns, partial(judge, store), chosen),
            done=self._show,
            owner=self,
        )

    def _on_columns(self, chosen: dict[str, str]) -> None:
        if sheet := self._looked.sheet:
            self._look(lambda: sheet, chosen)

    def _show(self, looked: TableLook) -> None:
        self._looked = looked
        self.columns.show_look(looked, self._columns)
        self.verdicts.show_verdicts(looked.verdicts)
        said = _summary(len(looked.rows), self.verdicts.wrong, self.verdicts.to_do) if looked.rows else ""
        self._say(looked.problem or said)
        self.verdicts.setMinimumHeight(self.fontMetrics().height() * (3 + 2 * min(len(looked.verdicts), 8)))
        self._buttons.setVisible(bool(looked.sheet or looked.problem))
        self.confirm.setEnabled(self.verdicts.may_come_in)

    def _say(self, sentence: str) -> None:
        self.summary.setText(sentence)
        self.summary.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _on_choose(self) -> None:
        kinds = "Tables (*.xlsx *.xls *.ods *.csv *.txt)"
        if chosen := QFileDialog.getOpenFileName(self, self.choose.text(), "", kinds)[0]:
            self.read_file(Path(chosen))

    def _on_confirm(self) -> None:
        round_id = self._workspace.round
        if round_id is not None and self._workspace.do(self._act, self._looked.rows, round_id) is not None:
            self.close_preview()


def _summary(rows: int, wrong: int, to_do: int) -> str:
    if wrong:
        return f"{count_of(wrong, 'row')} to put right in Excel first; nothing comes in until then."
    return f"{to_do} of {count_of(rows, 'row')} would change something." if to_do else "All of it is here already."
