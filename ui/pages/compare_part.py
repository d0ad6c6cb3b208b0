"""Plans side by side: drafts of the round, the next best, or ones quite unlike; and a repair beside what it mends."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import Plan
from peer_challenge.services.alternatives import (
    ComparisonView,
    PlanSketch,
    compare,
    different_plans,
    keep_as_draft,
    other_plans,
)
from peer_challenge.services.board import BoardView
from ui.pages.triad_errands import Errands
from ui.widgets.beside import Beside
from ui.widgets.editors import CalmCombo
from ui.widgets.plan_columns import GroupFace, PlanFace
from ui.widgets.triad_column import points_words
from ui.workspace import Workspace

_ACROSS = 3
_UNLIKE = 2
_DRAFTS, _NEXT, _OTHERS = "Draft plans of this round", "The next best plans", "Plans with 2 or more groups different"


class ComparePart(QWidget):
    """Shows the plan that is worked on at the left; `chosen(plan)` says which to work on, one kept just now too."""

    left = Signal()
    chosen = Signal(object)

    def __init__(self, workspace: Workspace, errands: Errands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._errands = workspace, errands
        self._view: BoardView | None = None
        self._sketches: tuple[PlanSketch, ...] = ()
        self._seen = 0
        self.what = CalmCombo()
        self.what.setAccessibleName("Compare with")
        self.what.addItems([_DRAFTS, _NEXT, _OTHERS])
        self.what.activated.connect(lambda _at: self._look())
        self.beside = Beside((self.what,))
        self.beside.left.connect(self.left)
        self.beside.asked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.beside)

    def show_plan(self, view: BoardView, plans: Sequence[Plan], seen: int) -> None:
        """Compare a plan, with the other drafts where there are any, else with the next best."""
        self._view, self._seen = view, seen
        self._drafts = [plan.id for plan in plans if plan.id != view.id and plan.state is not PlanState.REPLACED]
        self.what.setCurrentText(_DRAFTS if self._drafts else _NEXT)
        self._look()

    def _look(self) -> None:
        view = self._view
        if view is None:
            return
        self.beside.show_plans("", [])
        if self.what.currentText() == _DRAFTS:
            plans = [view.id, *self._drafts[-(_ACROSS - 1) :]]
            self._show_drafts(self._workspace.ask(compare, plans))
        elif self.what.currentText() == _NEXT:
            self._errands.run(
                "Looking for the next best plans",
                lambda store, progress: other_plans(store, view.id, _ACROSS - 1, progress),
                lambda found: self._show_sketches(view, found),
            )
        else:
            self._errands.run(
                "Looking for quite different plans",
                lambda store, progress: different_plans(store, view.id, _UNLIKE, _ACROSS - 1, progress),
                lambda found: self._show_sketches(view, found),
            )

    def _show_drafts(self, view: ComparisonView) -> None:
        faces = []
        for at, plan in enumerate(view.plans):
            rows = [(row[at], row) for row in view.rows]
            groups = tuple(
                GroupFace(cell.name, cell.names, all(each and each.same for each in row), _new(at, cell.new))
                for cell, row in rows
                if cell is not None
            )
            standing = _standing(plan.points, plan.best, len(plan.broken))
            faces.append(PlanFace(plan.id, plan.name, standing, groups, "Work on this plan"))
        words = "" if len(faces) > 1 else "There is no other draft plan in this round yet."
        self.beside.show_plans(words, faces)

    def _show_sketches(self, view: BoardView, found: tuple[PlanSketch, ...]) -> None:
        self._sketches = found
        own = {tuple(sorted(card.name for card in group.cards)): group.name for group in view.groups}
        same = [group for group in own if all(group in each.groups for each in found)]
        faces = [_face_of_board(view, own, same)]
        for at, sketch in enumerate(found):
            known = sorted(sketch.groups, key=lambda group: (group not in own, group))
            groups = tuple(GroupFace(own.get(group, "New group"), group, group in same) for group in known)
            more = f"{sketch.more} more than the best" if sketch.more else "as few as the best"
            standing = f"{points_words(sketch.points).capitalize()}, {more}. {_changed(sketch.changed)}."
            faces.append(PlanFace(at, f"Other plan {at + 1}", standing, groups, "Keep as a draft plan"))
        self.beside.show_plans("" if found else "There is no other plan that keeps every rule.", faces)

    def _choose(self, which: UUID | int) -> None:
        if isinstance(which, UUID):
            self.chosen.emit(which)
        elif self._view is not None:
            groups = self._sketches[which].groups
            applied = self._workspace.do_seen(self._seen, keep_as_draft, self._view.id, groups)
            if applied is not None:
                self.chosen.emit(next(iter(applied.touched[Plan])))


def _face_of_board(view: BoardView, own: dict[tuple[str, ...], str], same: Sequence[tuple[str, ...]]) -> PlanFace:
    groups = tuple(GroupFace(name, names, names in same) for names, name in own.items())
    standing = _standing(view.points, view.best, len(view.broken))
    return PlanFace(view.id, view.name, standing, groups, "Work on this plan")


def _standing(points: int, best: bool, broken: int) -> str:
    said = f"{points_words(points).capitalize()}."
    if broken:
        return f"{said} {count_of(broken, 'rule')} broken."
    return f"{said} No better plan exists." if best else said


def _changed(number: int) -> str:
    return f"{count_of(number, 'group')} different"


def _new(at: int, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names)) if at else ()
