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
    SheetColumn,
    SheetRow,
    read_table,
)
from peer_challenge.jobs.bring_in import Verdict, bring_in_relationships, preview_relationships
from peer_challenge.jobs.bring_in_figures import bring_in_indicators, preview_indicators
from peer_challenge.jobs.bring_in_work import bring_in_actions, bring_in_time, preview_actions, preview_time
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.banner import BannerBar
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
        self._kind, self._rows = _ACTIONS, list[SheetRow]()
        self.choose_file: Callable[[str], str] = lambda question: QFileDialog.getOpenFileName(
            self, question, "", "Tables (*.xlsx *.xls *.ods *.csv *.txt)"
        )[0]
        self.of_actions = QPushButton("Bring in actions…")
        self.of_time = QPushButton("Bring in time…")
        self.of_figures = QPushButton("Bring in figures…")
        self.of_links = QPushButton("Bring in links…")
        self.verdicts = VerdictTable("What would be brought in", "What")
        self.confirm, self.cancel = QPushButton(icon("add"), "Bring them in"), QPushButton("Leave it")
        self.told = BannerBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (
            flow_row([self.of_actions, self.of_time, self.of_figures, self.of_links]),
            self.told,
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
        self.cancel.clicked.connect(lambda: self._show([], []))
        self._show([], [])

    def _on_choose(self, kind: _Kind) -> None:
        round_id = self._workspace.round
        chosen = self.choose_file(f"Bring in {kind.name}") if round_id else ""
        if not chosen:
            return
        self.told.clear()
        self._kind = kind

        def look(store: object, _progress: object) -> tuple[list[SheetRow], list[Verdict]]:
            rows = read_table(Path(chosen), kind.columns)
            return rows, kind.preview(store, rows, round_id)

        self._workspace.run(
            look,
            done=lambda found: self._show(*found),
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )

    def _show(self, rows: list[SheetRow], verdicts: list[Verdict]) -> None:
        self._rows = rows
        self.verdicts.show_verdicts(verdicts)
        for part in (self.confirm, self.cancel):
            part.setVisible(bool(verdicts))
        self.confirm.setEnabled(self.verdicts.may_come_in)
        if self.verdicts.wrong:
            self.told.say(
                f"{count_of(self.verdicts.wrong, 'row')} to put right; nothing comes in until then.", Tone.WARNING
            )
        elif verdicts:
            self.told.say(
                f"{self.verdicts.to_do} of {count_of(len(verdicts), 'row')} would be added or changed.", Tone.INFO
            )

    def _on_confirm(self) -> None:
        applied = self._workspace.do(self._kind.act, self._rows, self._workspace.round)
        if applied is not None:
            self._show([], [])
            self.told.clear()
            self.told.say("Brought in. Undo takes all of it back.", Tone.GOOD)
