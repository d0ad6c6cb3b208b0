"""What the bench tells beyond the board: swaps that help, why not, named rules, what they leave, and conflicts."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Plan
from peer_challenge.services.alternatives import keep_as_draft
from peer_challenge.services.conflicts import ConflictRow, ConflictView, conflict
from peer_challenge.services.groups import swap
from peer_challenge.services.names import NameBook
from peer_challenge.services.objections import ObjectionRow, heed_objection, objections_of
from peer_challenge.services.own_rules import keep_apart, keep_together, limit_set, remove_rule, rules_of_plan
from peer_challenge.services.plan_rules import Question
from peer_challenge.services.plans import edit_rules
from peer_challenge.services.presets import PRESETS, apply_preset, preset_of
from peer_challenge.services.warnings import legal_groups, warnings
from peer_challenge.services.why_not import WhyNotView, swaps_that_help, why_not
from ui.pages.triad_errands import Errands
from ui.widgets.triad_bench import TriadBench
from ui.workspace import Workspace

_MOST_SWAPS = 5


class TriadAnswers(QObject):
    """Fills the side of the bench and does what is asked there.

    `kept(plan)` says that a plan was kept as a draft; `excepted(breach)` wants an exception agreed on a breach.
    """

    kept = Signal(object)
    excepted = Signal(object)

    def __init__(self, workspace: Workspace, bench: TriadBench, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._bench, self._errands = workspace, bench, errands
        self._plan: Plan | None = None
        self._question: Question | None = None
        self._seen = 0
        self._answer: WhyNotView | None = None
        self._conflict: ConflictView | None = None
        self._told_rules_for: Question | None = None
        self._heeded: dict[UUID, bool] = {}
        self._connect()

    def show(self, plan: Plan, question: Question, seen: int) -> None:
        """Be about a plan as read at `seen`; `question` is asked anew only when rules or authorities change."""
        if self._plan is None or plan.id != self._plan.id:
            self._bench.why_not.clear()
        self._plan, self._question, self._seen = plan, question, seen
        self._show_side()

    def explain_conflict(self) -> None:
        """Have it worked out which rules cannot hold together, and show what giving each up would bring."""
        plan = self._plan
        if plan is not None:
            self._bench.show_rules()
            self._errands.run(
                "Looking for what is in the way",
                lambda store, progress: conflict(store, plan.id, progress),
                self._show_conflict,
            )

    def _connect(self) -> None:
        bench, rules = self._bench, self._bench.rules
        bench.side.currentChanged.connect(lambda _at: self._show_side())
        bench.board.cards_chosen.connect(lambda cards: self._take(card.name for card in cards))
        bench.why_not.asked.connect(self._ask_why_not)
        bench.why_not.keep_asked.connect(self._keep_answer)
        bench.why_not.swap_asked.connect(self._swap)
        bench.why_not.together_asked.connect(lambda names: self._add_rule(keep_together, names))
        bench.why_not.apart_asked.connect(lambda names: self._add_rule(keep_apart, names))
        rules.edited.connect(lambda rule, value: self._do(edit_rules, **{rule: value}))
        rules.preset_asked.connect(lambda name: self._do(apply_preset, name))
        rules.rule_turned.connect(self._turn)
        rules.set_asked.connect(lambda: rules.set_form.open_form(card.name for card in bench.board.chosen))
        rules.set_form.given.connect(self._limit_set)
        rules.given_up.connect(self._give_up)

    def _do(self, act: Callable[..., ChangeSet], *args: object, **named: object) -> bool:
        if self._plan is None:
            return False
        return self._workspace.do_seen(self._seen, act, self._plan.id, *args, **named) is not None

    def _show_side(self) -> None:
        """Read only what the tab in front shows."""
        if self._plan is None or self._question is None or self._plan.state.closed:
            return
        if self._bench.shows_swaps:
            found = self._workspace.ask(swaps_that_help, self._plan.id, _MOST_SWAPS, self._question)
            self._bench.swaps.show_swaps(found)
        elif self._bench.shows_rules:
            self._show_rules(self._plan, self._question)

    def _show_rules(self, plan: Plan, question: Question) -> None:
        rules, ask = self._bench.rules, self._workspace.ask
        strata = sorted({each.stratum for each in question.authorities.values() if each.stratum})
        rules.show_plan(plan, strata)
        if question is self._told_rules_for:
            return
        self._told_rules_for = question
        rules.show_presets([(each.name, each.words) for each in PRESETS], preset_of(plan))
        objections = ask(objections_of, plan.round)
        self._heeded = {each.id: each.heeded for each in objections}
        own = [(each.id, each.words, "Click to remove this rule") for each in ask(rules_of_plan, plan.id)]
        rules.show_own_rules([*own, *map(_objection_line, objections)])
        possible = ask(legal_groups, plan.id)
        rules.show_possible(f"{count_of(possible, 'group')} would keep every rule.", " ".join(ask(warnings, plan.id)))
        self._show_conflict(None)

    def _show_conflict(self, view: ConflictView | None) -> None:
        self._conflict = view
        rows = view.rows if view else ()
        self._bench.rules.show_conflict([(each.words, each.relaxed, _can_give_up(each)) for each in rows])

    def _turn(self, rule: UUID) -> None:
        """Remove a rule of the coordinator's own, or set an objection aside, or take it up again."""
        if rule in self._heeded:
            self._workspace.do_seen(self._seen, heed_objection, rule, not self._heeded[rule])
        else:
            self._workspace.do_seen(self._seen, remove_rule, rule)

    def _limit_set(self, values: dict[str, Any]) -> None:
        form = self._bench.rules.set_form
        if self._plan is None or self._question is None:
            return
        try:
            found = NameBook(self._question.authorities.values()).find_all(values.pop("authorities"))
        except UserError as error:
            form.entry.show_problem(error.sentence)
            return
        chosen = [each.id for each in found]
        if form.entry.send(self._workspace, self._seen, limit_set, self._plan.id, authorities=chosen, **values):
            form.close_form()
            self._bench.rules.set_button.setFocus()

    def _give_up(self, at: int) -> None:
        row = self._conflict.rows[at] if self._conflict else None
        if row is not None and row.field:
            self._do(edit_rules, **{row.field: row.value})
        elif row is not None and row.breach is not None:
            self.excepted.emit(row.breach)

    def _take(self, names: Iterable[str]) -> None:
        self._bench.why_not.take(names)
        self._bench.show_why()

    def _named(self, text: str) -> list[UUID] | None:
        """Return the authorities that are meant; a name that nobody has is told, and gives None."""
        if self._question is None:
            return None
        try:
            return [each.id for each in NameBook(self._question.authorities.values()).find_all(text)]
        except UserError as error:
            self._workspace.failed.emit(error.sentence)
            return None

    def _add_rule(self, act: Callable[..., ChangeSet], text: str) -> None:
        authorities = self._named(text)
        if authorities is not None and self._do(act, authorities):
            self._bench.board.choose(())

    def _swap(self, text: str) -> None:
        pair = self._named(text)
        if pair is not None and len(pair) == 2:
            self._do(swap, *pair)

    def _ask_why_not(self, text: str) -> None:
        plan, authorities = self._plan, self._named(text)
        if plan is not None and authorities is not None:
            self._errands.run(
                "Looking for the best plan with them together",
                lambda store, progress: why_not(store, plan.id, authorities, progress),
                self._tell_why_not,
                lambda error: self._bench.why_not.tell(error.sentence, plan=False),
            )

    def _tell_why_not(self, answer: WhyNotView) -> None:
        self._answer = answer
        self._bench.why_not.tell(answer.words, plan=bool(answer.groups))

    def _keep_answer(self) -> None:
        if self._answer is not None and self._plan is not None:
            applied = self._workspace.do_seen(self._seen, keep_as_draft, self._plan.id, self._answer.groups)
            if applied is not None:
                self.kept.emit(next(iter(applied.touched[Plan])))


def _objection_line(row: ObjectionRow) -> tuple[UUID, str, str]:
    if row.heeded:
        return row.id, row.words, "Click to set this objection aside"
    return row.id, f"Set aside: {row.words}", "Click to take this objection up again"


def _can_give_up(row: ConflictRow) -> bool:
    return bool(row.field) or row.breach is not None
