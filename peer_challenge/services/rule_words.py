"""Rules as the coordinator says them: what stands, and what a group breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation.problem import PerGroup, Problem, listed
from peer_challenge.allocation.rules import Rule
from peer_challenge.allocation.scoring import ScoredGroup
from peer_challenge.services.plan_rules import SIZES, Question, Waived
from peer_challenge.services.reason_words import GOOD, NOT_GOOD


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a group breaks: as it stands, whom it concerns, and how it is broken in words."""

    rule: str
    authorities: tuple[UUID, ...]
    words: str


def rule_of(problem: Problem, rule: Rule) -> tuple[str, tuple[str, ...]]:
    """Return a rule as it stands; for two kept apart or together the reason, and then the two."""
    kind, index = place_of(rule)
    match kind:
        case "apart":
            return problem.apart[index].reason, problem.apart[index].pair
        case "together":
            return problem.together[index].reason, problem.together[index].pair
        case "per_group":
            return each_group_has(problem.per_group[index]), ()
        case _:
            return rule.detail, ()


def rule_in_words(problem: Problem, rule: Rule) -> str:
    """Return a rule as a sentence begins: “Kent and Medway: share a border”, “Each group has at most one from …”."""
    words, pair = rule_of(problem, rule)
    if pair:
        return f"{listed(pair)}: {'to sit together, ' if place_of(rule)[0] == 'together' else ''}{words}"
    return words[:1].upper() + words[1:]


def each_group_has(rule: PerGroup) -> str:
    """Return how many of a set each group has, as the coordinator says it."""
    if rule.name == GOOD:
        return f"each group has somebody {GOOD}"
    most = None if rule.max is None else f"at most {_number(rule.max)}"
    least = f"at least {_number(rule.min)}" if rule.min else None
    numbers = " and ".join(filter(None, (least, most))) or "any number"
    return f"each group has {numbers} {'' if rule.name == NOT_GOOD else 'from '}{rule.name}"


def breaches_of(question: Question, scored: ScoredGroup) -> Iterator[tuple[Rule, Breach]]:
    """Yield every rule a group breaks, those of its size apart, and without those an exception was agreed for."""
    ids = question.ids
    for rule in scored.broken:
        kind, index = place_of(rule)
        if kind in ("apart", "together", "per_group"):
            said, pair = rule_of(question.problem, rule)
            concerned = pair or scored.authorities
            if not question.is_waived(said, concerned):
                words = rule_in_words(question.problem, rule)
                if kind == "per_group":
                    words = _broken_number(question.problem.per_group[index], scored.authorities)
                yield rule, Breach(said, tuple(ids[name] for name in concerned), words)


def waived_in(question: Question, names: Sequence[str]) -> tuple[Waived, ...]:
    """Return the exceptions agreed that a group makes use of."""
    members = frozenset(names)
    of_all = {each_group_has(rule) for rule in question.problem.per_group}
    return tuple(
        each
        for each in question.waived
        if (each.names == members if each.rule in of_all else len(each.names) == 2 and each.names <= members)
    )


def waived_words(waived: Waived) -> str:
    """Return an exception as the coordinator reads it."""
    return f"{listed(sorted(waived.names))}: {waived.rule}"


def size_in_words(count: int) -> str:
    """Return what is wrong with a group's size, "" where nothing is."""
    if count == 1 or count > SIZES.max:
        return f"{f'Only {count}' if count == 1 else count} in the group; a group has {SIZES.min} to {SIZES.max}"
    return ""


def place_of(rule: Rule) -> tuple[str, int]:
    """Return the kind of rule and its place among them."""
    kind, _, index = rule.place.rstrip("]").partition("[")
    return kind, int(index or 0)


def _broken_number(rule: PerGroup, names: Sequence[str]) -> str:
    held = [name for name in names if name in rule.members]
    if rule.name == GOOD:
        return f"Nobody is {GOOD}"
    what = rule.name if rule.name == NOT_GOOD else f"from {rule.name}"
    if len(held) < rule.min:
        return f"{'Nobody is' if not held else f'Only {_number(len(held))} is'} {what}; {_number(rule.min)} wanted"
    them = f"{listed(held)} are {'both' if len(held) == 2 else 'all'} {what}"
    return them if rule.max == 1 else f"{them}; at most {_number(rule.max or 0)}"


def _number(number: int) -> str:
    return {0: "none", 1: "one", 2: "two", 3: "three", 4: "four"}.get(number, str(number))
