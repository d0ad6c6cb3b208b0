"""The line that proposes to bring together what says nearly the same; nothing is brought together unasked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.services.finding_board import Alike
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import Sign, plain_label

_MOST_QUOTED = 3
_LONGEST = 90


class AlikeLine(QWidget):
    """Shows one proposal at a time. `together_wanted(alike)` is yes, `differ_wanted(alike)` no."""

    together_wanted = Signal(object)
    differ_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Alike | None = None
        self.words = plain_label()
        self.together = QPushButton(icon("move"), "")
        self.differ = QPushButton("They differ")
        self._lay_out()
        self.together.clicked.connect(self._on_together)
        self.differ.clicked.connect(self._on_differ)
        self.hide()

    def show_alike(self, every: Sequence[Alike]) -> None:
        """Show the first of the proposals."""
        self._shown = every[0] if every else None
        self.setVisible(bool(every))
        if every:
            more = f" {len(every) - 1} more like this." if len(every) > 1 else ""
            self.words.setText(_said(every[0]) + more)
            self.together.setText(_act(every[0]))

    def _on_together(self) -> None:
        if self._shown is not None:
            self.together_wanted.emit(self._shown)

    def _on_differ(self) -> None:
        if self._shown is not None:
            self.differ_wanted.emit(self._shown)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Sign("info", Tone.INFO), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(flow_row([self.together, self.differ]))


def _said(alike: Alike) -> str:
    parts = [count_of(len(ids), word) for ids, word in ((alike.notes, "note"), (alike.findings, "finding")) if ids]
    quoted = [f"“{text if len(text) <= _LONGEST else f'{text[:_LONGEST].rstrip()}…'}”" for text in alike.words]
    rest = f" and {len(quoted) - _MOST_QUOTED} more" if len(quoted) > _MOST_QUOTED else ""
    return f"{' and '.join(parts).capitalize()} may say the same: {', '.join(quoted[:_MOST_QUOTED])}{rest}."


def _act(alike: Alike) -> str:
    if len(alike.findings) > 1:
        return "Merge them"
    return "Add to the finding it is like" if alike.findings else "Make one finding of them"
