"""The round's timeline: its milestones from left to right, each with an icon, its days and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from peer_challenge.services.marks import Mark
from peer_challenge.services.timeline import Milestone
from ui.colours import Tone
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, Sign, SmallLabel

_SIGNS: dict[Mark, tuple[str, Tone | None]] = {
    Mark.DONE: ("ok", Tone.GOOD),
    Mark.LATE: ("warning", Tone.BAD),
    Mark.UNDER_WAY: ("edit", Tone.INFO),
    Mark.NOTHING: ("calendar", Tone.NEUTRAL),
}
_SAID = {Mark.DONE: "", Mark.LATE: "late", Mark.UNDER_WAY: "now", Mark.NOTHING: ""}


class TimelineStrip(QWidget):
    """Shows milestones in a row that goes on in the next line where there is no room; one sentence says them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: list[_Cell] = []
        self._row: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("The round’s timeline")

    def show_milestones(self, milestones: Sequence[Milestone]) -> None:
        """Show these milestones; cells are made once and filled again."""
        if len(self.cells) != len(milestones):
            self._make(len(milestones))
        for cell, each in zip(self.cells, milestones, strict=True):
            cell.show_milestone(each)
        self.setAccessibleDescription(" ".join(each.sentence for each in milestones))

    def _make(self, count: int) -> None:
        if self._row is not None:
            self._column.removeWidget(self._row)
            self._row.deleteLater()
        self.cells = [_Cell() for _ in range(count)]
        self._row = flow_row(self.cells)
        layout = self._row.layout()
        assert layout is not None
        layout.setSpacing(self.fontMetrics().height() * 2)
        self._column.addWidget(self._row)


class _Cell(QWidget):
    """One milestone: sign and name, below them its days and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.sign = Sign("calendar", Tone.NEUTRAL)
        self.title, self.below = Heading(level=3), SmallLabel(muted=True)
        for label in (self.title, self.below):
            label.setWordWrap(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.sign, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.below, 1, 1)

    def show_milestone(self, milestone: Milestone) -> None:
        """Fill the cell."""
        said = _SAID[milestone.mark]
        self.sign.show_icon(*_SIGNS[milestone.mark])
        self.title.setText(f"{milestone.title}: {said}" if said else milestone.title)
        both = [part for part in (milestone.when, milestone.so_far) if part]
        self.below.setText("\n".join([*both, "", ""][:2]))  # two lines always, so that all names stand on one height
        self.setToolTip(milestone.sentence)
