"""Every kind of document about a round: compliant, read in order, true, and silent where the reader may not know."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import (
    Again,
    EntryMode,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.errors import UserError
from peer_challenge.jobs.report_kinds import Kind, document_of
from peer_challenge.jobs.reports import issue_report
from peer_challenge.reports.document import Document, Table
from peer_challenge.reports.network_overview import network_document
from peer_challenge.reports.pdf import pages_of
from peer_challenge.services import asks_offers, sessions, time_spent, value
from peer_challenge.services.metrics import part_of
from peer_challenge.services.overview import overview_of
from peer_challenge.services.rounds import latest_round, start_round
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.queries.feedback import hosts_of
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef, a_triad_that_met
from tests.reports.every_kind import a_full_triad, a_huge_triad, checked
from tests.reports.golden import same_as_golden
from tests.reports.reading import model_words


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture
def demo(demo_files: Path, tmp_path: Path) -> Iterator[Store]:
    store = open_store(Path(shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw")))
    yield store
    store.close()


def words(document: Document) -> str:
    return " ".join(model_words(document))


@pytest.mark.parametrize("kind", [each for each in Kind if each is not Kind.FEEDBACK])
def test_each_kind_of_the_demo_reads_as_it_should(demo: Store, kind: Kind) -> None:
    hosts = hosts_of(demo, latest_round(demo).id)
    kent = next(each for each in hosts if each.host == "Kent")
    same_as_golden(checked(document_of(demo, kind, kent.id)), f"kent-{kind}.txt")


def test_the_network_edition_of_the_demo_reads_as_it_should(demo: Store) -> None:
    view = overview_of(demo, latest_round(demo).id)
    same_as_golden(checked(network_document(view)), "regional-overview-network.txt")


@pytest.mark.slow
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_for_every_host_of_the_demo(demo: Store, kind: Kind) -> None:
    for each in hosts_of(demo, latest_round(demo).id):
        checked(document_of(demo, kind, each.id))


def test_the_letter_about_three_hundred_findings_is_one_page(store: Store, triad: Triad) -> None:
    a_huge_triad(store, triad)
    issue_report(store, triad.challenges[0])
    assert pages_of(document_of(store, Kind.LETTER, triad.challenges[0]).blocks) == 1


# what each kind says, and to whom ----------------------------------------------------------------------------------


def test_the_letter_fits_one_page_and_points_to_the_report(store: Store, triad: Triad) -> None:
    a_full_triad(store, triad)
    document = document_of(store, Kind.LETTER, triad.challenges[0])
    assert pages_of(document.blocks) == 1
    said = words(document)
    assert "Thank you for opening quality assurance in Kent to challenge on 12 November 2026." in said
    assert "1 strength, 2 areas for consideration" in said
    assert "The challenge team: Medway and Slough" in said


def test_a_group_reads_findings_only_of_final_reports(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "Of Kent.")
    a_finding(store, triad, "Of Medway.", host=1)
    before = words(document_of(store, Kind.TRIAD, triad.challenges[0]))
    assert "No report is final yet" in before
    assert "Of Kent." not in before
    issue_report(store, triad.challenges[0])
    said = words(document_of(store, Kind.TRIAD, triad.challenges[1]))
    assert "Of Kent. Strength" in said
    assert "Of Medway." not in said
    assert "The findings for Medway and Slough are not here yet" in said
    issue_report(store, triad.challenges[1])
    both = words(document_of(store, Kind.TRIAD, triad.challenges[0]))
    assert "Impact of QA Strengths Kent and Medway" in both


def test_the_pack_marks_what_the_host_has_not_seen(store: Store, triad: Triad) -> None:
    a_full_triad(store, triad)
    said = words(document_of(store, Kind.SESSION_PACK, triad.challenges[0]))
    assert "Question: Shared, is it?" in said
    assert "Question: Hidden, is it? Not shared with the host." in said
    assert said.count("Not shared with the host.") == 1
    assert "Kent has not seen 1 question in it" in said
    assert "1.1 Statement of version 1." in said
    assert "Arrival 9:30am 50 minutes Kent 10:20am 50 minutes" in said


def test_the_pack_holds_no_sef_that_was_not_shared(store: Store, triad: Triad) -> None:
    a_sef(store, triad, shared_on=None)
    said = words(document_of(store, Kind.SESSION_PACK, triad.challenges[0]))
    assert "Statement of version 1" not in said
    assert "The SEF has not been shared with the group." in said


def test_a_planned_session_gives_the_pack_its_agenda(store: Store, triad: Triad) -> None:
    store.apply(edit("Cancel", store.need(r.Session, triad.session), group=store.new_id()))
    store.apply(sessions.plan_session(store, triad.group))
    said = words(document_of(store, Kind.SESSION_PACK, triad.challenges[0]))
    assert "Agenda Item Takes Welcome 10 minutes Kent 50 minutes" in said


def test_a_sef_is_the_version_that_was_sent(store: Store, triad: Triad) -> None:
    a_sef(store, triad, shared_on=MEETING)
    a_sef(store, triad, shared_on=None, version=2, state=SubmissionState.DRAFTING)
    said = words(document_of(store, Kind.SEF, triad.challenges[0]))
    assert "Statement of version 1." in said
    assert "version 2" not in said.lower()
    with pytest.raises(UserError, match="Medway has not sent its SEF yet"):
        document_of(store, Kind.SEF, triad.challenges[1])


def test_a_sef_prints_all_that_was_written_in_it(store: Store, triad: Triad) -> None:
    sef = a_sef(store, triad, shared_on=MEETING)
    (answer,), (claim,) = store.find(r.Answer, submission=sef), store.find(r.Claim, submission=sef)
    for each in (answer, claim):
        fields = {name: f"{type(each).__name__} {name}." for name in r.typed_fields(type(each))}
        store.apply(edit("Write", each, **fields))
    said = words(document_of(store, Kind.SEF, triad.challenges[0]))
    for each in (answer, claim):
        for name in r.typed_fields(type(each)):
            assert f"{type(each).__name__} {name}." in said


def test_the_action_plan_says_how_far_each_step_is(store: Store, triad: Triad) -> None:
    a_full_triad(store, triad)
    said = words(document_of(store, Kind.ACTIONS, triad.challenges[0]))
    assert "2 next steps: 1 open and 1 done. 1 has no date." in said
    assert "Do it. Head of QA 12 November 2026 Done" in said
    assert "Then do this. To be named Not dated Open" in said
    assert "What changed Do it. It works." in said.replace("Next step What changed ", "")
    assert "without a next step • A area for consideration in words." in said


def test_effort_counts_people_of_this_authority_alone(store: Store, triad: Triad) -> None:
    a_full_triad(store, triad)
    store.apply(
        time_spent.log_time(
            store, triad.challenges[1], triad.hosts[0], Stage.TRAVEL, 60, mode=EntryMode.ESTIMATE, comment="CANARY"
        )
    )
    said = words(document_of(store, Kind.EFFORT, triad.challenges[0]))
    assert (
        "Kent spent 7 hours of its people’s time on this round: 1 hour challenging others and 6 hours as host." in said
    )
    assert "0% was set-up and write-up, 43% the meeting itself. 14% of it is estimated." in said
    assert "Kent As host 6 hours Medway As challenger 1 hour" in said
    assert "CANARY" not in said


# the edition for the network -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (0, 19, "none"),
        (1, 19, "fewer than three"),
        (2, 2, "fewer than three"),
        (3, 19, "3 of 19"),
        (16, 19, "16 of 19"),
        (17, 19, "almost all"),
        (19, 19, "all 19"),
        (3, 3, "all 3"),
        (3, 4, "almost all"),
    ],
)
def test_no_count_gives_away_fewer_than_three(count: int, of: int, said: str) -> None:
    assert part_of(count, of) == said


def test_the_network_reads_no_name_but_beside_shared_practice(demo: Store) -> None:
    view = overview_of(demo, latest_round(demo).id)
    document = network_document(view)
    named = [block for block in document.blocks if isinstance(block, Table) and block.header[0] == "Authority"]
    assert len(named) == 1
    rest = words(replace(document, blocks=tuple(block for block in document.blocks if block not in named)))
    offering = {each.authority for each in view.released if each.offers}
    assert offering
    for host in view.hosts:
        assert host.host not in rest.replace("South East", "")
        assert (host.host in words(document)) == (host.host in offering) or host.host in " ".join(offering)


def test_the_network_reads_no_small_number(store: Store, triad: Triad) -> None:
    a_full_triad(store, triad)
    for authority, score in zip(triad.hosts, (5, 4, 1), strict=True):
        store.apply(value.evaluate(store, triad.challenges[0], authority, score, Again.YES, ""))
    store.apply(value.evaluate(store, triad.challenges[1], triad.hosts[1], 2, Again.NO, ""))
    for each in store.find(r.AskOffer):
        store.apply(asks_offers.release(store, [each.id]))
    said = words(network_document(overview_of(store, triad.round)))
    assert "Too few findings have been agreed to count them here." in said
    assert "fewer than three were shared with the group" in said
    assert "An offer of Kent’s." in said
    assert "An ask of Kent’s." not in said, "its own words name the authority"
    assert "almost all said yes" in said
    assert "Time by stage" not in said
    assert "Not shared before Too few to show" in said


def test_an_empty_round_says_so_to_the_network(store: Store) -> None:
    act = start_round(store, "Spring", "quality_assurance", "South East", starts=None, sef_due=None)
    store.apply(act)
    said = words(network_document(overview_of(store, UUID(str(act.changes[0].record.id)))))
    assert "Fewer than three authorities have been hosts so far" in said
