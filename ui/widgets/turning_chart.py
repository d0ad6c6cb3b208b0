"""A picture of numbers that turns into a table of the same numbers at the press of a button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from ui.icons import icon


class TurningChart(QWidget):
    """The chart in front, its table behind; `title` is what a screen reader says of both."""

    def __init__(self, title: str, canvas: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = QPushButton(icon("table"), "Show as table")
        self._title = title
        self._name_toggle()
        self.toggle.clicked.connect(self._turn)
        self.stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.stack, 1)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.stack.addWidget(canvas)  # once the stack has a place: before that the canvas would be a window of its own

    def _turn(self) -> None:
        to_table = self.stack.currentIndex() == 0
        self.stack.setCurrentIndex(int(to_table))
        self.toggle.setText("Show as chart" if to_table else "Show as table")
        self._name_toggle()
        self.toggle.setIcon(icon("chart" if to_table else "table"))

    def _name_toggle(self) -> None:
        """Two charts of a page are told apart by the name of their button."""
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {self._title}")
