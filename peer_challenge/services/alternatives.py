"""Further plans under the same rules: the next best, quite different ones, one held as a draft, plans compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.allocation.problem import Group as Names
from peer_challenge.allocation.result import Plan as Found
from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.services.board import BoardView, GroupView, board
from peer_challenge.services.groups import is_numbered
from peer_challenge.services.matching import continued
from peer_challenge.services.placing import NewGroup, groups_added
from peer_challenge.services.plan_locks import Asked, asked_of
from peer_challenge.services.plan_rules import question_of
from peer_challenge.services.plans import copy_of, plan_name
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class PlanSketch:
    """A plan that is not held yet: its groups by name, points against, and how many more than the best has.

    `changed` is how many of its groups are not on the board.
    """

    points: int
    more: int
    groups: tuple[Names, ...]
    changed: int


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """A plan as the head of a column; `broken` are the rules it breaks."""

    id: UUID
    name: str
    state: PlanState
    points: int
    best: bool
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """A group beside those it is compared with: `same` as in the first plan, `new` the names not in that one."""

    name: str
    names: Names
    points: int
    broken: int
    same: bool
    new: frozenset[str]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Plans side by side: a row for each group of the first, then for those that match none, and a cell a plan."""

    plans: tuple[ComparedPlan, ...]
    rows: tuple[tuple[ComparedGroup | None, ...], ...]


def other_plans(store: Store, plan: UUID, count: int = 3, progress: Progress = silent) -> tuple[PlanSketch, ...]:
    """Return the best plans but for the one on the board, in order of points; fewer where there are no more."""
    from peer_challenge.allocation import solve

    view = board(store, plan)
    asked = asked_of(store, plan, view)
    result = solve(replace(asked.problem, alternatives=count), progress)
    return _sketches(asked, view, [*filter(None, [result.plan]), *result.alternatives], count)


def different_plans(
    store: Store, plan: UUID, differing: int = 3, count: int = 3, progress: Progress = silent
) -> tuple[PlanSketch, ...]:
    """Return the best plans of which each has `differing` groups or more that no plan before it has."""
    from peer_challenge.allocation import diverse

    view = board(store, plan)
    asked = asked_of(store, plan, view)
    return _sketches(asked, view, diverse(asked.problem, count + 1, differing, progress), count)


def keep_as_draft(store: Store, plan: UUID, groups: Sequence[Names], name: str = "") -> ChangeSet:
    """Hold groups as a further draft plan with the same rules; those on the board keep their names and locks."""
    question = question_of(store, plan)
    for each in (name for group in groups for name in group):
        if each not in question.authorities:
            raise UserError(f"{each} is not in this round any more. Look for groups again.")
    new_plan, more = copy_of(store, question.plan, plan_name(store, question.plan.round, name))
    there = {_names(each): each for each in board(store, plan, question).groups}
    new = [_as_it_was(tuple(sorted(group)), there) for group in sorted(tuple(sorted(group)) for group in groups)]
    return add("Hold as draft plan", new_plan, *more) + groups_added(store, new_plan.id, question, new)


def compare(store: Store, plans: Sequence[UUID]) -> ComparisonView:
    """Return plans side by side, their groups matched by the members they have in common."""
    views = [board(store, each) for each in plans]
    heads = tuple(ComparedPlan(each.id, each.name, each.state, each.points, each.best, each.broken) for each in views)
    if not views:
        return ComparisonView((), ())
    first = {at: frozenset(_names(group)) for at, group in enumerate(views[0].groups)}
    columns = [_column(first, view) for view in views]
    longest = max(len(column) for column in columns)
    rows = tuple(tuple(column[at] if at < len(column) else None for column in columns) for at in range(longest))
    return ComparisonView(heads, rows)


def _column(first: dict[int, frozenset[str]], view: BoardView) -> list[ComparedGroup | None]:
    """Return a plan's groups beside those of the first plan, and below them the ones that match none."""
    own = {at: frozenset(_names(group)) for at, group in enumerate(view.groups)}
    matched = continued(first, own, least=1)
    beside = {old: new for new, old in matched.items()}
    cells = [_compared(view.groups[beside[at]], members) if at in beside else None for at, members in first.items()]
    return [*cells, *(_compared(group, frozenset()) for at, group in enumerate(view.groups) if at not in matched)]


def _compared(group: GroupView, members: frozenset[str]) -> ComparedGroup:
    names = _names(group)
    return ComparedGroup(
        group.name, names, group.points, len(group.broken), frozenset(names) == members, frozenset(names) - members
    )


def _sketches(asked: Asked, view: BoardView, plans: Sequence[Found], count: int) -> tuple[PlanSketch, ...]:
    on_board = {_names(group) for group in view.groups}
    found = []
    for each in plans:
        groups = tuple(sorted([*(group.authorities for group in each.groups), *asked.aside]))
        changed = sum(group not in on_board for group in groups)
        points, more = each.objective + asked.points_aside, each.objective - plans[0].objective
        found.append(PlanSketch(points, more, groups, changed))
    return tuple([each for each in found if each.changed][:count])


def _as_it_was(members: Names, there: dict[Names, GroupView]) -> NewGroup:
    before = there.get(members)
    if before is None:
        return NewGroup(members)
    return NewGroup(members, "" if is_numbered(before.name) else before.name, before.locked)


def _names(group: GroupView) -> Names:
    return tuple(sorted(card.name for card in group.cards))
