"""Rules that cannot hold together, in the coordinator's words, and what giving each of them up would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation.problem import Problem, listed
from peer_challenge.allocation.result import Relaxation
from peer_challenge.allocation.rules import Rule
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.services.plan_locks import Asked, asked_of
from peer_challenge.services.reason_words import (
    DECLARED_INTEREST,
    GOOD,
    NOT_GOOD,
    SAME_LEADERSHIP,
    SHARE_A_BORDER,
)
from peer_challenge.services.rule_words import Breach, place_of, rule_in_words, rule_of
from peer_challenge.storage.store import Store

_MOST_PAIRS = 3
_SWITCHES: dict[str, tuple[str, object]] = {
    SHARE_A_BORDER: ("avoid_borders", False),
    SAME_LEADERSHIP: ("linked_apart", False),
    DECLARED_INTEREST: ("conflicts_apart", False),
}
"""What a pair is kept apart for → the field of the plan that switches the rule off altogether."""


class RulesConflict(UserError):  # noqa: N818 - it says what is so: the rules conflict
    """No plan keeps all the rules; `conflict` says which of them, and what giving each up would bring."""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A rule of a conflict and what it would bring to give it up, in words; `points` of the best plan then.

    It is given up by setting `field` of the plan to `value`, or by agreeing an exception on `breach`; a rule of the
    coordinator's own, or a lock, has neither and is taken away where it was made.
    """

    words: str
    relaxed: str
    points: int | None = None
    field: str = ""
    value: object = None
    breach: Breach | None = None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """The rules of which one must be given up; without any one of them the others can all be kept.

    `proven` is false where time ran out before the list was as short as it can be.
    """

    rows: tuple[ConflictRow, ...]
    proven: bool


def conflict(store: Store, plan: UUID, progress: Progress = silent) -> ConflictView | None:
    """Return which rules of a plan cannot hold together; None where there is a plan that keeps them all."""
    from peer_challenge.allocation import relaxations, solve

    asked = asked_of(store, plan)
    result = solve(asked.problem, progress)
    if result.plan is not None:
        return None
    found = relaxations(asked.problem, result.conflict, progress)
    return ConflictView(tuple(_row(asked, each) for each in found), result.stopped is None)


def conflict_in_a_sentence(problem: Problem, conflict: Sequence[Rule]) -> str:
    """Say which rules cannot hold together, pairs that are kept apart gathered by reason."""
    said: list[str] = []
    apart: dict[str, list[str]] = {}
    for rule in conflict:
        words, pair = rule_of(problem, rule)
        if pair and place_of(rule)[0] == "apart":
            apart.setdefault(words, []).append(listed(pair))
        else:
            said.append(rule_in_words(problem, rule) if pair else words)
    for reason, pairs in apart.items():
        more = f" and {len(pairs) - _MOST_PAIRS} more pairs" if len(pairs) > _MOST_PAIRS else ""
        said.append(f"kept apart: {reason} ({', '.join(pairs[:_MOST_PAIRS])}{more})")
    return f"These rules cannot all be kept: {'; '.join(said)}. Switch one of them off, or unlock a group."


def _row(asked: Asked, found: Relaxation) -> ConflictRow:
    problem = asked.problem
    words, pair = rule_of(problem, found.rule)
    field, value = _switch(asked, found.rule)
    breach = None
    if pair:
        ids = asked.question.ids
        breach = Breach(words, tuple(ids[name] for name in pair), rule_in_words(problem, found.rule))
    points = None if found.plan is None else found.plan.objective + asked.points_aside
    return ConflictRow(rule_in_words(problem, found.rule), _relaxed(found, points), points, field, value, breach)


def _relaxed(found: Relaxation, points: int | None) -> str:
    if points is not None:
        best = "the best plan has" if found.proven else "there is a plan that has"
        return f"Without it {best} {count_of(points, 'point')} against."
    return "Giving up this alone does not help." if found.proven else "There was not enough time to tell what it helps."


def _switch(asked: Asked, rule: Rule) -> tuple[str, object]:
    """Return the field of the plan that gives the rule up, and the value that does; "" where there is none."""
    plan = asked.question.plan
    kind, index = place_of(rule)
    if kind == "apart":
        return _SWITCHES.get(asked.problem.apart[index].reason, ("", None))
    if kind == "per_group":
        name = asked.problem.per_group[index].name
        if name == GOOD:
            return "one_good", False
        if name == NOT_GOOD:
            return "most_not_good", 0
        if name in plan.one_per_stratum:
            return "one_per_stratum", tuple(each for each in plan.one_per_stratum if each != name)
    return "", None
