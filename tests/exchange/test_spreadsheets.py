"""A table is read as Excel saves it, or refused in one sentence that names the place."""

from pathlib import Path

import pandas
import pytest

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.exchange import cells
from peer_challenge.exchange.spreadsheets import CONTACTS, SheetRow, read_pasted, read_table

ROWS = [
    ["Full name", "Council", "E-mail", "ROLE"],
    ["Ada Birch", "Kent", "ada@kent.example", "QA lead"],
    ["", "", "", ""],
    ["Siân O’Neill", "RBWM", "", ""],
]
READ = [
    SheetRow(2, {"name": "Ada Birch", "authority": "Kent", "email": "ada@kent.example", "role": "QA lead"}),
    SheetRow(4, {"name": "Siân O’Neill", "authority": "RBWM", "email": "", "role": ""}),
]


def _workbook(path: Path, rows: list[list[object]]) -> Path:
    pandas.DataFrame(rows).to_excel(path, header=False, index=False, engine="xlsxwriter")
    return path


def _as_text(rows: list[list[str]], delimiter: str) -> str:
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"


def test_a_workbook_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    assert read_table(_workbook(tmp_path / "contacts.xlsx", ROWS), CONTACTS) == READ


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-8", ";"), ("cp1252", ","), ("utf-8", "\t")]
)
def test_a_text_file_is_read_however_excel_saved_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "contacts.CSV"
    path.write_bytes(_as_text(ROWS, delimiter).encode(encoding))
    assert read_table(path, CONTACTS) == READ


def test_pasted_cells_may_hold_line_breaks_and_quotes() -> None:
    pasted = 'Name\tAuthority\tJob title\n"Ada ""Bo"" Birch"\tKent\t"Head of\nquality"\n'
    assert read_pasted(pasted, CONTACTS) == [
        SheetRow(2, {"name": 'Ada "Bo" Birch', "authority": "Kent", "job_title": "Head of quality"})
    ]


def test_numbers_and_empty_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "contacts.xlsx", [["Name", "Authority", "Job title"], ["Ada", 886, None]])
    assert read_table(path, CONTACTS)[0].cells == {"name": "Ada", "authority": "886", "job_title": ""}


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("Name\tAuthority\n", "headings but no rows"),
        ("Name\tAuthority\tPhone\nAda\tKent\t1\n", "a column “Phone” that is not known. Use only: Name, Authority"),
        ("Name\tEmail\nAda\ta@b.c\n", "no column “Authority”"),
        ("Name\tAuthority\tLA\nAda\tKent\tKent\n", "two columns for “Authority”: “Authority” and “LA”"),
        ("Name\tAuthority\nAda\tKent\n\tSurrey\n", "Row 3 has no “Name”"),
        ("Name\tAuthority\nAda\tKent\tstray\n", "Row 2 has “stray” in a column without a heading"),
        ("Ada Birch, Kent", "a column “Ada Birch” that is not known"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(pasted: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read_pasted(pasted, CONTACTS)
    assert sentence in refused.value.sentence
    assert refused.value.exit_code == Exit.WRONG_INPUT


def test_more_rows_than_a_region_has_people_are_refused() -> None:
    with pytest.raises(UserError, match="5,001 rows; at most 5,000"):
        read_pasted("Name,Authority\n" + "Ada,Kent\n" * 5001, CONTACTS)
    assert len(read_pasted("Name,Authority\n" + "Ada,Kent\n" * 5000, CONTACTS)) == 5000


def test_a_file_that_cannot_be_a_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (tmp_path / "letter.docx").write_bytes(b"PK")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "bytes.csv").write_bytes(b"Name,Authority\n\x81\x8d,Kent\n")
    for name, sentence in [
        ("broken.xlsx", "broken.xlsx could not be read"),
        ("letter.docx", "is not a table this program reads"),
        ("empty.csv", "empty.csv is empty"),
        ("bytes.csv", "bytes.csv could not be read"),
    ]:
        with pytest.raises(UserError, match=sentence):
            read_table(tmp_path / name, CONTACTS)
    with pytest.raises(UserError, match="There is no file") as missing:
        read_table(tmp_path / "gone.xlsx", CONTACTS)
    assert missing.value.exit_code == Exit.CANNOT_READ_OR_WRITE
    monkeypatch.setattr(cells, "MOST_BYTES", 10)
    with pytest.raises(UserError, match="larger than 50 MB"):
        read_table(tmp_path / "broken.xlsx", CONTACTS)
