"""What a plan costs and which rules it breaks, for any plan, also one made by hand; fast enough for every move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from peer_challenge.allocation.problem import Group, Problem, listed
from peer_challenge.allocation.rules import Rule, broken_by
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.errors import UserError


@dataclass(frozen=True)
class Reason:
    """Part of a group's cost: why, how much, and whom it concerns."""

    reason: str
    cost: int
    authorities: Group


@dataclass(frozen=True)
class ScoredGroup:
    """A group with its names in order, its cost by reason (dearest first), and the rules it breaks."""

    authorities: Group
    cost: int
    reasons: tuple[Reason, ...]
    broken: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class ScoredPlan:
    """A whole plan in the order given; `broken` concerns the plan as a whole, each group has its own."""

    groups: tuple[ScoredGroup, ...]
    cost: int
    broken: tuple[Rule, ...]
    unplaced: Group


def score(problem: Problem, groups: Iterable[Sequence[str]]) -> ScoredPlan:
    """Score a plan by the problem's costs and rules; raises `UserError` for a name that is not in the problem."""
    plan = [tuple(group) for group in groups]
    check_known(problem, plan)
    placed = [name for group in plan for name in group]
    scored = tuple(score_group(problem, group) for group in plan)
    unplaced = tuple(sorted({*problem.authorities}.difference(placed)))
    broken = tuple(_broken_as_a_whole(problem, plan, placed, complete=not unplaced))
    return ScoredPlan(scored, sum(group.cost for group in scored), broken, unplaced)


def check_known(problem: Problem, groups: Iterable[Sequence[str]]) -> None:
    """Raise `UserError` for the first name that is not in the problem."""
    known = frozenset(problem.authorities)
    for name in (name for group in groups for name in group):
        if name not in known:
            raise UserError(f'"{name}" is not one of the authorities. Check the spelling.')


def score_group(problem: Problem, group: Sequence[str]) -> ScoredGroup:
    """Score one group of authorities of the problem."""
    members = tuple(sorted(group))
    reasons = sorted(_reasons(problem, members), key=lambda r: (-r.cost, r.reason, r.authorities))
    return ScoredGroup(members, sum(r.cost for r in reasons), tuple(reasons), broken_by(problem, members))


def _reasons(problem: Problem, members: Group) -> Iterable[Reason]:
    for pair in combinations(members, 2):
        for cost in problem.costs_by_pair.get(pair, ()):
            if cost.cost:
                yield Reason(cost.words, cost.cost, pair)
    for rule in problem.set_costs:
        held = tuple(name for name in members if name in rule.members_set)
        if rule.cost and len(held) > rule.over:
            yield Reason(rule.name, rule.cost * (len(held) - rule.over), held)


def _broken_as_a_whole(
    problem: Problem, plan: Sequence[Group], placed: Sequence[str], *, complete: bool
) -> Iterable[Rule]:
    if len(set(placed)) < len(placed):
        twice = sorted({name for name in placed if placed.count(name) > 1})
        yield Rule("authorities", f"{listed(twice)}: in more than one place")
        return
    made = {size: sum(len(g) == size for g in plan) for size in sorted({len(g) for g in plan if g})}
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    if complete and made != wanted:
        count = len(problem.authorities)
        yield Rule("sizes", f"{count} authorities make {_counted(wanted)}; this plan has {_counted(made)}")


def _counted(made: dict[int, int]) -> str:
    return listed(f"{number} {'group' if number == 1 else 'groups'} of {size}" for size, number in made.items())
