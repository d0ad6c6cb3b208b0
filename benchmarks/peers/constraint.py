"""CP-SAT on a problem file, in a process of its own since `ortools` and HiGHS clash: prints what it reached as JSON.

`direct` asks who sits in which group; `partition` chooses among all legal groups.
"""

import json
import sys
import time
from itertools import combinations
from pathlib import Path

from ortools.sat.python import cp_model

from peer_challenge.allocation import Problem, group_sizes, load_problem
from peer_challenge.allocation.legal import instance_of, legal_groups


def main() -> None:
    """Solve the problem file named first with the model named second, within so many seconds."""
    problem = load_problem(Path(sys.argv[1]))
    model = direct(problem) if sys.argv[2] == "direct" else partition(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(sys.argv[3])
    solver.parameters.num_workers = 1
    started = time.perf_counter()
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    reached = {
        "seconds": time.perf_counter() - started,
        "objective": solver.objective_value if found else None,
        "bound": solver.best_objective_bound,
        "proven": status == cp_model.OPTIMAL,
    }
    print(json.dumps(reached))


def direct(problem: Problem) -> cp_model.CpModel:
    """Return the model with a variable for each authority and group, and one for each two and group that is paid."""
    model = cp_model.CpModel()
    names = problem.authorities
    sizes = [size for size, number in group_sizes(len(names), problem.sizes).items() for _ in range(number)]
    sits = {(name, g): model.new_bool_var("") for name in names for g in range(len(sizes))}
    for name in names:
        model.add_exactly_one(sits[name, g] for g in range(len(sizes)))
    paid: list[cp_model.LinearExprT] = []
    for g, size in enumerate(sizes):
        model.add(sum(sits[name, g] for name in names) == size)
        for rule in problem.apart:
            model.add_at_most_one(sits[name, g] for name in rule.pair)
        for limits in problem.per_group:
            held = sum(sits[name, g] for name in limits.members)
            model.add_linear_constraint(held, limits.min, size if limits.max is None else limits.max)
        for cost in problem.set_costs:
            more = model.new_int_var(0, size, "")
            model.add(more >= sum(sits[name, g] for name in cost.members) - cost.over)
            paid.append(cost.cost * more)
        for pair in combinations(sorted(names), 2):
            price = sum(cost.cost for cost in problem.costs_by_pair.get(pair, ()))
            if price:
                both = model.new_bool_var("")
                model.add_bool_or(both, sits[pair[0], g].negated(), sits[pair[1], g].negated())
                paid.append(price * both)
    model.minimize(sum(paid))
    return model


def partition(problem: Problem) -> cp_model.CpModel:
    """Return the model with a variable for each legal group."""
    model = cp_model.CpModel()
    instance = instance_of(problem)
    holding: list[list[cp_model.IntVar]] = [[] for _ in range(instance.count)]
    paid: list[cp_model.LinearExprT] = []
    for size, table in legal_groups(instance).items():
        chosen = [model.new_bool_var("") for _ in range(len(table.members))]
        for group, members in zip(chosen, table.members.tolist(), strict=True):
            for member in members:
                holding[member].append(group)
        model.add(sum(chosen) == instance.wanted[size])
        paid.append(cp_model.LinearExpr.weighted_sum(chosen, (table.pairs + table.sets).tolist()))
    for groups in holding:
        model.add_exactly_one(groups)
    model.minimize(sum(paid))
    return model


if __name__ == "__main__":
    main()
