"""What Home says of a round at each moment of its life."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import (
    FindingKind,
    FindingState,
    Joining,
    ReportState,
    SessionState,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.ids import known_id
from peer_challenge.services.home import STAGES, HomeView, Mark, home
from peer_challenge.services.next_steps import Step, Urgency
from peer_challenge.services.places import Place
from peer_challenge.services.rounds import set_joining
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad, authority_id, draft_plan, south_east_round

TODAY = date(2026, 11, 5)
"""The day of the tests' clock."""


def at_work(store: Store) -> Triad:
    """A settled triad, somebody to write to, whose three authorities joined, with SEFs due on 16 October 2026."""
    triad = a_triad(store)
    store.apply(edit("", store.need(r.Round, triad.round), sef_due=date(2026, 10, 16)))
    for host in triad.hosts:
        store.apply(set_joining(store, triad.round, host, Joining.JOINED))
    store.apply(
        add("", r.Person(id=store.new_id(), name="Pat Example", authority=triad.hosts[0], email="pat@k.example"))
    )
    return triad


def sef(store: Store, triad: Triad, host: UUID, state: SubmissionState, shared_on: date | None = None) -> None:
    made = known_id("submission", triad.round, host)
    record = r.Submission(id=made, round=triad.round, authority=host, state=state, shared_on=shared_on)
    store.apply(add("Add SEF", record))


def session(store: Store, triad: Triad, day: date | None, state: SessionState = SessionState.PLANNED) -> UUID:
    made = r.Session(id=store.new_id(), round=triad.round, group=triad.group, held_on=day, state=state)
    store.apply(add("Plan session", made))
    return made.id


def finding(store: Store, challenge: UUID, state: FindingState = FindingState.AGREED) -> None:
    made = r.Finding(id=store.new_id(), challenge=challenge, kind=FindingKind.STRENGTH, text="Good", state=state)
    store.apply(add("Add finding", made))


def report(store: Store, challenge: UUID, state: ReportState) -> None:
    store.apply(add("", r.ReportIssue(id=store.new_id(), challenge=challenge, state=state)))


def shared(store: Store, triad: Triad) -> None:
    for host in triad.hosts:
        sef(store, triad, host, SubmissionState.SHARED, date(2026, 10, 10))


def step_at(view: HomeView, place: Place) -> Step:
    """Return the one step that leads to a place."""
    (found,) = [each for each in view.steps if each.place is place]
    return found


def test_a_new_round_asks_who_joins_for_contacts_and_for_groups(store: Store) -> None:
    round_id = south_east_round(store)
    view = home(store, round_id)
    assert [(each.words, each.place, each.target) for each in view.steps] == [
        ("Ask who joins: forms in Word", Place.SEND_RECEIVE, round_id),
        ("Bring in contacts", Place.AUTHORITIES, round_id),
        ("Put 19 authorities into groups", Place.TRIADS, None),
    ]
    assert {row.cells[0].words for row in view.rows} == {"Taking part"}
    assert [(tile.figure, tile.of) for tile in view.tiles] == [
        ("0", "of 19"),
        ("0", "of 0"),
        ("0", "of 0"),
        ("None", "told by 0 of 19"),
    ]
    assert not view.is_demo


def test_a_draft_plan_asks_to_be_settled(store: Store) -> None:
    round_id = south_east_round(store)
    plan = draft_plan(store, round_id)
    step = step_at(home(store, round_id), Place.TRIADS)
    assert (step.words, step.target) == ("Settle the draft plan", plan)


def test_those_who_have_not_answered_are_named(store: Store) -> None:
    round_id = south_east_round(store)
    for name in ("Kent", "Medway"):
        store.apply(set_joining(store, round_id, authority_id(store, name), Joining.INVITED))
    store.apply(
        add("", r.Person(id=store.new_id(), name="Pat", authority=authority_id(store, "Kent"), email="p@k.example"))
    )
    assert not {"contacts"} & {each.id for each in home(store, round_id).steps}, "an authority only asked has somebody"
    step = step_at(home(store, round_id), Place.AUTHORITIES)
    assert step.words == "2 authorities have not said whether they join"
    assert step.detail == "Kent and Medway"
    store.apply(set_joining(store, round_id, authority_id(store, "Medway"), Joining.DECLINED))
    view = home(store, round_id)
    assert step_at(view, Place.AUTHORITIES).words == "Kent has not said whether it joins"
    assert "Medway" not in [row.name for row in view.rows]


def test_a_late_sef_comes_first_and_names_its_authority(store: Store) -> None:
    triad = at_work(store)
    sef(store, triad, triad.hosts[0], SubmissionState.SHARED, date(2026, 10, 10))
    sef(store, triad, triad.hosts[1], SubmissionState.DRAFTING)
    view = home(store, triad.round)
    step = view.steps[0]
    assert step.words == "2 SEFs not in – due 16 October 2026"
    assert (step.detail, step.urgency, step.place) == ("Medway and Slough", Urgency.LATE, Place.SEFS)
    marks = {row.name: row.cells[STAGES.index("SEF")] for row in view.rows}
    assert (marks["Kent"].words, marks["Kent"].mark) == ("Shared", Mark.DONE)
    assert (marks["Medway"].words, marks["Medway"].mark) == ("Drafting, late", Mark.LATE)


def test_a_day_agreed_with_one_authority_counts_for_it_alone(store: Store) -> None:
    triad = at_work(store)
    shared(store, triad)
    made = known_id("submission", triad.round, triad.hosts[0])
    before = store.need(r.Submission, made)
    store.apply(edit("", before, state=SubmissionState.DRAFTING, due_on=date(2026, 12, 1), shared_on=None))
    step = step_at(home(store, triad.round), Place.SEFS)
    assert step.words == "1 SEF not in – due 1 December 2026"
    assert (step.urgency, step.target) == (Urgency.LATER, triad.hosts[0])


def test_a_sef_that_is_in_waits_to_be_shared(store: Store) -> None:
    triad = at_work(store)
    shared(store, triad)
    before = store.need(r.Submission, known_id("submission", triad.round, triad.hosts[0]))
    store.apply(edit("", before, state=SubmissionState.SUBMITTED, shared_on=None))
    session(store, triad, date(2026, 11, 12))
    step = step_at(home(store, triad.round), Place.SEFS)
    assert (step.words, step.detail, step.urgency) == ("Share 1 SEF with the group", "Kent", Urgency.LATE)


@pytest.mark.parametrize(
    ("day", "words", "urgency"),
    [
        (None, "No date yet for Triad A", Urgency.NEXT),
        (TODAY, "Triad A meets today", Urgency.TODAY),
        (date(2026, 11, 10), "Triad A meets on 10 November 2026", Urgency.NEXT),
        (
            date(2026, 11, 3),
            "Triad A was to meet on 3 November 2026: say it was held, or give another day",
            Urgency.LATE,
        ),
    ],
)
def test_a_session_is_told_by_its_day(store: Store, day: date | None, words: str, urgency: Urgency) -> None:
    triad = at_work(store)
    shared(store, triad)
    made = session(store, triad, day)
    place, target = (Place.SESSION, made) if day else (Place.MEETINGS, triad.group)
    step = step_at(home(store, triad.round), place)
    assert (step.words, step.urgency, step.target) == (words, urgency, target)


def test_a_session_far_off_and_a_cancelled_one_are_no_step(store: Store) -> None:
    triad = at_work(store)
    shared(store, triad)
    session(store, triad, date(2026, 11, 1), SessionState.CANCELLED)
    session(store, triad, date(2026, 12, 1))
    assert home(store, triad.round).steps == ()


def held(store: Store) -> Triad:
    """A triad that met on 3 November; every authority told half an hour."""
    triad = at_work(store)
    shared(store, triad)
    session(store, triad, date(2026, 11, 3), SessionState.HELD)
    for host in triad.hosts:
        entry = r.TimeEntry(
            id=store.new_id(), challenge=triad.challenges[0], authority=host, stage=Stage.SESSION, minutes=30
        )
        store.apply(add("", entry))
    return triad


def test_after_a_session_findings_are_written_then_agreed(store: Store) -> None:
    triad = held(store)
    step = step_at(home(store, triad.round), Place.FINDINGS)
    assert step.words == "Write the findings for Kent, Medway and Slough"
    assert step.detail == "Triad A, reports due 17 November 2026"
    for challenge in triad.challenges:
        finding(store, challenge)
    finding(store, triad.challenges[1], FindingState.PROPOSED)
    finding(store, triad.challenges[2], FindingState.PARKED)
    view = home(store, triad.round)
    step = step_at(view, Place.FINDINGS)
    assert (step.words, step.target) == ("1 finding to agree for Medway", triad.challenges[1])
    words = {row.name: row.cells[STAGES.index("Findings")].words for row in view.rows}
    assert words == {"Kent": "1 agreed", "Medway": "1 of 2 agreed", "Slough": "1 agreed"}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (None, "Kent’s findings are agreed; its report has not been begun"),
        (ReportState.DRAFT, "Kent’s findings are agreed; its report is a draft"),
        (ReportState.AGREED, "Send Kent its report to check"),
        (ReportState.WITH_HOST, "Kent is checking its report"),
    ],
)
def test_a_report_is_followed_to_its_end(store: Store, state: ReportState | None, words: str) -> None:
    triad = held(store)
    for challenge in triad.challenges:
        finding(store, challenge)
        if challenge != triad.challenges[0]:
            report(store, challenge, ReportState.FINAL)
    if state is not None:
        report(store, triad.challenges[0], state)
    step = step_at(home(store, triad.round), Place.FEEDBACK)
    assert (step.words, step.target) == (words, triad.challenges[0])


def test_a_finished_round_waits_for_nothing(store: Store) -> None:
    triad = held(store)
    for challenge in triad.challenges:
        finding(store, challenge)
        report(store, challenge, ReportState.FINAL)
    view = home(store, triad.round)
    assert view.steps == ()
    assert [(tile.figure, tile.of, tile.share) for tile in view.tiles] == [
        ("3", "of 3", 1.0),
        ("1", "of 1", 1.0),
        ("3", "of 3", 1.0),
        ("1.5 hours", "told by 3 of 3", 1.0),
    ]
    assert view.rows[0].sentence == (
        "Kent. Joining: Joined; Group: Triad A; SEF: Shared; Session: Held 3 Nov; Findings: 1 agreed; Report: Final; "
        "Time it told: 30 minutes."
    )


def test_a_report_past_its_day_is_late(store: Store) -> None:
    triad = at_work(store)
    shared(store, triad)
    session(store, triad, date(2026, 10, 1), SessionState.HELD)
    finding(store, triad.challenges[0])
    step = next(each for each in home(store, triad.round).steps if each.place is Place.FEEDBACK)
    assert step.urgency is Urgency.LATE
    assert step.detail == "Triad A, report due 15 October 2026"


def test_those_who_told_no_time_are_asked_last(store: Store) -> None:
    triad = held(store)
    entry = store.find(r.TimeEntry, authority=triad.hosts[0])[0]
    store.apply(edit("", entry, authority=triad.hosts[1]))
    last = home(store, triad.round).steps[-1]
    assert (last.words, last.place, last.urgency) == ("Kent has told no time yet", Place.TIME, Urgency.LATER)


def test_an_authority_in_two_groups_stands_once(store: Store) -> None:
    triad = at_work(store)
    other = r.Group(id=store.new_id(), plan=triad.plan, name="Triad B", position="z")
    member = store.find(r.Membership, authority=triad.hosts[0])[0]
    store.apply(add("", other, replace(member, id=store.new_id(), group=other.id)))
    rows = home(store, triad.round).rows
    assert [row.name for row in rows] == ["Kent", "Medway", "Slough"]
    assert rows[0].cells[STAGES.index("Group")].words == "Triad A"


def test_invented_people_mark_the_demo(store: Store) -> None:
    round_id = south_east_round(store)
    store.apply(add("", r.Person(id=store.new_id(), name="Sam", invented=True)))
    assert home(store, round_id).is_demo
