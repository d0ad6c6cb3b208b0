"""Groups from rules: problem, exact solver, explanation; no database.

This is the floor's door. Importing it is light: only `solve` and `count_plans` load numpy and HiGHS, when called.
The modules legal, count, pricing, linear, exact, alternatives, conflict, search and solver need them; linear alone
speaks to HiGHS.
"""

from peer_challenge.allocation.checking import check_problem
from peer_challenge.allocation.problem import (
    Apart,
    Group,
    Pair,
    PairCost,
    PerGroup,
    Problem,
    SetCost,
    Sizes,
    Together,
)
from peer_challenge.allocation.reading import load_problem, read_problem
from peer_challenge.allocation.result import Plan, Result, Status, to_json, to_text
from peer_challenge.allocation.rules import Rule, broken_by, rules_of
from peer_challenge.allocation.scoring import Reason, ScoredGroup, ScoredPlan, score, score_group
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.progress import Progress, silent

__all__ = [
    "Apart",
    "Group",
    "Pair",
    "PairCost",
    "PerGroup",
    "Plan",
    "Problem",
    "Reason",
    "Result",
    "Rule",
    "ScoredGroup",
    "ScoredPlan",
    "SetCost",
    "Sizes",
    "Status",
    "Together",
    "broken_by",
    "check_problem",
    "count_plans",
    "group_sizes",
    "load_problem",
    "read_problem",
    "rules_of",
    "score",
    "score_group",
    "solve",
    "to_json",
    "to_text",
]


def solve(problem: Problem, progress: Progress = silent) -> Result:
    """Return the best plan with its proof, the next best ones, or why there is none; see `solver.solve_exactly`."""
    from peer_challenge.allocation.solver import solve_exactly

    return solve_exactly(problem, progress)


def count_plans(problem: Problem, progress: Progress = silent) -> int:
    """Return how many plans keep every rule, exactly, for at most 21 authorities; see `count.count_legal_plans`."""
    from peer_challenge.allocation.count import count_legal_plans

    return count_legal_plans(problem, progress)
