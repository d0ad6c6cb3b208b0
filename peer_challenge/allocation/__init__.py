"""Groups from rules: problem, exact solver, explanation; no database.

This is the floor's door. Importing it is light: what the functions below need is loaded when they are called. `swaps`,
`count_plans` and `legal_group_count` load numpy, the others HiGHS as well; linear alone speaks to HiGHS.
"""

from collections.abc import Sequence

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
from peer_challenge.allocation.result import Plan, Relaxation, Result, Status, Swap, WhyNot, to_json, to_text
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
    "Relaxation",
    "Result",
    "Rule",
    "ScoredGroup",
    "ScoredPlan",
    "SetCost",
    "Sizes",
    "Status",
    "Swap",
    "Together",
    "WhyNot",
    "broken_by",
    "check_problem",
    "count_plans",
    "diverse",
    "group_sizes",
    "legal_group_count",
    "load_problem",
    "read_problem",
    "relaxations",
    "repair",
    "rules_of",
    "score",
    "score_group",
    "solve",
    "swaps",
    "to_json",
    "to_text",
    "why_not",
]


def solve(problem: Problem, progress: Progress = silent) -> Result:
    """Return the best plan with its proof, the next best ones, or why there is none; see `solver.solve_exactly`."""
    from peer_challenge.allocation.solver import solve_exactly

    return solve_exactly(problem, progress)


def diverse(problem: Problem, count: int, differing: int, progress: Progress = silent) -> tuple[Plan, ...]:
    """Return up to `count` plans in order of cost, each with `differing` groups or more new against any before it.

    None where the rules cannot hold together; see `solver.solve_diversely`.
    """
    from peer_challenge.allocation.solver import solve_diversely

    return solve_diversely(problem, count, differing, progress)


def repair(problem: Problem, before: Sequence[Sequence[str]], progress: Progress = silent) -> Result:
    """Return the plan that changes the fewest of the groups before, the best of these; see `solver.solve_anew`."""
    from peer_challenge.allocation.solver import solve_anew

    return solve_anew(problem, before, progress)


def why_not(
    problem: Problem, wanted: Pair | Sequence[Sequence[str]], best: Plan, progress: Progress = silent
) -> WhyNot:
    """Say which rules forbid a pair in one group, or these groups, or how much more than `best` they cost.

    Two names are a pair; anything else is a sequence of groups, a single group `[("Kent", "Slough", "Reading")]`.
    """
    from peer_challenge.allocation.questions import why_not_so

    return why_not_so(problem, wanted, best, progress)


def relaxations(problem: Problem, conflict: Sequence[Rule], progress: Progress = silent) -> tuple[Relaxation, ...]:
    """Say for each rule of a conflict what the best plan is if it alone is given up; see `questions.what_helps`."""
    from peer_challenge.allocation.questions import what_helps

    return what_helps(problem, conflict, progress)


def swaps(problem: Problem, groups: Sequence[Sequence[str]], most: int = 5) -> tuple[Swap, ...]:
    """Return the exchanges of two authorities that help most, also in a plan in the making; see `swapping`."""
    from peer_challenge.allocation.swapping import best_swaps

    return best_swaps(problem, groups, most)


def count_plans(problem: Problem, progress: Progress = silent) -> int:
    """Return how many plans keep every rule, exactly, for at most 21 authorities; see `count.count_legal_plans`."""
    from peer_challenge.allocation.count import count_legal_plans

    return count_legal_plans(problem, progress)


def legal_group_count(problem: Problem, progress: Progress = silent) -> int:
    """Return how many groups keep the rules, of the sizes that the number of authorities makes."""
    from peer_challenge.allocation.count import count_legal_groups

    return count_legal_groups(problem, progress)
