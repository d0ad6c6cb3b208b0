"""Home over the whole round: its timeline, who is late and what they are written, and whose steps they are."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import Joining, ReportState, Role, SessionState, SubmissionState
from peer_challenge.jobs.chasing import write_chases
from peer_challenge.services import actions, people
from peer_challenge.services.home import home
from peer_challenge.services.marks import Mark
from peer_challenge.services.places import Place
from peer_challenge.services.rounds import set_joining
from peer_challenge.services.submissions import new_version
from peer_challenge.services.successors import name_successors
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad, authority_id, south_east_round
from tests.services.test_home import at_work, finding, report, sef, session, shared

TODAY = date(2026, 11, 5)
"""The day of the tests' clock."""


def marks(store: Store, round_id: UUID) -> dict[str, Mark]:
    return {each.id: each.mark for each in home(store, round_id).milestones}


def met(store: Store, day: date) -> Triad:
    triad = at_work(store)
    shared(store, triad)
    session(store, triad, day, SessionState.HELD)
    return triad


def test_the_first_milestone_not_done_is_now_and_the_others_are_to_come(store: Store) -> None:
    found = marks(store, south_east_round(store))
    assert found == dict.fromkeys(("groups", "sefs", "shared", "meetings", "reports", "checks"), Mark.NOTHING) | {
        "groups": Mark.UNDER_WAY
    }


def test_a_milestone_whose_day_has_passed_is_late_and_says_so(store: Store) -> None:
    triad = at_work(store)
    sef(store, triad, triad.hosts[0], SubmissionState.SHARED, date(2026, 10, 10))
    session(store, triad, date(2026, 12, 3))
    found = {each.id: each for each in home(store, triad.round).milestones}
    assert found["groups"].mark is Mark.DONE
    assert found["sefs"].sentence == "SEFs in, 16 October 2026, 1 of 3, late."
    assert (found["shared"].when, found["shared"].mark) == ("19 November 2026", Mark.NOTHING)
    assert found["checks"].when == "3 June to 3 December 2027"


def test_a_shared_sef_stays_in_while_a_new_version_is_written(store: Store) -> None:
    triad = at_work(store)
    for host in triad.hosts:
        sef(store, triad, host, SubmissionState.SHARED, date(2026, 10, 10))
    (first,) = store.find(r.Submission, authority=triad.hosts[0])
    store.apply(new_version(store, first.id))
    view = home(store, triad.round)
    assert {each.id: each for each in view.milestones}["sefs"].so_far == "3 of 3"
    assert not [each for each in view.steps if "not in" in each.words]


def test_a_round_that_has_met_and_reported_waits_only_for_its_checks(store: Store) -> None:
    triad = met(store, date(2026, 10, 26))
    for each in triad.challenges:
        report(store, each, ReportState.FINAL)
    found = marks(store, triad.round)
    assert found.pop("checks") is Mark.UNDER_WAY
    assert set(found.values()) == {Mark.DONE}


def test_who_is_late_is_written_to_with_the_form_attached(store: Store, tmp_path: Path) -> None:
    round_id = south_east_round(store)
    store.apply(edit("", store.need(r.Round, round_id), sef_due=date(2026, 10, 16)))
    kent = authority_id(store, "Kent")
    store.apply(people.add_person(store, "Ann Lead", kent, role=Role.QA_LEAD, email="ann@kent.example"))
    store.apply(people.add_person(store, "Bob Other", kent, email="bob@kent.example"))
    view = home(store, round_id)
    assert len(view.late) == 19
    made = write_chases(store, round_id, tmp_path / "mail")
    assert len(made) == 19
    mail = message_from_bytes((tmp_path / "mail" / "kent-reminder.eml").read_bytes())
    assert (mail["To"], mail["X-Unsent"]) == ("ann@kent.example", "1")
    body, attachment = mail.get_payload()
    assert "Your self-evaluation was due on 16 October 2026" in body.get_payload(decode=True).decode()
    assert attachment.get_filename() == "kent-sef-form.docx"


@pytest.mark.parametrize(
    ("state", "day", "words"),
    [
        (ReportState.WITH_HOST, date(2026, 10, 20), "Your report waits for your check"),
        (ReportState.DRAFT, date(2026, 10, 20), "Roughly how many hours"),
        (ReportState.DRAFT, date(2026, 11, 1), ""),
    ],
)
def test_each_thing_overdue_is_asked_for_in_its_own_words(
    store: Store, state: ReportState, day: date, words: str
) -> None:
    triad = met(store, day)
    report(store, triad.challenges[0], state)
    said = " ".join(" ".join(each.asks) for each in home(store, triad.round).late)
    assert words in said
    assert bool(said) is bool(words)


def test_an_invitation_without_an_answer_is_late_once_the_round_has_begun(store: Store) -> None:
    round_id = south_east_round(store)
    store.apply(set_joining(store, round_id, authority_id(store, "Kent"), Joining.INVITED))
    (late,) = home(store, round_id).late
    assert late.name == "Kent"
    store.apply(edit("", store.need(r.Round, round_id), starts=date(2026, 12, 1)))
    assert not home(store, round_id).late


def test_a_challenger_sees_own_work_and_what_the_group_challenges(store: Store) -> None:
    triad = met(store, date(2026, 10, 26))
    finding(store, triad.challenges[0])
    report(store, triad.challenges[0], ReportState.WITH_HOST)
    someone = r.Person(id=store.new_id(), name="Ann", authority=triad.hosts[0])
    store.apply(add("Add", someone))
    assert home(store, triad.round).late
    store.who = someone.id
    view = home(store, triad.round)
    assert [(each.words, each.place) for each in view.steps] == [
        ("Check the facts in the report for Kent", Place.FEEDBACK),
        ("Write the findings for Medway and Slough", Place.FINDINGS),
        ("Kent has told no time yet", Place.TIME),
    ]
    assert view.late == ()


def test_actions_are_asked_after_at_six_months_and_overdue_ones_are_counted(store: Store) -> None:
    triad = met(store, TODAY - timedelta(days=184))
    store.apply(actions.add_action(store, triad.challenges[0], "Close the loop", due_on=date(2026, 8, 1)))
    store.apply(actions.add_action(store, triad.challenges[0], "Ask families"))
    found = {each.words: each for each in home(store, triad.round).steps if each.place is Place.LISTS}
    assert set(found) == {
        "Ask how far the actions are, 6 months after the meeting",
        "1 action overdue, of 2 not finished",
    }


def test_an_authority_that_ends_is_a_step_until_somebody_follows_and_then_a_plain_hint(store: Store) -> None:
    triad = a_triad(store, ("Surrey", "Medway", "Slough"))
    for host in triad.hosts:
        store.apply(set_joining(store, triad.round, host, Joining.JOINED))
    store.now = lambda: datetime(2027, 3, 1, 9, tzinfo=UTC)
    (step,) = [each for each in home(store, triad.round).steps if each.id.startswith("succession")]
    assert (step.words, step.detail) == (
        "Surrey ends on 31 March 2027: say who follows it",
        "East Surrey and West Surrey",
    )
    store.apply(name_successors(store, triad.hosts[0], ["East Surrey", "West Surrey"], date(2027, 4, 1)))
    assert not [each for each in home(store, triad.round).steps if each.id.startswith("succession")]
    store.now = lambda: datetime(2027, 5, 1, 9, tzinfo=UTC)
    (step,) = [each for each in home(store, triad.round).steps if each.id.startswith("succession")]
    assert step.words == "Surrey ended on 31 March 2027; this round goes on with it to its end"
