"""What a plan asks of the engine as its board stands: locked groups kept, agreed exceptions set aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation.problem import Group, Problem
from peer_challenge.allocation.scoring import score_group
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.errors import UserError
from peer_challenge.services.board import BoardView, GroupView, board
from peer_challenge.services.plan_rules import SIZES, Question, question_of, with_locked, without
from peer_challenge.services.rule_words import place_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True)
class Asked:
    """The problem with its locked groups; `aside` are groups that stand by an exception and are no part of it."""

    question: Question
    problem: Problem
    aside: tuple[Group, ...] = ()

    @property
    def points_aside(self) -> int:
        """Return the points against the groups set aside."""
        return sum(score_group(self.question.problem, group).cost for group in self.aside)


def asked_of(store: Store, plan: UUID, view: BoardView | None = None) -> Asked:
    """Return what the plan asks, with its locked groups; raises `UserError` for a lock that cannot stand."""
    question = question_of(store, plan)
    view = view or board(store, plan, question)
    locked = locked_groups(view)
    _check_locked(question.problem, locked)
    return with_kept(question, [_names(each) for each in locked])


def with_kept(question: Question, groups: Iterable[Sequence[str]]) -> Asked:
    """Return the question with these groups kept; those that an exception for the whole group lets stand go aside."""
    kept = [tuple(sorted(group)) for group in groups]
    aside = tuple(group for group in kept if _stands_by_exception(question, group))
    rest = without(question.problem, (name for group in aside for name in group))
    return Asked(question, with_locked(rest, (group for group in kept if group not in aside)), aside)


def problem_of(store: Store, plan: UUID) -> Problem:
    """Return the plan as the engine's problem, with its locked groups."""
    return asked_of(store, plan).problem


def locked_groups(view: BoardView) -> list[GroupView]:
    """Return the groups of a board that are locked and have somebody in them."""
    return [group for group in view.groups if group.locked and group.cards]


def _names(group: GroupView) -> Group:
    return tuple(sorted(card.name for card in group.cards))


def _stands_by_exception(question: Question, group: Group) -> bool:
    """Say whether a group breaks a rule of the whole group, which the engine would not let it."""
    return any(place_of(rule)[0] == "per_group" for rule in score_group(question.problem, group).broken)


def _check_locked(problem: Problem, locked: Sequence[GroupView]) -> None:
    if len(problem.authorities) < SIZES.min:
        raise UserError("Fewer than two authorities have joined this round. Mark them as joined first.")
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    for group in locked:
        if group.broken:
            raise UserError(f"{group.name} is locked, but it breaks a rule: {group.broken[0]}. Unlock it, or move one.")
        if len(group.cards) not in wanted:
            made = " and ".join(f"{number} of {size}" for size, number in wanted.items())
            count = len(problem.authorities)
            sentence = (
                f"{group.name} is locked with {len(group.cards)}, but {count} authorities make {made}. Unlock it."
            )
            raise UserError(sentence)
