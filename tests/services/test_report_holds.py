"""A report that is held is neither issued nor sent out; its days are shown with and without the hold."""

from datetime import date

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import ReportIssue
from peer_challenge.jobs.reports import issue_report
from peer_challenge.services import distribution, holds, report_life
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_finding(store, made, "Audits are read monthly.")
    return made


@pytest.fixture
def kent(triad: Triad):
    return triad.challenges[0]


def row(store: Store, triad: Triad) -> report_life.ReportRow:
    return report_life.report_rows(store, triad.round)[0]


def test_ten_working_days_from_the_session_without_the_days_it_is_held(store: Store, triad: Triad, kent) -> None:
    """The session is on Thursday 12 November; a hold from the 5th to the 17th takes Friday and Monday out."""
    store.apply(holds.hold_report(store, kent, date(2026, 11, 17), "pre-election period"))
    said = row(store, triad)
    assert (said.due_on, said.due_after_hold) == (date(2026, 11, 26), date(2026, 11, 30))
    assert said.hold_words == (
        "Held until 17 November 2026: pre-election period. Without the hold it would be due 26 November 2026."
    )
    assert said.sentence.endswith(said.hold_words)


def test_christmas_and_a_hold_do_not_count_twice(store: Store, triad: Triad, kent) -> None:
    issue = ReportIssue(id=store.new_id(), challenge=kent, held_from=date(2026, 12, 24), held_until=date(2026, 12, 29))
    due = report_life.due_with_hold(date(2026, 12, 23), 2, issue)
    assert due == date(2026, 12, 30)  # Thursday 24 is held; 25 and 28 are bank holidays


def test_a_held_report_is_not_issued_until_the_hold_ends(store: Store, triad: Triad, kent) -> None:
    store.apply(holds.hold_report(store, kent, date(2026, 12, 1), "letter not yet published"))
    before = store.number()
    with pytest.raises(UserError, match="held until 1 December 2026"):
        issue_report(store, kent)
    assert store.number() == before
    assert report_life.why_not_issued(store, kent)
    store.apply(holds.end_hold(store, kent))
    issue_report(store, kent)
    assert report_life.is_final(store, kent)


def test_a_hold_asks_for_a_day_to_come_and_a_reason(store: Store, kent) -> None:
    for until in (None, date(2026, 11, 5)):
        with pytest.raises(UserError, match="still to come"):
            holds.hold_report(store, kent, until, "inspection")
    with pytest.raises(UserError, match="Say why"):
        holds.hold_report(store, kent, date(2026, 12, 1), " ")
    with pytest.raises(UserError, match="not held"):
        holds.end_hold(store, kent)


def test_who_was_sent_the_report_is_noted_once_it_is_final_and_free(store: Store, kent) -> None:
    with pytest.raises(UserError, match="no final report"):
        distribution.log_sending(store, kent, "director")
    issue_report(store, kent)
    store.apply(holds.hold_report(store, kent, date(2026, 12, 1), "inspection"))
    with pytest.raises(UserError, match="not sent out"):
        distribution.log_sending(store, kent, "director")
    store.apply(holds.end_hold(store, kent))
    store.apply(distribution.log_sending(store, kent, " Director of children’s services "))
    (sent,) = distribution.sendings(store, kent)
    assert sent.sentence == "Version 1 sent to Director of children’s services on 5 November 2026."
    store.apply(distribution.remove_sending(store, sent.id))
    assert distribution.sendings(store, kent) == []


def test_a_later_version_says_what_changed(store: Store, kent) -> None:
    with pytest.raises(UserError, match="first version"):
        report_life.say_what_changed(store, kent, "Everything")
    issue_report(store, kent)
    store.apply(report_life.new_version(store, kent))
    store.apply(report_life.say_what_changed(store, kent, "The date of the audit."))
    assert report_life.issue_of(store, kent).what_changed == "The date of the audit."
