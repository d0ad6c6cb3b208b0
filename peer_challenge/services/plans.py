"""Draft plans of a round: make one, set its rules, have the best groups suggested, send it out for consultation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from peer_challenge.allocation.result import Status
from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import AgreedException, Group, Plan, PlanRule, Round
from peer_challenge.services.board import GroupView, board
from peer_challenge.services.conflicts import RulesConflict, conflict_in_a_sentence
from peer_challenge.services.groups import open_plan, seating_of
from peer_challenge.services.placing import NewGroup, instead
from peer_challenge.services.plan_locks import asked_of
from peer_challenge.services.plan_rules import SIZES, question_of
from peer_challenge.services.removing import remove_whole
from peer_challenge.services.succession import replaced_drafts
from peer_challenge.storage.store import Store

MOST_POINTS = 1_000
MOST_YEARS = 50
WISHES = {
    "weight_earlier_partner": "Not with an earlier partner",
    "weight_border": "Not with a neighbour (where neighbours are not kept apart)",
    "weight_near": "Not close to one another, by borders to cross",
    "weight_far": "Not far from one another, by borders to cross",
    "weight_neighbours_wanted": "With a statistical neighbour",
    "weight_neighbours_avoided": "Not with a statistical neighbour",
    "weight_balance": "Strong leaders beside weak ones",
    "weight_same_type": "Counties and unitaries mixed",
    "weight_size": "Alike in number of children",
}
"""The wishes of a plan by field, in the coordinator's words."""

NUMBERS = {"apart_years": MOST_YEARS, "most_not_good": SIZES.max, **dict.fromkeys(WISHES, MOST_POINTS)}
"""The largest number that each rule and wish may have; 0 switches it off."""

RULES = frozenset({"avoid_borders", "linked_apart", "conflicts_apart", "one_good", "one_per_stratum", *NUMBERS})
"""The fields of a plan that are its rules and wishes."""


def plans_of(store: Store, round_id: UUID) -> list[Plan]:
    """Return the draft plans of a round, oldest first, and the settled one among them."""
    return store.find(Plan, round=round_id)


def new_plan(store: Store, round_id: UUID, name: str = "") -> ChangeSet:
    """Add a draft plan with the usual rules; without a name it becomes “Plan A”, “Plan B” …"""
    store.need(Round, round_id)
    return add("Add draft plan", Plan(id=store.new_id(), round=round_id, name=plan_name(store, round_id, name)))


def plan_name(store: Store, round_id: UUID, name: str = "") -> str:
    """Return a name for a further plan: the one given, or the next letter; raises `UserError` for one that is taken."""
    taken = {plan.name.casefold() for plan in plans_of(store, round_id)}
    name = " ".join(name.split()) or next(
        f"Plan {letter}" for letter in _letters(len(taken)) if f"plan {letter}".casefold() not in taken
    )
    if name.casefold() in taken:
        raise UserError(f"There is another draft plan named {name}. Choose a different name.")
    return name


def copy_of(
    store: Store, plan: Plan, name: str, follows: UUID | None = None
) -> tuple[Plan, list[PlanRule | AgreedException]]:
    """Return a further draft plan with the same wishes and no groups yet, and its copies of rules and exceptions.

    What was proven to be the best of the one is the best of the other.
    """
    new = replace(plan, id=store.new_id(), name=name, state=PlanState.DRAFT, follows=follows, settled_on=None)
    return new, [replace(each, id=store.new_id(), plan=new.id) for each in of_plan(store, plan.id)]


def remove_plan(store: Store, plan: UUID) -> ChangeSet:
    """Remove a draft plan with its groups."""
    seating = seating_of(store, plan)
    members = (each for members in seating.members.values() for each in members)
    label = "Remove draft plan"
    return remove_whole(store, label, *members, *seating.groups.values(), *of_plan(store, plan), seating.plan)


def of_plan(store: Store, plan: UUID) -> list[PlanRule | AgreedException]:
    """Return the coordinator's own rules of a plan, and the exceptions agreed in it."""
    return [*store.find(PlanRule, plan=plan), *store.find(AgreedException, plan=plan)]


def edit_rules(store: Store, plan: UUID, **rules: Any) -> ChangeSet:
    """Change rules and wishes by field name; raises `UserError` for a number that cannot be meant."""
    record = open_plan(store, plan)
    unknown = rules.keys() - RULES
    if unknown:
        raise TypeError(f"not a rule of a plan: {sorted(unknown)}")
    for name in rules.keys() & NUMBERS.keys():
        if not 0 <= rules[name] <= NUMBERS[name]:
            raise UserError(f"{rules[name]:,} is out of range. Give a whole number from 0 to {NUMBERS[name]:,}.")
    return edit("Change rules", record, **rules)


def suggest(store: Store, plan: UUID, progress: Progress = silent) -> ChangeSet:
    """Put the best groups in place of all that are not locked, as one act.

    Raises `RulesConflict` saying which rules cannot hold together where there are no such groups; `Cancelled` comes
    through from `progress`. The plan remembers that nothing better exists where that was proven.
    """
    from peer_challenge.allocation import solve

    seating = seating_of(store, plan)
    asked = asked_of(store, plan)
    if not asked.problem.authorities:
        return ChangeSet("Suggest groups", ())
    result = solve(asked.problem, progress)
    if result.plan is None or result.objective is None:
        raise RulesConflict(conflict_in_a_sentence(asked.problem, result.conflict))
    kept = {tuple(sorted(group)) for group in asked.problem.locked}
    found = [NewGroup(group.authorities) for group in result.plan.groups if group.authorities not in kept]
    mark = asked.question.mark([*asked.problem.locked, *asked.aside]) if result.status is Status.OPTIMAL else ""
    points = result.objective + asked.points_aside if mark else None
    proof = edit("", seating.plan, best_points=points, best_for=mark)
    return instead(store, "Suggest groups", seating, asked.question, found) + proof


def consult(store: Store, plan: UUID) -> ChangeSet:
    """Send a complete plan out for consultation: its groups' members may read it from now on."""
    record = open_plan(store, plan)
    question = question_of(store, plan)
    view = board(store, plan, question)
    check_complete(view.groups, [card.name for card in view.unplaced])
    state = edit("Send out for consultation", record, state=PlanState.CONSULTING)
    return state + reasons_written(store, plan, view.groups) + replaced_drafts(store, record)


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


def _letters(count: int) -> list[str]:
    """Return one letter more than `count`, going on with AA after Z."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*alphabet, *(a + b for a in alphabet for b in alphabet)][: count + 1]
