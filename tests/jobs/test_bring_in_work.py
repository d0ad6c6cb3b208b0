"""Actions and time from Excel or CSV: a verdict a row, all or nothing, one act, and what was exported comes back."""

from datetime import date

import pytest

from peer_challenge.domain.choices import ActionState, EntryMode, Stage, Way
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Action, TimeEntry
from peer_challenge.exchange.spreadsheets import ACTIONS, TIME, read_pasted, read_table
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.bring_in import Outcome
from peer_challenge.jobs.bring_in_work import bring_in_actions, bring_in_time, preview_actions, preview_time
from peer_challenge.services import actions, time_spent
from peer_challenge.services.tables import table_to_take
from tests.builders import a_triad_that_met


def test_last_years_actions_come_in_as_one_act_that_can_be_undone(store):
    triad = a_triad_that_met(store)
    rows = read_pasted(
        "Host\tNext step\tWho does it\tBy when\tStatus\tEvidence\tDate done\n"
        "Kent\tClose the loop\tHead of QA\t24 March 2027\tin progress\t\t\n"
        "Medway\tAsk families\tPrincipal social worker\t\t\t40 replies\t2026-11-02\n",
        ACTIONS,
    )
    store.apply(bring_in_actions(store, rows, triad.round))
    (kent,), (medway,) = (store.find(Action, challenge=each) for each in triad.challenges[:2])
    assert (kent.text, kent.owner_role, kent.due_on) == ("Close the loop", "Head of QA", date(2027, 3, 24))
    assert (kent.state, kent.authority) == (ActionState.IN_PROGRESS, triad.hosts[0])
    assert (medway.state, medway.done_on, medway.completion) == (ActionState.DONE, date(2026, 11, 2), "40 replies")
    store.undo()
    assert store.find(Action) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_comes_back_as_it_is_and_a_changed_cell_changes_that_alone(store, tmp_path, ending):
    triad = a_triad_that_met(store)
    store.apply(actions.add_action(store, triad.challenges[0], "=Two\nlines", "Head of QA", date(2027, 5, 24)))
    store.apply(time_spent.log_quick(store, triad.round, "prep 90 Kent by Medway"))
    for name, columns, preview in (("actions", ACTIONS, preview_actions), ("time", TIME, preview_time)):
        path = tmp_path / f"{name}.{ending}"
        write_table(table_to_take(store, triad.round, name), path)
        rows = read_table(path, columns)
        assert [each.outcome for each in preview(store, rows, triad.round)] == [Outcome.SAME]
        (rows[0].cells)["comment" if name == "time" else "impact"] = "Heard 40 families"
        assert [each.outcome for each in preview(store, rows, triad.round)] == [Outcome.CHANGED]
    store.apply(bring_in_actions(store, read_table(tmp_path / f"actions.{ending}", ACTIONS), triad.round))
    assert store.find(Action)[0].text == "=Two\nlines"


def test_time_is_read_in_the_words_people_use(store):
    triad = a_triad_that_met(store)
    rows = read_pasted(
        "Host,By,What,Minutes each,How many,Date,How\n"
        "Kent,Medway,prep,90.0,2,12/11/2026,estimate\n"
        "Kent,,writing,30,,,\n",
        TIME,
    )
    store.apply(bring_in_time(store, rows, triad.round))
    one, two = store.find(TimeEntry)
    assert (one.authority, one.stage, one.minutes, one.people) == (triad.hosts[1], Stage.PREPARATION, 90, 2)
    assert (one.way, one.mode, one.day) == (Way.GIVEN, EntryMode.ESTIMATE, date(2026, 11, 12))
    assert (two.authority, two.way, two.stage) == (triad.hosts[0], Way.RECEIVED, Stage.WRITE_UP)
    assert {each.outcome for each in preview_time(store, rows, triad.round)} == {Outcome.SAME}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Surrey,prep,90,1,", "Surrey"),
        ("Kent,lunch,90,1,", "does not say what the time was for"),
        ("Kent,prep,many,1,", "not a number of minutes"),
        ("Kent,prep,0,1,", "cannot be right"),
        ("Kent,prep,90,2,100", "do not make 100 in all"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_comes_in(store, row, says):
    triad = a_triad_that_met(store)
    rows = read_pasted(f"Host,What,Minutes,People,In all\nKent,prep,10,1,10\n{row}\n", TIME)
    good, wrong = preview_time(store, rows, triad.round)
    assert (good.outcome, wrong.outcome) == (Outcome.NEW, Outcome.WRONG)
    assert says in wrong.says
    with pytest.raises(UserError, match=r"Row 3: .*Nothing was brought in"):
        bring_in_time(store, rows, triad.round)


def test_the_same_action_twice_and_a_day_done_on_something_open_are_refused(store):
    triad = a_triad_that_met(store)
    rows = read_pasted("Host,Action,State,Done on\nKent,A,,\nKent,a,,\nKent,B,open,2026-11-01\n", ACTIONS)
    says = [each.says for each in preview_actions(store, rows, triad.round)]
    assert says[1:] == ["This action is in row 2 already.", "It has a day it was done on, but its state is not Done."]
