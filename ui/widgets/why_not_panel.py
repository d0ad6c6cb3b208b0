"""Why not? for authorities that are not together: chosen on the board or typed, answered in words."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.texts import LineBox
from ui.widgets.word_button import WordButton

_HINT = "Choose two to four authorities with Space or Ctrl and a click, or type their names with commas between."


class WhyNotPanel(QWidget):
    """`asked(text)` carries the names as typed; `keep_asked` wants the plan of the answer as a draft plan.

    `together_asked` and `apart_asked`, with the names, want that to be a rule; `swap_asked` wants two to change places.
    """

    asked = Signal(str)
    keep_asked = Signal()
    together_asked = Signal(str)
    apart_asked = Signal(str)
    swap_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = LineBox("authorities")
        self.names.setAccessibleName("Why not together? Names with commas")
        self.names.setPlaceholderText("Kent, Slough")
        self.names.returnPressed.connect(self._ask)
        self.ask_button = QPushButton("Why not?")
        self.ask_button.clicked.connect(self._ask)
        self.answer = plain_label()
        self.answer.setAccessibleName("Why not: the answer")
        self.keep_button = WordButton("Keep that plan as a draft plan", "This plan stays as it is.")
        self.keep_button.clicked.connect(lambda: self.keep_asked.emit())
        self.together_button = QPushButton("Keep together")
        self.apart_button = QPushButton("Keep apart")
        for button, asked in ((self.together_button, self.together_asked), (self.apart_button, self.apart_asked)):
            button.clicked.connect(lambda _on=False, ask=asked.emit: ask(self.names.text()))
            button.setAccessibleDescription("Make this a rule of the plan")
        self.swap_button = QPushButton("Swap these two")
        self.swap_button.setAccessibleDescription("They change places, whatever the points")
        self.swap_button.clicked.connect(lambda: self.swap_asked.emit(self.names.text()))
        self.names.textChanged.connect(self._on_names)
        column = QVBoxLayout(self)
        column.addWidget(Heading("Why not together?", 3))
        column.addWidget(plain_label(_HINT, muted=True))
        column.addWidget(self.names)
        column.addWidget(flow_row((self.ask_button, self.swap_button, self.together_button, self.apart_button)))
        column.addWidget(self.answer)
        column.addWidget(self.keep_button)
        self.clear()
        self._on_names("")

    def take(self, names: Iterable[str]) -> None:
        """Put chosen names into the box; an answer to others goes."""
        text = ", ".join(names)
        if text != self.names.text():
            self.names.setText(text)
            self.clear()

    def tell(self, words: str, *, plan: bool) -> None:
        """Show the answer; `plan` says that there is a plan to keep."""
        self.answer.setText(words)
        self.answer.show()
        self.keep_button.setVisible(plan)
        announce(self, words)

    def clear(self) -> None:
        """Take the answer away."""
        self.answer.clear()
        self.answer.hide()
        self.keep_button.hide()

    def _on_names(self, text: str) -> None:
        named = len(text.replace(";", ",").strip(", ").split(","))
        for button in (self.ask_button, self.together_button, self.apart_button):
            button.setEnabled(named > 1)
        self.swap_button.setEnabled(named == 2)

    def _ask(self) -> None:
        if self.names.text().strip():
            self.clear()
            self.asked.emit(self.names.text())
