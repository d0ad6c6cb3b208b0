"""The backups of a round file: what is in each, a copy to look at, and the way back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from peer_challenge.domain.sizes import size_in_words
from peer_challenge.jobs.backing_up import BackupRow
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.labels import EmptyState, Heading, Sign, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList

_EXPLAINED = (
    "A backup is kept when a round file is opened, each quarter of an hour of work, and before something is brought "
    "in. Backups stay on this computer, where only you can read them."
)
_DAMAGED = (
    "{name} is damaged and is left as it is. Go back to its newest backup, or have everything that can still be read "
    "saved as a new round file."
)


class RestoreWindow(QDialog):
    """Backups at the left, what is inside the chosen one at the right; stays open while people look.

    `look_wanted` and `restore_wanted` carry the `BackupRow`; `salvage_wanted` comes only for a damaged file.
    """

    look_wanted = Signal(object)
    restore_wanted = Signal(object)
    salvage_wanted = Signal()

    def __init__(self, path: Path, *, damaged: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setWindowTitle(f"Backups of {path.stem}")
        face = Face[BackupRow](
            lambda row: row.when,
            lambda row: f"Kept {row.why}",
            lambda _row: icon("save"),
            lambda row: None if row.holds else ("Cannot be read", Tone.BAD),
        )
        self.list: RecordList[BackupRow] = RecordList(face, _sentence, "Backups, the newest first", most_lines=1)
        self.look = QPushButton("Open a copy to look")
        self.restore = QPushButton("Go back to this…")
        self.salvage = QPushButton("Save what can be read")
        self.confirm = ConfirmLine()
        self.progress = ProgressStrip()
        self.nothing = EmptyState("No backup yet", "The first one is kept when the file has been opened.")
        self._facts = {name: plain_label() for name in ("Kept", "Rounds", "Holds", "Newest change", "Size", "File")}
        self._lay_out(damaged)
        self.list.current_changed.connect(self._show)
        self.look.clicked.connect(lambda: self.look_wanted.emit(self.list.current_row()))
        self.restore.clicked.connect(self._ask)
        self.salvage.clicked.connect(self.salvage_wanted)

    def show_rows(self, rows: Sequence[BackupRow]) -> None:
        """List the backups, the newest first and current."""
        self.list.show_rows(rows)
        self.nothing.setVisible(not rows)
        self._both.setVisible(bool(rows))
        if rows:
            self.list.select(rows[0].id)
            self.list.setFocus()

    def set_busy(self, busy: bool) -> None:
        """Close the buttons while one of them is at work."""
        row = self.list.current_row()
        for button in (self.look, self.restore):
            button.setEnabled(not busy and row is not None and row.holds is not None)
        self.salvage.setEnabled(not busy)

    def _show(self, row: BackupRow | None) -> None:
        self.confirm.close_question()
        self.set_busy(False)
        if row is None:
            return
        rounds = ", ".join(row.holds.rounds) if row.holds else ""
        said = {
            "Kept": f"{row.when}, {row.why}",
            "Rounds": rounds or "None",
            "Holds": row.amount,
            "Newest change": row.newest_change,
            "Size": size_in_words(row.bytes),
            "File": str(row.path),
        }
        for name, words in said.items():
            self._facts[name].setText(words)

    def _ask(self) -> None:
        row = self.list.current_row()
        if row is not None:
            question = (
                f"Go back to {self.path.stem} as it was on {row.when}? What stands there now is kept as a backup first."
            )
            self.confirm.ask(question, "Go back", lambda: self.restore_wanted.emit(row))

    def _lay_out(self, damaged: bool) -> None:
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.addWidget(Heading(f"Backups of {self.path.stem}"))
        column.addWidget(self._damage_line() if damaged else plain_label(_EXPLAINED, muted=True))
        column.addWidget(self.progress)
        column.addWidget(self.nothing, 1)
        self._both = QWidget()
        across = QHBoxLayout(self._both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(line)
        across.addWidget(self.list, 2)
        across.addWidget(self._inside(), 3)
        column.addWidget(self._both, 1)
        column.addWidget(self.confirm)
        self.nothing.hide()
        self._both.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in (self.look, self.restore):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setEnabled(False)
        column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.resize(line * 48, line * 30)

    def _damage_line(self) -> QWidget:
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Sign(Tone.BAD.icon_name, Tone.BAD), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(plain_label(_DAMAGED.format(name=self.path.name)), 1)
        across.addWidget(self.salvage, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        facts = QFormLayout()
        facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, label in self._facts.items():
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addRow(plain_label(name, wrap=False, muted=True), label)
        column.addLayout(facts)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area


def _sentence(row: BackupRow) -> str:
    return f"Backup of {row.when}, kept {row.why}. {row.amount}."
