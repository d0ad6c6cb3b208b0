"""The engine's answer, and how it is written for scripts."""

import json
from dataclasses import dataclass
from enum import StrEnum

from peer_challenge.allocation.rules import Rule
from peer_challenge.allocation.scoring import ScoredGroup


class Status(StrEnum):
    """What is known about the best plan: proven best, best found so far, or proven that there is none."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Plan:
    """One complete plan that keeps every rule; groups in order of first member."""

    groups: tuple[ScoredGroup, ...]

    @property
    def objective(self) -> int:
        """Return the sum of what the groups cost."""
        return sum(group.cost for group in self.groups)


@dataclass(frozen=True)
class Result:
    """The answer to a problem.

    `bound` is what no plan can cost less than; `stopped` is "time" where the clock cut any part short, also the
    search for alternatives or the shortening of the conflict. An infeasible problem has no plan and a conflict.
    """

    status: Status
    plan: Plan | None = None
    bound: int | None = None
    stopped: str | None = None
    alternatives: tuple[Plan, ...] = ()
    conflict: tuple[Rule, ...] = ()

    @property
    def objective(self) -> int | None:
        """Return what the plan costs, None where there is none."""
        return None if self.plan is None else self.plan.objective

    @property
    def gap(self) -> float | None:
        """Return how far the bound lies below the objective, as a share of the objective; 0 when proven."""
        if self.objective is None or self.bound is None:
            return None
        return 0.0 if self.objective == self.bound else round((self.objective - self.bound) / self.objective, 6)


@dataclass(frozen=True)
class WhyNot:
    """Why a plan is not another way: the rules that forbid it, or what the best plan that has it so costs.

    `more` is how much dearer `plan` is than the plan asked about. `proven` is false where the clock left open whether
    there is a better one, or any (then there are neither rules nor a plan), or whether all these rules are needed.
    """

    rules: tuple[Rule, ...] = ()
    plan: Plan | None = None
    more: int | None = None
    proven: bool = True


@dataclass(frozen=True)
class Relaxation:
    """What giving up one rule brings: the best plan then, or None where that alone does not help.

    `proven` is false where the clock left open whether there is a better plan, or any.
    """

    rule: Rule
    plan: Plan | None
    proven: bool = True


@dataclass(frozen=True)
class Swap:
    """Two authorities of two groups that had better change places.

    `cost` is what the plan costs more afterwards, `broken` how many more rules its groups then break: the two are
    negative or 0 unless more of the other is gained. `mends` are the rules that are broken now and then no more.
    """

    first: str
    second: str
    cost: int
    broken: int
    mends: tuple[Rule, ...]


def to_json(result: Result) -> dict[str, object]:
    """Return the result as the documented JSON object, every key always present."""
    return {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "stopped": result.stopped,
        "groups": _groups(result.plan),
        "alternatives": [{"objective": plan.objective, "groups": _groups(plan)} for plan in result.alternatives],
        "conflict": [{"rule": rule.place, "detail": rule.detail} for rule in result.conflict],
    }


def to_text(result: Result) -> str:
    """Return the JSON text of a result: the same problem gives the same text."""
    return json.dumps(to_json(result), ensure_ascii=False, indent=2) + "\n"


def _groups(plan: Plan | None) -> list[dict[str, object]]:
    return [
        {
            "authorities": list(group.authorities),
            "cost": group.cost,
            "reasons": [{"reason": part.reason, "cost": part.cost} for part in group.reasons],
        }
        for group in (plan.groups if plan else ())
    ]
