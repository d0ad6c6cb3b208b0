"""The joining form: the days it keeps are told one by one, what is none is listed, and no stranger gets a form."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import DayAnswer
from peer_challenge.jobs.receiving import bring_in_paper, look_at_paper
from peer_challenge.jobs.round_forms import write_form
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.successors import name_successors
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("14 and 21 April 2027 and Fridays", ["and Fridays"]),
        ("We cannot meet on 14 April 2027, or on the 21 April 2027.", []),
        ("14 and 21 April 2027, mornings only", ["mornings only"]),
    ],
)
def test_days_are_told_one_by_one_and_the_rest_is_not_placed(
    store: Store, tmp_path: Path, said: str, left: list[str]
) -> None:
    round_id = south_east_round(store)
    path = write_form(store, round_id, authority_id(store, "Kent"), tmp_path, FormKind.JOINING).path
    document = Document(str(path))
    row = next(row for table in document.tables for row in table.rows if row.cells[0].text.startswith("Bad dates"))
    row.cells[1].text = said
    document.save(str(path))
    look = look_at_paper(store, round_id, path)
    assert look.preview is not None
    assert [each.text for each in look.preview.rows] == ["Wednesday 14 April 2027 and Wednesday 21 April 2027"]
    assert [each.text for each in look.preview.unplaced] == left
    store.apply(bring_in_paper(store, round_id, look))
    assert {each.day for each in store.find(DayAnswer)} == {date(2027, 4, 14), date(2027, 4, 21)}


def test_an_authority_outside_the_round_gets_no_joining_form(store: Store, tmp_path: Path) -> None:
    round_id = south_east_round(store)
    store.apply(name_successors(store, authority_id(store, "Surrey"), ["East Surrey", "West Surrey"], date(2027, 4, 1)))
    with pytest.raises(UserError, match="East Surrey is not in the round Autumn 2026, so no form was written"):
        write_form(store, round_id, authority_id(store, "East Surrey"), tmp_path / "forms", FormKind.JOINING)
    assert not (tmp_path / "forms").exists()
