"""Mending a plan that went out or was settled: a new version with the fewest changed groups, and the difference."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation import repair as repaired
from peer_challenge.allocation.problem import listed
from peer_challenge.allocation.scoring import score_group
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.days import count_of
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Group, Plan
from peer_challenge.services.board import board
from peer_challenge.services.conflicts import RulesConflict, conflict_in_a_sentence
from peer_challenge.services.groups import is_numbered
from peer_challenge.services.matching import SAME_GROUP, continued
from peer_challenge.services.placing import NewGroup, groups_added
from peer_challenge.services.plan_locks import with_kept
from peer_challenge.services.plan_rules import Question, question_of
from peer_challenge.services.plans import copy_of, plan_name, plans_of
from peer_challenge.services.rule_words import breaches_of
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.queries.challenges import groups_that_met
from peer_challenge.storage.queries.plans import Seat
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ChangedGroup:
    """A group before and after, by names; one side is empty for a group that is new or no more."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What changed from one version of a plan to another, never why."""

    words: str
    kept: int
    changed: tuple[ChangedGroup, ...]
    left: tuple[str, ...]
    joined: tuple[str, ...]


def needs_repair(store: Store, plan: UUID) -> tuple[str, ...]:
    """Return in words what no longer fits a plan: who left, who joined, and the rules its groups break by now."""
    view = board(store, plan)
    joined = tuple(f"{card.name} has joined and is in no group" for card in view.unplaced)
    return (*view.broken, *joined)


def repair(store: Store, plan: UUID, progress: Progress = silent) -> ChangeSet:
    """Add a new version of a plan as a draft, with the fewest changed groups and then the fewest points; proven.

    Groups that are locked or have met already stay, where the rules let them. The new plan is the first record of the
    change. Raises `RulesConflict` where no plan keeps the rules.
    """
    record = store.need(Plan, plan)
    question = question_of(store, plan)
    groups = store.find(Group, plan=plan)
    seats = {each.id: queries.seats_of(store, plan).get(each.id, []) for each in groups}
    asked = with_kept(question, _kept(store, question, groups, seats))
    before = [_names(seats[each.id]) for each in groups]
    result = repaired(asked.problem, [names for names in before if names], progress)
    if result.plan is None:
        raise RulesConflict(conflict_in_a_sentence(asked.problem, result.conflict))
    found = [*(each.authorities for each in result.plan.groups), *asked.aside]
    new_plan, more = copy_of(store, record, _next_version(store, record), follows=record.id)
    new = _named(found, groups, seats)
    return add("Repair plan", new_plan, *more) + groups_added(store, new_plan.id, question, new)


def difference(store: Store, before: UUID, after: UUID) -> DifferenceView:
    """Return how two versions of a plan differ, group by group."""
    old, new = _by_group(store, before), _by_group(store, after)
    names = {each.id: each.name for plan in (before, after) for each in store.find(Group, plan=plan)}
    continues = continued(old, new, least=0)
    pairs = [(old.get(continues.get(each, each), frozenset()), members, each) for each, members in new.items()]
    pairs += [(members, frozenset(), each) for each, members in old.items() if each not in continues.values()]
    changed = tuple(
        ChangedGroup(names[each], tuple(sorted(one)), tuple(sorted(other)))
        for one, other, each in pairs
        if one != other
    )
    were, are = frozenset[str]().union(*old.values()), frozenset[str]().union(*new.values())
    left, joined = tuple(sorted(were - are)), tuple(sorted(are - were))
    kept = len(pairs) - len(changed)
    return DifferenceView(" ".join(_said(kept, len(pairs), changed, left, joined)), kept, changed, left, joined)


def _said(
    kept: int, groups: int, changed: Sequence[ChangedGroup], left: Sequence[str], joined: Sequence[str]
) -> Iterator[str]:
    if not changed:
        yield "No group changes."
        return
    stays = "stays as it is" if kept == 1 else "stay as they are"
    yield f"{kept} of {count_of(groups, 'group')} {stays}."
    names = listed(each.name for each in changed)
    yield f"{names} {'changes' if len(changed) == 1 else 'change'}."
    if left:
        yield f"{listed(left)} {'is' if len(left) == 1 else 'are'} no longer in a group."
    if joined:
        yield f"{listed(joined)} {'is' if len(joined) == 1 else 'are'} now in a group."


def _kept(
    store: Store, question: Question, groups: Sequence[Group], seats: dict[UUID, list[Seat]]
) -> Iterator[tuple[str, ...]]:
    """Yield the groups that are to stay: locked, met already or allowed by an exception, and still as the rules say."""
    met = groups_that_met(store, question.plan.round)
    wanted = group_sizes(len(question.problem.authorities), question.problem.sizes)
    for group in groups:
        names = _names(seats[group.id])
        if names and all(each.joined for each in seats[group.id]) and wanted.get(len(names)):
            scored = score_group(question.problem, names)
            stands = not any(breaches_of(question, scored))
            if stands and (group.locked or group.id in met or scored.broken):
                wanted[len(names)] -= 1
                yield names


def _named(found: Sequence[tuple[str, ...]], groups: Sequence[Group], seats: dict[UUID, list[Seat]]) -> list[NewGroup]:
    """Return the groups under the names of those they continue, in the order of these; new ones come last."""
    old = {each.id: frozenset(_names(seats[each.id])) for each in groups}
    sets = {each: frozenset(each) for each in sorted(found)}
    continues = continued(old, sets, least=0)
    at = {each.id: number for number, each in enumerate(groups)}
    order = sorted(found, key=lambda each: (at.get(continues[each], 0) if each in continues else len(at), each))
    by_id = {each.id: each for each in groups}
    new = []
    for members in order:
        before = by_id.get(continues[members]) if members in continues else None
        if before is None:
            new.append(NewGroup(members))
        else:
            same = sets[members] == old[before.id]
            goes_on = is_numbered(before.name) or len(sets[members] & old[before.id]) >= SAME_GROUP
            shares = _shared(members, seats[before.id])
            new.append(NewGroup(members, before.name if goes_on else "", before.locked and same, shares))
    return new


def _shared(members: Sequence[str], seats: Sequence[Seat]) -> dict[UUID, UUID | None]:
    """Return who shares whose seat among those that are still there."""
    there = {each.membership.authority for each in seats if each.name in members}
    shares = {each.membership.authority: each.membership.shares_seat for each in seats}
    return {authority: seat for authority, seat in shares.items() if authority in there and seat in there}


def _names(seats: Sequence[Seat]) -> tuple[str, ...]:
    return tuple(sorted(each.name for each in seats))


def _by_group(store: Store, plan: UUID) -> dict[UUID, frozenset[str]]:
    seats = queries.seats_of(store, plan)
    return {each.id: frozenset(_names(seats.get(each.id, []))) for each in store.find(Group, plan=plan)}


def _next_version(store: Store, plan: Plan) -> str:
    """Return “Plan A version 2” for “Plan A”, and the next number that is free after that."""
    taken = {each.name.casefold() for each in plans_of(store, plan.round)}
    base, number = plan.name, 1
    if found := re.fullmatch(r"(.*) version (\d+)", plan.name):
        base, number = found[1], int(found[2])
    versions = (f"{base} version {number + more}" for more in range(1, len(taken) + 2))
    return plan_name(store, plan.round, next(each for each in versions if each.casefold() not in taken))
