"""The South East of England as a grouping problem, from the reference data the program ships."""

import csv
from collections.abc import Callable
from itertools import combinations

import pytest

import resources
from peer_challenge.allocation import Apart, PerGroup, Problem


def _rows(name: str) -> list[dict[str, str]]:
    with resources.path("reference", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def south_east() -> Callable[..., Problem]:
    """Build the region with some of the rules R1 (borders), R2 or R4 (past groups), R3 (good) and R5 (strata)."""
    region = [row for row in _rows("authorities.csv") if row["region"] == "South East"]
    name_of = {row["dfe_code"]: row["name"] for row in region}
    borders = {
        tuple(sorted((row["name"], name_of[code])))
        for row in region
        for code in row["borders_computed_2023"].split()
        if code in name_of
    }
    met = {"2018": set(), "later": set()}
    for row in _rows("past_groups_south_east.csv"):
        members = sorted(name.strip() for name in row["members"].split(";"))
        met["2018" if row["year"] == "2018" else "later"] |= set(combinations(members, 2))
    linked = {tuple(sorted((row["name"], row["linked_name"]))) for row in _rows("linked_south_east.csv")}
    good = tuple(
        row["name"] for row in _rows("ofsted_south_east.csv") if row["overall_historic"] in {"good", "outstanding"}
    )
    berkshire = tuple(row["name"] for row in _rows("strata_south_east.csv") if row["stratum"] == "Berkshire")

    def build(*rules: str) -> Problem:
        pairs = set()
        if "R1" in rules:
            pairs |= borders
        if "R2" in rules or "R4" in rules:
            pairs |= met["later"] | linked
        if "R4" in rules:
            pairs |= met["2018"]
        per_group = []
        if "R3" in rules:
            per_group.append(PerGroup("one good or outstanding", good, min=1))
        if "R5" in rules:
            per_group.append(PerGroup("Berkshire", berkshire, min=1, max=1))
        return Problem(
            authorities=tuple(name_of.values()),
            apart=tuple(Apart(pair) for pair in sorted(pairs)),
            per_group=tuple(per_group),
        )

    return build
