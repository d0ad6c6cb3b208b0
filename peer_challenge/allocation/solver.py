"""From a problem to its answer: the best plan, the next best, or why there is none (imports numpy and highspy)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from peer_challenge.allocation.alternatives import plans_in_order
from peer_challenge.allocation.checking import check_problem
from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.conflict import smallest_conflict
from peer_challenge.allocation.exact import Best, CutShortError, Exact
from peer_challenge.allocation.legal import Instance, instance_of
from peer_challenge.allocation.linear import Placed
from peer_challenge.allocation.mending import least_change
from peer_challenge.allocation.problem import Problem
from peer_challenge.allocation.result import Plan, Result, Status
from peer_challenge.allocation.scoring import score_group
from peer_challenge.allocation.search import some_plan
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Progress, silent

_KEPT_BACK = 0.1  # of the time, to find some plan when the proof has found none


class UndecidedError(UserError):
    """Time ran out with neither a plan nor the proof that there is none."""


def solve_exactly(problem: Problem, progress: Progress = silent) -> Result:
    """Answer a problem within its time limit.

    Raises `UserError` for a problem that makes no sense and `UndecidedError` where time ran out with nothing known;
    passes on `Cancelled` from `progress`.
    """
    return _answered(
        problem, lambda exact, clock: islice(plans_in_order(exact, clock), problem.alternatives + 1), progress
    )


def solve_diversely(problem: Problem, count: int, differing: int, progress: Progress = silent) -> tuple[Plan, ...]:
    """Return the best plan and up to `count` - 1 more, each the best with `differing` groups new against any before it.

    Fewer plans come back where there are no more, or where time is up: all are proven but a first one that comes alone.
    """
    result = _answered(problem, lambda exact, clock: islice(plans_in_order(exact, clock, differing), count), progress)
    return () if result.plan is None else (result.plan, *result.alternatives)


def solve_anew(problem: Problem, before: Sequence[Sequence[str]], progress: Progress = silent) -> Result:
    """Answer a problem with the plan that has the fewest groups not among those before, and costs least of these.

    `before` may name authorities that have left and lack some that joined. The status is optimal where both the number
    of new groups and the cost are proven; the bound is then that of plans with so few new groups.
    """
    return _answered(problem, lambda exact, clock: least_change(exact, before, clock), progress)


def _answered(problem: Problem, search: Callable[[Exact, Clock], Iterator[Best]], progress: Progress) -> Result:
    clock = Clock(problem.time_limit_s * (1 - _KEPT_BACK), progress)
    check_problem(problem)
    instance = instance_of(problem)
    if not instance.possible:
        return _infeasible(problem, clock)
    if not instance.count:
        plan = _plan(problem, instance, ())
        return Result(Status.OPTIMAL, plan, plan.objective)
    found: list[Best] = []
    stopped = None
    exact = None
    try:
        exact = Exact(instance, clock)
        if exact.relax():
            for best in search(exact, clock):
                found.append(best)
    except CutShortError as cut:
        stopped = "time" if clock.left <= 0 else None
        found = found or [cut.best]
    except TimeUpError:
        stopped = "time"
        found = found or [Best(None, None, exact.bound if exact else 0)]
    if not found:
        return _infeasible(problem, clock)
    return _answer(problem, instance, found, stopped, clock)


def _answer(problem: Problem, instance: Instance, found: Sequence[Best], stopped: str | None, clock: Clock) -> Result:
    first = found[0].plan or _some_plan(problem, instance, clock)
    plan = _plan(problem, instance, first)
    bound = (found[0].bound or 0) + sum(score_group(problem, group).cost for group in instance.locked)
    status = Status.OPTIMAL if plan.objective == bound else Status.FEASIBLE
    others = [_plan(problem, instance, best.plan) for best in found[1:] if best.plan and best.proven]
    return Result(status, plan, bound, stopped, tuple(others))


def _some_plan(problem: Problem, instance: Instance, clock: Clock) -> Placed:
    placed = some_plan(instance, Clock(problem.time_limit_s * _KEPT_BACK, clock.progress), problem.seed)
    if placed is None:
        raise UndecidedError(
            f"No plan was found in {problem.time_limit_s:g} seconds, and it is not proven that there is none. "
            "Allow more time (time_limit_s) or relax a rule.",
            Exit.UNAVAILABLE,
        )
    return placed


def _plan(problem: Problem, instance: Instance, placed: Placed) -> Plan:
    return Plan(tuple(score_group(problem, group) for group in instance.groups(placed)))


def _infeasible(problem: Problem, clock: Clock) -> Result:
    conflict, minimal = smallest_conflict(problem, clock)
    return Result(Status.INFEASIBLE, stopped=None if minimal else "time", conflict=conflict)
