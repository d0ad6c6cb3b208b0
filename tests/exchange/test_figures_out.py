"""Figures of authorities taken away: as they were published, with their readers, and the same when they come back."""

import pytest

from peer_challenge.exchange.spreadsheets import INDICATORS, read_pasted, read_table
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.bring_in import Outcome
from peer_challenge.jobs.bring_in_figures import bring_in_indicators, preview_indicators
from peer_challenge.services.tables import table_to_take
from peer_challenge.storage.store import Store
from tests.builders import a_triad_that_met

PASTED = """Council\tMeasure\tYear\tNumber\tWhere from
Kent\tRe-referrals\t2026\t22.5%\tRegion
Kent\tAudits a month\t2026\t-1,250\tRegion
Medway\tAudits a month\t2026\t40\tRegion"""


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_figures_go_out_and_come_back_the_same(store: Store, tmp_path, ending: str) -> None:
    triad = a_triad_that_met(store)
    store.apply(bring_in_indicators(store, read_pasted(PASTED, INDICATORS)))
    table = table_to_take(store, triad.round, "indicators")
    assert [row[:5] for row in table.rows] == [
        ("Kent", "Audits a month", "2026", "-1250", ""),
        ("Kent", "Re-referrals", "2026", "22.5", "%"),
        ("Medway", "Audits a month", "2026", "40", ""),
    ]
    assert any("only that authority and the coordinator" in said for said in table.about)
    path = tmp_path / f"figures.{ending}"
    write_table(table, path)
    back = preview_indicators(store, read_table(path, INDICATORS))
    assert {each.outcome for each in back} == {Outcome.SAME}
