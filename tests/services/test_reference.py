"""The facts shipped are those the field counts on, and every copy knows them by the same ids."""

from collections import Counter
from datetime import date

from peer_challenge.domain.choices import Grade, RelationshipKind
from peer_challenge.domain.ids import known_id
from peer_challenge.services.reference import (
    authorities_of_region,
    bank_holidays,
    regions,
    relationship,
    relationships_of_region,
)

SOUTH_EAST = {each.name: each for each in authorities_of_region("South East")}


def test_nine_regions_hold_153_authorities() -> None:
    assert len(regions()) == 9
    assert sum(len(authorities_of_region(each)) for each in regions()) == 153
    assert authorities_of_region("Middle-earth") == []


def test_the_south_east_has_its_nineteen_with_codes_short_names_and_sub_regions() -> None:
    assert len(SOUTH_EAST) == 19
    kent = SOUTH_EAST["Kent"]
    assert (kent.gss_code, kent.dfe_code, kent.type) == ("E10000016", "886", "county")
    assert kent.id == known_id("authority", "E10000016")
    assert "RBWM" in SOUTH_EAST["Windsor and Maidenhead"].aliases
    berkshire = [name for name, each in SOUTH_EAST.items() if each.stratum == "Berkshire"]
    assert len(berkshire) == 6
    assert "East Surrey and West Surrey" in SOUTH_EAST["Surrey"].comment


def test_judgements_come_with_their_day() -> None:
    kent, slough = SOUTH_EAST["Kent"], SOUTH_EAST["Slough"]
    assert (kent.overall_historic, kent.care_leavers) == (Grade.GOOD, Grade.REQUIRES_IMPROVEMENT)
    assert slough.impact_of_leaders is Grade.INADEQUATE
    assert kent.judgements_as_at == date(2026, 6, 29)
    camden = next(each for each in authorities_of_region("London") if each.name == "Camden")
    assert (camden.impact_of_leaders, camden.overall_historic) == (None, Grade.OUTSTANDING)
    assert camden.judgements_as_at == date(2025, 3, 31)


def test_an_authority_with_a_new_code_keeps_the_id_of_its_first() -> None:
    barnsley = next(each for each in authorities_of_region("Yorkshire and The Humber") if each.name == "Barnsley")
    assert barnsley.gss_code_previous
    assert barnsley.id == known_id("authority", barnsley.gss_code_previous)


def test_the_links_of_the_south_east_are_those_counted_by_hand() -> None:
    links = relationships_of_region("South East")
    assert Counter((each.kind, each.year) for each in links) == {
        (RelationshipKind.SHARES_BORDER, None): 33,
        (RelationshipKind.EARLIER_PARTNER, 2018): 6,
        (RelationshipKind.EARLIER_PARTNER, 2019): 21,
        (RelationshipKind.EARLIER_PARTNER, 2021): 2,
        (RelationshipKind.SAME_LEADERSHIP, None): 1,
    }
    assert all(str(each.first) < str(each.second) and each.source for each in links)
    assert {each.source for each in links if each.kind is RelationshipKind.SHARES_BORDER} == {
        "computed from simplified boundaries, 2023"
    }
    inside = {each.id for each in SOUTH_EAST.values()}
    assert all({each.first, each.second} <= inside for each in links)


def test_a_link_has_one_id_from_either_end() -> None:
    kent, medway = SOUTH_EAST["Kent"].id, SOUTH_EAST["Medway"].id
    shared = RelationshipKind.SHARES_BORDER
    assert relationship(kent, medway, shared) == relationship(medway, kent, shared)
    assert relationship(kent, medway, shared).id in {each.id for each in relationships_of_region("South East")}


def test_bank_holidays_are_days_of_england() -> None:
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 26)} <= bank_holidays()
