"""Reports on disk: final bytes for ever, whole files or none, and one sentence where the disk refuses."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from peer_challenge.cli import main
from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import FindingState, ReportState
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Cancelled
from peer_challenge.domain.records import Finding, ReportIssue
from peer_challenge.jobs import reports
from peer_challenge.jobs.report_kinds import Kind
from peer_challenge.reports.formats import Format
from peer_challenge.services import report_life
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met


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


# kinds and formats ---------------------------------------------------------------------------------------------------


@pytest.fixture
def demo(demo_files: Path, tmp_path: Path) -> str:
    return str(shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw"))


@pytest.mark.parametrize("form", ["pdf", "html", "docx"])
@pytest.mark.parametrize("kind", ["feedback", "letter", "triad", "session-pack", "sef", "actions", "effort"])
def test_the_command_writes_every_kind_in_every_format(demo: str, tmp_path: Path, kind: str, form: str) -> None:
    out = tmp_path / "out"
    assert main(["report", demo, "--authority", "Kent", "--kind", kind, "--format", form, "--out", str(out)]) == 0
    (made,) = out.iterdir()
    assert made.name == f"kent-{kind}.{form}"
    assert made.read_bytes().startswith({"pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "docx": b"PK"}[form])


@pytest.mark.parametrize("form", ["pdf", "html", "docx"])
def test_the_overview_has_two_editions(demo: str, tmp_path: Path, form: str) -> None:
    for edition in ("network", "steering-group"):
        words = ["--overview", "--for", edition, "--format", form, "--out", str(tmp_path / "out")]
        assert main(["report", demo, *words]) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"regional-overview-network.{form}", f"regional-overview.{form}"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--overview", "--kind", "letter"], "about no single host"),
        (["--authority", "Kent", "--kind", "letter", "--final"], "Only feedback is issued"),
        (["--authority", "Kent", "--for", "network"], "Only the overview has an edition"),
        (["--authority", "Kent", "--template", "t.docx"], "A template is for Word"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    demo: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["report", demo, *words, "--out", str(tmp_path / "out")]) == Exit.USAGE
    assert said in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_template_is_filled_and_what_it_lacks_is_named(
    demo: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    template = docx.Document()
    template.styles.element.remove(template.styles["Caption"].element)
    template.sections[0].header.paragraphs[0].text = "The region’s own head"
    template.save(str(tmp_path / "template.docx"))
    words = ["--authority", "Kent", "--format", "docx", "--out", str(tmp_path), "--template"]
    assert main(["report", demo, *words, str(tmp_path / "template.docx")]) == 0
    assert "lacks the styles Caption, Lead, Quiet note, Call-out heading" in capfd.readouterr().err
    made = docx.Document(str(tmp_path / "kent-feedback.docx"))
    assert made.sections[0].header.paragraphs[0].text == "The region’s own head"
    (tmp_path / "broken.docx").write_bytes(b"no")
    assert main(["report", demo, *words, str(tmp_path / "broken.docx")]) == Exit.WRONG_INPUT
    assert main(["report", demo, *words, str(tmp_path / "none.docx")]) == Exit.CANNOT_READ_OR_WRITE


def test_other_formats_of_a_final_report_say_that_they_are_copies(store: Store, triad: Triad, kent) -> None:
    a_finding(store, triad, "One.")
    reports.issue_report(store, kent)
    page = reports.report_of(store, kent, reports.Wanted(form=Format.HTML)).decode()
    assert "OFFICIAL-SENSITIVE · Reading copy of the final report" in page
    assert "Draft" not in page
    assert b"Reading copy" not in reports.report_of(store, kent)


def test_every_document_of_a_kind_in_one_go(store: Store, triad: Triad, tmp_path: Path) -> None:
    made = reports.write_all(store, triad.round, tmp_path, wanted=reports.Wanted(Kind.TRIAD, Format.HTML))
    assert [each.path.name for each in made] == ["kent-triad.html"], "one for each group"
    assert reports.write_all(store, triad.round, tmp_path, wanted=reports.Wanted(Kind.SEF)) == []
    a_sef(store, triad, shared_on=None)
    made = reports.write_all(store, triad.round, tmp_path, wanted=reports.Wanted(Kind.SEF))
    assert [each.what for each in made] == ["self-evaluation of Kent"]
    made = reports.write_all(store, triad.round, tmp_path, wanted=reports.Wanted(Kind.SESSION_PACK, Format.WORD))
    assert [each.path.name for each in made][1:] == ["medway-session-pack.docx", "slough-session-pack.docx"]
