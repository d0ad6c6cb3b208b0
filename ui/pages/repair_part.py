"""A repair before it is accepted: the groups as they stand beside the version with the fewest changes."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.records import Plan
from peer_challenge.services.plans import remove_plan
from peer_challenge.services.repairs import ChangedGroup, DifferenceView, difference, repair
from ui.icons import icon
from ui.pages.triad_errands import Errands
from ui.widgets.beside import Beside
from ui.widgets.plan_columns import GroupFace, PlanFace
from ui.workspace import Workspace

_NOBODY = "Nobody"
_HINT = "The new version says what changed and never why. Nothing is settled yet."


class RepairPart(QWidget):
    """Makes a new version of a plan and shows what it changes.

    `left(plan)` goes to a plan, `settle_asked(plan)` settles the new version; `made` says that there is one to show.
    """

    left = Signal(object)
    settle_asked = Signal(object)
    made = Signal()

    def __init__(self, workspace: Workspace, errands: Errands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._errands = workspace, errands
        self._before: Plan | None = None
        self.version: UUID | None = None
        self.settle_button = QPushButton(icon("ok"), "Settle this version")
        self.settle_button.setDefault(True)
        self.settle_button.clicked.connect(lambda: self.settle_asked.emit(self.version))
        self.away_button = QPushButton(icon("undo"), "Leave the groups as they are")
        self.away_button.clicked.connect(self._put_away)
        self.beside = Beside((self.settle_button, self.away_button))
        self.beside.left.connect(lambda: self.left.emit(self._before.id if self._before else None))
        self.beside.asked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.beside)

    def begin(self, plan: Plan, seen: int) -> None:
        """Look for the version with the fewest changes, keep it as a draft plan, and show the difference."""
        self._before = plan
        self._errands.run(
            "Looking for the fewest changes",
            lambda store, progress: repair(store, plan.id, progress),
            lambda changes: self._take(plan, changes, seen),
        )

    def _take(self, plan: Plan, changes: ChangeSet, seen: int) -> None:
        applied = self._workspace.do_seen(seen, lambda _store: changes)
        if applied is not None:
            self.version = next(iter(applied.touched[Plan]))
            self._show(plan, self._workspace.ask(difference, plan.id, self.version))
            self.made.emit()

    def _show(self, plan: Plan, view: DifferenceView) -> None:
        settled = plan.state is PlanState.SETTLED
        self.settle_button.setVisible(settled)
        act = "Work on it first" if settled else "Use this version"
        before = tuple(GroupFace(each.name, each.before or (_NOBODY,), False) for each in view.changed)
        after = tuple(GroupFace(each.name, each.after or (_NOBODY,), False, _new(each)) for each in view.changed)
        old = PlanFace(plan.id, f"{plan.name} as it stands", "The groups that change.", before, "")
        title, words = "With the fewest changes", "The same groups afterwards."
        new = PlanFace(self.version, title, words, after, act)
        self.beside.show_plans(f"{view.words} {_HINT}", [old, new])

    def _put_away(self) -> None:
        if self.version is not None and self._workspace.do(remove_plan, self.version) and self._before is not None:
            self.version = None
            self.left.emit(self._before.id)


def _new(group: ChangedGroup) -> tuple[str, ...]:
    return tuple(each for each in group.after if each not in group.before)
