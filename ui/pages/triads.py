"""Triads: draft plans and the board of groups until one is settled, then the groups with roles and dates."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import DutyKind, PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Cancelled, Progress
from peer_challenge.domain.records import (
    Authority,
    Challenge,
    Duty,
    Group,
    Membership,
    Participation,
    Person,
    Plan,
    Record,
    Relationship,
    ReportIssue,
    Round,
    Session,
)
from peer_challenge.services import groups
from peer_challenge.services.board import BoardView, board
from peer_challenge.services.challenges import assign_duty, challengers_of, challenges_of
from peer_challenge.services.plan_rules import Question, question_of
from peer_challenge.services.plans import consult, edit_rules, new_plan, plans_of, remove_plan, suggest
from peer_challenge.services.settling import settle
from peer_challenge.services.typed_groups import type_groups
from ui.messages import STOPPED
from ui.pages.page import Page
from ui.widgets.group_panel import GroupPanel
from ui.widgets.labels import EmptyState, announce, plain_label
from ui.widgets.plan_bar import PlanBar
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.rules_panel import RulesPanel
from ui.widgets.settled_groups import SettledGroups
from ui.widgets.triad_board import TriadBoard
from ui.widgets.triad_column import points_words
from ui.widgets.typed_panel import ExceptionPanel, TypedPanel
from ui.workspace import Workspace

_EMPTY_HINT = (
    "A draft plan says who sits with whom. Make one, then have groups suggested, type them, or move them by hand."
)
_ASKS_ANEW: frozenset[type[Record]] = frozenset({Plan, Authority, Relationship, Participation, Round})
_MOST_NAMED = 2
_SIDE_WIDTH_IN_LINES, _SIDE_SHARE = 19, 0.3
_HINT = "Drag an authority to another group, or press Ctrl+M on it. Ctrl+L locks a group."


class TriadsPage(Page):
    """The workbench of a round's plans. Every act goes through the workspace, so that undo works everywhere."""

    name: ClassVar[str] = "Triads"
    icon: ClassVar[str] = "triads"
    shows: ClassVar[frozenset[type[Record]]] = _ASKS_ANEW | {
        Group,
        Membership,
        Challenge,
        Duty,
        Session,
        ReportIssue,
        Person,
    }

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.plan: UUID | None = None
        self.view: BoardView | None = None
        self._question: Question | None = None
        self.bar = PlanBar()
        self.board = TriadBoard()
        self.rules = RulesPanel()
        self.why = GroupPanel()
        self.settled = SettledGroups()
        self.typed = TypedPanel(workspace)
        self.exception = ExceptionPanel()
        self.progress = ProgressStrip()
        self.empty = EmptyState("No draft plan yet", _EMPTY_HINT, "Make a draft plan")
        self.said = plain_label(muted=True)
        self.said.setAccessibleName("What happened last")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask for the plans of the round, and for the board or the settled groups of the one chosen."""
        round_id = self.workspace.round
        plans = self.workspace.ask(plans_of, round_id) if round_id else []
        chosen = next((plan for plan in plans if plan.id == self.plan), None) or next(
            (plan for plan in reversed(plans) if plan.state is PlanState.SETTLED), plans[-1] if plans else None
        )
        if chosen is None or (self._question and self._question.plan != chosen):
            self._question = None
        self.plan = chosen.id if chosen else None
        self.bar.show_plans(plans, chosen)
        if chosen is None or round_id is None:
            self.view = None
            self._stack.setCurrentWidget(self.empty)
            self.empty.setEnabled(round_id is not None)
        elif chosen.state is PlanState.SETTLED:
            self._show_settled(round_id)
        else:
            self._show_board(chosen)

    def settle(self) -> None:
        """Keep groups that are half typed as a draft."""
        super().settle()
        self.typed.keep()

    def open_record(self, id: UUID) -> bool:
        """Go to an authority or a group on the board, or to a challenge once the groups are settled."""
        if self._stack.currentWidget() is self.settled:
            return self.settled.table.select(id)
        return self.board.focus_on(id)

    def first_focus(self) -> QWidget | None:
        """Return the board, or what an empty page offers."""
        if self._stack.currentWidget() is self.empty:
            return self.empty.button
        return self.settled.table if self._stack.currentWidget() is self.settled else self.board.first_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the board its room."""
        super().resizeEvent(event)
        wanted = self.fontMetrics().height() * _SIDE_WIDTH_IN_LINES
        self._side.setFixedWidth(min(wanted, round(self.width() * _SIDE_SHARE)))

    def _show_settled(self, round_id: UUID) -> None:
        self.view = None
        others = self.workspace.ask(challengers_of, round_id)
        self.settled.show_challenges(self.workspace.ask(challenges_of, round_id), others)
        self.said.setText("")
        self._stack.setCurrentWidget(self.settled)

    def _show_board(self, plan: Plan) -> None:
        if self._question is None:
            self._question = self.workspace.ask(question_of, plan.id)
        before = self.view
        self.view = self.workspace.ask(board, plan.id, self._question)
        self.board.show_board(self.view)
        self.bar.show_standing(self.view)
        strata = sorted({each.stratum for each in self._question.authorities.values() if each.stratum})
        self.rules.show_plan(plan, strata)
        self._show_group(self.why.group)
        self._stack.setCurrentWidget(self._workbench)
        if before is None or before.id != self.view.id:
            self.said.setText(_HINT)
        elif before != self.view:
            self._tell_difference(before, self.view)

    def _tell_difference(self, before: BoardView, after: BoardView) -> None:
        """Say in a line, and to a screen reader, what the last act did to points and rules."""
        words = [_moved(before, after), f"{points_words(after.points).capitalize()}, {_compared(before, after)}."]
        new = [each for each in after.broken if each not in before.broken]
        words += [f"Now broken: {'; '.join(new)}."] if new else []
        words += ["No better plan exists."] if after.best else []
        self._say(" ".join(filter(None, words)))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self, words)

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

    def _choose_plan(self, plan: UUID) -> None:
        self.plan, self.view, self._question = plan, None, None
        self.typed.close_panel()
        self.exception.close_panel()
        self._read()

    def _new_plan(self) -> None:
        if self.workspace.round is not None:
            self.plan = None
            self.workspace.do(new_plan, self.workspace.round)

    def _suggest(self) -> None:
        plan, seen = self.plan, self.seen
        if plan is None:
            return

        def work(store: Any, progress: Progress) -> ChangeSet | UserError | Cancelled:
            try:
                return suggest(store, plan, progress)
            except (UserError, Cancelled) as no:
                return no

        self._busy(True)
        task = self.workspace.run(work, done=lambda outcome: self._on_suggested(outcome, seen), owner=self)
        self.progress.follow(task, "Looking for the best groups")

    def _on_suggested(self, outcome: ChangeSet | UserError | Cancelled, seen: int) -> None:
        self._busy(False)
        if isinstance(outcome, ChangeSet):
            self.workspace.do_seen(seen, lambda _store: outcome)
        elif isinstance(outcome, UserError):
            self.workspace.failed.emit(outcome.sentence)
        else:
            self._say(STOPPED)

    def _busy(self, on: bool) -> None:
        for part in (self.bar, self.board, self._side):
            part.setEnabled(not on)

    def _type_groups(self, text: str) -> None:
        key = self.typed.draft_key
        if self.plan is not None and self.workspace.settle(key, self.seen, type_groups, self.plan, text):
            self.typed.forget()

    def _settle(self, exception: str = "") -> None:
        if self.plan is None or self.view is None:
            return
        if self.view.broken and not exception:
            self.exception.open_panel(self.view.broken)
        elif self._do(settle, exception):
            self.exception.close_panel()
            self._say("The groups are settled. Each host has a challenge, and roles go round in each group.")

    def _connect(self) -> None:
        self.bar.plan_chosen.connect(self._choose_plan)
        self.bar.new_asked.connect(self._new_plan)
        self.empty.asked.connect(self._new_plan)
        self.bar.remove_asked.connect(lambda: self._do(remove_plan))
        self.bar.group_asked.connect(lambda: self._do(groups.add_group))
        self.bar.consult_asked.connect(lambda: self._do(consult))
        self.bar.suggest_asked.connect(self._suggest)
        self.bar.settle_asked.connect(self._settle)
        self.bar.type_asked.connect(lambda: self.typed.open_panel(self.plan))
        self.typed.given.connect(self._type_groups)
        self.exception.given.connect(self._settle)
        self.board.move_asked.connect(self._move)
        self.board.swap_asked.connect(lambda one, other: self._do(groups.swap, one, other))
        self.board.group_chosen.connect(self._show_group)
        self.board.rename_asked.connect(self._rename)
        for part in (self.board, self.why):
            part.lock_asked.connect(lambda group, on: self._do_to(group, groups.lock, on))
            part.remove_asked.connect(lambda group: self._do_to(group, groups.remove_group))
        self.why.renamed.connect(lambda group, name: self._do_to(group, groups.rename_group, name))
        self.rules.edited.connect(self._edit_rule)
        self.settled.duty_asked.connect(self._assign)

    def _do(self, act: Callable[..., ChangeSet], *args: object, **named: object) -> bool:
        """Do something to the plan shown, as of what was seen of it; False when the answer was no."""
        return self.plan is not None and self._do_to(self.plan, act, *args, **named)

    def _do_to(self, record: UUID, act: Callable[..., ChangeSet], *args: object, **named: object) -> bool:
        return self.workspace.do_seen(self.seen, act, record, *args, **named) is not None

    def _edit_rule(self, rule: str, value: object) -> None:
        self._do(edit_rules, **{rule: value})

    def _move(self, authority: UUID, group: UUID | None) -> None:
        if self._do(groups.place, authority, group):
            self.board.focus_on(authority)

    def _rename(self, group: UUID) -> None:
        self._show_group(group)
        self._side.setCurrentIndex(0)
        self.why.name_box.setFocus()
        self.why.name_box.selectAll()

    def _assign(self, challenge: UUID, kind: DutyKind, authority: UUID | None) -> None:
        if not self._do_to(challenge, assign_duty, kind, authority):
            self._read()

    def _lay_out(self) -> None:
        self._side = QTabWidget()
        self._side.addTab(_scrolling(self.why), "Why this group?")
        self._side.addTab(_scrolling(self.rules), "Rules")
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.tabBar().setAccessibleName("Why this group, or rules")
        self._workbench = QWidget()
        row = QHBoxLayout(self._workbench)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.board, 1)
        row.addWidget(self._side)
        self._stack = QStackedWidget()
        for part in (self.empty, self._workbench, self.settled):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        for part in (self.bar, self.progress, self.said, self.typed, self.exception):
            column.addWidget(part)
        column.addWidget(self._stack, 1)


def _compared(before: BoardView, after: BoardView) -> str:
    more = after.points - before.points
    return f"{abs(more)} {'more' if more > 0 else 'fewer'} than before" if more else "as before"


def _moved(before: BoardView, after: BoardView) -> str:
    """Say who sits elsewhere now."""
    was, now = _places(before), _places(after)
    moved = [name for name in now if was.get(name) != now[name]]
    if len(moved) > _MOST_NAMED:
        return f"{len(moved)} authorities sit elsewhere."
    return " ".join(f"{name} is {f'in {now[name]}' if now[name] else 'in no group'} now." for name in moved)


def _places(view: BoardView) -> dict[str, str]:
    seated = {card.name: group.name for group in view.groups for card in group.cards}
    return seated | {card.name: "" for card in view.unplaced}


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
