"""Meeting dates from a file on the command line: read aloud first, then brought in as one act."""

from pathlib import Path

import pytest

from peer_challenge.cli import main
from peer_challenge.domain.records import Session
from peer_challenge.storage.opening import create_store, open_store
from tests.builders import two_triads


def test_dates_come_in_from_a_text_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, lines = tmp_path / "round.pcw", tmp_path / "dates.txt"
    store = create_store(path)
    two_triads(store)
    store.close()
    lines.write_text("Triad A 14 January 2027, 10am\nTriad B 21 January 2027, 2pm\n", encoding="utf-8")
    assert main(["import", str(path), "sessions", str(lines), "--preview"]) == 0
    assert "Read as Thursday 14 January 2027, 10am." in capsys.readouterr().out
    assert main(["import", str(path), "sessions", str(lines)]) == 0
    with_dates = open_store(path)
    assert sorted(str(each.held_on) for each in with_dates.find(Session)) == ["2027-01-14", "2027-01-21"]
    with_dates.close()
    lines.write_text("Triad A Friday 14 January 2027\n", encoding="utf-8")
    assert main(["import", str(path), "sessions", str(lines)]) == 65
    assert "is a Thursday" in capsys.readouterr().err
