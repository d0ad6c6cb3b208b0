"""How long grouping takes and how it stands beside its peers, for seeded problems; prints one table, writes nothing.

    python benchmarks/allocation.py [--list] [ROW …]     the rows named, "all" for every one (most of two hours),
                                                         without a name those that a coordinator waits for

Seconds are the median and the worst of the runs, after the libraries are loaded. Every plan is checked against the
rules, its cost and its bound. Peers solve the same problems: the heuristics without rules, since they take none.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from peers.dynamic import least_cost
from peers.exchange import pairwise_exchange, three_phase_search
from peers.problems import KINDS, realistic_problem

from peer_challenge.allocation import PerGroup, Problem, Result, Status, repair, score, score_group, solve, swaps

T = TypeVar("T")
_PEERS_SECONDS = 10.0
_CONSTRAINT = Path(__file__).parent / "peers" / "constraint.py"
_QUICK = ("19-realistic", "19-random", "153-realistic", "ten-best", "conflict", "left", "move", "swaps")


def proof(kind: str, count: int, runs: int, seconds: float) -> str:
    """Return how long proofs took and what is unproven."""
    took, gaps = [], []
    for seed in range(runs):
        problem = KINDS[kind](count, seed, seconds)
        spent, result = timed(partial(solve, problem))
        took.append(spent)
        gaps.append(checked_gap(problem, result))
    proven = sum(gap == 0 for gap in gaps)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return (
        f"{proven} of {runs} proven, {seconds_of(took)}, largest gap {100 * max(gaps):.3f} %, {memory:.1f} GB at most"
    )


def checked_gap(problem: Problem, result: Result) -> float:
    """Return the gap, after making sure that the plan keeps every rule and costs what is said."""
    assert result.plan is not None
    assert result.gap is not None
    assert result.bound is not None
    scored = score(problem, [group.authorities for group in result.plan.groups])
    assert not scored.broken
    assert not any(group.broken for group in scored.groups)
    assert result.bound <= scored.cost == result.objective
    return result.gap


def by_trying_all(runs: int) -> str:
    """Return how many optima equal those of dynamic programming."""
    equal = 0
    for seed in range(runs):
        problem = realistic_problem(19, seed, 10)
        equal += solve(problem).objective == least_cost(problem)
    return f"{equal} of {runs} equal"


def ahead_of(search: Callable[..., float], kind: str, runs: int) -> str:
    """Return by how much a heuristic given its seconds stays behind, on problems without rules."""
    margins, took = [], []
    for seed in range(runs):
        problem = KINDS[kind](153, seed, 90)
        bare = Problem(problem.authorities, pair_costs=problem.pair_costs, seed=seed, time_limit_s=90)
        spent, result = timed(partial(solve, bare))
        checked_gap(bare, result)
        took.append(spent)
        found = search(pair_costs(bare), 3, _PEERS_SECONDS, seed)
        margins.append(100 * (found / (result.objective or 1) - 1))
    return f"behind by {min(margins):.1f} to {max(margins):.1f} % after {_PEERS_SECONDS:g} s; here {seconds_of(took)}"


def pair_costs(problem: Problem) -> np.ndarray:
    """Return what each two cost together, in the order of the authorities."""
    place = {name: i for i, name in enumerate(problem.authorities)}
    cost = np.zeros((len(place), len(place)))
    for each in problem.pair_costs:
        one, other = place[each.pair[0]], place[each.pair[1]]
        cost[one, other] += each.cost
        cost[other, one] += each.cost
    return cost


def against_constraints(model: str, count: int, runs: int, seconds: float) -> str:
    """Return how many times longer CP-SAT took, at the least where it proved nothing in its time."""
    ratios, proven, worse = [], 0, 0
    for seed in range(runs):
        problem = realistic_problem(count, seed, 60)
        spent, result = timed(partial(solve, problem))
        reached = in_own_process(problem, model, seconds)
        ratios.append(reached["seconds"] / spent)
        proven += reached["proven"]
        worse += result.objective is None or (reached["objective"] or np.inf) < result.objective
    least = "" if proven == runs else " or more"
    return f"{median(ratios):,.0f} × longer{least} ({proven} of {runs} proven in {seconds:g} s), better in {worse}"


def in_own_process(problem: Problem, model: str, seconds: float) -> dict[str, float]:
    """Return what CP-SAT reaches; reading the problem and building the model are not counted."""
    keys = {key: value for key, value in asdict(problem).items() if value not in ((), {})}
    for rule in keys.get("per_group", ()):
        if rule["max"] is None:
            del rule["max"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json"
        file.write_text(json.dumps(keys), encoding="utf-8")
        command = [sys.executable, str(_CONSTRAINT), str(file), model, str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    reached: dict[str, float] = json.loads(done.stdout)
    return reached


def ten_best(runs: int) -> str:
    """Return how long ten plans in order take."""
    took = []
    for seed in range(runs):
        spent, result = timed(partial(solve, replace(realistic_problem(19, seed, 30), alternatives=9)))
        assert len(result.alternatives) == 9
        took.append(spent)
    return seconds_of(took)


def smallest_conflict(runs: int) -> str:
    """Return how long the smallest conflict takes."""
    took = []
    for seed in range(runs):
        problem = realistic_problem(19, seed, 30)
        spent, result = timed(partial(solve, replace(problem, per_group=(PerGroup("x", problem.authorities[:5], 1),))))
        assert result.status is Status.INFEASIBLE
        assert result.conflict
        took.append(spent)
    return seconds_of(took)


def one_left(runs: int) -> str:
    """Return how long it takes to mend a plan after one left, and how many groups change."""
    took, changed = [], []
    for seed in range(runs):
        problem = realistic_problem(19, seed, 30)
        plan = solve(problem).plan
        assert plan is not None
        before = [group.authorities for group in plan.groups]
        spent, result = timed(partial(repair, left(problem, problem.authorities[seed % 19]), before))
        assert result.plan is not None
        assert result.status is Status.OPTIMAL
        took.append(spent)
        changed.append(sum(group.authorities not in before for group in result.plan.groups))
    return f"{seconds_of(took)}, at most {max(changed)} groups change, proven"


def left(problem: Problem, name: str) -> Problem:
    """Return the problem without an authority."""
    return replace(
        problem,
        authorities=tuple(each for each in problem.authorities if each != name),
        pair_costs=tuple(cost for cost in problem.pair_costs if name not in cost.pair),
        set_costs=tuple(replace(c, members=tuple(m for m in c.members if m != name)) for c in problem.set_costs),
        apart=tuple(rule for rule in problem.apart if name not in rule.pair),
        per_group=tuple(replace(r, members=tuple(m for m in r.members if m != name)) for r in problem.per_group),
    )


def on_the_board(runs: int, *, move: bool) -> str:
    """Return how long it takes to score the two groups of a move again, or to find the swaps that help."""
    problem = realistic_problem(153, 0, 10)
    groups = [problem.authorities[i : i + 3] for i in range(0, 153, 3)]
    act = (lambda: [score_group(problem, each) for each in groups]) if move else (lambda: swaps(problem, groups))
    act()
    took = [1000 * timed(act)[0] for _ in range(runs)]
    return f"median {median(took):.2f} ms, worst {max(took):.2f} ms{', all groups' if move else ''}"


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds an act takes, and what it returns."""
    begun = time.perf_counter()
    found = act()
    return time.perf_counter() - begun, found


def seconds_of(took: Sequence[float]) -> str:
    """Return the median and the worst in words."""
    return f"median {median(took):.3f} s, worst {max(took):.3f} s"


_ROWS: dict[str, tuple[str, Callable[[], str]]] = {
    "19-realistic": ("200 proven, each ≤ 0.05 s", partial(proof, "realistic", 19, 200, 10)),
    "19-random": ("200 proven, each ≤ 0.05 s", partial(proof, "random", 19, 200, 10)),
    "19-by-trying": ("50 of 50 equal", partial(by_trying_all, 50)),
    "153-realistic": ("proven, median ≤ 1 s, worst ≤ 10 s", partial(proof, "realistic", 153, 50, 60)),
    "152-realistic": ("proven, median ≤ 2 s, worst ≤ 10 s", partial(proof, "realistic", 152, 50, 60)),
    "151-realistic": ("proven, median ≤ 2 s, worst ≤ 10 s", partial(proof, "realistic", 151, 50, 60)),
    "99-random": ("proven, median ≤ 5 s", partial(proof, "random", 99, 5, 60)),
    "153-random": ("gap ≤ 1 % in 30 s", partial(proof, "random", 153, 5, 30)),
    "153-random-proof": ("proven in ≤ 90 s", partial(proof, "random", 153, 5, 90)),
    "300-realistic": ("proven, median ≤ 5 s", partial(proof, "realistic", 300, 5, 60)),
    "600-realistic": ("gap ≤ 0.1 % in 30 s, ≤ 2 GB", partial(proof, "realistic", 600, 5, 30)),
    "999-realistic": ("gap ≤ 0.1 % in 60 s, ≤ 2 GB", partial(proof, "realistic", 999, 5, 60)),
    "exchange-realistic": ("always ahead", partial(ahead_of, pairwise_exchange, "realistic", 5)),
    "exchange-random": ("always ahead", partial(ahead_of, pairwise_exchange, "random", 5)),
    "three-phase-realistic": ("always ahead", partial(ahead_of, three_phase_search, "realistic", 5)),
    "three-phase-random": ("always ahead", partial(ahead_of, three_phase_search, "random", 5)),
    "cp-sat-19": ("≥ 100 ×, never better", partial(against_constraints, "direct", 19, 5, 10)),
    "cp-sat-153": ("≥ 100 ×, never better", partial(against_constraints, "partition", 153, 5, 120)),
    "ten-best": ("≤ 1 s", partial(ten_best, 5)),
    "conflict": ("≤ 2 s", partial(smallest_conflict, 5)),
    "left": ("at most two groups where possible", partial(one_left, 19)),
    "move": ("≤ 10 ms at 153", partial(on_the_board, 21, move=True)),
    "swaps": ("≤ 10 ms at 153", partial(on_the_board, 21, move=False)),
}


def main() -> None:
    """Print the rows asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", default=_QUICK, choices=[*_ROWS, "all"], metavar="ROW")
    parser.add_argument("--list", action="store_true", help="name the rows and end")
    asked = parser.parse_args()
    if asked.list:
        print(*_ROWS, sep="\n")
        return
    solve(realistic_problem(19, 0, 10))  # loads the libraries
    print("| row | aim | measured |\n| --- | --- | --- |")
    for name in _ROWS if "all" in asked.rows else asked.rows:
        aim, measured = _ROWS[name]
        print(f"| {name} | {aim} | {measured()} |", flush=True)


if __name__ == "__main__":
    main()
