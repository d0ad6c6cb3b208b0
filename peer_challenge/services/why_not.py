"""What else would be possible: exchanges that help, and why some authorities do not sit together."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation.problem import listed
from peer_challenge.allocation.result import Plan as Found
from peer_challenge.allocation.result import Swap, WhyNot
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Authority
from peer_challenge.services.board import board
from peer_challenge.services.conflicts import RulesConflict, conflict_in_a_sentence
from peer_challenge.services.plan_locks import Asked, asked_of, locked_groups, with_kept
from peer_challenge.services.plan_rules import SIZES, Question, question_of
from peer_challenge.services.reason_words import AS_GOOD, KEPT_APART, OTHERS_ARE_BETTER
from peer_challenge.services.rule_words import rule_in_words
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class SwapView:
    """Two authorities that had better change places: points fewer afterwards, and the rules that are mended."""

    first: UUID
    second: UUID
    words: str
    fewer: int
    mends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNotView:
    """Why some authorities do not sit together: for the coordinator in `words`, for everybody else in `shareable`.

    Either rules forbid it, or the best plan that has it so, `groups`, has `more` points against than the best of all.
    """

    words: str
    shareable: str
    forbidden: tuple[str, ...] = ()
    more: int | None = None
    groups: tuple[tuple[str, ...], ...] = ()


def swaps_that_help(store: Store, plan: UUID, most: int = 5, question: Question | None = None) -> tuple[SwapView, ...]:
    """Return the exchanges of two authorities that help most: those that mend rules first, then by points."""
    from peer_challenge.allocation import swaps

    question = question or question_of(store, plan)
    view = board(store, plan, question)
    asked = with_kept(question, ([card.name for card in each.cards] for each in locked_groups(view) if not each.broken))
    known = frozenset(asked.problem.authorities)
    groups = [[card.name for card in group.cards if card.name in known] for group in view.groups]
    return tuple(_swap(question, each) for each in swaps(asked.problem, [each for each in groups if each], most))


def why_not(store: Store, plan: UUID, authorities: Sequence[UUID], progress: Progress = silent) -> WhyNotView:
    """Say why two do not sit in one group, or three or four do not make one: a rule, or the points it would cost.

    Raises `RulesConflict` where no plan keeps the rules anyway.
    """
    from peer_challenge.allocation import solve
    from peer_challenge.allocation import why_not as ask

    names = tuple(sorted({store.need(Authority, each).name for each in authorities}))
    if not SIZES.min <= len(names) <= SIZES.max:
        raise UserError(f"Choose {SIZES.min} to {SIZES.max} authorities to ask about.")
    asked = asked_of(store, plan)
    if any(name in group for group in asked.aside for name in names):
        return _kept_apart(names, ["one of them is in a locked group that stands by an exception"])
    result = solve(asked.problem, progress)
    if result.plan is None:
        raise RulesConflict(conflict_in_a_sentence(asked.problem, result.conflict))
    wanted = (names[0], names[1]) if len(names) == 2 else [names]
    return _answered(asked, names, ask(asked.problem, wanted, result.plan, progress))


def _answered(asked: Asked, names: Sequence[str], answer: WhyNot) -> WhyNotView:
    if answer.rules:
        return _kept_apart(names, [rule_in_words(asked.problem, rule) for rule in answer.rules])
    if answer.plan is None or answer.more is None:
        return WhyNotView("There was not enough time to tell. Ask again.", OTHERS_ARE_BETTER)
    return _dearer(asked, names, answer.plan, answer.more, proven=answer.proven)


def _kept_apart(names: Sequence[str], rules: Sequence[str]) -> WhyNotView:
    said = "; ".join(rules)
    together = "be in one group" if len(names) == 2 else "be a group"
    return WhyNotView(f"{listed(names)} cannot {together}. {said[:1].upper()}{said[1:]}.", KEPT_APART, tuple(rules))


def _dearer(asked: Asked, names: Sequence[str], plan: Found, more: int, *, proven: bool) -> WhyNotView:
    groups = tuple(sorted([*(group.authorities for group in plan.groups), *asked.aside]))
    points = count_of(plan.objective + asked.points_aside, "point")
    best = "The best plan" if proven else "The best plan found"
    so = f"{best} with {listed(names)} {'in one group' if len(names) == 2 else 'as a group'} has {points} against"
    than = f"{count_of(more, 'point')} more than the best of all" if more else "as few as the best of all"
    words = f"{so}, {than}. {_what_counts(plan, names)}"
    return WhyNotView(words, OTHERS_ARE_BETTER if more else AS_GOOD, (), more, groups)


def _what_counts(plan: Found, names: Sequence[str]) -> str:
    """Return what stands against the group they would sit in, or that nothing does: then the others pay."""
    group = next(each for each in plan.groups if set(names) <= set(each.authorities))
    sits = listed(group.authorities)
    if not group.reasons:
        return f"Nothing is against {sits} as a group: the points are in the groups that the others are left with."
    said = (f"{listed(each.authorities)}, {each.reason} ({each.cost})" for each in group.reasons)
    return f"Against {sits} as a group: {'; '.join(said)}."


def _swap(question: Question, swap: Swap) -> SwapView:
    mends = tuple(rule_in_words(question.problem, rule) for rule in swap.mends)
    fewer = -swap.cost
    said = [f"{count_of(abs(fewer), 'point')} {'fewer' if fewer > 0 else 'more'} against"] if fewer else []
    said += [f"mends “{each}”" for each in mends]
    words = f"Swap {swap.first} and {swap.second}: {', '.join(said) or 'fewer rules are broken'}"
    ids = question.ids
    return SwapView(ids[swap.first], ids[swap.second], words, fewer, mends)
