"""The rules and wishes of a draft plan, in plain words; each change is an act of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from peer_challenge.domain.records import Plan
from peer_challenge.services.plans import MOST_POINTS, MOST_YEARS
from ui.widgets.labels import Heading, plain_label
from ui.widgets.tick_list import Tick, TickList

_TICKS = (
    ("avoid_borders", "Keep neighbours apart"),
    ("linked_apart", "Keep authorities with the same leadership apart"),
    ("conflicts_apart", "Keep declared interests apart"),
    ("one_good", "At least one authority rated good or outstanding for impact of leaders in each group"),
)
_WISHES = (
    ("weight_earlier_partner", "Not with an earlier partner"),
    ("weight_same_type", "Counties and unitaries mixed"),
    ("weight_size", "Alike in number of children"),
)


class RulesPanel(QWidget):
    """Shows a plan's rules; `edited(name, value)` comes when a person ticks, or leaves or steps a number."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.ticks = TickList("Rules")
        self.ticks.ticked.connect(self._on_tick)
        self._years = self._number("apart_years", "Years for which partners are kept apart", MOST_YEARS)
        self._wishes = {name: self._number(name, f"Importance: {words}", MOST_POINTS) for name, words in _WISHES}
        self._lay_out()

    def show_plan(self, plan: Plan, strata: Sequence[str]) -> None:
        """Fill the panel from a plan; `strata` are the sub-regions there are. Filling changes nothing."""
        self._plan = plan
        rules = [Tick(name, words, ticked=getattr(plan, name)) for name, words in _TICKS]
        chosen = set(plan.one_per_stratum)
        rules += [Tick((each,), f"At most one from {each} in each group", ticked=each in chosen) for each in strata]
        self.ticks.show_ticks(rules)
        for name, box in {**self._wishes, "apart_years": self._years}.items():
            box.setValue(getattr(plan, name))

    def number(self, name: str) -> QSpinBox:
        """Return the box of a number, for focus and tests."""
        return self._years if name == "apart_years" else self._wishes[name]

    def _on_tick(self, rule: str | tuple[str], on: bool) -> None:
        if isinstance(rule, str):
            self.edited.emit(rule, on)
        elif self._plan is not None:
            (stratum,) = rule
            others = {each for each in self._plan.one_per_stratum if each != stratum}
            self.edited.emit("one_per_stratum", tuple(sorted(others | {stratum} if on else others)))

    def _number(self, name: str, spoken: str, most: int) -> QSpinBox:
        box = _CalmSpin()
        box.setRange(0, most)
        box.setKeyboardTracking(False)
        box.setAccessibleName(spoken)
        box.by_person.connect(lambda: self._on_number(name, box.value()))
        return box

    def _on_number(self, name: str, value: int) -> None:
        if self._plan is not None and value != getattr(self._plan, name):
            self.edited.emit(name, value)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(Heading("Rules", 3))
        column.addWidget(plain_label("Every suggested group keeps them.", muted=True))
        column.addWidget(self.ticks)
        years = QGridLayout()
        years.setColumnStretch(0, 1)
        years.addWidget(plain_label("Years for which partners are kept apart"), 0, 0)
        years.addWidget(self._years, 0, 1)
        column.addLayout(years)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(Heading("Wishes", 3))
        hint = "Importance is points against, where a wish is not met. 0 switches it off."
        column.addWidget(plain_label(hint, muted=True))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for row, (name, words) in enumerate(_WISHES):
            grid.addWidget(plain_label(words), row, 0)
            grid.addWidget(self._wishes[name], row, 1)
        column.addLayout(grid)
        column.addStretch(1)


class _CalmSpin(QSpinBox):
    """A number box that says once what a person has chosen; the wheel over it belongs to the page."""

    by_person = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self.by_person)

    def stepBy(self, steps: int) -> None:
        """Step, and say so."""
        super().stepBy(steps)
        self.by_person.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
