"""Figures of authorities from Excel: a verdict on every row, all or nothing, and the same again changes nothing."""

from pathlib import Path

import pytest

from peer_challenge.cli import main
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Indicator
from peer_challenge.exchange.spreadsheets import INDICATORS, read_pasted
from peer_challenge.jobs.bring_in import Outcome
from peer_challenge.jobs.bring_in_figures import bring_in_indicators, preview_indicators
from peer_challenge.services.authorities import authority_view
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round

PASTED = """Council\tMeasure\tYear\tNumber\tWhere from
Kent\tAudits a month\t2026\t1,250\tRegion
Hants\tRe-referrals\t2026\t22.0%\tRegion"""


def test_headings_as_people_write_them_are_understood_and_one_undo_takes_all_back(store: Store) -> None:
    south_east_round(store)
    rows = read_pasted(PASTED, INDICATORS)
    assert [(each.outcome, each.name, each.about) for each in preview_indicators(store, rows)] == [
        (Outcome.NEW, "Audits a month 2026", "Kent"),
        (Outcome.NEW, "Re-referrals 2026", "Hampshire"),
    ]
    store.apply(bring_in_indicators(store, rows))
    (figure,) = authority_view(store, authority_id(store, "Hampshire"), None).figures
    assert (figure.value, figure.unit, figure.source) == ("22", "%", "Region")
    assert {each.outcome for each in preview_indicators(store, rows)} == {Outcome.SAME}
    store.undo()
    assert store.find(Indicator) == []


def test_a_newer_figure_for_the_same_period_takes_the_place_of_the_older(store: Store) -> None:
    south_east_round(store)
    store.apply(bring_in_indicators(store, read_pasted(PASTED, INDICATORS)))
    again = read_pasted(PASTED.replace("1,250", "1300.5"), INDICATORS)
    assert [each.outcome for each in preview_indicators(store, again)] == [Outcome.CHANGED, Outcome.SAME]
    store.apply(bring_in_indicators(store, again))
    assert sorted(each.value for each in store.find(Indicator)) == ["1300.5", "22"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Kent\tAudits\t2026\tmany\tRegion", "“many” is not a number"),
        ("Narnia\tAudits\t2026\t3\tRegion", "“Narnia” is not one of the authorities"),
        ("Kent\taudits a month\t2026\t3\tRegion", "is in row 2 already"),
    ],
)
def test_a_row_that_is_wrong_keeps_all_of_it_out(store: Store, row: str, says: str) -> None:
    south_east_round(store)
    with pytest.raises(UserError, match=says):
        bring_in_indicators(store, read_pasted(f"{PASTED}\n{row}", INDICATORS))


def test_the_command_line_previews_and_brings_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, table = tmp_path / "round.pcw", tmp_path / "figures.csv"
    store = create_store(path)
    south_east_round(store)
    store.close()
    table.write_text("Authority,Indicator,Value\nKent,Audits a month,12\n", encoding="utf-8")
    assert main(["import", str(path), "indicators", str(table), "--preview"]) == 0
    assert "Row 2: Audits a month: Will be added." in capsys.readouterr().out
    assert main(["import", str(path), "indicators", str(table)]) == 0
    again = open_store(path, read_only=True)
    assert [each.value for each in again.find(Indicator)] == ["12"]
    again.close()
