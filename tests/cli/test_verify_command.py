"""`verify`: is this the report that was issued, unchanged?"""

from datetime import date
from pathlib import Path

import pytest

from peer_challenge.cli.main import main
from peer_challenge.jobs.report_kinds import Kind
from peer_challenge.jobs.reports import Wanted, issue_report, report_of
from peer_challenge.reports.formats import Format
from peer_challenge.services.holds import hold_report
from peer_challenge.services.report_life import is_final, new_version
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.store import Store
from tests.builders import a_finding, a_triad_that_met


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main(["verify", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, (captured.out or captured.err).strip()


def test_a_report_is_known_again_and_a_changed_one_is_not(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    triad = a_triad_that_met(store)
    kent = triad.challenges[0]
    a_finding(store, triad, "Audits are read monthly.")
    draft, first, second, other = (tmp_path / f"{name}.pdf" for name in ("draft", "first", "second", "other"))
    draft.write_bytes(report_of(store, kent))
    issue_report(store, kent)
    first.write_bytes(report_of(store, kent))
    assert said(capsys, first, store.path) == (
        0,
        "first.pdf is the final report to Kent as it was issued on 5 November 2026, unchanged: Kent, version 1; "
        "there is no later version.",
    )
    store.apply(new_version(store, kent))
    assert said(capsys, first, store.path)[1].endswith("there is no later version.")
    issue_report(store, kent)
    second.write_bytes(report_of(store, kent))
    assert said(capsys, first, store.path)[1].endswith("a later one, version 2, was issued on 5 November 2026.")
    assert said(capsys, second, store.path)[0] == 0
    changed = bytearray(first.read_bytes())
    changed[len(changed) // 2] ^= 1
    other.write_bytes(changed)
    assert said(capsys, other, store.path) == (
        65,
        "other.pdf is no longer the report to Kent that was issued: it was changed or damaged afterwards. Ask for it "
        "again, or write it anew from the round file.",
    )
    assert said(capsys, draft, store.path) == (
        65,
        "draft.pdf is a draft of the report to Kent, not a report that was issued. "
        "Version 2 was issued on 5 November 2026.",
    )
    assert said(capsys, tmp_path / "none.pdf", store.path)[0] == 74
    assert said(capsys, first, tmp_path / "none.pcw")[0] == 74


def test_what_was_never_issued_is_told_apart(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    triad = a_triad_that_met(store)
    kent = triad.challenges[0]
    a_finding(store, triad, "Audits are read monthly.")
    elsewhere = create_store(tmp_path / "elsewhere.pcw")
    a_finding(elsewhere, there := a_triad_that_met(elsewhere), "Audits are read monthly.")
    issue_report(elsewhere, there.challenges[0])
    files = {
        "draft.pdf": report_of(store, kent),
        "letter.pdf": report_of(store, kent, Wanted(Kind.LETTER)),
        "elsewhere.pdf": report_of(elsewhere, there.challenges[0]),
        "word.docx": report_of(store, kent, Wanted(form=Format.WORD)),
        "empty.pdf": b"",
        "foreign.pdf": b"%PDF-1.7 written by something else",
    }
    elsewhere.close()
    told = {}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        code, told[name] = said(capsys, tmp_path / name, store.path)
        assert code == 65
    assert told["draft.pdf"].endswith("not a report that was issued. None has been issued yet.")
    assert told["letter.pdf"].endswith(
        "is a document of Peer Challenge, but not a feedback report, and only those are issued."
    )
    assert told["elsewhere.pdf"].endswith("Verify it with the round file it was issued from.")
    assert "word.docx is not a PDF." in told["word.docx"]
    assert "empty.pdf is not a PDF." in told["empty.pdf"]
    assert told["foreign.pdf"].endswith("or it was changed after it was issued.")


def test_one_held_report_and_none_is_issued(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    triad = a_triad_that_met(store)
    for host in range(3):
        a_finding(store, triad, "Audits are read monthly.", host=host)
    store.apply(hold_report(store, triad.challenges[1], date(2099, 1, 8), "inspection"))
    store.close()
    code = main(["report", str(store.path), "--all", "--final", "--out", str(tmp_path / "out")])
    assert code == 65
    assert capsys.readouterr().err.strip() == (
        "Nothing was issued. Medway: This report is held until 8 January 2099, so it is not issued. End the hold first."
    )
    again = open_store(store.path, read_only=True)
    assert not any(is_final(again, each) for each in triad.challenges)
    again.close()
