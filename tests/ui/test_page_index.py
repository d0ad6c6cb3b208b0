"""The index names pages as they name themselves, and icons there are."""

import pytest

from ui.icons import icon
from ui.page_index import ALL, LISTED, PageEntry


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)
def test_an_entry_is_about_the_page_of_that_name(entry: PageEntry) -> None:
    assert entry.load().name == entry.name


def test_no_name_stands_twice_and_every_listed_page_has_an_icon(qapp) -> None:
    assert len({entry.name for entry in ALL}) == len(ALL)
    assert all(not icon(entry.icon).isNull() for entry in LISTED)
