"""The proposal of a plan: its groups, why they sit together and which rules they keep, in words everyone may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peer_challenge.allocation.problem import PerGroup, listed
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import Group, Round
from peer_challenge.services.board import BoardView, board
from peer_challenge.services.plan_rules import Question, question_of
from peer_challenge.services.reason_words import GOOD, NOT_GOOD, SAME_LEADERSHIP, SHARE_A_BORDER, together_in
from peer_challenge.services.rule_words import each_group_has, waived_in
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A group, its members and why they sit together."""

    name: str
    members: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What is put to the steering group; nothing in it is the coordinator's alone.

    `gone` sit in a group but have left the round. `rules` are sentences, each with the exceptions there are to it.
    `best` says that no better plan exists.
    """

    plan: str
    state: PlanState
    round_name: str
    region: str
    marking: str
    created: datetime
    groups: tuple[ProposedGroup, ...]
    unplaced: tuple[str, ...]
    gone: tuple[str, ...]
    rules: tuple[str, ...]
    best: bool


def proposal_view(store: Store, plan: UUID) -> ProposalView:
    """Return what a plan's proposal says, as it stands; reasons given when it went out or was settled stay as given."""
    question = question_of(store, plan)
    view = board(store, plan, question)
    round_ = store.need(Round, question.plan.round)
    return ProposalView(
        plan=view.name,
        state=view.state,
        round_name=round_.name,
        region=round_.region,
        marking=round_.marking,
        created=store.now(),
        groups=tuple(_groups(store, view)),
        unplaced=tuple(card.name for card in view.unplaced),
        gone=tuple(card.name for group in view.groups for card in group.cards if card.name not in question.authorities),
        rules=tuple(_rules(question, view)),
        best=view.best,
    )


def _groups(store: Store, view: BoardView) -> Iterator[ProposedGroup]:
    given = {each.id: each.reason for each in store.find(Group, plan=view.id)}
    for group in view.groups:
        if group.cards:
            reason = "" if view.state is PlanState.DRAFT else given[group.id]
            yield ProposedGroup(group.name, tuple(card.name for card in group.cards), reason or group.why)


def _rules(question: Question, view: BoardView) -> Iterator[str]:
    """Yield the rules that everyone may know; interests, objections and rules about a few by name are not told."""
    plan = question.plan
    if plan.avoid_borders:
        yield _with_exceptions("Neighbours sit in different groups", question, view, {SHARE_A_BORDER})
    if plan.apart_years:
        words = f"Nobody meets a partner of the last {count_of(plan.apart_years, 'year')} again"
        yield _with_exceptions(words, question, view, _together_before(question))
    if plan.linked_apart:
        words = "Authorities with the same leadership sit in different groups"
        yield _with_exceptions(words, question, view, {SAME_LEADERSHIP})
    if plan.one_good or plan.most_not_good:
        strengths = {each_group_has(each) for each in question.problem.per_group if each.name in (GOOD, NOT_GOOD)}
        yield _with_exceptions("Each group has a balance of strengths", question, view, strengths)
    if plan.one_per_stratum:
        words = f"No group has more than one authority from {listed(plan.one_per_stratum, 'or from')}"
        strata = {each_group_has(PerGroup(name, (), max=1)) for name in plan.one_per_stratum}
        yield _with_exceptions(words, question, view, strata)


def _together_before(question: Question) -> set[str]:
    years = question.plan.apart_years
    return {together_in(None), *(together_in(year) for year in range(question.year - years, question.year + 1))}


def _with_exceptions(words: str, question: Question, view: BoardView, rules: set[str]) -> str:
    """Return a rule with how often it is not kept: by an exception agreed, or still to be agreed."""
    open_cases = sum(breach.rule in rules for group in view.groups for breach in group.breaches)
    members = [[card.name for card in group.cards] for group in view.groups]
    agreed = sum(each.rule in rules for names in members for each in waived_in(question, names))
    said = [f"{count_of(agreed, 'exception')} agreed"] if agreed else []
    said += [f"{count_of(open_cases, 'exception')} still to be agreed"] if open_cases else []
    return f"{words}, with {listed(said)}." if said else f"{words}."
