"""The rules a plan must keep, each in words, and which of them a group breaks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from peer_challenge.allocation.problem import Apart, Group, PerGroup, Problem, Together, listed


@dataclass(frozen=True)
class Rule:
    """A rule by its place in the problem ("apart[2]") and what it says to the coordinator."""

    place: str
    detail: str


def rules_of(problem: Problem) -> tuple[Rule, ...]:
    """Return every rule that could be given up; sizes are not among them, since they fix what a plan is."""
    return (
        *(Rule(f"locked[{i}]", _locked_words(group)) for i, group in enumerate(problem.locked)),
        *(Rule(f"together[{i}]", _pair_words(pair)) for i, pair in enumerate(problem.together)),
        *(Rule(f"per_group[{i}]", per_group_words(rule)) for i, rule in enumerate(problem.per_group)),
        *(Rule(f"apart[{i}]", _pair_words(pair)) for i, pair in enumerate(problem.apart)),
    )


def keeping(problem: Problem, rules: Collection[Rule]) -> Problem:
    """Return the problem with these rules only, and with no costs: the question whether they can hold together."""
    return _only(replace(problem, pair_costs=(), set_costs=(), alternatives=0), {rule.place for rule in rules})


def without(problem: Problem, rule: Rule) -> Problem:
    """Return the problem with one rule given up; those after it in its list move up a place."""
    return _only(problem, {other.place for other in rules_of(problem)} - {rule.place})


def _only(problem: Problem, places: Collection[str]) -> Problem:
    return replace(
        problem,
        locked=tuple(g for i, g in enumerate(problem.locked) if f"locked[{i}]" in places),
        together=tuple(t for i, t in enumerate(problem.together) if f"together[{i}]" in places),
        per_group=tuple(r for i, r in enumerate(problem.per_group) if f"per_group[{i}]" in places),
        apart=tuple(a for i, a in enumerate(problem.apart) if f"apart[{i}]" in places),
    )


def broken_by(problem: Problem, group: Group) -> tuple[Rule, ...]:
    """Return the rules this one group breaks, whatever the other groups are; an empty group breaks none."""
    if not group:
        return ()
    members = frozenset(group)
    return (*_broken_size(problem, group), *(rule for rule in _broken(problem, members)))


def _broken_size(problem: Problem, group: Group) -> Iterable[Rule]:
    sizes = problem.sizes
    if not sizes.min <= len(group) <= sizes.max:
        allowed = str(sizes.min) if sizes.min == sizes.max else f"{sizes.min} to {sizes.max}"
        yield Rule("sizes", f"{listed(group)}: {len(group)} in the group, where {allowed} are allowed")


def _broken(problem: Problem, members: frozenset[str]) -> Iterable[Rule]:
    for i, locked in enumerate(problem.locked):
        if not members.isdisjoint(locked) and members != frozenset(locked):
            yield Rule(f"locked[{i}]", _locked_words(locked))
    for i in sorted({place for name in members for place in problem.together_by_name.get(name, ())}):
        if not members.issuperset(problem.together[i].pair):
            yield Rule(f"together[{i}]", _pair_words(problem.together[i]))
    for i, rule in enumerate(problem.per_group):
        held = len(members & rule.members_set)
        if held < rule.min or (rule.max is not None and held > rule.max):
            yield Rule(f"per_group[{i}]", f"{per_group_words(rule)}; here {held}")
    pairs = combinations(sorted(members), 2)
    for i in sorted(place for pair in pairs for place in problem.apart_by_pair.get(pair, ())):
        yield Rule(f"apart[{i}]", _pair_words(problem.apart[i]))


def _locked_words(group: Group) -> str:
    return f"{listed(group)} are locked as a group"


def _pair_words(rule: Apart | Together) -> str:
    kept = "apart" if isinstance(rule, Apart) else "together"
    return f"{listed(rule.pair)} are kept {kept}" + (f": {rule.reason}" if rule.reason else "")


def per_group_words(rule: PerGroup) -> str:
    """Return the rule as a person says it: “each group has exactly 1 of “Berkshire””."""
    if rule.max is None:
        number = f"at least {rule.min}"
    elif rule.min == rule.max:
        number = f"exactly {rule.min}"
    elif rule.min:
        number = f"{rule.min} to {rule.max}"
    else:
        number = f"at most {rule.max}"
    return f"each group has {number} of “{rule.name}”"
