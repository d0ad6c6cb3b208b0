"""The region's view of a round counts what the team agreed and shows only what was released."""

from datetime import date, timedelta

import pytest

from peer_challenge.domain.choices import AskOrOffer, FindingKind, FindingState, ReportState, Stage
from peer_challenge.domain.records import AskOffer
from peer_challenge.services import asks_offers, holds, report_life, time_spent
from peer_challenge.services.overview import BEYOND, Released, overview_of
from peer_challenge.services.submission_rows import Sharing
from peer_challenge.services.submissions import withdraw
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef, a_triad_that_met


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def test_findings_are_counted_by_line_kind_and_challenge(store: Store, triad: Triad) -> None:
    for host, text in ((0, "one"), (0, "two"), (1, "three")):
        a_finding(store, triad, text, host=host)
    a_finding(store, triad, "question", FindingKind.QUESTION, line=triad.lines[1])
    for state in (FindingState.PROPOSED, FindingState.PARKED):
        a_finding(store, triad, "not agreed", state=state)
    view = overview_of(store, triad.round)
    assert [(each.short, each.counts) for each in view.lines] == [
        ("Impact of QA", {FindingKind.STRENGTH: (3, 2)}),
        ("Voice of the child", {FindingKind.QUESTION: (1, 1)}),
    ]


def test_findings_beyond_the_lines_are_counted_too(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "of another framework", line=store.new_id())
    a_finding(store, triad, "of yet another", line=store.new_id())
    last = overview_of(store, triad.round).lines[-1]
    assert (last.short, last.counts) == (BEYOND, {FindingKind.STRENGTH: (2, 1)})


def test_only_released_words_reach_the_region(store: Store, triad: Triad) -> None:
    kent, medway, _ = triad.hosts
    for host, authority, kind, text in (
        (0, kent, AskOrOffer.ASK, "a form"),
        (0, kent, AskOrOffer.OFFER, "a tool"),
        (1, medway, AskOrOffer.ASK, "kept in the group"),
    ):
        store.apply(asks_offers.ask_or_offer(store, triad.challenges[host], authority, kind, text))
    assert overview_of(store, triad.round).released == ()
    store.apply(asks_offers.release(store, [each.id for each in store.find(AskOffer, authority=kent)]))
    assert overview_of(store, triad.round).released == (Released("Kent", ("a form",), ("a tool",)),)


@pytest.mark.parametrize(
    ("days", "sharing"),
    [
        (20, Sharing.IN_TIME),
        (14, Sharing.IN_TIME),
        (13, Sharing.LATE),
        (0, Sharing.NOT_SHARED),
        (-3, Sharing.NOT_SHARED),
    ],
)
def test_hosts_say_when_their_sef_was_shared(store: Store, triad: Triad, days: int, sharing: Sharing) -> None:
    sef = a_sef(store, triad, shared_on=MEETING - timedelta(days=days))
    host = overview_of(store, triad.round).hosts[0]
    assert (host.host, host.shared, host.lead_days, host.sharing) == ("Kent", True, days, sharing)
    assert (host.held_on, host.due_on) == (MEETING, date(2026, 11, 26))
    store.apply(withdraw(store, sef))
    host = overview_of(store, triad.round).hosts[0]
    assert (host.shared, host.lead_days, host.sharing) == (False, None, Sharing.NOT_SHARED)


def test_a_report_on_hold_is_due_as_much_later_as_on_every_page(store: Store, triad: Triad) -> None:
    challenge = triad.challenges[0]
    store.apply(holds.hold_report(store, challenge, date(2026, 12, 7), "Pre-election period"))
    (row,) = (each for each in report_life.report_rows(store, triad.round) if each.id == challenge)
    host = overview_of(store, triad.round).hosts[0]
    assert row.due_on == date(2026, 11, 26)
    assert host.due_on == row.due_after_hold > row.due_on


def test_finals_and_time(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "agreed")
    store.apply(report_life.issue_final(store, triad.challenges[0], "0" * 64))
    store.apply(report_life.new_version(store, triad.challenges[0]))
    store.apply(report_life.move_report_on(store, triad.challenges[1], ReportState.WITH_HOST))
    store.apply(time_spent.log_time(store, triad.challenges[0], triad.hosts[0], Stage.SESSION, 50, people=3))
    view = overview_of(store, triad.round)
    assert [each.report for each in view.hosts] == [ReportState.DRAFT, ReportState.WITH_HOST, None]
    assert view.finals == 0, "the newest version is what stands"
    assert view.answer.time.person_minutes == 150
