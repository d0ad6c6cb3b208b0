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
    try:
        while handful:
            start = 0
            while start < len(rules):
                fewer = rules[:start] + rules[start + handful :]
                if _can_hold(problem, fewer, clock):
                    start += handful
                else:
                    rules = fewer
            handful = -(-handful // 2) if handful > 1 else 0
    except TimeUpError:
        return tuple(rules), False
    return tuple(rules), True


def _can_hold(problem: Problem, rules: Sequence[Rule], clock: Clock) -> bool:
    """Say whether some plan keeps these rules."""
    clock.look("Finding the rules that cannot hold together")
    instance = instance_of(keeping(problem, rules))
    if not instance.possible:
        return False
    if not instance.count:
        return True
    exact = Exact(instance, clock)
    return exact.relax() and exact.best().plan is not None
