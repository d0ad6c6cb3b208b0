"""Bringing in actions, time, figures or links from Excel: a verdict on every row first, then all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of
from peer_challenge.exchange.spreadsheets import (
    ACTIONS,
    INDICATORS,
    RELATIONSHIPS,
    TIME,
    Sheet,
    SheetColumn,
    open_table,
)
from peer_challenge.jobs.bring_in import Verdict, bring_in_relationships, preview_relationships
from peer_challenge.jobs.bring_in_figures import bring_in_indicators, preview_indicators
from peer_challenge.jobs.bring_in_work import bring_in_actions, bring_in_time, preview_actions, preview_time
from peer_challenge.jobs.table_look import TableLook, look_at
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.banner import BannerBar
from ui.widgets.column_choice import ColumnChoice
from ui.widgets.flow import flow_row
from ui.widgets.verdict_table import VerdictTable
from ui.workspace import Workspace


@dataclass(frozen=True)
class _Kind:
    """What can be brought in: its name, its columns, and the services that judge and do it."""

    name: str
    columns: tuple[SheetColumn, ...]
    preview: Callable[..., list[Verdict]]
    act: Callable[..., ChangeSet]


_ACTIONS = _Kind("actions", ACTIONS, preview_actions, bring_in_actions)
_TIME = _Kind("time", TIME, preview_time, bring_in_time)
_FIGURES = _Kind("figures", INDICATORS, preview_indicators, bring_in_indicators)
_LINKS = _Kind(
    "links",
    RELATIONSHIPS,
    lambda store, rows, _round: preview_relationships(store, rows),
    lambda store, rows, _round: bring_in_relationships(store, rows),
)


class BringInWork(QWidget):
    """A button for each kind, and below them what the chosen file would do; `choose_file(question)` asks which."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kind, self._looked = _ACTIONS, TableLook()
        self.choose_file: Callable[[str], str] = lambda question: QFileDialog.getOpenFileName(
            self, question, "", "Tables (*.xlsx *.xls *.ods *.csv *.txt)"
        )[0]
        self.of_actions = QPushButton("Bring in actions…")
        self.of_time = QPushButton("Bring in time…")
        self.of_figures = QPushButton("Bring in figures…")
        self.of_links = QPushButton("Bring in links…")
        self.columns = ColumnChoice()
        self.verdicts = VerdictTable("What would be brought in", "What")
        self.confirm, self.cancel = QPushButton(icon("add"), "Bring them in"), QPushButton("Leave it")
        self.told = BannerBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (
            flow_row([self.of_actions, self.of_time, self.of_figures, self.of_links]),
            self.told,
            self.columns,
            self.verdicts,
        ):
            column.addWidget(part)
        column.addWidget(flow_row([self.confirm, self.cancel]))
        self.verdicts.setMinimumHeight(self.fontMetrics().height() * 10)
        self.of_actions.clicked.connect(lambda: self._on_choose(_ACTIONS))
        self.of_time.clicked.connect(lambda: self._on_choose(_TIME))
        self.of_figures.clicked.connect(lambda: self._on_choose(_FIGURES))
        self.of_links.clicked.connect(lambda: self._on_choose(_LINKS))
        self.confirm.clicked.connect(self._on_confirm)
        self.columns.chosen.connect(self._on_columns)
        self.cancel.clicked.connect(self._on_leave)
        self._show(TableLook())

    def _on_choose(self, kind: _Kind) -> None:
        chosen = self.choose_file(f"Bring in {kind.name}") if self._workspace.round else ""
        if chosen:
            self._kind = kind
            self._look(lambda: open_table(Path(chosen)))

    def _on_columns(self, chosen: dict[str, str]) -> None:
        if sheet := self._looked.sheet:
            self._look(lambda: sheet, chosen)

    def _look(self, read: Callable[[], Sheet], chosen: dict[str, str] | None = None) -> None:
        """Read and judge beside the window."""
        kind, round_id = self._kind, self._workspace.round
        self._workspace.run(
            lambda store, _progress: look_at(
                read, kind.columns, lambda rows: kind.preview(store, rows, round_id), chosen
            ),
            done=self._show,
            owner=self,
        )

    def _show(self, looked: TableLook) -> None:
        self._looked = looked
        self.columns.show_look(looked, self._kind.columns)
        self.verdicts.show_verdicts(looked.verdicts)
        self.confirm.setVisible(bool(looked.verdicts))
        self.cancel.setVisible(looked.sheet is not None)
        self.confirm.setEnabled(self.verdicts.may_come_in)
        self.told.clear()
        if looked.problem:
            self.told.say(looked.problem, Tone.WARNING if looked.missing else Tone.BAD)
        elif self.verdicts.wrong:
            self.told.say(
                f"{count_of(self.verdicts.wrong, 'row')} to put right; nothing comes in until then.", Tone.WARNING
            )
        elif looked.verdicts:
            self.told.say(
                f"{self.verdicts.to_do} of {count_of(len(looked.verdicts), 'row')} would be added or changed.",
                Tone.INFO,
            )

    def _on_leave(self) -> None:
        self._show(TableLook())

    def _on_confirm(self) -> None:
        applied = self._workspace.do(self._kind.act, self._looked.rows, self._workspace.round)
        if applied is not None:
            self._show(TableLook())
            self.told.say("Brought in. Undo takes all of it back.", Tone.GOOD)
