"""A rule about a set of authorities: how many of them a group has at most or at least, asked in place."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peer_challenge.services.plan_rules import SIZES
from ui.widgets.editors import ChoiceEditor, Editor, LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.importance_box import CalmSpin
from ui.widgets.labels import Heading
from ui.widgets.record_form import Field
from ui.widgets.scrolled import bring_into_view


class Bound(StrEnum):
    """Which way a rule counts."""

    AT_MOST = "At most"
    AT_LEAST = "At least"


class _CountEditor(Editor):
    def __init__(self) -> None:
        self._spin = CalmSpin("How many", SIZES.max)
        super().__init__(self._spin, wide=False)
        self.fill(None)

    def value(self) -> int:
        self._spin.interpretText()
        return self._spin.value()

    def fill(self, value: object) -> None:
        self._spin.setValue(value if isinstance(value, int) else 1)


class RuleForm(QWidget):
    """`given(values)` carries `authorities` as typed, `name`, and the numbers `least` and `most` (None: any)."""

    given = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = EntryForm(
            [
                Field("Authorities", "authorities", LineEditor("Names with commas")),
                Field("Called", "name", LineEditor("the coast")),
                Field("Each group has", "bound", ChoiceEditor(Bound, none="")),
                Field("How many", "number", _CountEditor()),
            ],
            "Add this rule",
        )
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._on_left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Heading("How many of a set in each group", 3))
        column.addWidget(self.entry)
        self.hide()

    def open_form(self, names: Iterable[str]) -> None:
        """Ask for a rule; `names` are the authorities chosen on the board, which it may be about."""
        chosen = ", ".join(names)
        self.show()
        self.entry.start()
        if chosen:
            self.entry.fill("authorities", chosen)
            self.entry.editor("name").setFocus()
        bring_into_view(self.entry)

    def close_form(self) -> None:
        """Put it away, empty."""
        self.hide()
        self.entry.clear()

    def _on_left(self) -> None:
        self.close_form()
        self.left.emit()

    def _on_entered(self, values: dict[str, object]) -> None:
        number, most = values["number"], values["bound"] is Bound.AT_MOST
        limits = {"least": 0 if most else number, "most": number if most else None}
        self.given.emit({"authorities": values["authorities"], "name": values["name"], **limits})
