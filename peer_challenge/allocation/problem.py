"""What is asked of the engine: authorities, sizes, rules and costs, as frozen values."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

MAX_AUTHORITIES = 2_000
MAX_COST = 10**6
MAX_GROUP_SIZE = 8
MAX_ALTERNATIVES = 100
MAX_SECONDS = 86_400.0

Pair = tuple[str, str]
Group = tuple[str, ...]


@dataclass(frozen=True)
class Sizes:
    """How many authorities a group may have; groups of `prefer` are made wherever the count allows."""

    min: int = 3
    prefer: int = 3
    max: int = 4


@dataclass(frozen=True)
class PairCost:
    """A cost paid once by a group that holds both authorities; several may concern the same pair and add up."""

    pair: Pair
    cost: int
    reason: str = ""

    @property
    def words(self) -> str:
        """Return the reason as given, or the two names where none was given."""
        return self.reason or f"{self.pair[0]} with {self.pair[1]}"


@dataclass(frozen=True)
class SetCost:
    """A cost paid by each group for every member of the set it holds beyond `over`."""

    name: str
    members: tuple[str, ...]
    over: int
    cost: int

    @cached_property
    def members_set(self) -> frozenset[str]:
        """Return the members as a set, which is asked at every move."""
        return frozenset(self.members)


@dataclass(frozen=True)
class Apart:
    """Two authorities that may not share a group."""

    pair: Pair
    reason: str = ""


@dataclass(frozen=True)
class Together:
    """Two authorities that must share a group."""

    pair: Pair
    reason: str = ""


@dataclass(frozen=True)
class PerGroup:
    """How many members of a named set every group must have at least, and may have at most."""

    name: str
    members: tuple[str, ...]
    min: int = 0
    max: int | None = None

    @cached_property
    def members_set(self) -> frozenset[str]:
        """Return the members as a set, which is asked at every move."""
        return frozenset(self.members)


@dataclass(frozen=True)
class Problem:
    """One grouping question; `check_problem` says whether it makes sense.

    The order of the lists does not change the answer, except that rules are named by their place in them.
    """

    authorities: tuple[str, ...]
    sizes: Sizes = Sizes()
    pair_costs: tuple[PairCost, ...] = ()
    set_costs: tuple[SetCost, ...] = ()
    apart: tuple[Apart, ...] = ()
    together: tuple[Together, ...] = ()
    locked: tuple[Group, ...] = ()
    per_group: tuple[PerGroup, ...] = ()
    alternatives: int = 0
    seed: int = 1
    time_limit_s: float = 10.0

    @cached_property
    def costs_by_pair(self) -> dict[Pair, tuple[PairCost, ...]]:
        """Return the pair costs filed under their two names in order, so that a move is re-scored at once."""
        filed: dict[Pair, list[PairCost]] = {}
        for cost in self.pair_costs:
            filed.setdefault(in_order(cost.pair), []).append(cost)
        return {pair: tuple(sorted(costs, key=lambda c: (c.words, c.cost))) for pair, costs in filed.items()}

    @cached_property
    def apart_by_pair(self) -> dict[Pair, tuple[int, ...]]:
        """Return the places of the rules that keep two apart, filed under their two names in order."""
        filed: dict[Pair, list[int]] = {}
        for place, rule in enumerate(self.apart):
            filed.setdefault(in_order(rule.pair), []).append(place)
        return {pair: tuple(places) for pair, places in filed.items()}

    @cached_property
    def together_by_name(self) -> dict[str, tuple[int, ...]]:
        """Return the places of the rules that keep an authority together with another, filed under both names."""
        filed: dict[str, list[int]] = {}
        for place, rule in enumerate(self.together):
            for name in rule.pair:
                filed.setdefault(name, []).append(place)
        return {name: tuple(places) for name, places in filed.items()}


def in_order(pair: Pair) -> Pair:
    """Return the pair with the name that sorts first in front."""
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return names as a person lists them: "Kent, Slough and Reading"."""
    *others, final = names
    return f"{', '.join(others)} {last} {final}" if others else final
