"""Why there is no plan: a smallest set of rules that cannot hold together (imports numpy and highspy)."""

from collections.abc import Sequence

from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.exact import Exact
from peer_challenge.allocation.legal import instance_of
from peer_challenge.allocation.problem import Problem
from peer_challenge.allocation.rules import Rule, keeping, rules_of


def smallest_conflict(problem: Problem, clock: Clock) -> tuple[tuple[Rule, ...], bool]:
    """Return rules of an infeasible problem that cannot hold together, and whether dropping any one of them helps.

    Rules are left out in ever smaller handfuls, for good where what is left is still impossible; a rule that proved
    needed once stays needed, since fewer rules are never harder. When time is up the rules left then are returned.
    """
    rules = list(rules_of(problem))
    handful = len(rules)
    minimal = True
    try:
        while handful:
            handful = -(-handful // 2)
            start = 0
            while start < len(rules):
                fewer = rules[:start] + rules[start + handful :]
                verdict = _can_hold(problem, fewer, clock)
                minimal = minimal and verdict is not None
                if verdict is False:
                    rules = fewer
                else:
                    start += handful
            if handful == 1:
                break
    except TimeUpError:
        minimal = False
    return tuple(rules), minimal


def _can_hold(problem: Problem, rules: Sequence[Rule], clock: Clock) -> bool | None:
    """Say whether some plan keeps these rules, None where that could not be settled."""
    instance = instance_of(keeping(problem, rules))
    if not instance.possible:
        return False
    if not instance.count:
        return True
    exact = Exact(instance, clock, problem.seed)
    if not exact.relax():
        return False
    best = exact.best()
    return best.plan is not None if best.plan is not None or best.bound is None else None
