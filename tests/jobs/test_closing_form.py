"""The form after a challenge goes out as Excel, comes back filled in, and is kept in one act that can be undone."""

from pathlib import Path

import pytest

from peer_challenge.domain.choices import Again, EntryMode, Stage
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Evaluation, TimeEntry
from peer_challenge.exchange.closing_sheet import CLOSING
from peer_challenge.exchange.spreadsheets import read_pasted, read_table
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.bring_in import Outcome
from peer_challenge.jobs.closing_form import bring_in_closing, closing_table, look_at_closing, preview_closing
from peer_challenge.services import time_spent
from peer_challenge.services.closing_forms import closing_form, take_closing
from peer_challenge.services.filled_forms import FilledForm, FilledText
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.round_forms import Taking
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
        ("Kent\tMedway\t\t\t\t900\t\t", "“900” cannot be right. Write 0 to 100 hours"),
        ("Kent\tMedway\t\t\t\t-4 hours\t\t", "“-4 hours” cannot be right. Write 0 to 100 hours"),
        ("Kent\tMedway\t\t\t\t−4 hours\t\t", "“−4 hours” cannot be right. Write 0 to 100 hours"),
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


def test_time_told_already_goes_out_in_the_form_and_is_not_counted_twice(
    store: Store, triad: Triad, tmp_path: Path
) -> None:
    """Kent told 3 × 50 minutes in its meeting and 3 × 85 of reading: the form says 2.5 and 4.25, and both stay."""
    for stage, minutes in ((Stage.SESSION, 50), (Stage.PREPARATION, 85)):
        told = time_spent.log_time(store, triad.challenges[0], triad.hosts[0], stage, minutes, people=3)
        store.apply(told)
    path = tmp_path / "form.xlsx"
    write_table(closing_table(store, triad.round, triad.hosts[0]), path)
    rows = read_table(path, CLOSING)
    assert next((row["reading"], row["meeting"], row["writing"]) for row in rows) == ("4.25", "2.5", "")
    assert bring_in_closing(store, rows, triad.round).changes == ()
    filled = HEAD + "Kent\tKent\t4\t\t\t6\t2.5\t0.5\n"
    ((outcome, said),) = verdicts(store, triad, filled.splitlines()[1])
    assert (outcome, said) == (
        Outcome.NEW,
        "Will be kept. Hours of reading: told already: 4.25 hours; the form says 6; left as it is. If the form is "
        "right, change the entries of time.",
    )
    store.apply(bring_in_closing(store, read_pasted(filled, CLOSING), triad.round))
    assert sorted(each.people * each.minutes for each in store.find(TimeEntry)) == [30, 150, 255]
    path = tmp_path / "filled.csv"
    path.write_text(filled.replace("\t", ","), encoding="utf-8")
    look = look_at_closing(store, triad.round, path)
    assert look is not None
    assert look.preview is not None
    assert look.preview.remarks == (
        "Kent on Kent: Hours of reading: told already: 4.25 hours; the form says 6; left as it is. If the form is "
        "right, change the entries of time.",
    )


def test_the_word_form_shows_and_leaves_time_told_already(store: Store, triad: Triad, tmp_path: Path) -> None:
    told = time_spent.log_time(store, triad.challenges[0], triad.hosts[0], Stage.SESSION, 50, people=3)
    store.apply(told)
    form = closing_form(store, triad.round, triad.hosts[0], FormKind.CLOSING)
    part = next(each for each in form.parts if each.said["meeting"])
    assert part.said["meeting"] == "2.5"
    said = {"usefulness": "7", "meeting": "4", "writing": "-1 hours"}
    texts = tuple(FilledText(part.id, key, text) for key, text in said.items())
    taking = Taking(FilledForm("kent.docx", form.mark, True, texts))
    take_closing(store, triad.round, triad.hosts[0], FormKind.CLOSING, taking)
    assert taking.changes == []
    assert [each.where for each in taking.unplaced] == [
        "Kent: How useful was it? “7” is not a figure from 1, not useful, to 5, very useful. Write one of the five.",
        "Kent: Hours in the meeting. Told already: 2.5 hours; the form says 4; left as it is. If the form is "
        "right, change the entries of time.",
        "Kent: Hours of writing. “-1 hours” cannot be right. Write 0 to 100 hours of all your people together.",
    ]
