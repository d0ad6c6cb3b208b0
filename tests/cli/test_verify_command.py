"""`verify`: is this the report that was issued, unchanged?"""

from datetime import date
from pathlib import Path

import pytest

from peer_challenge.cli.main import main
from peer_challenge.jobs.reports import issue_report, report_of
from peer_challenge.services.holds import hold_report
from peer_challenge.services.report_life import is_final, new_version
from peer_challenge.storage.opening import open_store
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
    for path in (draft, other):
        code, sentence = said(capsys, path, store.path)
        assert code == 65
        assert sentence == (
            f"{path.name} is not a report issued from this round file, or it was changed after it was issued."
        )
    assert said(capsys, tmp_path / "none.pdf", store.path)[0] == 74
    assert said(capsys, first, tmp_path / "none.pcw")[0] == 74


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
