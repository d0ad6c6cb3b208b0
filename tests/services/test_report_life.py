"""A report's life: draft, agreed, with the host, final for ever, and the version after it."""

import pytest

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import FindingState, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Finding, ReportIssue
from peer_challenge.services import report_life
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad, a_triad_that_met

SHA = "0" * 64


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture
def kent(triad: Triad):
    return triad.challenges[0]


def row(store: Store, triad: Triad) -> report_life.ReportRow:
    return report_life.report_rows(store, triad.round)[0]


def test_rows_say_where_each_report_stands(store: Store, triad: Triad, kent) -> None:
    rows = report_life.report_rows(store, triad.round)
    assert [each.sentence for each in rows] == [
        f"{name}, Triad A: nothing agreed yet, 0 findings agreed, due 26 November 2026."
        for name in ("Kent", "Medway", "Slough")
    ]
    a_finding(store, triad, "one")
    a_finding(store, triad, "only proposed", state=FindingState.PROPOSED)
    assert (row(store, triad).agreed, row(store, triad).state_words) == (1, "Draft")
    store.apply(report_life.move_report_on(store, kent, ReportState.WITH_HOST))
    assert row(store, triad).sentence == (
        "Kent, Triad A: with the host for factual accuracy, 1 finding agreed, due 26 November 2026."
    )
    store.apply(report_life.issue_final(store, kent, SHA))
    assert row(store, triad).sentence == "Kent, Triad A: final, 1 finding agreed."


def test_a_round_without_dates_has_no_due_day(store: Store) -> None:
    triad = a_triad(store)
    assert row(store, triad).due_words == "No session date"
    assert row(store, triad).sentence == "Kent, Triad A: nothing agreed yet, 0 findings agreed."


def test_moving_on_begins_the_first_version_once_and_can_be_undone(store: Store, triad: Triad, kent) -> None:
    store.apply(report_life.move_report_on(store, kent, ReportState.AGREED))
    store.apply(report_life.move_report_on(store, kent, ReportState.WITH_HOST))
    (issue,) = store.find(ReportIssue)
    assert (issue.version, issue.state, issue.reference) == (1, ReportState.WITH_HOST, "Kent, version 1")
    store.undo()
    assert store.find(ReportIssue)[0].state is ReportState.AGREED
    store.undo()
    assert store.find(ReportIssue) == []


def test_nothing_agreed_nothing_issued(store: Store, triad: Triad, kent) -> None:
    a_finding(store, triad, "parked", state=FindingState.PARKED)
    assert report_life.why_not_issued(store, kent)
    with pytest.raises(UserError, match="No finding has been agreed yet"):
        report_life.issue_final(store, kent, SHA)


def test_a_final_report_never_changes(store: Store, triad: Triad, kent) -> None:
    found = a_finding(store, triad, "agreed")
    assert not report_life.why_not_issued(store, kent)
    store.apply(report_life.issue_final(store, kent, SHA))
    assert report_life.is_final(store, kent)
    assert report_life.issue_of(store, kent).issued_at is not None
    for state in ReportState:
        with pytest.raises(UserError, match="never changes"):
            report_life.move_report_on(store, kent, state)
    with pytest.raises(UserError, match="final already"):
        report_life.issue_final(store, kent, SHA)
    store.apply(edit("Park", store.need(Finding, found), state=FindingState.PARKED))
    assert not report_life.why_not_issued(store, kent), "what is final stays final whatever becomes of its findings"


def test_a_new_version_follows_a_final_one_only(store: Store, triad: Triad, kent) -> None:
    with pytest.raises(UserError, match="no final report yet"):
        report_life.new_version(store, kent)
    a_finding(store, triad, "agreed")
    store.apply(report_life.issue_final(store, kent, SHA))
    store.apply(report_life.new_version(store, kent))
    newest = report_life.issue_of(store, kent)
    assert (newest.version, newest.state, newest.reference) == (2, ReportState.DRAFT, "Kent, version 2")
    assert not report_life.is_final(store, kent)
    with pytest.raises(UserError, match="no final report yet"):
        report_life.new_version(store, kent)
