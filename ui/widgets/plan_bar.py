"""The bar above the board: which draft plan, how it stands, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.records import Plan
from peer_challenge.services.board import BoardView
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.labels import Chip, plain_label
from ui.widgets.triad_column import points_words

_TONES = {PlanState.DRAFT: Tone.NEUTRAL, PlanState.CONSULTING: Tone.INFO, PlanState.SETTLED: Tone.GOOD}


class PlanBar(QWidget):
    """Says what a person asks for; `plan_chosen` carries the plan's id."""

    plan_chosen = Signal(object)
    new_asked = Signal()
    remove_asked = Signal()
    suggest_asked = Signal()
    type_asked = Signal()
    group_asked = Signal()
    consult_asked = Signal()
    settle_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plans = CalmCombo()
        self.plans.setAccessibleName("Draft plan")
        self.plans.activated.connect(lambda _at: self.plan_chosen.emit(self.plans.currentData()))
        self.state = Chip("")
        self.standing = plain_label(wrap=False)
        self.standing.setAccessibleName("How the plan stands")
        self.verdict = Chip("")
        self.suggest_button = QPushButton("Suggest groups")
        self.suggest_button.clicked.connect(lambda: self.suggest_asked.emit())
        self.suggest_button.setDefault(True)
        self.type_button = self._button("Type groups…", "edit", self.type_asked)
        self.settle_button = self._button("Settle", "ok", self.settle_asked)
        self.more_button = QPushButton("More")
        self.more_button.setAccessibleName("More for this plan")
        self._lay_out()

    def show_plans(self, plans: Sequence[Plan], chosen: Plan | None) -> None:
        """Show the plans there are and the one chosen; without one the bar is hidden."""
        self.setVisible(chosen is not None)
        if chosen is None:
            return
        if [(self.plans.itemData(at), self.plans.itemText(at)) for at in range(self.plans.count())] != [
            (plan.id, plan.name) for plan in plans
        ]:
            self.plans.clear()
            for plan in plans:
                self.plans.addItem(plan.name, plan.id)
        self.plans.setCurrentIndex([plan.id for plan in plans].index(chosen.id))
        self.state.say(chosen.state.words, _TONES[chosen.state])
        settled = chosen.state is PlanState.SETTLED
        self.consult_action.setEnabled(chosen.state is PlanState.DRAFT)
        for action in (self.group_action, self.remove_action):
            action.setEnabled(not settled)
        for part in (self.suggest_button, self.type_button, self.settle_button, self.standing, self.verdict):
            part.setVisible(not settled)

    def show_standing(self, view: BoardView) -> None:
        """Show points against and whether anything better exists."""
        self.standing.setText(points_words(view.points).capitalize())
        if view.broken:
            count = len(view.broken)
            self.verdict.say(f"{count} {'rule' if count == 1 else 'rules'} broken", Tone.WARNING)
        elif view.unplaced:
            self.verdict.say(f"{len(view.unplaced)} not yet in a group", Tone.NEUTRAL)
        elif view.best:
            self.verdict.say("No better plan exists", Tone.GOOD)
        else:
            self.verdict.say("Every rule is kept", Tone.GOOD)

    def _button(self, words: str, picture: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(icon(picture), words)
        button.clicked.connect(lambda: asked.emit())
        return button

    def _lay_out(self) -> None:
        self._fill_menu()
        top = QHBoxLayout()
        label = plain_label("Plan", wrap=False)
        label.setBuddy(self.plans)
        for part in (label, self.plans, self.state):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.standing)
        top.addWidget(self.verdict)
        acts = QHBoxLayout()
        for button in (self.suggest_button, self.type_button, self.more_button):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.settle_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(acts)

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        self.group_action = menu.addAction(icon("add"), "Add an empty group")
        self.consult_action = menu.addAction(icon("offer"), "Send out for consultation")
        menu.addSeparator()
        self.new_action = menu.addAction(icon("copy"), "New draft plan")
        self.remove_action = menu.addAction(icon("remove"), "Remove this draft plan")
        self.group_action.triggered.connect(lambda: self.group_asked.emit())
        self.consult_action.triggered.connect(lambda: self.consult_asked.emit())
        self.new_action.triggered.connect(lambda: self.new_asked.emit())
        self.remove_action.triggered.connect(lambda: self.remove_asked.emit())
        self.more_button.setMenu(menu)
