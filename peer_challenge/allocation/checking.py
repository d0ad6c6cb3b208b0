"""Whether a problem makes sense: every refusal is one plain sentence that names the place."""

from collections.abc import Iterator, Sequence

from peer_challenge.allocation.problem import (
    MAX_ALTERNATIVES,
    MAX_AUTHORITIES,
    MAX_COST,
    MAX_GROUP_SIZE,
    MAX_SECONDS,
    Problem,
    Sizes,
)
from peer_challenge.allocation.rules import broken_by
from peer_challenge.allocation.sizes import group_sizes
from peer_challenge.domain.errors import UserError


def check_problem(problem: Problem) -> None:
    """Raise `UserError` for the first thing that cannot be meant; rules that merely exclude each other are no error."""
    _check_authorities(problem.authorities)
    _check_sizes(problem.sizes)
    _check_names(problem)
    _check_numbers(problem)
    wanted = group_sizes(len(problem.authorities), problem.sizes)
    _check_locked(problem, wanted)


def _check_authorities(names: Sequence[str]) -> None:
    if not names:
        raise UserError("authorities: there are none. Name the authorities to be grouped.")
    if len(names) == 1:
        raise UserError(f'authorities: "{names[0]}" is the only one. At least two are needed to make a group.')
    if len(names) > MAX_AUTHORITIES:
        raise UserError(f"authorities: there are {len(names):,}. At most {MAX_AUTHORITIES:,} can be grouped at once.")
    seen: dict[str, str] = {}
    for i, name in enumerate(names):
        if not name.strip() or not name.isprintable():
            raise UserError(f"authorities[{i}]: the name is blank or holds characters that cannot be printed.")
        known = seen.setdefault(_as_read(name), name)
        if len(seen) <= i:
            how = "twice" if known == name else f'already, as "{known}"'
            raise UserError(f'authorities[{i}]: "{name}" is listed {how}. Remove one.')


def _as_read(name: str) -> str:
    """Return a name without what a reader overlooks: capitals and spaces, so "Kent" and "kent " are one."""
    return " ".join(name.split()).casefold()


def _check_sizes(sizes: Sizes) -> None:
    if sizes.min < 2:
        raise UserError(f"sizes.min: {sizes.min} is too small. A group has at least 2 authorities.")
    if sizes.max > MAX_GROUP_SIZE:
        raise UserError(f"sizes.max: {sizes.max} is too large. A group has at most {MAX_GROUP_SIZE} authorities.")
    if not sizes.min <= sizes.prefer <= sizes.max:
        found = f"min {sizes.min}, prefer {sizes.prefer}, max {sizes.max}"
        raise UserError(f"sizes: {found} are not in order. The preferred size lies between the smallest and largest.")


def _check_names(problem: Problem) -> None:
    known = frozenset(problem.authorities)
    for place, names in _named(problem):
        for name in names:
            if name not in known:
                raise UserError(f'{place}: "{name}" is not one of the authorities. Check the spelling.')
        if len(set(names)) < len(names):
            twice = next(name for i, name in enumerate(names) if name in names[:i])
            if place.startswith(("pair_costs", "apart", "together")):
                raise UserError(f'{place}: "{twice}" is paired with itself. Name two authorities.')
            raise UserError(f'{place}: "{twice}" is listed twice. Remove one.')


def _named(problem: Problem) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield every list of names in the problem with its place."""
    yield from ((f"pair_costs[{i}]", cost.pair) for i, cost in enumerate(problem.pair_costs))
    yield from ((f"set_costs[{i}]", cost.members) for i, cost in enumerate(problem.set_costs))
    yield from ((f"apart[{i}]", rule.pair) for i, rule in enumerate(problem.apart))
    yield from ((f"together[{i}]", rule.pair) for i, rule in enumerate(problem.together))
    yield from ((f"locked[{i}]", group) for i, group in enumerate(problem.locked))
    yield from ((f"per_group[{i}]", rule.members) for i, rule in enumerate(problem.per_group))


def _check_numbers(problem: Problem) -> None:
    for i, pair_cost in enumerate(problem.pair_costs):
        _check_range(f"pair_costs[{i}].cost", pair_cost.cost, MAX_COST)
    for i, set_cost in enumerate(problem.set_costs):
        _check_range(f"set_costs[{i}].cost", set_cost.cost, MAX_COST)
        _check_range(f"set_costs[{i}].over", set_cost.over, MAX_AUTHORITIES)
    for i, rule in enumerate(problem.per_group):
        _check_range(f"per_group[{i}].min", rule.min, MAX_AUTHORITIES)
        if rule.max is not None:
            _check_range(f"per_group[{i}].max", rule.max, MAX_AUTHORITIES)
            if rule.min > rule.max:
                raise UserError(f"per_group[{i}]: min {rule.min} is more than max {rule.max}. Swap them or remove one.")
    _check_range("alternatives", problem.alternatives, MAX_ALTERNATIVES)
    if not 0 < problem.time_limit_s <= MAX_SECONDS:
        raise UserError(f"time_limit_s: give a number of seconds above 0 and up to {MAX_SECONDS:,.0f}.")


def _check_range(place: str, number: int, most: int) -> None:
    if number < 0:
        raise UserError(f"{place}: {shown(number)} is negative. Give a whole number from 0 to {most:,}.")
    if number > most:
        raise UserError(f"{place}: {shown(number)} is too large. Give a whole number from 0 to {most:,}.")


def shown(number: float) -> str:
    """Return a number short enough for a sentence, however many digits were typed."""
    return str(number) if abs(number) < 10**12 else "the number"


def _check_locked(problem: Problem, wanted: dict[int, int]) -> None:
    _check_locked_once(problem)
    for i, group in enumerate(problem.locked):
        broken = broken_by(problem, group)
        if broken:
            raise UserError(f"locked[{i}]: the group breaks a rule ({broken[0].place}): {broken[0].detail}.")
        if len(group) not in wanted:
            made = " and ".join(f"{number} of {size}" for size, number in wanted.items())
            count = len(problem.authorities)
            raise UserError(f"locked[{i}]: the group has {len(group)}, but {count} authorities make groups: {made}.")


def _check_locked_once(problem: Problem) -> None:
    place_of: dict[str, int] = {}
    for i, group in enumerate(problem.locked):
        if not group:
            raise UserError(f"locked[{i}]: the group is empty. Name its authorities or remove it.")
        for name in group:
            if name in place_of:
                raise UserError(f'locked[{i}]: "{name}" is already locked in locked[{place_of[name]}]. Remove one.')
            place_of[name] = i
