"""The exception agreed where a rule is broken: asked in place above the board, for the coordinator alone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.editors import LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.labels import plain_label
from ui.widgets.record_form import Field
from ui.widgets.scrolled import bring_into_view
from ui.widgets.triad_card import ProblemLine

PRIVATE = "Only the coordinator can read this. It is in no proposal, report or file sent."


class ExceptionForm(QWidget):
    """Asks why broken rules are accepted and who agreed; `given(reason, agreed_by)` carries the answer."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.broken = ProblemLine()
        self.entry = EntryForm(
            [
                Field("Why it is right all the same", "reason", LineEditor()),
                Field("Who agreed", "agreed_by", LineEditor("The steering group, on 12 October")),
            ],
            "Settle with this exception",
        )
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self.close_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.broken, plain_label(PRIVATE, muted=True), self.entry):
            column.addWidget(part)
        self.hide()

    def open_panel(self, broken: Sequence[str], *, settles: bool = True) -> None:
        """Show which rules are broken and ask; `settles` says that the plan is settled with the answer."""
        words = "Settle with this exception" if settles else "Agree this exception"
        self.entry.button.setText(words)
        self.entry.button.setAccessibleName(words)
        count = "A rule is" if len(broken) == 1 else f"{len(broken)} rules are"
        more = "Move an authority, or write which exception was agreed."
        self.broken.say(f"{count} broken: {'; '.join(broken)}. {more}")
        self.show()
        self.entry.start()
        bring_into_view(self.entry)

    def close_panel(self) -> None:
        """Put it away, empty."""
        self.hide()
        self.entry.clear()

    def _on_entered(self, values: dict[str, object]) -> None:
        reason, agreed_by = str(values["reason"]), str(values["agreed_by"])
        if reason and agreed_by:
            self.given.emit(reason, agreed_by)
        else:
            self.entry.show_problem("Write both why it is right and who agreed.")
