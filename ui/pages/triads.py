"""Triads: draft plans and the board of groups until one is settled, then the groups with roles and dates."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import DutyKind, PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import (
    AgreedException,
    Authority,
    Challenge,
    Duty,
    Group,
    Membership,
    Objection,
    Participation,
    Pause,
    Person,
    Plan,
    PlanRule,
    Record,
    Relationship,
    ReportIssue,
    Round,
    Session,
)
from peer_challenge.services import groups
from peer_challenge.services.board import BoardView, board
from peer_challenge.services.challenges import assign_duty, challengers_of, challenges_of, serve_directors
from peer_challenge.services.conflicts import RulesConflict
from peer_challenge.services.exceptions import agree_exception
from peer_challenge.services.plan_rules import Question, question_of
from peer_challenge.services.plans import consult, new_plan, plans_of, remove_plan, suggest
from peer_challenge.services.repairs import needs_repair
from peer_challenge.services.rule_words import Breach
from peer_challenge.services.settling import settle
from peer_challenge.services.shared_seats import sit_as_one
from peer_challenge.services.typed_groups import type_groups
from ui.messages import STOPPED
from ui.pages.compare_part import ComparePart
from ui.pages.objection_part import ObjectionPart
from ui.pages.page import Page
from ui.pages.proposal_part import ProposalPart
from ui.pages.repair_part import RepairPart
from ui.pages.triad_answers import TriadAnswers
from ui.pages.triad_errands import Errands
from ui.pages.triad_news import news
from ui.widgets.exception_form import ExceptionForm
from ui.widgets.labels import EmptyState
from ui.widgets.plan_bar import PlanBar
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.settled_groups import SettledGroups
from ui.widgets.triad_bench import TriadBench
from ui.widgets.triad_screens import NewsLine, Screens
from ui.widgets.typed_panel import TypedPanel
from ui.workspace import Workspace

_EMPTY_HINT = (
    "A draft plan says who sits with whom. Make one, then have groups suggested, type them, or move them by hand."
)
_ASKS_ANEW: frozenset[type[Record]] = frozenset(
    {Plan, PlanRule, AgreedException, Objection, Authority, Relationship, Participation, Round}
)
_HINT = "Drag an authority to another group, or press Ctrl+M on it. Ctrl+L locks a group."
_SETTLED = "The groups are settled. Each host has a challenge, and roles go round in each group. Undo takes it back."


class TriadsPage(Page):
    """The workbench of a round's plans. Every act goes through the workspace, so that undo works everywhere."""

    name: ClassVar[str] = "Triads"
    shows: ClassVar[frozenset[type[Record]]] = _ASKS_ANEW | {
        Group,
        Membership,
        Challenge,
        Duty,
        Session,
        ReportIssue,
        Pause,
        Person,
    }

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.plan: UUID | None = None
        self.view: BoardView | None = None
        self._plans: list[Plan] = []
        self._question: Question | None = None
        self._breach: Breach | None = None
        self._stood: QWidget | None = None
        self.bar = PlanBar()
        self.bench = TriadBench()
        self.board, self.why, self.rules = self.bench.board, self.bench.why, self.bench.rules
        self.settled = SettledGroups()
        self.typed = TypedPanel(workspace)
        self.exception, self.objection = ExceptionForm(), ObjectionPart(workspace)
        self.progress = ProgressStrip()
        self.errands = Errands(workspace, self.progress, self)
        self.answers = TriadAnswers(workspace, self.bench, self.errands, self)
        self.compare = ComparePart(workspace, self.errands)
        self.repair = RepairPart(workspace, self.errands)
        self.proposal = ProposalPart(workspace)
        self.empty = EmptyState("No draft plan yet", _EMPTY_HINT, "Make a draft plan")
        self.said = NewsLine()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask for the plans of the round, and for the board or the settled groups of the one chosen."""
        round_id = self.workspace.round
        self._plans = self.workspace.ask(plans_of, round_id) if round_id else []
        chosen = self._chosen_plan()
        if chosen is None or (self._question and self._question.plan != chosen):
            self._question = None
        self.plan = chosen.id if chosen else None
        self.bar.show_plans(self._plans, chosen)
        if chosen is None and round_id is not None and self.workspace.ask(challenges_of, round_id):
            self._show_settled(round_id, None)  # the plan stays with the coordinator, the groups come in a file
        elif chosen is None or round_id is None:
            self.view = None
            self._stack.setCurrentWidget(self.empty)
            self.empty.setEnabled(round_id is not None)
        elif chosen.state is PlanState.SETTLED:
            self._show_settled(round_id, chosen)
        else:
            self._show_board(chosen)
        if chosen is not None and self._stack.currentWidget() is self.proposal:
            self.proposal.show_plan(chosen.id, chosen.name)

    def settle(self) -> None:
        """Keep groups that are half typed as a draft."""
        super().settle()
        self.typed.keep()

    def open_record(self, id: UUID) -> bool:
        """Go to an authority or a group on the board, or to a challenge once the groups are settled."""
        self._show_groups()
        if self._stack.currentWidget() is self.settled:
            return self.settled.table.select(id)
        return self.board.focus_on(id)

    def first_focus(self) -> QWidget | None:
        """Return the board, or what an empty page offers."""
        shown = self._stack.currentWidget()
        if shown is self.empty:
            return self.empty.button
        if shown is self.bench:
            return self.board.first_focus()
        return self.settled.table if shown is self.settled else None

    def _chosen_plan(self) -> Plan | None:
        """Return the plan that was chosen, else the settled one, else the newest."""
        settled = (plan for plan in reversed(self._plans) if plan.state is PlanState.SETTLED)
        newest = next(settled, self._plans[-1] if self._plans else None)
        return next((plan for plan in self._plans if plan.id == self.plan), newest)

    def _show_settled(self, round_id: UUID, plan: Plan | None) -> None:
        self.view = None
        others = self.workspace.ask(challengers_of, round_id)
        self.settled.show_challenges(self.workspace.ask(challenges_of, round_id), others)
        wrong = self.workspace.ask(needs_repair, plan.id) if plan else ()
        self.bar.show_repair(bool(wrong))
        self.said.show_words(f"Something has changed. {'; '.join(wrong)}." if wrong else "")
        self._come_to(self.settled)

    def _show_board(self, plan: Plan) -> None:
        if self._question is None:
            self._question = self.workspace.ask(question_of, plan.id)
        before = self.view
        self.view = self.workspace.ask(board, plan.id, self._question)
        self.board.show_board(self.view)
        self.bar.show_standing(self.view)
        out = plan.state is PlanState.CONSULTING
        self.bar.show_repair(out and bool(self.view.broken or self.view.unplaced))
        self._show_group(self.why.group)
        self._come_to(self.bench)
        self.answers.show(plan, self._question, self.seen)
        if before is None or before.id != self.view.id:
            self.said.show_words(_HINT)
        elif before != self.view:
            self.said.say(news(before, self.view))

    def _come_to(self, groups_shown: QWidget) -> None:
        """Show the groups, unless something laid over them is being looked at."""
        if self._stack.currentWidget() in (self.empty, self.bench, self.settled):
            self._stack.setCurrentWidget(groups_shown)

    def _show_groups(self) -> None:
        """Put away whatever is laid over the groups."""
        self.bar.show()
        self._stack.setCurrentWidget(self.settled if self.view is None else self.bench)
        if (first := self.first_focus()) is not None:
            first.setFocus()

    def _lay_over(self, part: QWidget) -> None:
        for panel in (self.typed, self.exception, self.objection):
            panel.close_panel()
        self.bar.hide()
        self.said.show_words("")
        self._stack.setCurrentWidget(part)

    def _show_group(self, group: UUID | None) -> None:
        groups_shown = self.view.groups if self.view else ()
        view = next((each for each in groups_shown if each.id == group), None)
        self.why.show_group(view, closed=self.board.closed)

    def _on_changed(self, touched: dict[type[Record], frozenset[object]]) -> None:
        if not _ASKS_ANEW.isdisjoint(touched):
            self._question = None
        super()._on_changed(touched)

    def _on_round_chosen(self, round_id: object) -> None:
        self.plan, self.view, self._question = None, None, None
        super()._on_round_chosen(round_id)

    def _choose_plan(self, plan: UUID | None) -> None:
        self.plan, self.view, self._question = plan, None, None
        for panel in (self.typed, self.exception, self.objection):
            panel.close_panel()
        self.board.choose(())
        self._read()
        self._show_groups()

    def _new_plan(self) -> None:
        if self.workspace.round is not None:
            applied = self.workspace.do(new_plan, self.workspace.round)
            if applied is not None:
                self._choose_plan(next(iter(applied.touched[Plan])))

    def _suggest(self) -> None:
        plan, seen = self.plan, self.seen
        if plan is not None:
            self.errands.run(
                "Looking for the best groups",
                lambda store, progress: suggest(store, plan, progress),
                lambda changes: self._take_suggestion(changes, seen),
                self._on_refused,
            )

    def _take_suggestion(self, changes: ChangeSet, seen: int) -> None:
        self.workspace.do_seen(seen, lambda _store: changes)

    def _on_refused(self, error: UserError) -> None:
        self.workspace.failed.emit(error.sentence)
        if isinstance(error, RulesConflict):
            self.answers.explain_conflict()

    def _busy(self, on: bool) -> None:
        """Close what could be changed meanwhile, and give the keyboard back afterwards."""
        stood = QApplication.focusWidget() if on else None
        for part in (self.bar, self._stack):
            part.setEnabled(not on)
        if on:
            self._stood = stood
        elif self._stood is not None and self._stood.isVisible():
            self._stood.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_groups(self, text: str) -> None:
        key = self.typed.draft_key
        if self.plan is not None and self.workspace.settle(key, self.seen, type_groups, self.plan, text):
            self.typed.forget()

    def _settle(self) -> None:
        if self.view is not None and self.view.broken:
            self._breach = None
            self.exception.open_panel(self.view.broken)
        elif self._do(settle):
            self.said.say(_SETTLED)

    def _agree(self, reason: str, agreed_by: str) -> None:
        """Settle with an exception, or agree the one that was asked for."""
        if self._breach is not None:
            done = self._do(agree_exception, self._breach, reason, agreed_by)
        elif done := self._do(settle, reason, agreed_by):
            self.said.say(_SETTLED)
        if done:
            self.exception.close_panel()

    def _ask_exception(self, breach: Breach) -> None:
        self._breach = breach
        self.exception.open_panel([breach.words], settles=False)

    def _settle_version(self, plan: UUID) -> None:
        self._choose_plan(plan)
        self._settle()

    def _repair(self) -> None:
        if (plan := self._chosen_plan()) is not None:
            self.repair.begin(plan, self.seen)

    def _open_objection(self, authority: UUID | None = None) -> None:
        if self.plan is not None:
            self.objection.open_panel(self.plan, self.seen, authority)

    def _show_proposal(self) -> None:
        if (plan := self._chosen_plan()) is not None:
            self._lay_over(self.proposal)
            self.proposal.show_plan(plan.id, plan.name)
            self.proposal.save_button.setFocus()

    def _show_comparison(self) -> None:
        if self.view is not None:
            self._lay_over(self.compare)
            self.compare.show_plan(self.view, self._plans, self.seen)
            self.compare.what.setFocus()

    def _show_repair(self) -> None:
        self._lay_over(self.repair)
        self.repair.beside.back_button.setFocus()

    def _connect(self) -> None:
        bar = self.bar
        bar.plan_chosen.connect(self._choose_plan)
        for asked in (bar.new_asked, self.empty.asked):
            asked.connect(self._new_plan)
        bar.remove_asked.connect(lambda: self._do(remove_plan))
        bar.group_asked.connect(lambda: self._do(groups.add_group))
        bar.consult_asked.connect(lambda: self._do(consult))
        bar.suggest_asked.connect(self._suggest)
        bar.settle_asked.connect(self._settle)
        bar.type_asked.connect(lambda: self.typed.open_panel(self.plan))
        bar.compare_asked.connect(self._show_comparison)
        bar.proposal_asked.connect(self._show_proposal)
        bar.objection_asked.connect(lambda: self._open_objection())
        bar.repair_asked.connect(self._repair)
        self.errands.busy.connect(self._busy)
        self.errands.stopped.connect(lambda: self.said.say(STOPPED))
        self.typed.given.connect(self._type_groups)
        self.exception.given.connect(self._agree)
        self.settled.duty_asked.connect(self._assign)
        self.settled.purpose_asked.connect(lambda challenge, on: self._do_to(challenge, serve_directors, on))
        self.proposal.left.connect(self._show_groups)
        self.compare.left.connect(self._show_groups)
        self.compare.chosen.connect(self._choose_plan)
        self.repair.made.connect(self._show_repair)
        self.repair.left.connect(self._choose_plan)
        self.repair.settle_asked.connect(self._settle_version)
        self._connect_bench()

    def _connect_bench(self) -> None:
        self.board.move_asked.connect(self._move)
        for swapping in (self.board, self.bench.swaps):
            swapping.swap_asked.connect(lambda one, other: self._do(groups.swap, one, other))
        self.board.group_chosen.connect(self._show_group)
        self.board.rename_asked.connect(self._rename)
        self.board.seat_asked.connect(lambda one, other: self._do(sit_as_one, one, other))
        self.board.objection_asked.connect(self._open_objection)
        for part in (self.board, self.why):
            part.lock_asked.connect(lambda group, on: self._do_to(group, groups.lock, on))
            part.remove_asked.connect(lambda group: self._do_to(group, groups.remove_group))
        self.why.renamed.connect(lambda group, name: self._do_to(group, groups.rename_group, name))
        self.answers.kept.connect(self._choose_plan)
        self.answers.excepted.connect(self._ask_exception)
        self.rules.relations_asked.connect(lambda: self.wanted.emit("Authorities", None))

    def _do(self, act: Callable[..., ChangeSet], *args: object, **named: object) -> bool:
        """Do something to the plan shown, as of what was seen of it; False when the answer was no."""
        return self.plan is not None and self._do_to(self.plan, act, *args, **named)

    def _do_to(self, record: UUID, act: Callable[..., ChangeSet], *args: object, **named: object) -> bool:
        return self.workspace.do_seen(self.seen, act, record, *args, **named) is not None

    def _move(self, authority: UUID, group: UUID | None) -> None:
        if self._do(groups.place, authority, group):
            self.board.focus_on(authority)

    def _rename(self, group: UUID) -> None:
        self._show_group(group)
        self.bench.show_why()
        self.why.name_box.setFocus()
        self.why.name_box.selectAll()

    def _assign(self, challenge: UUID, kind: DutyKind, authority: UUID | None) -> None:
        if not self._do_to(challenge, assign_duty, kind, authority):
            self._read()

    def _lay_out(self) -> None:
        screens = (self.empty, self.bench, self.settled, self.compare, self.repair, self.proposal)
        self._stack = Screens(screens)
        column = QVBoxLayout(self)
        for part in (self.bar, self.typed, self.exception, self.objection):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        for line in (self.progress, self.said):  # below: they come and go by themselves
            column.addWidget(line)
