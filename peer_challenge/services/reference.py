"""Public facts the program ships with, as records that every copy knows by the same ids."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any
from uuid import UUID

from peer_challenge.domain.choices import Grade, RelationshipKind
from peer_challenge.domain.days import day_in_words, in_a_row
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.records import Authority, Relationship
from resources import path

BORDER_SOURCE = "computed from simplified boundaries, 2023"
PARTNER_SOURCE = "seslip.co.uk, public minutes"
OVERALL_AS_AT = date(2025, 3, 31)
"""The day of the overall grades in `authorities.csv`: the last Ofsted published for every authority."""

Facts = dict[str, str]


def regions() -> list[str]:
    """Return the names of the English regions, in order of the alphabet."""
    return sorted({row["region"] for row in _rows("authorities")})


def authorities_of_region(region: str) -> list[Authority]:
    """Return the authorities of a region as the program ships them, sorted by name; none for a name not known."""
    found = [_authority(row) for row in _rows("authorities") if row["region"] == region]
    return sorted(found, key=lambda each: each.name)


def relationships_of_region(region: str) -> list[Relationship]:
    """Return what is publicly known between two authorities of a region: borders, earlier groups, shared leadership."""
    rows = [row for row in _rows("authorities") if row["region"] == region]
    by_name = {row["name"]: _id_of(row) for row in rows}
    found = {each.id: each for each in (*_borders(rows), *_earlier_partners(by_name), *_same_leadership(by_name))}
    return list(found.values())


def relationship(
    a: UUID,
    b: UUID,
    kind: RelationshipKind,
    *,
    year: int | None = None,
    source: str = "",
    noted_on: date | None = None,
) -> Relationship:
    """Return the record of a link between two authorities, with the id that every copy gives it."""
    first, second = sorted((a, b), key=str)
    return Relationship(
        id=link_id("relationship", first, second, also=f"{kind}:{year or ''}"),
        first=first,
        second=second,
        kind=kind,
        year=year,
        source=source,
        noted_on=noted_on,
    )


@cache
def bank_holidays() -> frozenset[date]:
    """Return the bank holidays in England that are known, 2025 to 2028."""
    return frozenset(date.fromisoformat(row["date"]) for row in _rows("bank_holidays_england"))


@cache
def statistical_neighbours() -> dict[str, tuple[str, ...]]:
    """Return DfE code → the codes of its ten statistical neighbours, nearest first, by the DfE's model of 2025.

    A list is one-way: an authority need not be in the lists of those in its own.
    """
    return {row["dfe_code"]: tuple(row["statistical_neighbours_2025"].split()) for row in _rows("authorities")}


@cache
def _rows(name: str) -> tuple[Facts, ...]:
    with path("reference", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _id_of(row: Facts) -> UUID:
    return known_id("authority", row["gss_code_previous"] or row["gss_code"])


def _authority(row: Facts) -> Authority:
    name = row["name"]
    return Authority(
        id=_id_of(row),
        name=name,
        gss_code=row["gss_code"],
        gss_code_previous=row["gss_code_previous"],
        dfe_code=row["dfe_code"],
        aliases=tuple(each["alias"] for each in _about(name, "aliases")),
        region=row["region"],
        type=row["type"],
        stratum=next((each["stratum"] for each in _about(name, "strata_south_east")), ""),
        children=int(row["children_0_17_mid_2024"]),
        comment=_to_be_replaced(name),
        **_judgements(row),
    )


def _about(name: str, file: str) -> Iterator[Facts]:
    return (row for row in _rows(file) if row["name"] == name)


def known_successors(name: str) -> tuple[tuple[str, ...], date | None]:
    """Return who is publicly known to take an authority's place, and from which day; ((), None) for most."""
    coming = list(_about(name, "successors"))
    return tuple(each["successor"] for each in coming), _day(coming[0]["from"]) if coming else None


def last_day_of(name: str, ends: date | None) -> date | None:
    """Return an authority's last day: `ends` where the file knows it, else what is publicly known; None for most."""
    _, successors_from = known_successors(name)
    return ends or (successors_from - timedelta(days=1) if successors_from else None)


def _to_be_replaced(name: str) -> str:
    """Return what is known about an authority's end, in words: its successors have no codes yet to be records by."""
    names, day = known_successors(name)
    if day is None:
        return ""
    source = next(_about(name, "successors"))["source"]
    return f"To be replaced on {day_in_words(day)} by {in_a_row(names)} ({source})."


def _judgements(row: Facts) -> dict[str, Any]:
    """Return the four judgements where they ship, else the historic overall grade alone, with their day."""
    newer = next(_about(row["name"], "ofsted_south_east"), None)
    if newer is None:
        overall = row["ofsted_overall_2025_03_31"]
        return {"overall_historic": _grade(overall), "judgements_as_at": OVERALL_AS_AT if _grade(overall) else None}
    names = ("impact_of_leaders", "help_and_protection", "in_care", "care_leavers", "overall_historic")
    return {
        **{each: _grade(newer[each]) for each in names},
        "judgements_as_at": date.fromisoformat(newer["as_at"]),
    }


def _grade(text: str) -> Grade | None:
    return Grade(text) if text in set(Grade) else None


def _borders(rows: list[Facts]) -> Iterator[Relationship]:
    by_code = {row["dfe_code"]: _id_of(row) for row in rows}
    for row in rows:
        for code in row["borders_computed_2023"].split():
            if code in by_code:
                yield relationship(_id_of(row), by_code[code], RelationshipKind.SHARES_BORDER, source=BORDER_SOURCE)


def _earlier_partners(by_name: dict[str, UUID]) -> Iterator[Relationship]:
    for row in _rows("past_groups_south_east"):
        for a, b in _pairs_known(row["members"].split("; "), by_name):
            yield relationship(
                a,
                b,
                RelationshipKind.EARLIER_PARTNER,
                year=int(row["year"]),
                source=f"{row['note'].split(';')[0]} ({PARTNER_SOURCE})",
                noted_on=_day(row["date"]),
            )


def _same_leadership(by_name: dict[str, UUID]) -> Iterator[Relationship]:
    for row in _rows("linked_south_east"):
        for a, b in _pairs_known([row["name"], row["linked_name"]], by_name):
            source = f"{row['reason']} ({row['source']})"
            yield relationship(a, b, RelationshipKind.SAME_LEADERSHIP, source=source, noted_on=_day(row["date"]))


def _pairs_known(names: Iterable[str], by_name: dict[str, UUID]) -> Iterable[tuple[UUID, UUID]]:
    return combinations([by_name[each] for each in names if each in by_name], 2)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
