"""The board with what explains it beside it, or below it where the window is narrow or the text large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.widgets.group_panel import GroupPanel
from ui.widgets.rules_panel import RulesPanel
from ui.widgets.scrolled import scrolled
from ui.widgets.swaps_panel import SwapsPanel
from ui.widgets.triad_board import TriadBoard
from ui.widgets.turning_row import TurningRow
from ui.widgets.why_not_panel import WhyNotPanel

_NARROW_IN_LINES, _SIDE_IN_LINES, _SIDE_SHARE = 48, 20, 0.3
_BOARD_IN_LINES, _BELOW_IN_LINES = 16, 14
_WHY, _SWAPS, _RULES = range(3)
_AS_WIDE_AS_THERE_IS = 16_777_215  # Qt's own word for no limit


class TriadBench(TurningRow):
    """Board at the left; why, swaps and rules at the right, a tab each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_NARROW_IN_LINES, parent)
        self.board = TriadBoard()
        self.why = GroupPanel()
        self.why_not = WhyNotPanel()
        self.swaps = SwapsPanel()
        self.rules = RulesPanel()
        self.side = QTabWidget()
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the line above closed it to the keyboard, too
        self.side.tabBar().setAccessibleName("Why, swaps or rules")
        reasons = QWidget()
        column = QVBoxLayout(reasons)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.why)
        column.addWidget(self.why_not)
        column.addStretch(1)
        for part, title in ((reasons, "Why?"), (self.swaps, "Swaps"), (self.rules, "Rules")):
            self.side.addTab(_upright(part), title)
        self.row.addWidget(self.board, 1)
        self.row.addWidget(self.side)
        self.fitted.connect(self._share_out)

    @property
    def shows_swaps(self) -> bool:
        """Whether swaps are in front."""
        return self.side.currentIndex() == _SWAPS

    @property
    def shows_rules(self) -> bool:
        """Whether the rules are in front."""
        return self.side.currentIndex() == _RULES

    def show_why(self) -> None:
        """Bring the reasons to the front."""
        self.side.setCurrentIndex(_WHY)

    def show_rules(self) -> None:
        """Bring the rules to the front."""
        self.side.setCurrentIndex(_RULES)

    def _share_out(self, narrow: bool) -> None:
        """Leave the board its room."""
        line = self.fontMetrics().height()
        self.board.setMinimumHeight(line * _BOARD_IN_LINES)
        self.side.setMinimumHeight(line * _BELOW_IN_LINES if narrow else 0)
        wide = min(line * _SIDE_IN_LINES, round(self.width() * _SIDE_SHARE))
        self.side.setMinimumWidth(0 if narrow else wide)
        self.side.setMaximumWidth(_AS_WIDE_AS_THERE_IS if narrow else wide)


def _upright(inner: QWidget) -> QWidget:
    area = scrolled(inner)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
