"""Tables written as Excel and CSV: what people typed stays text, days stay days, and the columns are explained."""

import csv
import zipfile
from datetime import date

import pandas
import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import AskOrOffer, FindingKind, FindingState, Grade, Role
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.tables import write_table
from peer_challenge.services import actions, asks_offers, time_spent
from peer_challenge.services.tables import TABLES, table_to_take
from tests.builders import a_finding, a_triad_that_met

NASTY = ["=1+1", "+44 20", "-5", "@SUM(A1)", "\t=1", "'quoted", '=HYPERLINK("http://x","y")', " =1", "＝1+1"]


@pytest.fixture
def triad(store):
    made = a_triad_that_met(store)
    for each in NASTY:
        store.apply(actions.add_action(store, made.challenges[0], each, "Head of QA", date(2027, 3, 24)))
    return made


def rows_of_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_in_csv_no_cell_begins_like_a_formula(store, triad, tmp_path):
    made = write_table(table_to_take(store, triad.round, "actions"), tmp_path / "actions.csv")
    assert [each.name for each in made] == ["actions.csv", "actions-dictionary.csv"]
    head, *rows = rows_of_csv(made[0])
    texts = [row[head.index("Action")] for row in rows]
    assert len(texts) == len(NASTY)
    assert not [each for each in texts if each.lstrip()[:1] in "=+-@\t＝"]
    assert {row[head.index("Due")] for row in rows} == {"2027-03-24"}


def test_in_excel_no_cell_is_a_formula_or_link_and_days_are_days(store, triad, tmp_path):
    (path,) = write_table(table_to_take(store, triad.round, "actions"), tmp_path / "actions.xlsx")
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(each).decode() for each in parts.namelist() if each.startswith("xl/worksheets/")]
    assert len(sheets) == 2
    assert not any("<f>" in each or "hyperlink" in each for each in sheets)
    read = pandas.read_excel(path, engine="calamine")
    assert sorted(read["Action"].str.strip()) == sorted(each.strip() for each in NASTY)
    assert read["Due"].dt.date.unique().tolist() == [date(2027, 3, 24)]


def test_the_dictionary_explains_every_column_and_whose_copy_it_is(store, triad, tmp_path):
    for name in TABLES:
        table = table_to_take(store, triad.round, name)
        (path,) = write_table(table, tmp_path / f"{name}.xlsx")
        said = pandas.read_excel(path, engine="calamine", sheet_name="Data dictionary", dtype=str)
        listed = dict(zip(said["Column"], said["What it means"], strict=True))
        assert all(isinstance(listed[each.heading], str) for each in table.columns)
        assert "Marking: OFFICIAL-SENSITIVE." in listed
        assert any("coordinator’s own copy" in str(each) for each in listed)


def test_what_only_the_coordinator_reads_is_left_empty_for_anybody_else(store, triad):
    someone, round_ = store.new_id(), store.need(r.Round, triad.round)
    host = store.need(r.Authority, triad.hosts[0])
    part = r.Participation(id=store.new_id(), round=round_.id, authority=host.id, reason="Inspection due")
    role = r.RolePeriod(id=store.new_id(), person=someone, role=Role.QA_LEAD, starts=date(2026, 1, 1))
    store.apply(add("Add", r.Person(id=someone, name="Alex Marsh", authority=host.id), part, role))
    store.apply(edit("Edit", host, impact_of_leaders=Grade.GOOD))
    assert "Inspection due" in str(table_to_take(store, triad.round, "authorities").rows)
    store.who = someone
    table = table_to_take(store, triad.round, "authorities")
    assert "Inspection due" not in str(table.rows)
    assert "Good" not in str(table.rows)
    assert "What only the coordinator may read is left empty." in table.about


def test_findings_asks_and_time_come_with_the_names_around_them(store, triad):
    a_finding(store, triad, "Audits change plans", FindingKind.STRENGTH, FindingState.PROPOSED)
    host = triad.hosts[0]
    store.apply(asks_offers.ask_or_offer(store, triad.challenges[0], host, AskOrOffer.ASK, "A"))
    store.apply(time_spent.log_quick(store, triad.round, "prep 4x30 Kent by Medway"))
    findings = table_to_take(store, triad.round, "findings")
    assert findings.rows[0][:6] == (
        "Triad A",
        "Kent",
        "Impact of QA",
        "Strength",
        "Audits change plans",
        "Proposed",
    )
    assert any("1 finding proposed or parked" in each for each in findings.about)
    asks = table_to_take(store, triad.round, "asks-and-offers")
    assert (asks.rows[0][:3], asks.rows[0][-1]) == (("Ask", "Kent", "A"), "To the group only")
    assert table_to_take(store, triad.round, "time").rows[0][:7] == (
        "Kent",
        "Medway",
        "Given",
        "Preparation",
        30,
        4,
        120,
    )


def test_a_cell_too_long_for_excel_says_that_it_is_cut_and_csv_keeps_it(store, triad, tmp_path):
    a_finding(store, triad, "x" * 40_000)
    table = table_to_take(store, triad.round, "findings")
    (book,) = write_table(table, tmp_path / "f.xlsx")
    assert pandas.read_excel(book, engine="calamine")["Finding"][0].endswith("the CSV file holds all of it]")
    assert rows_of_csv(write_table(table, tmp_path / "f.csv")[0])[1][4] == "x" * 40_000


def test_another_ending_is_refused(store, triad, tmp_path):
    with pytest.raises(UserError, match=r"must end in \.xlsx or \.csv"):
        write_table(table_to_take(store, triad.round, "time"), tmp_path / "time.pdf")
