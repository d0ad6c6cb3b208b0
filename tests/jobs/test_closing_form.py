"""The form after a challenge goes out as Excel, comes back filled in, and is kept in one act that can be undone."""

from pathlib import Path

import pytest

from peer_challenge.domain.choices import Again, EntryMode
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Evaluation, TimeEntry
from peer_challenge.exchange.closing_sheet import CLOSING
from peer_challenge.exchange.spreadsheets import read_pasted, read_table
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.bring_in import Outcome
from peer_challenge.jobs.closing_form import bring_in_closing, closing_table, preview_closing
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad

HEAD = (
    "Host challenged\tYour authority\tHow useful was it?\tWould you do it again?\tWhat changed because of it?\t"
    "Hours of reading\tHours in the meeting\tHours of writing\n"
)


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad(store)


def verdicts(store: Store, triad: Triad, *rows: str) -> list[tuple[Outcome, str]]:
    found = preview_closing(store, read_pasted(HEAD + "\n".join(rows), CLOSING), triad.round)
    return [(each.outcome, each.says) for each in found]


def test_out_filled_in_and_back(store: Store, triad: Triad, tmp_path: Path) -> None:
    filled = HEAD + "Kent\tMedway\t4\tyes\tA new form.\t2.5\t3\t\nMedway\tMedway\t\tnot sure\t\t\t1,5 hours\t0\n"
    act = bring_in_closing(store, read_pasted(filled, CLOSING), triad.round)
    store.apply(act)
    kent = next(each for each in store.find(Evaluation) if each.challenge == triad.challenges[0])
    assert (kent.usefulness, kent.again, kent.changed) == (4, Again.YES, "A new form.")
    assert sorted((each.minutes, each.mode) for each in store.find(TimeEntry)) == [
        (90, EntryMode.ESTIMATE),
        (150, EntryMode.ESTIMATE),
        (180, EntryMode.ESTIMATE),
    ]
    path = tmp_path / "form.xlsx"
    write_table(closing_table(store, triad.round, triad.hosts[1]), path)
    rows = read_table(path, CLOSING)
    assert [row["host"] for row in rows] == ["Kent", "Medway", "Slough"]
    again = preview_closing(store, rows, triad.round)
    assert [each.outcome for each in again] == [Outcome.SAME] * 3, "what was said already is in the form"
    store.undo()
    assert store.find(Evaluation) == store.find(TimeEntry) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Kent\tMedway\t6\t\t\t\t\t", "is not a figure from 1, not useful, to 5"),
        ("Kent\tMedway\t\tmaybe\t\t\t\t", "Write yes, no or not sure."),
        ("Kent\tMedway\t\t\t\tlong\t\t", "is not a number of hours"),
        ("Kent\tMedway\t\t\t\tinf\t\t", "is not a number of hours"),
        ("Kent\tMedway\t\t\t\t900\t\t", "cannot be right"),
        ("Hove\tMedway\t4\t\t\t\t\t", "not challenged in this round"),
        ("Kent\tHove\t4\t\t\t\t\t", "was not in the challenge of Kent"),
    ],
)
def test_a_row_that_is_wrong_says_why_and_nothing_is_kept(store: Store, triad: Triad, row: str, says: str) -> None:
    a_triad(store, ("Hove", "Lewes", "Bexhill"))
    ((outcome, said),) = verdicts(store, triad, row)
    assert outcome is Outcome.WRONG
    assert says in said
    with pytest.raises(UserError, match="Nothing was brought in"):
        bring_in_closing(store, read_pasted(HEAD + row, CLOSING), triad.round)


def test_the_same_row_twice_is_seen(store: Store, triad: Triad) -> None:
    same = "Kent\tMedway\t4\t\t\t\t\t"
    assert verdicts(store, triad, same, same)[1] == (Outcome.WRONG, "Medway on Kent is in row 2 already.")


def test_who_was_in_no_challenge_has_no_form(store: Store, triad: Triad) -> None:
    other = a_triad(store, ("Hove", "Lewes", "Bexhill"))
    with pytest.raises(UserError, match="Hove is in no challenge"):
        closing_table(store, triad.round, other.hosts[0])
