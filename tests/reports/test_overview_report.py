"""The regional overview: every sentence is true of the round, and nobody's answer can be told from it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import Again, AskOrOffer, FindingKind, FindingState, Stage
from peer_challenge.reports.overview_report import overview_document
from peer_challenge.reports.pdf import render
from peer_challenge.services import asks_offers, report_life, time_spent, value
from peer_challenge.services.overview import overview_of
from peer_challenge.services.rounds import start_round
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef, a_triad_that_met
from tests.reports.golden import same_as_golden
from tests.reports.reading import TaggedFile, failures, model_words


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def checked(store: Store, round_id) -> str:
    """Return the overview's words, having checked that it is PDF/UA-1 and read out as the document says."""
    document = overview_document(overview_of(store, round_id))
    data = render(document)
    assert failures(data) == []
    assert TaggedFile(data).words == model_words(document)
    return " ".join(model_words(document))


def test_the_overview_of_the_demo_reads_as_it_should(demo_files: Path) -> None:
    data = (demo_files / "reports" / "regional-overview.pdf").read_bytes()
    assert failures(data) == []
    same_as_golden(data, "regional-overview.txt")
    assert "steering group alone" in " ".join(TaggedFile(data).marked[0].values())


def test_an_empty_round_says_so(store: Store) -> None:
    act = start_round(store, "Spring", "quality_assurance", "South East", starts=None, sef_due=None)
    store.apply(act)
    words = checked(store, act.changes[0].record.id)
    for sentence in (
        "No groups have been settled yet.",
        "No findings have been agreed yet.",
        "No authority has released an ask or an offer to the region yet.",
    ):
        assert sentence in words
    for absent in ("Was it worth the time?", "Usefulness", "Time by stage"):
        assert absent not in words


def test_the_brief_counts_what_is_there(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "one")
    a_sef(store, triad, shared_on=MEETING - timedelta(days=20))
    words = checked(store, triad.round)
    assert "3 authorities in 1 group challenge one another on 12 November 2026." in words
    assert "1 of 3 self-evaluations (SEFs) were shared before the session, 1 of them at least 14 days ahead." in words
    assert "0 of 3 reports are final; the last of the others is due on 26 November 2026." in words
    assert "1 strength, from 1 challenge" in words
    for host in range(3):
        a_finding(store, triad, "again", host=host)
        store.apply(report_life.issue_final(store, triad.challenges[host], "0" * 64))
    words = checked(store, triad.round)
    assert "Every report is final." in words
    assert "4 strengths, from all 3 challenges" in words
    assert "Draft" not in words


def test_a_session_without_a_date_is_said(store: Store, triad: Triad) -> None:
    store.apply(edit("No date", store.need(r.Session, triad.session), held_on=None))
    words = checked(store, triad.round)
    assert "challenge one another; no session has a date yet." in words
    assert "0 of 3 reports are final." in words


def test_hours_and_shares_are_those_of_the_entries(store: Store, triad: Triad) -> None:
    """Kent 3 × 60 + 30 minutes, Medway 60 + 30, Slough 60 + 30: 390 minutes, of which 90 are write-up."""
    for authority, people in zip(triad.hosts, (3, 1, 1), strict=True):
        for stage, minutes, of in ((Stage.SESSION, 60, people), (Stage.WRITE_UP, 30, 1)):
            store.apply(time_spent.log_time(store, triad.challenges[0], authority, stage, minutes, people=of))
    words = checked(store, triad.round)
    assert "3 of 3 authorities have told us their time." in words
    assert "2.2 hours for each authority" in words
    assert "23% Set-up and write-up, of 6.5 hours. Preparation and the meeting were 77%." in words
    assert "Session: 5 hours; Write-up: 1.5 hours" in words
    assert "This is the baseline" in words


def test_what_fewer_than_three_told_is_not_printed(store: Store, triad: Triad) -> None:
    kent, medway, _ = triad.hosts
    for authority, minutes in ((kent, 617), (medway, 331)):
        store.apply(time_spent.log_time(store, triad.challenges[0], authority, Stage.SESSION, minutes))
    words = checked(store, triad.round)
    assert "2 of 3 authorities have told us their time" in words
    for figure in ("10.3", "5.5", "15.8", "7.9", "Time by stage"):
        assert figure not in words


def test_a_stage_of_fewer_than_three_stands_with_another(store: Store, triad: Triad) -> None:
    """Only Kent wrote up: 45 minutes, which no sentence, bar or share may tell."""
    for authority in triad.hosts:
        for stage, minutes in ((Stage.SESSION, 120), (Stage.PREPARATION, 30)):
            store.apply(time_spent.log_time(store, triad.challenges[0], authority, stage, minutes))
    store.apply(time_spent.log_time(store, triad.challenges[0], triad.hosts[0], Stage.WRITE_UP, 45))
    words = checked(store, triad.round)
    assert "Session: 6 hours; Preparation and Write-up: 2.2 hours" in words  # 90 + 45 minutes
    assert "How much of it was administration? Too few to show" in words
    assert "0.8" not in words
    assert "9%" not in words


def test_answers_about_fewer_than_three_challenges_are_not_shown(store: Store, triad: Triad) -> None:
    a_sef(store, triad, shared_on=MEETING - timedelta(days=20))
    for authority, score in zip(triad.hosts, (5, 4, 1), strict=True):
        store.apply(value.evaluate(store, triad.challenges[0], authority, score, Again.YES, ""))
    store.apply(value.evaluate(store, triad.challenges[1], triad.hosts[1], 2, Again.NO, ""))
    words = checked(store, triad.round)
    assert "almost all said yes 4 answers of 9 that were possible, from 3 authorities." in words
    assert "Shared in time Too few to show" in words
    assert "Not shared before Too few to show" in words


def test_every_answer_is_printed_where_enough_challenges_are_alike(store: Store, triad: Triad) -> None:
    for challenge, authority, score in zip(triad.challenges, triad.hosts, (5, 2, 4), strict=True):
        store.apply(value.evaluate(store, challenge, authority, score, None, ""))
    words = checked(store, triad.round)
    assert "Not shared before 2, 4, 5 (median 4)" in words
    assert "none shows a cause" in words


def test_findings_are_counted_and_only_released_words_quoted(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "CANARY of a report")
    a_finding(store, triad, "CANARY proposed", state=FindingState.PROPOSED)
    for text in ("Released words.", "CANARY kept in the group"):
        store.apply(asks_offers.ask_or_offer(store, triad.challenges[0], triad.hosts[0], AskOrOffer.ASK, text))
    (released,) = (each for each in store.find(r.AskOffer) if each.text.startswith("Released"))
    store.apply(asks_offers.release(store, [released.id]))
    words = checked(store, triad.round)
    assert "Kent Released words. Nothing" in words
    assert "CANARY" not in words


def test_three_hundred_findings_and_hostile_names(store: Store, triad: Triad) -> None:
    kinds = list(FindingKind)
    many = (
        r.Finding(
            id=store.new_id(),
            challenge=triad.challenges[n % 3],
            line=triad.lines[n % 2],
            kind=kinds[n % 5],
            state=FindingState.AGREED,
        )
        for n in range(300)
    )
    store.apply(add("Many", *many))
    hostile = "<b>&amp;</b> \x00 {0} 😀 ŵŷ " + "W" * 300
    for kind, field in ((r.Authority, "name"), (r.Round, "name"), (r.LineOfEnquiry, "short"), (r.Group, "name")):
        for each in store.find(kind):
            store.apply(edit("Be hostile", each, **{field: hostile}))
    view = overview_of(store, triad.round)
    assert sum(found for line in view.lines for found, _ in line.counts.values()) == 300
    data = render(overview_document(view))
    assert failures(data) == []
    assert "<b>&amp;</b> {0}" in " ".join(TaggedFile(data).root.text.split())


def test_it_repeats_byte_for_byte(store: Store, triad: Triad) -> None:
    one, other = (overview_document(overview_of(store, triad.round)) for _ in range(2))
    assert render(one) == render(other)
    assert render(one) != render(replace(one, title="Another"))
