"""From a problem to its answer: the best plan, the next best, or why there is none (imports numpy and highspy)."""

from itertools import islice

from peer_challenge.allocation.alternatives import plans_in_order
from peer_challenge.allocation.checking import check_problem
from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.conflict import smallest_conflict
from peer_challenge.allocation.exact import Best, CutShortError, Exact, Placed
from peer_challenge.allocation.legal import Instance, instance_of
from peer_challenge.allocation.problem import Problem
from peer_challenge.allocation.result import Plan, Result, Status
from peer_challenge.allocation.scoring import score_group
from peer_challenge.allocation.search import some_plan
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Progress, silent

_KEPT_BACK = 0.1  # of the time, to find some plan when the proof has found none


def solve_exactly(problem: Problem, progress: Progress = silent) -> Result:
    """Answer a problem within its time limit.

    Raises `UserError` for a problem that makes no sense, and where time ran out with neither a plan nor the proof that
    there is none; passes on `Cancelled` from `progress`.
    """
    check_problem(problem)
    clock = Clock(problem.time_limit_s * (1 - _KEPT_BACK), progress)
    instance = instance_of(problem)
    if not instance.possible:
        return _infeasible(problem, clock)
    if not instance.count:
        plan = _plan(problem, instance, ())
        return Result(Status.OPTIMAL, plan, plan.objective)
    return _solve(problem, instance, clock)


def _solve(problem: Problem, instance: Instance, clock: Clock) -> Result:
    found: list[Best] = []
    bound, stopped = 0, None
    exact = None
    try:
        exact = Exact(instance, clock, problem.seed)
        if exact.relax():
            found.extend(islice(plans_in_order(exact, clock), 1))
        if not found:
            return _infeasible(problem, clock)
    except CutShortError as cut:
        stopped, bound = "time", cut.best.bound or 0
        found.extend([cut.best] if cut.best.plan is not None else [])
    except TimeUpError:
        stopped, bound = "time", exact.bound if exact else 0
    return Result(Status.FEASIBLE)


def _infeasible(problem: Problem, clock: Clock) -> Result:
    conflict, minimal = smallest_conflict(problem, clock)
    return Result(Status.INFEASIBLE, stopped=None if minimal else "time", conflict=conflict)
