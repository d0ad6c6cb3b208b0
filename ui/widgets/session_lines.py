"""The lines of enquiry as tabs over what the SEF says."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from peer_challenge.services.console import LineView


class LineTabs(QTabBar):
    """One tab a line; a tab that stays keeps its place."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[LineView] = ()
        self.setAccessibleName("Lines of enquiry")
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def line(self) -> LineView | None:
        """The line whose tab is open."""
        at = self.currentIndex()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def show_lines(self, lines: Sequence[LineView]) -> None:
        """Become one tab a line."""
        self._lines = lines
        for place, line in enumerate(lines):
            if place == self.count():
                self.addTab("")
            self.setTabText(place, f"{line.number}  {line.short}")
            self.setTabToolTip(place, line.question)
        while self.count() > len(lines):
            self.removeTab(self.count() - 1)

    def open_line(self, line: UUID) -> None:
        """Open the tab of a line, if it has one."""
        ids = [each.id for each in self._lines]
        if line in ids:
            self.setCurrentIndex(ids.index(line))

    def step(self, steps: int) -> None:
        """Open the tab so many further on, at most the last."""
        self.setCurrentIndex(max(0, min(self.count() - 1, self.currentIndex() + steps)))
