"""The bar above the board: which draft plan, how it stands, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.records import Plan
from peer_challenge.services.board import BoardView
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Chip, plain_label, plain_tip
from ui.widgets.triad_column import POINTS_MEAN, points_words

_TONES = {
    PlanState.DRAFT: Tone.NEUTRAL,
    PlanState.CONSULTING: Tone.INFO,
    PlanState.SETTLED: Tone.GOOD,
    PlanState.REPLACED: Tone.NEUTRAL,
}


class PlanBar(QWidget):
    """Says what a person asks for; `plan_chosen` carries the plan's id.

    The buttons stand in the order of the work: suggest, compare, consult, print, settle; the rest is behind More.
    """

    plan_chosen = Signal(object)
    new_asked = Signal()
    remove_asked = Signal()
    suggest_asked = Signal()
    type_asked = Signal()
    group_asked = Signal()
    compare_asked = Signal()
    consult_asked = Signal()
    objection_asked = Signal()
    repair_asked = Signal()
    proposal_asked = Signal()
    settle_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plans = CalmCombo()
        self.plans.setAccessibleName("Draft plan")
        self.plans.activated.connect(lambda _at: self.plan_chosen.emit(self.plans.currentData()))
        self.state = Chip("")
        self.standing = plain_label(wrap=False)
        self.standing.setAccessibleName("How the plan stands")
        self.standing.setToolTip(plain_tip(POINTS_MEAN))
        self.standing.setAccessibleDescription(POINTS_MEAN)
        self.verdict = Chip("")
        self.suggest_button = self._button("Suggest groups", "", self.suggest_asked)
        self.suggest_button.setDefault(True)
        self.compare_button = self._button("Compare plans", "versions", self.compare_asked)
        self.consult_button = self._button("Out for consultation", "offer", self.consult_asked)
        self.objection_button = self._button("Objection…", "question", self.objection_asked)
        self.repair_button = self._button("Repair", "redo", self.repair_asked)
        self.proposal_button = self._button("Proposal", "print", self.proposal_asked)
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
        closed = chosen.state.closed
        for action in (self.type_action, self.group_action, self.remove_action):
            action.setEnabled(not closed)
        for part in (self.suggest_button, self.compare_button, self.settle_button, self.standing, self.verdict):
            part.setVisible(not closed)
        self.consult_button.setVisible(chosen.state is PlanState.DRAFT)
        self.objection_button.setVisible(chosen.state is PlanState.CONSULTING)

    def show_repair(self, asked_for: bool) -> None:
        """Offer to repair the groups, where somebody left, joined or objects."""
        self.repair_button.setVisible(asked_for)

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
        button = QPushButton(icon(picture), words) if picture else QPushButton(words)
        button.clicked.connect(lambda: asked.emit())
        return button

    def _lay_out(self) -> None:
        self._fill_menu()
        label = plain_label("Plan", wrap=False)
        label.setBuddy(self.plans)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow_row((label, self.plans, self.state, self.standing, self.verdict)))
        acts = (self.suggest_button, self.compare_button, self.consult_button, self.objection_button)
        then = (self.repair_button, self.proposal_button, self.settle_button, self.more_button)
        column.addWidget(flow_row((*acts, *then)))
        self.repair_button.hide()

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        self.type_action = menu.addAction(icon("edit"), "Type groups…")
        self.group_action = menu.addAction(icon("add"), "Add an empty group")
        menu.addSeparator()
        self.new_action = menu.addAction(icon("copy"), "New draft plan")
        self.remove_action = menu.addAction(icon("remove"), "Remove this draft plan")
        for action, asked in (
            (self.type_action, self.type_asked),
            (self.group_action, self.group_asked),
            (self.new_action, self.new_asked),
            (self.remove_action, self.remove_asked),
        ):
            action.triggered.connect(lambda _on=False, emit=asked.emit: emit())
        self.more_button.setMenu(menu)
