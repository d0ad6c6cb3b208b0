"""The host's check for accuracy by a file to send: it reads the draft, proposes, and is answered, with two laptops."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import CorrectionState, FindingKind, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_in import bring_in, open_pack
from peer_challenge.jobs.pack_out import send
from peer_challenge.jobs.reports import issue_report, report_of
from peer_challenge.services import corrections, holds, report_life
from peer_challenge.services.packing import contents
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from tests.reports.reading import TaggedFile

AUDITS = "Managers read every audit within a week."
VOICE = "Children’s own words reach the board only through complaints."


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_finding(store, made, AUDITS)
    a_finding(store, made, VOICE, FindingKind.CONSIDERATION)
    return made


@pytest.fixture
def host(tmp_path: Path, store: Store) -> Iterator[Store]:
    made = create_store(tmp_path / "host.pcw", now=store.now)
    yield made
    made.close()


@pytest.fixture
def carry(triad: Triad, tmp_path: Path):
    """Carry a file from one laptop to the other: to the host, or with None to the coordinator."""
    keys: dict[Path, LaptopKey] = {}

    def carried(sender: Store, receiver: Store, recipient: UUID | None) -> None:
        path = tmp_path / f"{len(list(tmp_path.glob('*.pcpack')))}.pcpack"
        key = keys.setdefault(sender.path, LaptopKey.fresh())
        send(sender, contents(sender, triad.round, triad.group, recipient), path, None, key=key)
        bring_in(receiver, open_pack(path, now=receiver.now()))

    return carried


def said(store: Store, challenge: UUID) -> str:
    return " ".join(TaggedFile(report_of(store, challenge)).words)


def test_the_host_reads_proposes_and_is_answered(store: Store, host: Store, triad: Triad, carry) -> None:
    kent, own = triad.challenges[0], triad.hosts[0]
    carry(store, host, own)
    assert host.find(r.Finding) == [], "before the check the findings are the team's"

    store.apply(report_life.move_report_on(store, kent, ReportState.WITH_HOST))
    carry(store, host, own)
    assert AUDITS in said(host, kent)
    assert VOICE in said(host, kent)
    audits, voice = corrections.sentences(host, kent)
    host.apply(corrections.propose(host, kent, audits.id, "Managers read every audit within ten days."))
    host.apply(corrections.propose(host, kent, voice.id, "", "Advocates bring them too."))
    host.apply(corrections.propose(host, kent, None, "", "The meeting was in Maidstone."))

    carry(host, store, None)
    rows = corrections.corrections_of(store, kent)
    assert {row.now for row in rows} == {"", AUDITS, VOICE}
    assert all(row.correction.state is CorrectionState.PROPOSED for row in rows)
    with pytest.raises(UserError, match="3 corrections are not answered yet"):
        issue_report(store, kent)
    by_sentence = {row.now: row for row in rows}
    store.apply(corrections.accept(store, by_sentence[AUDITS].id))
    store.apply(corrections.decline(store, by_sentence[VOICE].id, "The team saw no advocate’s words."))
    store.apply(corrections.print_comment(store, by_sentence[VOICE].id, True))
    store.apply(corrections.accept(store, by_sentence[""].id))

    carry(store, host, own)
    answered = {each.target: each for each in host.find(r.Correction, challenge=kent)}
    assert answered[voice.id].state is CorrectionState.DECLINED
    assert answered[voice.id].reason == "The team saw no advocate’s words."
    assert "Managers read every audit within ten days." in said(host, kent)
    assert answered[voice.id].printed
    assert "“Advocates bring them too”" in said(host, kent)
    issue_report(store, kent)
    carry(store, host, own)
    assert report_of(host, kent) == report_of(store, kent)


def test_a_hold_keeps_back_the_final_report_and_not_the_check(store: Store, host: Store, triad: Triad, carry) -> None:
    kent, own = triad.challenges[0], triad.hosts[0]
    store.apply(holds.hold_report(store, kent, date(2027, 5, 7), "pre-election period"))
    store.apply(report_life.move_report_on(store, kent, ReportState.WITH_HOST))
    carry(store, host, own)
    assert AUDITS in said(host, kent)
    (issue,) = host.find(r.ReportIssue, challenge=kent)
    assert (issue.held_until, issue.held_because) == (None, ""), "that it is held, and why, is the coordinator's"
    (audits, _) = corrections.sentences(host, kent)
    host.apply(corrections.propose(host, kent, audits.id, "Managers read most audits within a week."))
    carry(host, store, None)
    (row,) = corrections.corrections_of(store, kent)
    store.apply(corrections.accept(store, row.id))
    with pytest.raises(UserError, match="held until 7 May 2027"):
        issue_report(store, kent)

    store.apply(holds.end_hold(store, kent))
    issue_report(store, kent)
    store.apply(holds.hold_report(store, kent, date(2027, 5, 7), "letter not published"))
    carry(store, host, own)
    assert not report_life.is_final(host, kent), "a final report that is held does not go out"
    store.apply(holds.end_hold(store, kent))
    carry(store, host, own)
    assert report_of(host, kent) == report_of(store, kent)
