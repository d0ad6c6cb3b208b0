"""A question in place before what cannot be taken back: away from the button that asks, so no double-click answers."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label


class ConfirmLine(QWidget):
    """Hidden until `ask`; the keyboard then waits on "Not yet". `closed` says that the question is gone."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], object] | None = None
        self.question = plain_label()
        self.yes, self.no = QPushButton("Yes"), QPushButton("Not yet")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.close_question)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        column.addWidget(flow_row([self.yes, self.no]))
        self.hide()

    def ask(self, question: str, yes: str, act: Callable[[], object]) -> None:
        """Ask; `yes` is the button that does it."""
        self._act = act
        self.question.setText(question)
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)
        self.yes.setAccessibleDescription(question)
        self.no.setAccessibleName(f"Not yet: {yes}")
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, question)

    def close_question(self) -> None:
        """Take the question away; nothing happens."""
        if self._act is not None:
            self._act = None
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is "Not yet"."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)

    def _on_yes(self) -> None:
        act = self._act
        self.close_question()
        if act is not None:
            act()
