"""Named sets of rules and wishes, applied to a plan as one act."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, edit
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Plan
from peer_challenge.services.groups import open_plan
from peer_challenge.services.plans import RULES, WISHES
from peer_challenge.storage.queries.rounds import joined_authorities
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Preset:
    """A set of rules and wishes: its name, and in a sentence what it is for."""

    name: str
    words: str


_ONLY_RULES: dict[str, Any] = {
    "avoid_borders": True,
    "apart_years": 8,
    "linked_apart": True,
    "conflicts_apart": True,
    "one_good": True,
    "most_not_good": 0,
    "one_per_stratum": (),
    **dict.fromkeys(WISHES, 0),
}
_SETS: dict[Preset, dict[str, Any]] = {
    Preset(
        "South East 2026",
        "New partners who are not neighbours, one authority from Berkshire in each group, strengths spread out.",
    ): _ONLY_RULES
    | {
        "one_per_stratum": ("Berkshire",),
        "weight_earlier_partner": 20,
        "weight_same_type": 2,
        "weight_size": 1,
        "weight_balance": 4,
    },
    Preset(
        "Spread widely", "Partners from different parts of the region, unlike in kind, who seldom meet otherwise."
    ): _ONLY_RULES
    | {
        "weight_earlier_partner": 20,
        "weight_near": 6,
        "weight_neighbours_avoided": 6,
        "weight_same_type": 4,
        "weight_balance": 4,
    },
    Preset(
        "Alike together", "Partners with similar children and families, of similar size, within reach of one another."
    ): _ONLY_RULES
    | {
        "avoid_borders": False,
        "apart_years": 3,
        "weight_earlier_partner": 8,
        "weight_border": 2,
        "weight_far": 2,
        "weight_neighbours_wanted": 8,
        "weight_size": 6,
    },
    Preset("Only the rules", "Every plan that keeps the rules is as good as any other."): _ONLY_RULES,
}
PRESETS = tuple(_SETS)
"""Every named set, the usual one first."""


def apply_preset(store: Store, plan: UUID, name: str) -> ChangeSet:
    """Set all rules and wishes of a plan at once; sub-regions that nobody of the round is in are left out."""
    record = open_plan(store, plan)
    chosen = next((values for preset, values in _SETS.items() if preset.name == name), None)
    if chosen is None:
        raise UserError(
            f"There is no set of rules “{name}”. Choose one of: {', '.join(each.name for each in PRESETS)}."
        )
    there = {each.stratum for each in joined_authorities(store, record.round)}
    strata = tuple(each for each in chosen["one_per_stratum"] if each in there)
    return edit("Use preset rules", record, **(chosen | {"one_per_stratum": strata}))


def preset_of(plan: Plan) -> str:
    """Return the name of the set of rules that a plan has unchanged, "" where it has others."""
    return next((preset.name for preset, values in _SETS.items() if _has(plan, values)), "")


def _has(plan: Plan, values: dict[str, Any]) -> bool:
    """Say whether a plan has these values, but for sub-regions, which another region does not have."""
    same = all(getattr(plan, field) == values[field] for field in RULES - {"one_per_stratum"})
    return same and plan.one_per_stratum in (values["one_per_stratum"], ())
