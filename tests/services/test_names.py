"""What people write finds the authority they mean, and never another one."""

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority
from peer_challenge.services.names import NameBook, plain_name
from peer_challenge.services.reference import authorities_of_region, regions

ENGLAND = [each for region in regions() for each in authorities_of_region(region)]
BOOK = NameBook(ENGLAND)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kent", "Kent"),
        ("  kent county council ", "Kent"),
        ("RBWM", "Windsor and Maidenhead"),
        ("Kent CC", "Kent"),
        ("Royal Borough of Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("B&H", "Brighton and Hove"),
        ("Brighton & Hove City Council", "Brighton and Hove"),
        ("hants", "Hampshire"),
        ("West Berks.", "West Berkshire"),
        ("Isle of Wight Council", "Isle of Wight"),
        ("Wight, Isle of", "Isle of Wight"),
        ("City of York Council", "York"),
        ("Bristol", "Bristol, City of"),
        ("London Borough of Camden", "Camden"),
        ("Surry", "Surrey"),
        ("East Susex", "East Sussex"),
        ("e10000016", "Kent"),
        ("886", "Kent"),
    ],
)
def test_the_authority_meant_is_found(written: str, meant: str) -> None:
    assert BOOK.find(written).name == meant


@pytest.mark.parametrize(
    ("written", "offered"),
    [("est sussex", ("East Sussex", "West Sussex")), ("Berkshire", ("West Berkshire", "Derbyshire"))],
)
def test_what_could_be_two_is_asked_about(written: str, offered: tuple[str, str]) -> None:
    with pytest.raises(UserError) as refused:
        BOOK.find(written)
    assert all(name in refused.value.sentence for name in offered)


@pytest.mark.parametrize("written", ["Narnia", "Ofsted", "12345", "—"])
def test_what_is_no_authority_is_said_to_be_none(written: str) -> None:
    with pytest.raises(UserError, match="is not one of the authorities in this round file"):
        BOOK.find(written)


def test_nothing_written_and_nobody_there_are_said_in_words() -> None:
    with pytest.raises(UserError, match="Write the name"):
        BOOK.find("  ")
    with pytest.raises(UserError, match="no authorities in this round file yet"):
        NameBook([]).find("Kent")


def test_a_short_name_of_two_authorities_decides_nothing() -> None:
    two = [Authority(id=new_id(), name=name, aliases=("NX",)) for name in ("Northshire", "Nexham")]
    with pytest.raises(UserError, match=r"Is it (Northshire|Nexham) or"):
        NameBook(two).find("NX")


def test_every_shipped_authority_finds_itself_with_its_titles() -> None:
    for each in ENGLAND:
        assert BOOK.find(each.name) == each
        assert BOOK.find(f"{each.name} Council".upper()) == each
    assert len({plain_name(each.name) for each in ENGLAND}) == len(ENGLAND) == 153


def test_several_names_are_found_at_once_also_one_with_commas_in_it() -> None:
    found = BOOK.find_all("Kent; Bournemouth, Christchurch and Poole, RBWM,")
    assert [each.name for each in found] == ["Kent", "Bournemouth, Christchurch and Poole", "Windsor and Maidenhead"]
    assert BOOK.find_all(" ") == []
    with pytest.raises(UserError, match="Atlantis"):
        BOOK.find_all("Kent, Atlantis")
