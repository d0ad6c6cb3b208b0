"""Reports on disk: final bytes for ever, whole files or none, and one sentence where the disk refuses."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from peer_challenge.cli import main
from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import FindingState, ReportState
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Cancelled
from peer_challenge.domain.records import Finding, ReportIssue
from peer_challenge.jobs import reports
from peer_challenge.services import report_life
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture
def kent(triad: Triad):
    return triad.challenges[0]


def words_of(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_final_report_is_the_same_bytes_ever_after(store: Store, triad: Triad, kent, tmp_path: Path) -> None:
    found = a_finding(store, triad, "The first wording.")
    reports.issue_report(store, kent)
    final = reports.report_of(store, kent)
    (issue,) = store.find(ReportIssue)
    assert (issue.state, issue.sha256) == (ReportState.FINAL, sha256(final).hexdigest())
    store.apply(edit("Change", store.need(Finding, found), text="Another wording."))
    assert reports.report_of(store, kent) == final
    made = reports.write_report(store, kent, "Kent", tmp_path)
    assert (made.path.read_bytes(), made.what) == (final, "feedback to Kent, final")
    words = words_of(made.path)
    assert "The first wording." in words
    assert "Draft" not in words
    assert "Final report, 5 November 2026." in words


def test_a_new_version_is_a_draft_and_the_old_bytes_stay(store: Store, triad: Triad, kent, tmp_path: Path) -> None:
    a_finding(store, triad, "One.")
    reports.issue_report(store, kent)
    final = reports.report_of(store, kent)
    store.apply(report_life.new_version(store, kent))
    made = reports.write_report(store, kent, "Kent", tmp_path)
    assert made.what == "feedback to Kent, draft"
    assert "version 2" in words_of(made.path)
    reports.issue_report(store, kent)
    assert reports.report_of(store, kent) != final
    assert store.attached(sha256(final).hexdigest()) == final


def test_issuing_can_be_undone_the_same_day_and_leaves_a_draft(store: Store, triad: Triad, kent) -> None:
    a_finding(store, triad, "One.")
    draft = reports.report_of(store, kent)
    reports.issue_report(store, kent)
    store.undo()
    assert not report_life.is_final(store, kent)
    assert len(reports.report_of(store, kent)) == pytest.approx(len(draft), abs=2000)


def test_what_cannot_be_issued_is_not(store: Store, triad: Triad, kent) -> None:
    before = store.number()
    with pytest.raises(UserError, match="No finding has been agreed"):
        reports.issue_report(store, kent)
    assert store.number() == before
    a_finding(store, triad, "One.")
    reports.issue_report(store, kent)
    with pytest.raises(UserError, match="final already"):
        reports.issue_report(store, kent)


def test_a_draft_repeats_byte_for_byte(store: Store, triad: Triad, kent) -> None:
    a_finding(store, triad, "One.")
    a_finding(store, triad, "CANARY", state=FindingState.PARKED)
    assert reports.report_of(store, kent) == reports.report_of(store, kent)
    assert reports.overview_report_of(store, triad.round) == reports.overview_report_of(store, triad.round)


def test_every_report_is_written_and_progress_told(store: Store, triad: Triad, tmp_path: Path) -> None:
    told = []
    made = reports.write_all(store, triad.round, tmp_path, lambda *step: told.append(step))
    assert [each.path.name for each in made] == [
        "kent-feedback.pdf",
        "medway-feedback.pdf",
        "slough-feedback.pdf",
        "regional-overview.pdf",
    ]
    assert told == [
        (0, 4, "Feedback to Kent"),
        (1, 4, "Feedback to Medway"),
        (2, 4, "Feedback to Slough"),
        (3, 4, "Regional overview"),
        (4, 4, "Done"),
    ]


def test_stopping_leaves_whole_files_only(store: Store, triad: Triad, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    def stop_at_the_third(done: int, total: int, saying: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        reports.write_all(store, triad.round, out, stop_at_the_third)
    assert sorted(path.name for path in out.iterdir()) == ["kent-feedback.pdf", "medway-feedback.pdf"]
    assert all(len(PdfReader(path).pages) >= 2 for path in out.iterdir())


def test_a_missing_folder_is_one_sentence(store: Store, triad: Triad, kent, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written") as refused:
        reports.write_report(store, kent, "Kent", tmp_path / "missing")
    assert refused.value.exit_code == Exit.CANNOT_READ_OR_WRITE


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit on file sizes")
def test_a_full_disk_keeps_what_was_there(store: Store, triad: Triad, kent, tmp_path: Path) -> None:
    path = tmp_path / "kent-feedback.pdf"
    path.write_bytes(b"what was there")
    limit_kilobytes = 4
    child = os.fork()
    if child == 0:  # a process of its own, because a limit on file sizes cannot be taken back by everybody
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_kilobytes * 1024, limit_kilobytes * 1024))
        try:
            reports.write_report(store, kent, "Kent", tmp_path)
        except UserError as refused:
            os._exit(int(refused.exit_code))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == Exit.CANNOT_READ_OR_WRITE
    assert path.read_bytes() == b"what was there"
    assert [each.name for each in tmp_path.iterdir() if "feedback" in each.name] == ["kent-feedback.pdf"]


def test_the_command_says_one_sentence(demo_files: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    demo = shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw")
    (tmp_path / "a file").write_text("not a folder")
    code = main(["report", str(demo), "--authority", "Kent", "--out", str(tmp_path / "a file")])
    said = capfd.readouterr().err
    assert code == Exit.CANNOT_READ_OR_WRITE
    assert said.count("\n") == 1
    assert str(tmp_path / "a file") in said


@pytest.mark.parametrize(
    ("host", "name"),
    [("Brighton and Hove", "brighton-and-hove"), ("Ynys Môn / Anglesey", "ynys-m-n-anglesey"), ("…", "authority")],
)
def test_file_names_pass_every_mail_system(host: str, name: str) -> None:
    assert reports.file_name(host) == name
