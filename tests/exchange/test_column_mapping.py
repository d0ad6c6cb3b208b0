"""Which column of a foreign table is which: recognised, said on the command line, and refused in a plain sentence."""

from pathlib import Path

import pandas
import pytest

from peer_challenge.cli import main
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Indicator, Person
from peer_challenge.exchange.spreadsheets import CONTACTS, INDICATORS, open_pasted
from peer_challenge.storage.opening import create_store, open_store
from tests.builders import south_east_round

ROWS = [
    ["Ref", "LA name", "What we count", "FY", "Result", "Value"],
    ["1", "Kent", "Audits a month", "2026", "12", "old"],
    ["2", "Slough", "Audits a month", "2026", "40", "old"],
]


def a_round_file(path: Path) -> Path:
    store = create_store(path)
    south_east_round(store)
    store.close()
    return path


def a_workbook(path: Path) -> Path:
    pandas.DataFrame(ROWS).to_excel(path, header=False, index=False, engine="xlsxwriter")
    return path


def test_what_is_known_is_recognised_and_what_is_left_is_named() -> None:
    sheet = open_pasted("Council\tFull name\tLA\tPhone\tName\tName\tPhone\nKent\tAda\tKent\t1\t\t\t2")
    assert sheet.recognised(CONTACTS) == {"authority": "Council", "name": "Full name"}
    assert sheet.unused(sheet.recognised(CONTACTS)) == ["LA", "Phone", "Name", "Name (column 6)", "Phone (column 7)"]
    assert sheet.missing(INDICATORS, {"authority": "Council"}) == ["Indicator", "Value"]


def test_the_command_line_says_which_column_is_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, table = a_round_file(tmp_path / "round.pcw"), a_workbook(tmp_path / "figures.xlsx")
    said = ["--column", "authority=LA name", "--column", "Indicator=what we count", "--column", "value=Result"]
    assert main(["import", str(path), "indicators", str(table), *said, "--preview"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "Left out: “Ref”, “FY” and “Value”.",
        "Row 2: Audits a month: Will be added.",
    ]
    assert main(["import", str(path), "indicators", str(table), *said, "--column", "year=FY"]) == 0
    store = open_store(path, read_only=True)
    assert {(each.period, each.value) for each in store.find(Indicator)} == {("2026", "12"), ("2026", "40")}
    store.close()


def test_contacts_take_it_too(tmp_path: Path) -> None:
    path, table = a_round_file(tmp_path / "round.pcw"), tmp_path / "people.csv"
    table.write_text("Who,Where\nAda Birch,Kent\n", encoding="utf-8")
    assert main(["import", str(path), "contacts", str(table), "--column", "name=Who", "--column", "la=Where"]) == 0
    store = open_store(path, read_only=True)
    assert "Ada Birch" in {each.name for each in store.find(Person)}
    store.close()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (["colour=Ref"], "“colour” is not a column this table may have. Use one of: Authority, Indicator, Period"),
        (["authority=Town"], "figures.xlsx has no column “Town”. It has: Ref, LA name, What we count, FY"),
        (["authority"], "“authority” does not say which column. Write it like “authority=LA name”."),
        (["authority=LA name", "la=Ref"], "“Authority” is said twice. Say one column for it."),
        (["authority=Ref", "indicator=Ref"], "The column “Ref” is said for two fields. Say it for one."),
        (["authority=LA name"], "figures.xlsx has no column “Indicator”. Add it to the first row"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: list[str], sentence: str
) -> None:
    path, table = a_round_file(tmp_path / "round.pcw"), a_workbook(tmp_path / "figures.xlsx")
    columns = [part for each in said for part in ("--column", each)]
    assert main(["import", str(path), "indicators", str(table), *columns]) == 65
    assert sentence in capsys.readouterr().err


def test_a_sef_has_no_columns_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_round_file(tmp_path / "round.pcw")
    assert main(["import", str(path), "sef", str(tmp_path / "s.docx"), "--column", "a=b"]) == 2
    assert "--column goes with tables only" in capsys.readouterr().err


def test_without_a_word_a_heading_that_is_not_known_is_still_refused() -> None:
    with pytest.raises(UserError, match="“LA name” that is not known"):
        open_pasted("LA name\tIndicator\tValue\nKent\tAudits\t1").named(INDICATORS)
