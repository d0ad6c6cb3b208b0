"""Draft plans of a round: make one, set its rules, have the best groups suggested, send it out for consultation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from peer_challenge.allocation.problem import Problem
from peer_challenge.allocation.result import Result, Status
from peer_challenge.allocation.scoring import ScoredGroup
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each, remove
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.order import row_of
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Group, Plan, Round
from peer_challenge.services.board import GroupView, board, rule_in_words
from peer_challenge.services.groups import Seating, free_name, is_numbered, open_plan, seated, seating_of
from peer_challenge.services.plan_rules import SIZES, Question, question_of
from peer_challenge.storage.store import Store

MOST_POINTS = 1_000
MOST_YEARS = 50
_NUMBERS = {
    "apart_years": MOST_YEARS,
    "weight_earlier_partner": MOST_POINTS,
    "weight_same_type": MOST_POINTS,
    "weight_size": MOST_POINTS,
}
RULES = frozenset({"avoid_borders", "linked_apart", "conflicts_apart", "one_good", "one_per_stratum", *_NUMBERS})
"""The fields of a plan that are its rules and wishes."""

_MOST_PAIRS = 3


def plans_of(store: Store, round_id: UUID) -> list[Plan]:
    """Return the draft plans of a round, oldest first, and the settled one among them."""
    return store.find(Plan, round=round_id)


def new_plan(store: Store, round_id: UUID, name: str = "") -> ChangeSet:
    """Add a draft plan with the usual rules; without a name it becomes “Plan A”, “Plan B” …"""
    store.need(Round, round_id)
    taken = {plan.name.casefold() for plan in plans_of(store, round_id)}
    name = " ".join(name.split()) or next(
        f"Plan {letter}" for letter in _letters(len(taken)) if f"plan {letter}".casefold() not in taken
    )
    if name.casefold() in taken:
        raise UserError(f"There is another draft plan named {name}. Choose a different name.")
    return add("Add draft plan", Plan(id=store.new_id(), round=round_id, name=name))


def remove_plan(store: Store, plan: UUID) -> ChangeSet:
    """Remove a draft plan with its groups."""
    seating = seating_of(store, plan)
    members = (each for members in seating.members.values() for each in members)
    return remove(f"Remove {seating.plan.name}", *members, *seating.groups.values(), seating.plan)


def edit_rules(store: Store, plan: UUID, **rules: Any) -> ChangeSet:
    """Change rules and wishes by field name; raises `UserError` for a number that cannot be meant."""
    record = open_plan(store, plan)
    unknown = rules.keys() - RULES
    if unknown:
        raise TypeError(f"not a rule of a plan: {sorted(unknown)}")
    for name in rules.keys() & _NUMBERS.keys():
        if not 0 <= rules[name] <= _NUMBERS[name]:
            raise UserError(f"{rules[name]:,} is out of range. Give a whole number from 0 to {_NUMBERS[name]:,}.")
    return edit("Change rules", record, **rules)


def problem_of(store: Store, plan: UUID) -> Problem:
    """Return the plan as the engine's problem, with its locked groups."""
    return _with_locks(question_of(store, plan).problem, _locked(board(store, plan).groups))


def suggest(store: Store, plan: UUID, progress: Progress = silent) -> ChangeSet:
    """Put the best groups in place of all that are not locked, as one act.

    Raises `UserError` saying which rules cannot hold together where there are no such groups; `Cancelled` comes
    through from `progress`. The plan remembers that nothing better exists where that was proven.
    """
    from peer_challenge.allocation.solver import solve_exactly  # numpy and HiGHS cost time that only this needs

    seating = seating_of(store, plan)
    question = question_of(store, plan)
    locked = _locked(board(store, plan, question).groups)
    _check_locked(question.problem, locked)
    problem = _with_locks(question.problem, locked)
    result = solve_exactly(problem, progress)
    if result.plan is None:
        raise UserError(_no_plan(problem, result))
    kept = {tuple(sorted(card.name for card in group.cards)) for group in locked}
    found = [group for group in result.plan.groups if group.authorities not in kept]
    mark = question.mark(problem.locked) if result.status is Status.OPTIMAL else ""
    points = result.objective if mark else None
    proof = edit("", seating.plan, best_points=points, best_for=mark)
    return _instead(store, seating, question, found) + proof


def _instead(store: Store, seating: Seating, question: Question, found: Sequence[ScoredGroup]) -> ChangeSet:
    """Return the change that puts groups in place of all that are not locked.

    All are in order of first member and numbered so, but for locked ones that somebody gave a name.
    """
    going = [each for each in seating.groups.values() if not each.locked]
    staying = {each.id: each for each in seating.groups.values() if each.locked}
    names = {authority: name for name, authority in question.ids.items()}
    order: list[tuple[str, ScoredGroup | Group]] = [(group.authorities[0], group) for group in found]
    for each in staying.values():
        order.append((min((names[m.authority] for m in seating.members[each.id]), default=""), each))
    order.sort(key=lambda pair: pair[0])
    changes = remove("Suggest groups", *(m for each in going for m in seating.members[each.id]), *going)
    taken = {each.name for each in staying.values() if not is_numbered(each.name)}
    for (_, group), position in zip(order, row_of(len(order)), strict=True):
        if isinstance(group, Group):
            name = free_name(taken) if is_numbered(group.name) else group.name
            changes += edit("", group, position=position, name=name)
        else:
            name = free_name(taken)
            changes += _added(store, seating.plan.id, question, group.authorities, name, position)
        taken.add(name)
    return changes


def _added(store: Store, plan: UUID, question: Question, names: Sequence[str], name: str, position: str) -> ChangeSet:
    why = question.shareable(names)
    group = Group(id=store.new_id(), plan=plan, name=name, position=position, reason=why)
    places = zip(names, row_of(len(names)), strict=True)
    return add("", group, *(seated(question.ids[each], group.id, place) for each, place in places))


def consult(store: Store, plan: UUID) -> ChangeSet:
    """Send a complete plan out for consultation: its groups' members may read it from now on."""
    record = open_plan(store, plan)
    question = question_of(store, plan)
    view = board(store, plan, question)
    check_complete(view.groups, [card.name for card in view.unplaced])
    state = edit("Send out for consultation", record, state=PlanState.CONSULTING)
    return state + reasons_written(store, plan, view.groups)


def reasons_written(store: Store, plan: UUID, groups: Sequence[GroupView]) -> ChangeSet:
    """Return the change that writes why each group sits together, in the words everyone may read."""
    why = {group.id: group.why for group in groups}
    return edit_each("", [(each, replace(each, reason=why[each.id])) for each in store.find(Group, plan=plan)])


def check_complete(groups: Sequence[GroupView], unplaced: Sequence[str]) -> None:
    """Raise `UserError` unless everybody who joined sits in a group of two to four."""
    if not groups:
        raise UserError("There are no groups yet. Suggest groups or type them first.")
    if unplaced:
        if len(unplaced) == 1:
            raise UserError(f"{unplaced[0]} is not in a group yet. Move it into one first.")
        raise UserError(f"{unplaced[0]} and {len(unplaced) - 1} more are not in a group yet. Move them into one first.")
    for group in groups:
        if not SIZES.min <= len(group.cards) <= SIZES.max:
            if not group.cards:
                raise UserError(f"{group.name} is empty. Remove it first.")
            found = f"{len(group.cards)} in it"
            raise UserError(f"{group.name} has {found}, where {SIZES.min} to {SIZES.max} are allowed. Move some first.")
        gone = [card.name for card in group.cards if not card.about and card.problems]
        if gone:
            raise UserError(f"{gone[0]} is in {group.name} but not in this round any more. Take it out first.")


def _locked(groups: Sequence[GroupView]) -> list[GroupView]:
    return [group for group in groups if group.locked and group.cards]


def _with_locks(problem: Problem, locked: Sequence[GroupView]) -> Problem:
    return replace(problem, locked=tuple(sorted(tuple(sorted(card.name for card in each.cards)) for each in locked)))


def _check_locked(problem: Problem, locked: Sequence[GroupView]) -> None:
    if len(problem.authorities) < SIZES.min:
        raise UserError("Fewer than two authorities have joined this round. Mark them as joined first.")
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    for group in locked:
        if group.broken:
            raise UserError(f"{group.name} is locked, but it breaks a rule: {group.broken[0]}. Unlock it, or move one.")
        if len(group.cards) not in wanted:
            made = " and ".join(f"{number} of {size}" for size, number in wanted.items())
            count = len(problem.authorities)
            sentence = (
                f"{group.name} is locked with {len(group.cards)}, but {count} authorities make {made}. Unlock it."
            )
            raise UserError(sentence)


def _no_plan(problem: Problem, result: Result) -> str:
    """Say in a sentence which rules cannot hold together, pairs that are kept apart gathered by reason."""
    said: list[str] = []
    apart: dict[str, list[str]] = {}
    for rule in result.conflict:
        words, pair = rule_in_words(problem, rule)
        if pair:
            apart.setdefault(words, []).append(pair)
        else:
            said.append(words)
    for reason, pairs in apart.items():
        more = f" and {len(pairs) - _MOST_PAIRS} more pairs" if len(pairs) > _MOST_PAIRS else ""
        said.append(f"kept apart: {reason} ({', '.join(pairs[:_MOST_PAIRS])}{more})")
    return f"These rules cannot all be kept: {'; '.join(said)}. Switch one of them off, or unlock a group."


def _letters(count: int) -> list[str]:
    """Return one letter more than `count`, going on with AA after Z."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*alphabet, *(a + b for a in alphabet for b in alphabet)][: count + 1]
