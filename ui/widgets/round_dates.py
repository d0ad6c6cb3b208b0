"""When a round starts and when its SEFs are due, asked where a round begins."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from ui.widgets.date_editor import DateEditor
from ui.widgets.labels import Section, plain_label


class RoundDates(Section):
    """Two days, each under the words it is asked in; both may stay empty. `changed` says that a word of one did."""

    changed = Signal()

    def __init__(self, starts_words: str, due_words: str) -> None:
        super().__init__("When?", "Both can be filled in later.")
        self.starts, self.sef_due = DateEditor(), DateEditor()
        grid = QGridLayout()
        for at, (words, editor) in enumerate(((starts_words, self.starts), (due_words, self.sef_due))):
            label = plain_label(words, wrap=False)
            label.setBuddy(editor.box)
            editor.box.setAccessibleName(words)
            grid.addWidget(label, at, 0)
            grid.addWidget(editor, at, 1)
            editor.line.textChanged.connect(self.changed)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)

    def values(self) -> dict[str, date | None]:
        """Return the two days by the names of a round's fields; raises `UserError` where one is no day."""
        return {"starts": self.starts.value(), "sef_due": self.sef_due.value()}

    def clear(self) -> None:
        """Empty both."""
        self.starts.fill(None)
        self.sef_due.fill(None)
