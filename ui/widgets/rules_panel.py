"""The rules and wishes of a draft plan, in plain words; each change is an act of its own."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.records import Plan
from peer_challenge.services.plans import MOST_POINTS, NUMBERS, WISHES
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.importance_box import CalmSpin, ImportanceBox
from ui.widgets.labels import Heading, plain_label
from ui.widgets.tick_list import Tick, TickList
from ui.widgets.triad_card import ProblemLine
from ui.widgets.triad_rule_form import RuleForm
from ui.widgets.word_button import WordButton

_TICKS = (
    ("avoid_borders", "Keep neighbours apart"),
    ("linked_apart", "Keep authorities with the same leadership apart"),
    ("conflicts_apart", "Keep declared interests apart"),
    ("one_good", "At least one authority rated good or outstanding for impact of leaders in each group"),
)
_NUMBERS = (
    ("apart_years", "Years for which partners are kept apart"),
    ("most_not_good", "Most in a group who are rated below good (0: any)"),
)


class RulesPanel(QWidget):
    """Shows a plan's rules; `edited(name, value)` comes when a person ticks, or chooses or steps a number.

    `preset_asked(name)` wants a whole set of them, `relations_asked` the page of borders, history and interests,
    `rule_turned(id)` removes a rule of the coordinator's own, or sets an objection aside or takes it up; `set_asked`
    wants the form for a rule about a set; `given_up(at)` gives up a rule of the conflict shown.
    """

    edited = Signal(str, object)
    preset_asked = Signal(str)
    relations_asked = Signal()
    rule_turned = Signal(object)
    set_asked = Signal()
    given_up = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.presets = CalmCombo()
        self.presets.setAccessibleName("Rules and wishes by name")
        self.presets.activated.connect(self._on_preset)
        self.preset_words = plain_label(muted=True)
        self.own_rules: list[WordButton] = []
        self.conflict: list[WordButton] = []
        self._own, self._conflict = QVBoxLayout(), QVBoxLayout()
        self.possible = plain_label(muted=True)
        self.possible.setAccessibleName("How many groups keep every rule")
        self.warning = ProblemLine()
        self.ticks = TickList("Rules")
        self.ticks.ticked.connect(self._on_tick)
        self._numbers = {name: self._number(name, words) for name, words in _NUMBERS}
        self._wishes = {name: self._wish(name, words) for name, words in WISHES.items()}
        self.relations_button = QPushButton(icon("authorities"), "Borders and history")
        self.relations_button.setAccessibleDescription("Borders, earlier partners and declared interests")
        self.relations_button.clicked.connect(self.relations_asked)
        self.set_button = QPushButton(icon("add"), "Rule about a set…")
        self.set_button.setAccessibleDescription("At most or at least so many of some authorities in each group")
        self.set_button.clicked.connect(self.set_asked)
        self.set_form = RuleForm()
        self.set_form.left.connect(self.set_button.setFocus)
        self._lay_out()

    def show_plan(self, plan: Plan, strata: Sequence[str]) -> None:
        """Fill the panel from a plan; `strata` are the sub-regions there are. Filling changes nothing."""
        self._plan = plan
        rules = [Tick(name, words, ticked=getattr(plan, name)) for name, words in _TICKS]
        chosen = set(plan.one_per_stratum)
        rules += [Tick((each,), f"At most one from {each} in each group", ticked=each in chosen) for each in strata]
        self.ticks.show_ticks(rules)
        for name, number in self._numbers.items():
            number.setValue(getattr(plan, name))
        for name, box in self._wishes.items():
            box.show_points(getattr(plan, name))

    def show_presets(self, presets: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show the named sets, each with what it is for, and which of them the plan has; "" is none of them."""
        self.presets.clear()
        for name, words in presets:
            self.presets.addItem(name, name)
            self.presets.setItemData(self.presets.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        if not chosen:
            self.presets.addItem("Your own rules", "")
        self.presets.setCurrentIndex(self.presets.findData(chosen))
        self.preset_words.setText(dict(presets).get(chosen, ""))
        self.preset_words.setVisible(bool(chosen))

    def show_own_rules(self, rules: Sequence[tuple[UUID, str, str]]) -> None:
        """Show rules of one's own and objections, each a button, with what a click does to it."""
        stood = next((at for at, line in enumerate(self.own_rules) if line.hasFocus()), None)
        for line in self.own_rules:
            line.hide()
            line.deleteLater()
        self.own_rules = [WordButton(words, act) for _, words, act in rules]
        for line, (rule, _, _) in zip(self.own_rules, rules, strict=True):
            line.clicked.connect(lambda _on=False, turned=rule: self.rule_turned.emit(turned))
            self._own.addWidget(line)
            line.show()  # or the keyboard could not stand on it yet
        if stood is not None:
            (self.own_rules[min(stood, len(rules) - 1)] if rules else self.set_button).setFocus()

    def show_conflict(self, rows: Sequence[tuple[str, str, bool]]) -> None:
        """Show rules that cannot all be kept: the rule, what giving it up brings, and whether a click can do that."""
        for line in self.conflict:
            line.hide()
            line.deleteLater()
        self.conflict = [WordButton(f"Give up: {words}", relaxed) for words, relaxed, _ in rows]
        for at, (line, (_, _, can)) in enumerate(zip(self.conflict, rows, strict=True)):
            line.setEnabled(can)
            line.clicked.connect(lambda _on=False, which=at: self.given_up.emit(which))
            self._conflict.addWidget(line)

    def show_possible(self, words: str, warning: str) -> None:
        """Say how many groups keep every rule, and what is or will soon be impossible."""
        self.possible.setText(words)
        self.warning.say(warning)

    def wish(self, name: str) -> ImportanceBox:
        """Return the box of a wish, for focus and tests."""
        return self._wishes[name]

    def number(self, name: str) -> CalmSpin:
        """Return the box of a number, for focus and tests."""
        return self._numbers[name]

    def _on_preset(self, _at: int) -> None:
        if key := self.presets.currentData():
            self.preset_asked.emit(key)

    def _on_tick(self, rule: str | tuple[str], on: bool) -> None:
        if isinstance(rule, str):
            self.edited.emit(rule, on)
        elif self._plan is not None:
            (stratum,) = rule
            others = {each for each in self._plan.one_per_stratum if each != stratum}
            self.edited.emit("one_per_stratum", tuple(sorted(others | {stratum} if on else others)))

    def _number(self, name: str, words: str) -> CalmSpin:
        box = CalmSpin(words, NUMBERS[name])
        box.by_person.connect(lambda: self._on_number(name, box.value()))
        return box

    def _wish(self, name: str, words: str) -> ImportanceBox:
        box = ImportanceBox(words, MOST_POINTS)
        box.chosen.connect(lambda points: self._on_number(name, points))
        return box

    def _on_number(self, name: str, value: int) -> None:
        if self._plan is not None and value != getattr(self._plan, name):
            self.edited.emit(name, value)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        for part in (self.presets, self.preset_words, self.possible, self.warning):
            column.addWidget(part)
        column.addLayout(self._conflict)
        column.addWidget(Heading("Rules", 3))
        column.addWidget(self.ticks)
        column.addLayout(self._own)
        column.addLayout(_rows([(words, self._numbers[name]) for name, words in _NUMBERS]))
        column.addWidget(flow_row((self.set_button, self.relations_button)))
        column.addWidget(self.set_form)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(Heading("Wishes", 3))
        hint = "A wish that is not met adds points against the plan."
        column.addWidget(plain_label(hint, muted=True))
        column.addLayout(_rows([(words, self._wishes[name]) for name, words in WISHES.items()]))
        column.addStretch(1)


def _rows(parts: Sequence[tuple[str, QWidget]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    for row, (words, box) in enumerate(parts):
        grid.addWidget(plain_label(words), row, 0)
        grid.addWidget(box, row, 1)
    return grid
