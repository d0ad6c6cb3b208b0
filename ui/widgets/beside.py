"""A screen of plans beside one another, with the way back and whatever else is asked above them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.widgets.plan_columns import PlanColumns, PlanFace
from ui.widgets.scrolled import scrolled


class Beside(QWidget):
    """`left` is the way back; `asked(id)` the button of a plan."""

    left = Signal()
    asked = Signal(object)

    def __init__(self, tools: Iterable[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = QPushButton(icon("chevron-left"), "Back to the groups")
        self.back_button.clicked.connect(self.left)
        self.said = plain_label(muted=True)
        self.plans = PlanColumns()
        self.plans.asked.connect(self.asked)
        area = scrolled(self.plans)
        area.setAlignment(Qt.AlignmentFlag.AlignTop)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(self.fontMetrics().height() * 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = (self.back_button, *tools)
        column.addWidget(flow_row(row))
        column.addWidget(self.said)
        column.addWidget(area, 1)
        for one, following in pairwise(row):
            self.setTabOrder(one, following)

    def show_plans(self, words: str, faces: Sequence[PlanFace]) -> None:
        """Show plans, and say above them what they are."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.plans.show_plans(faces)
