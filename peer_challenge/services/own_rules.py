"""Rules the coordinator adds to a plan about authorities chosen by hand: together, apart, how many in a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation.problem import PerGroup, listed
from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.choices import RuleKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, PlanRule
from peer_challenge.services.groups import open_plan
from peer_challenge.services.plan_rules import SIZES
from peer_challenge.services.removing import remove_whole
from peer_challenge.services.rule_words import each_group_has
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class OwnRuleRow:
    """A rule of the coordinator's own as a line of a list."""

    id: UUID
    words: str
    kind: RuleKind


def rules_of_plan(store: Store, plan: UUID) -> list[OwnRuleRow]:
    """Return the rules added to a plan, oldest first."""
    names = {each.id: each.name for each in store.find(Authority)}
    return [OwnRuleRow(each.id, _words(each, names), each.kind) for each in store.find(PlanRule, plan=plan)]


def keep_together(store: Store, plan: UUID, authorities: Sequence[UUID], reason: str = "") -> ChangeSet:
    """Add the rule that these authorities sit in one group."""
    if len(set(authorities)) > SIZES.max:
        raise UserError(f"A group has at most {SIZES.max} authorities, so no more than that can be kept together.")
    return _added(store, plan, RuleKind.TOGETHER, authorities, reason)


def keep_apart(store: Store, plan: UUID, authorities: Sequence[UUID], reason: str = "") -> ChangeSet:
    """Add the rule that no two of these authorities sit in one group."""
    return _added(store, plan, RuleKind.APART, authorities, reason)


def limit_set(
    store: Store, plan: UUID, name: str, authorities: Sequence[UUID], least: int = 0, most: int | None = None
) -> ChangeSet:
    """Add the rule that each group has at least and at most so many of a set of authorities, called `name`."""
    if not name.strip():
        raise UserError("Write what these authorities are called together.")
    if not least and most is None:
        raise UserError("Write how many of them a group has at least, or at most.")
    for number in (least, 0 if most is None else most):
        if not 0 <= number <= SIZES.max:
            raise UserError(f"{number} is out of range. Give a whole number from 0 to {SIZES.max}.")
    if most is not None and least > most:
        raise UserError(f"At least {least} is more than at most {most}. Swap them, or leave one out.")
    return _added(store, plan, RuleKind.NUMBER, authorities, name, least=least, most=most)


def remove_rule(store: Store, rule: UUID) -> ChangeSet:
    """Take a rule away again."""
    record = store.need(PlanRule, rule)
    open_plan(store, record.plan)
    return remove_whole(store, "Remove rule", record)


def _added(
    store: Store,
    plan: UUID,
    kind: RuleKind,
    authorities: Sequence[UUID],
    name: str,
    *,
    least: int = 0,
    most: int | None = None,
) -> ChangeSet:
    open_plan(store, plan)
    chosen = tuple(dict.fromkeys(authorities))
    least_chosen, how_many = (1, "") if kind is RuleKind.NUMBER else (2, ", two or more")
    if len(chosen) < least_chosen:
        raise UserError(f"Choose the authorities the rule is about{how_many}.")
    rule = PlanRule(
        id=store.new_id(),
        plan=plan,
        kind=kind,
        authorities=chosen,
        name=" ".join(name.split()),
        least=least,
        most=most,
    )
    return add("Add rule", rule)


def _words(rule: PlanRule, names: dict[UUID, str]) -> str:
    who = sorted(names[each] for each in rule.authorities if each in names)
    if rule.kind is RuleKind.NUMBER:
        words = each_group_has(PerGroup(rule.name, tuple(who), rule.least, rule.most))
        return f"{words[:1].upper()}{words[1:]} ({listed(who)})" if who else words
    said = f"{listed(who) if who else 'Nobody here'} {'are' if len(who) != 1 else 'is'} {rule.kind.words.lower()}"
    return f"{said}: {rule.name}" if rule.name else said
