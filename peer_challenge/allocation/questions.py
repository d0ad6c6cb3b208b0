"""What a coordinator asks about an answer: why not this way, and what would giving up a rule bring."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from peer_challenge.allocation.problem import Group, Pair, Problem, Together, listed
from peer_challenge.allocation.result import Plan, Relaxation, Result, Status, WhyNot
from peer_challenge.allocation.rules import Rule, rules_of, without
from peer_challenge.allocation.scoring import check_known, score
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.allocation.solver import UndecidedError, solve_exactly
from peer_challenge.domain.progress import Progress, silent

Wanted = Pair | Sequence[Sequence[str]]


def why_not_so(problem: Problem, wanted: Wanted, best: Plan, progress: Progress = silent) -> WhyNot:
    """Say what speaks against a pair in one group, or against these groups, in a plan that is otherwise the best.

    Raises `UserError` for a name that is not in the problem.
    """
    if _is_pair(wanted):
        against = _against_pair(problem, wanted)
        asked = replace(problem, together=(*problem.together, Together(wanted)))
    else:
        groups = [tuple(sorted(group)) for group in wanted if len(group)]
        against = _against(problem, groups)
        locked = {tuple(sorted(group)) for group in problem.locked}
        asked = replace(problem, locked=(*problem.locked, *(group for group in groups if group not in locked)))
    if against:
        return WhyNot(rules=against)
    result = _solved(asked, progress)
    if result is None:
        return WhyNot(proven=False)
    if result.plan is None:
        known = {rule.place for rule in rules_of(problem)}
        rules = tuple(rule for rule in result.conflict if rule.place in known)
        return WhyNot(rules=rules, proven=result.stopped is None)
    more = result.plan.objective - best.objective
    return WhyNot(plan=result.plan, more=more, proven=result.status is Status.OPTIMAL)


def what_helps(problem: Problem, conflict: Sequence[Rule], progress: Progress = silent) -> tuple[Relaxation, ...]:
    """Say for each rule what the best plan is if it alone is given up; the problem's time is shared between them."""
    found = []
    for rule in conflict:
        share = replace(without(problem, rule), time_limit_s=problem.time_limit_s / len(conflict))
        result = _solved(share, progress)
        proven = result is not None and result.status is not Status.FEASIBLE
        found.append(Relaxation(rule, result.plan if result else None, proven))
    return tuple(found)


def _solved(problem: Problem, progress: Progress) -> Result | None:
    """Return the answer, None where time ran out with neither a plan nor the proof that there is none."""
    try:
        return solve_exactly(replace(problem, alternatives=0), progress)
    except UndecidedError:
        return None


def _is_pair(wanted: Wanted) -> TypeGuard[Pair]:
    return len(wanted) == 2 and all(isinstance(each, str) for each in wanted)


def _against_pair(problem: Problem, pair: Pair) -> tuple[Rule, ...]:
    """Return the rules about these two alone: they are kept apart, or one is locked in a group without the other."""
    check_known(problem, [pair])
    places = {f"apart[{i}]" for i, rule in enumerate(problem.apart) if {*rule.pair} == {*pair}}
    places |= {f"locked[{i}]" for i, group in enumerate(problem.locked) if len({*pair} & {*group}) == 1}
    return tuple(rule for rule in rules_of(problem) if rule.place in places)


def _against(problem: Problem, groups: Sequence[Group]) -> tuple[Rule, ...]:
    """Return the rules that the groups break by themselves, each once; their sizes must be possible side by side."""
    scored = score(problem, groups)
    broken = [*scored.broken, *(rule for group in scored.groups for rule in group.broken)]
    rules = {rule.place: rule for rule in broken}
    sizes = Counter(len(group) for group in {*groups, *(tuple(sorted(group)) for group in problem.locked)})
    count = len(problem.authorities)
    wanted = group_sizes(count, problem.sizes)
    if not rules and any(number > wanted.get(size, 0) for size, number in sizes.items()):
        made = listed(f"{number} of {size}" for size, number in wanted.items())
        rules["sizes"] = Rule("sizes", f"{count} authorities make groups: {made}")
    return tuple(rules.values())
