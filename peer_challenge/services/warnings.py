"""How much room a plan's rules leave, and what is about to become impossible, before it does."""

from collections.abc import Iterator
from uuid import UUID

from peer_challenge.allocation.problem import Problem
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Plan
from peer_challenge.services.board import board
from peer_challenge.services.conflicts import conflict_in_a_sentence
from peer_challenge.services.plan_locks import asked_of
from peer_challenge.services.plan_rules import SIZES, Question, question_of
from peer_challenge.services.rule_words import each_group_has
from peer_challenge.storage.store import Store

FEW = 3
"""Groups left to an authority from which there is a warning."""

_SOLVED_AT_ONCE = 40
"""Up to so many authorities it takes no time to see whether a plan exists."""

_AT_ODDS = (
    ("weight_near", "weight_far", "Near and far partners are both wished against, so the two partly cancel out."),
    (
        "weight_neighbours_wanted",
        "weight_neighbours_avoided",
        "Statistical neighbours are both wanted and avoided, so the two cancel out.",
    ),
)


def legal_groups(store: Store, plan: UUID) -> int:
    """Return how many groups keep the rules of a plan, whatever is locked."""
    from peer_challenge.allocation import legal_group_count

    problem = question_of(store, plan).problem
    return legal_group_count(problem) if len(problem.authorities) >= SIZES.min else 0


def warnings(store: Store, plan: UUID) -> tuple[str, ...]:
    """Return in sentences what cannot be, or hardly can, with the rules as they are; nothing where all is well."""
    question = question_of(store, plan)
    if len(question.problem.authorities) < SIZES.min:
        return ("Fewer than two authorities have joined this round.",)
    said = [*_too_many_or_too_few(question.problem)]
    said += _hardly_placed(question) or _locked_or_impossible(store, question, plan)
    return (*said, *_at_odds(question.plan))


def _too_many_or_too_few(problem: Problem) -> Iterator[str]:
    """Yield the rules about numbers that the number of groups alone makes impossible."""
    groups = sum(group_sizes(len(problem.authorities), problem.sizes).values())
    for rule in problem.per_group:
        rule_says = each_group_has(rule)
        rule_says = rule_says[:1].upper() + rule_says[1:]
        there = len(rule.members)
        if there < rule.min * groups:
            only = f"there is only {there}" if there == 1 else f"there are only {there}"
            yield f"{rule_says}, but {only} for {count_of(groups, 'group')}."
        if rule.max is not None and there > rule.max * groups:
            yield f"{rule_says}, but there are {there} for {count_of(groups, 'group')}."


def _hardly_placed(question: Question) -> list[str]:
    """Return who has no group left that keeps every rule, or only a few."""
    left = _groups_left(question.problem)
    none = sorted(name for name, number in left.items() if not number)
    few = sorted((number, name) for name, number in left.items() if 0 < number <= FEW)
    return [f"{name} has no group left that keeps every rule." for name in none] + [
        f"{name} fits in only {count_of(number, 'group')} that {'keeps' if number == 1 else 'keep'} every rule."
        for number, name in few
    ]


def _groups_left(problem: Problem) -> dict[str, int]:
    """Return for each authority how many legal groups it could be in; of larger regions, triads are counted alone."""
    import numpy as np

    from peer_challenge.allocation.legal import instance_of, tables

    instance = instance_of(problem)
    largest = max(instance.wanted, default=SIZES.min)
    if instance.count > _SOLVED_AT_ONCE:
        largest = min(largest, SIZES.prefer)
    left = np.zeros(instance.count, dtype=np.int64)
    for size, table in enumerate(tables(instance, largest), start=1):
        if size in instance.wanted:
            left += np.bincount(table.members[table.legal].ravel(), minlength=instance.count)
    return dict(zip(instance.names, left.tolist(), strict=True))


def _locked_or_impossible(store: Store, question: Question, plan: UUID) -> list[str]:
    """Return why a lock cannot stand, or which rules cannot be kept together, where that is quick to see."""
    from peer_challenge.allocation import solve

    try:
        asked = asked_of(store, plan, board(store, plan, question))
    except UserError as refused:
        return [refused.sentence]
    if not SIZES.min <= len(asked.problem.authorities) <= _SOLVED_AT_ONCE:
        return []
    result = solve(asked.problem)
    return [] if result.plan else [conflict_in_a_sentence(asked.problem, result.conflict)]


def _at_odds(plan: Plan) -> Iterator[str]:
    for one, other, words in _AT_ODDS:
        if getattr(plan, one) and getattr(plan, other):
            yield words
