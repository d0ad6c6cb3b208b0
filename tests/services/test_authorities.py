"""The register says where each authority stands; links and short names stay free of contradiction."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import Grade, Joining, PlanState, RelationshipKind, Role
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, Group, Membership, Plan
from peer_challenge.services import authorities as a
from peer_challenge.services.people import add_person
from peer_challenge.services.reference import authorities_of_region
from peer_challenge.services.rounds import participants, round_named, set_joining, start_round
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round


@pytest.fixture
def autumn(store: Store) -> UUID:
    return south_east_round(store)


def _row(store: Store, autumn: UUID, name: str) -> a.AuthorityRow:
    return next(each for each in a.register(store, autumn) if each.name == name)


def test_the_register_lists_the_region_with_people_judgement_and_day(store: Store, autumn: UUID) -> None:
    store.apply(add_person(store, "Ada Birch", authority_id(store, "Reading"), role=Role.QA_LEAD))
    rows = a.register(store, autumn)
    assert [each.name for each in rows] == sorted(each.name for each in store.find(Authority))
    row = _row(store, autumn, "Reading")
    assert (row.stratum, row.type, row.people, row.group) == ("Berkshire", "unitary", 1, "")
    assert (row.joining, row.judgement, row.as_at) == (Joining.JOINED, Grade.REQUIRES_IMPROVEMENT, date(2026, 6, 29))


def test_the_register_tells_who_declined_and_who_was_not_asked(store: Store) -> None:
    some = [each.id for each in authorities_of_region("South East") if each.name in {"Slough", "Surrey"}]
    store.apply(start_round(store, "Pair", "quality_assurance", "South East", some, starts=None, sef_due=None))
    pair = round_named(store).id
    store.apply(set_joining(store, pair, authority_id(store, "Slough"), Joining.DECLINED, "Inspection due"))
    words = {each.name: each.joining_words for each in a.register(store, pair)}
    assert len(words) == 19
    said = [words[name] for name in ("Slough", "Surrey", "Kent")]
    assert said == ["Declined: Inspection due", "Taking part", "Not asked"]


def test_the_group_is_that_of_the_settled_plan(store: Store, autumn: UUID) -> None:
    kent = authority_id(store, "Kent")
    for state, name in [(PlanState.DRAFT, "Group 9"), (PlanState.SETTLED, "Group 1")]:
        plan = Plan(id=store.new_id(), round=autumn, state=state)
        group = Group(id=store.new_id(), plan=plan.id, name=name)
        member = Membership(id=link_id("membership", group.id, kent), group=group.id, authority=kent)
        store.apply(add("Settle plan", plan, group, member))
    assert _row(store, autumn, "Kent").group == "Group 1"


def test_links_read_as_sentences_with_source_and_date(store: Store, autumn: UUID) -> None:
    view = a.authority_view(store, authority_id(store, "Surrey"), autumn)
    said = {each.words: each.detail for each in view.links}
    assert said["Shares a border with Kent"] == "Computed from simplified boundaries, 2023"
    assert said["Together with Wokingham in 2019"] == "28 February 2019 · DCS challenge (seslip.co.uk, public minutes)"
    assert view.joining is Joining.JOINED
    hampshire = a.authority_view(store, authority_id(store, "Hampshire"), None)
    assert "Same leadership as Isle of Wight" in {each.words for each in hampshire.links}
    assert hampshire.joining is None


def test_a_link_is_noted_once_and_never_with_itself(store: Store, autumn: UUID) -> None:
    kent, slough = authority_id(store, "Kent"), authority_id(store, "Slough")
    conflict, partner = RelationshipKind.DECLARED_CONFLICT, RelationshipKind.EARLIER_PARTNER
    with pytest.raises(UserError, match="cannot be linked with itself"):
        a.relate(store, kent, kent, conflict)
    store.apply(a.relate(store, slough, kent, conflict, year=2020, source="chair’s letter"))
    with pytest.raises(UserError, match="noted already: Declared interest with Slough"):
        a.relate(store, kent, slough, conflict)
    link = next(each for each in a.authority_view(store, kent, autumn).links if each.link.kind is conflict)
    assert (link.words, link.detail) == ("Declared interest with Slough", "5 November 2026 · Chair’s letter")
    for year in (None, 1066, 2027):
        with pytest.raises(UserError, match="from 1990 to 2026"):
            a.relate(store, kent, slough, partner, year=year)
    for year in (2022, 2024):
        store.apply(a.relate(store, kent, slough, partner, year=year))
    words = [each.words for each in a.authority_view(store, slough, autumn).links if each.link.kind is partner]
    assert words[:2] == ["Together with Kent in 2024", "Together with Kent in 2022"]
    store.apply(a.unrelate(store, link.id))
    assert link.id not in {each.id for each in a.authority_view(store, kent, autumn).links}
    store.apply(a.relate(store, kent, slough, conflict))
    assert link.id in {each.id for each in a.authority_view(store, kent, autumn).links}


def test_facts_are_edited_and_short_names_stay_unambiguous(store: Store, autumn: UUID) -> None:
    kent = authority_id(store, "Kent")
    store.apply(a.edit_authority(store, kent, aliases=("KCC", " kcc ", "", "County of Kent"), stratum="Channel"))
    found = store.need(Authority, kent)
    assert (found.aliases, found.stratum) == (("kcc", "County of Kent"), "Channel")
    assert a.find_authority(store, "County of Kent").id == kent
    for fields in ({"aliases": ("RBWM",)}, {"aliases": ("Surrey",)}, {"name": "Surrey"}, {"name": ""}):
        with pytest.raises(UserError):
            a.edit_authority(store, kent, **fields)
    with pytest.raises(ValueError, match="gss_code"):
        a.edit_authority(store, kent, gss_code="E1")


def test_an_authority_added_joins_the_round_once(store: Store, autumn: UUID) -> None:
    store.apply(a.add_authority(store, " Northshire ", autumn, type="county"))
    assert "Northshire" in {each.name for each in participants(store, autumn)}
    assert _row(store, autumn, "Northshire").type == "county"
    with pytest.raises(UserError, match="Northshire is in this round file already"):
        a.add_authority(store, "Northshire County Council", autumn)
    with pytest.raises(UserError, match="Brighton and Hove is in"):
        a.add_authority(store, "B&H")


def test_names_are_found_among_the_authorities_of_the_file(store: Store) -> None:
    with pytest.raises(UserError, match="no authorities in this round file yet"):
        a.find_authority(store, "Kent")
    south_east_round(store)
    assert a.find_authority(store, "hants").name == "Hampshire"
    with pytest.raises(UserError, match="not one of the authorities in this round file"):
        a.find_authority(store, "Leeds")
