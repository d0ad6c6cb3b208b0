"""Tables come in whole or not at all, with a verdict on every row before."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain.choices import Grade, RelationshipKind, Role
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Person, Relationship
from peer_challenge.exchange.spreadsheets import AUTHORITIES, CONTACTS, RELATIONSHIPS, SheetRow, read_pasted
from peer_challenge.jobs.bring_in import (
    Outcome,
    bring_in_authorities,
    bring_in_contacts,
    bring_in_relationships,
    preview_authorities,
    preview_contacts,
    preview_relationships,
)
from peer_challenge.services.people import people_of
from peer_challenge.services.rounds import participants
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round

HEADINGS = "Name\tAuthority\tJob title\tEmail\tRole\n"


@pytest.fixture
def autumn(store: Store) -> UUID:
    return south_east_round(store)


def _contacts(*lines: str) -> list[SheetRow]:
    return read_pasted(HEADINGS + "\n".join(line.replace("|", "\t") for line in lines), CONTACTS)


def _authorities(*lines: str) -> list[SheetRow]:
    return read_pasted("\n".join(line.replace("|", "\t") for line in lines), AUTHORITIES)


def test_contacts_come_in_with_their_roles_in_one_act(store: Store, autumn: UUID) -> None:
    rows = _contacts("Ada Birch|RBWM|QA manager|ada@x.example|qa lead", "Bo Elm|Kent County Council")
    assert [each.outcome for each in preview_contacts(store, rows)] == [Outcome.NEW, Outcome.NEW]
    assert not store.find(Person)
    store.apply(bring_in_contacts(store, rows))
    ada = people_of(store, authority_id(store, "Windsor and Maidenhead"))[0]
    assert (ada.name, ada.person.job_title, [each.role for each in ada.roles]) == (
        "Ada Birch",
        "QA manager",
        [Role.QA_LEAD],
    )
    assert [each.name for each in people_of(store, authority_id(store, "Kent"))] == ["Bo Elm"]
    store.undo()
    assert not store.find(Person)


def test_the_same_table_twice_adds_nobody_and_brings_up_to_date(store: Store, autumn: UUID) -> None:
    store.apply(bring_in_contacts(store, _contacts("Ada Birch|Kent|QA manager|ada@x.example|QA lead")))
    again = _contacts("ADA BIRCH|Kent|||QA lead")
    assert [each.outcome for each in preview_contacts(store, again)] == [Outcome.SAME]
    assert not bring_in_contacts(store, again)
    store.apply(bring_in_contacts(store, _contacts("Ada Birch|Kent|Head of quality||Challenger")))
    (ada,) = people_of(store, authority_id(store, "Kent"))
    assert (ada.person.job_title, ada.person.email) == ("Head of quality", "ada@x.example")
    assert [each.role for each in ada.roles] == [Role.QA_LEAD, Role.CHALLENGER]


def test_one_wrong_row_keeps_the_whole_table_out(store: Store, autumn: UUID) -> None:
    rows = _contacts(
        "Ada Birch|Kent", "Bo Elm|Narnia", "Cy Ash|Surrey||cy at surrey", "ada birch|Kent CC", "Di Oak|Slough|||Boss"
    )
    verdicts = preview_contacts(store, rows)
    assert [each.id for each in verdicts if each.outcome is Outcome.WRONG] == [3, 4, 5, 6]
    said = {each.id: each.says for each in verdicts}
    assert "“Narnia” is not one of the authorities" in said[3]
    assert "not an e-mail address" in said[4]
    assert said[5] == "ada birch of Kent is in row 2 already."
    assert "“Boss” is not a role. Use one of: Coordinator" in said[6]
    with pytest.raises(UserError, match=r"^Row 3: “Narnia” .* Nothing was brought in\.$"):
        bring_in_contacts(store, rows)


def test_a_row_that_repeats_another_names_it(store: Store, autumn: UUID) -> None:
    verdicts = preview_contacts(store, _contacts("Ada Birch|Kent", "Ada Birch|Surrey", "ada birch|Kent County Council"))
    assert [each.outcome for each in verdicts] == [Outcome.NEW, Outcome.NEW, Outcome.WRONG]
    assert verdicts[2].says == "ada birch of Kent is in row 2 already."


def test_authorities_are_added_to_the_round_and_known_ones_brought_up_to_date(store: Store, autumn: UUID) -> None:
    rows = _authorities(
        "Name|Sub-region|Impact of leaders|As at|Short names",
        "Northshire|Coast|||NS, N'shire",
        "Kent||Requires improvement to be good|1/10/2026",
        "Surrey|",
    )
    outcomes = [each.outcome for each in preview_authorities(store, rows, autumn)]
    assert outcomes == [Outcome.NEW, Outcome.CHANGED, Outcome.SAME]
    store.apply(bring_in_authorities(store, rows, autumn))
    kent = store.need(Authority, authority_id(store, "Kent"))
    assert (kent.impact_of_leaders, kent.judgements_as_at) == (Grade.REQUIRES_IMPROVEMENT, date(2026, 10, 1))
    assert kent.care_leavers is Grade.REQUIRES_IMPROVEMENT
    new = store.need(Authority, authority_id(store, "Northshire"))
    assert (new.region, new.stratum, new.aliases) == ("South East", "Coast", ("NS", "N'shire"))
    assert new.id in {each.id for each in participants(store, autumn)}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Kent|splendid|1/10/2026", "“splendid” is not a judgement. Use one of: Outstanding"),
        ("Kent|good|soon", "“soon” is not a day"),
        ("Kent|good|", "The judgements have no day"),
    ],
)
def test_authorities_with_unreadable_cells_are_refused(store: Store, autumn: UUID, row: str, sentence: str) -> None:
    rows = _authorities("Name|Impact of leaders|As at", row)
    with pytest.raises(UserError, match=f"^Row 2: {sentence}"):
        bring_in_authorities(store, rows, autumn)


def test_a_short_name_that_means_another_authority_is_refused(store: Store, autumn: UUID) -> None:
    with pytest.raises(UserError, match=r"^Row 2: “RBWM” means Windsor and Maidenhead already"):
        bring_in_authorities(store, _authorities("Name|Short names", "Kent|KCC, RBWM"), autumn)


def test_an_authority_in_two_rows_is_refused(store: Store, autumn: UUID) -> None:
    for rows in (
        _authorities("Name|Type", "Kent|county", "Kent County Council|county"),
        _authorities("Name|Type", "Northshire|county", "NORTHSHIRE|county"),
    ):
        with pytest.raises(UserError, match="is in row 2 already"):
            bring_in_authorities(store, rows, autumn)


def _links(*lines: str) -> list[SheetRow]:
    headings = "Council\tWith\tRelationship\tYear\tSource\n"
    return read_pasted(headings + "\n".join(line.replace("|", "\t") for line in lines), RELATIONSHIPS)


def test_links_between_authorities_come_in_as_people_write_them(store: Store, autumn: UUID) -> None:
    rows = _links(
        "Kent|Slough|Declared interest||Returned form",
        "RBWM|Hants|earlier partner|2022.0|Minutes",
        "Medway|Isle of Wight|neighbours||",
        "Kent|Medway|share a border||",
    )
    says = [(each.name, each.about, each.outcome) for each in preview_relationships(store, rows)]
    assert says == [
        ("Kent", "Declared interest with Slough", Outcome.NEW),
        ("Windsor and Maidenhead", "Together with Hampshire in 2022", Outcome.NEW),
        ("Medway", "Shares a border with Isle of Wight", Outcome.NEW),
        ("Kent", "Shares a border with Medway", Outcome.SAME),
    ]
    before = len(store.find(Relationship))
    store.apply(bring_in_relationships(store, rows))
    assert len(store.find(Relationship)) == before + 3
    (partners,) = store.find(Relationship, year=2022)
    assert (partners.kind, partners.source) == (RelationshipKind.EARLIER_PARTNER, "Minutes")
    assert not bring_in_relationships(store, rows)
    store.undo()
    assert len(store.find(Relationship)) == before


def test_links_that_cannot_be_are_refused_by_row(store: Store, autumn: UUID) -> None:
    rows = _links(
        "Kent|Kent|border||",
        "Kent|Slough|enemies||",
        "Kent|Slough|partner|1066|",
        "Kent|Slough|partner||",
        "Kent|Reading|interest||",
        "Reading|Kent|interest||",
        "Atlantis|Kent|border||",
    )
    says = [each.says for each in preview_relationships(store, rows)]
    assert says[0].startswith("Kent cannot be linked with itself")
    assert says[1].startswith("“enemies” is not a kind of link. Use one of: Share a border")
    assert says[2].startswith("“1066” is not such a year")
    assert says[3].startswith("There is no year")
    assert says[4] == "Will be added."
    assert says[5] == "Reading: Declared interest with Kent. That is in row 6 already."
    assert "Atlantis" in says[6]
    with pytest.raises(UserError, match=r"Row 2: Kent cannot be linked with itself.*Nothing was brought in"):
        bring_in_relationships(store, rows)
