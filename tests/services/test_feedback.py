"""What a host's feedback holds: agreed findings, the SEF its group may read, and nothing else."""

from datetime import date, timedelta

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import (
    AskOrOffer,
    DutyKind,
    EvidenceKind,
    FindingKind,
    FindingState,
    LinkedTo,
    Presence,
    SessionState,
    SubmissionState,
)
from peer_challenge.domain.errors import UserError
from peer_challenge.services import actions, asks_offers, attendance, findings, submissions
from peer_challenge.services.feedback import authorities_of, feedback_of, lead_of
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef, a_triad_that_met

CONSIDERATION = FindingKind.CONSIDERATION


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def seen(store: Store, triad: Triad):
    return feedback_of(store, triad.challenges[0])


def test_only_what_the_team_agreed_is_said(store: Store, triad: Triad) -> None:
    for state in FindingState:
        a_finding(store, triad, state.value, state=state)
    a_finding(store, triad, "another host's", host=1)
    assert [each.text for each in seen(store, triad).findings] == ["agreed", "checked"]


def test_a_finding_under_no_line_is_general(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "of voice", line=triad.lines[1])
    a_finding(store, triad, "of another framework", line=store.new_id())
    view = seen(store, triad)
    assert [[each.text for each in line.findings] for line in view.lines] == [[], ["of voice"]]
    assert [each.text for each in view.general] == ["of another framework"]


def test_page_one_takes_lines_in_turn_and_three_at_most(store: Store, triad: Triad) -> None:
    for text, line in (("a1", 0), ("a2", 0), ("a3", 0), ("b1", 1)):
        a_finding(store, triad, text, CONSIDERATION, line=triad.lines[line])
    view = seen(store, triad)
    assert [each.text for each in view.first(CONSIDERATION)] == ["a1", "b1", "a2"]
    assert view.count(CONSIDERATION) == 4
    assert view.first(FindingKind.STRENGTH) == ()


@pytest.mark.parametrize("shared_on", [None, MEETING - timedelta(days=20)])
def test_an_unshared_sef_is_not_there(store: Store, triad: Triad, shared_on: date | None) -> None:
    a_sef(store, triad, shared_on=shared_on)
    view = seen(store, triad)
    assert view.lines[0].statements == (("Statement of version 1.",) if shared_on else ())
    assert view.lines[0].challenge_us == ("Challenge of version 1?" if shared_on else "")
    assert len(view.evidence) == (1 if shared_on else 0)
    assert view.lead_days == (20 if shared_on else None)
    assert not view.sef_withdrawn


def test_a_withdrawn_sef_is_not_there_any_more(store: Store, triad: Triad) -> None:
    sef = a_sef(store, triad, shared_on=MEETING)
    assert seen(store, triad).evidence
    store.apply(submissions.withdraw(store, sef))
    view = seen(store, triad)
    assert (view.sef_withdrawn, view.sef_shared_on, view.evidence) == (True, None, ())
    assert view.lines[0].statements == ()
    assert view.lines[0].challenge_us == ""


def test_a_later_version_prints_only_once_it_is_shared(store: Store, triad: Triad) -> None:
    first = MEETING - timedelta(days=20)
    a_sef(store, triad, shared_on=first)
    second = a_sef(store, triad, shared_on=None, version=2)
    assert seen(store, triad).lines[0].statements == ("Statement of version 1.",)
    store.apply(submissions.share(store, second, date(2026, 11, 1)))
    view = seen(store, triad)
    assert view.lines[0].statements == ("Statement of version 2.",)
    assert view.sef_shared_on == first, "the group could read a SEF from then on"


def test_what_a_finding_rests_on(store: Store, triad: Triad) -> None:
    sef = a_sef(store, triad, shared_on=MEETING)
    found = a_finding(store, triad, "linked")
    (claim,), (evidence,) = store.find(r.Claim, submission=sef), store.find(r.Evidence, submission=sef)
    store.apply(findings.link_to_finding(store, found, LinkedTo.CLAIM, [claim.id]))
    store.apply(findings.link_to_finding(store, found, LinkedTo.EVIDENCE, [evidence.id]))
    basis = seen(store, triad).findings[0].basis
    assert (basis.statement, basis.heard, basis.evidence) == (True, False, {EvidenceKind.AUDIT})


def test_who_was_there_is_counted_and_never_named(store: Store, triad: Triad) -> None:
    people = [r.Person(id=store.new_id(), name=f"Person {n}", authority=triad.hosts[n % 2]) for n in range(3)]
    store.apply(add("People", *people))
    for each in people:
        store.apply(attendance.mark_present(store, triad.session, person=each.id, capacity="Challenger"))
    away = r.Person(id=store.new_id(), name="Person away", authority=triad.hosts[2])
    store.apply(add("Away", away))
    store.apply(attendance.mark_present(store, triad.session, person=away.id, presence=Presence.APOLOGIES))
    view = seen(store, triad)
    assert [(each.authority, each.presence, each.people) for each in view.present] == [
        ("Kent", Presence.PRESENT, 2),
        ("Medway", Presence.PRESENT, 1),
        ("Slough", Presence.APOLOGIES, 1),
    ]
    assert "Person" not in repr(view)


def test_duties_asks_offers_and_actions_are_this_hosts(store: Store, triad: Triad) -> None:
    kent, medway, _ = triad.hosts
    for challenge, authority, text in ((0, kent, "a form"), (0, medway, "not ours"), (1, medway, "not here")):
        for kind in AskOrOffer:
            store.apply(asks_offers.ask_or_offer(store, triad.challenges[challenge], authority, kind, text))
    store.apply(actions.add_action(store, triad.challenges[0], "Do it", "Head of QA", MEETING))
    store.apply(actions.add_action(store, triad.challenges[1], "Not here", "", None))
    view = seen(store, triad)
    assert (view.asks, view.offers) == (("a form",), ("a form",))
    assert [(each.text, each.owner_role, each.due_on) for each in view.actions] == [("Do it", "Head of QA", MEETING)]
    assert authorities_of(view) == ["Kent", "Medway", "Slough"]
    assert [each.kind for each in view.duties] == [DutyKind.LEAD_CHALLENGER, DutyKind.THIRD_PEER, DutyKind.NOTE_TAKER]
    assert lead_of(view) == "Medway"


def test_the_report_is_due_in_working_days_of_the_session_that_was_not_cancelled(store: Store, triad: Triad) -> None:
    assert seen(store, triad).report_due == date(2026, 11, 26)
    assert seen(store, triad).took_place
    store.apply(edit("Cancel", store.need(r.Session, triad.session), state=SessionState.CANCELLED))
    view = seen(store, triad)
    assert (view.held_on, view.report_due, view.took_place) == (None, None, False)
    later = r.Session(id=store.new_id(), round=triad.round, group=triad.group, held_on=date(2026, 12, 22))
    store.apply(add("Later", later))
    assert seen(store, triad).report_due == date(2027, 1, 8), "25 and 28 December and 1 January are holidays"


def test_the_date_is_that_of_the_newest_fact(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "first")
    before = seen(store, triad)
    a_finding(store, triad, "elsewhere", host=1)
    assert seen(store, triad) == before
    a_finding(store, triad, "here")
    assert seen(store, triad).created > before.created
    before = seen(store, triad)
    sef = a_sef(store, triad, shared_on=None)
    assert seen(store, triad) == before, "what nobody may read dates nothing"
    store.apply(submissions.share(store, sef, date(2026, 11, 5)))
    assert seen(store, triad).created > before.created


def test_a_challenge_that_is_gone(store: Store) -> None:
    with pytest.raises(UserError):
        feedback_of(store, store.new_id())


def test_a_withdrawn_version_hides_the_others(store: Store, triad: Triad) -> None:
    a_sef(store, triad, shared_on=MEETING)
    a_sef(store, triad, shared_on=None, version=2, state=SubmissionState.WITHDRAWN)
    assert seen(store, triad).sef_shared_on is None
