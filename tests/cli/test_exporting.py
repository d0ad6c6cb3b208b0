"""Lists out and in on the command line, of the sample round."""

import shutil

import pytest

from peer_challenge.cli import main
from peer_challenge.domain.records import Action
from peer_challenge.services.tables import TABLES
from peer_challenge.storage.opening import open_store


@pytest.mark.parametrize("what", TABLES)
def test_every_table_of_the_sample_round_is_written_both_ways(demo_files, tmp_path, capsys, what):
    for ending in ("xlsx", "csv"):
        out = tmp_path / f"{what}.{ending}"
        assert main(["export", str(demo_files / "demo.pcw"), what, "--out", str(out)]) == 0
        least = 40 if what == "indicators" else 1_000  # the sample round has no figures: headings alone
        assert out.stat().st_size > least
        assert "Marking: OFFICIAL-SENSITIVE." in capsys.readouterr().out


def test_actions_go_out_to_excel_and_come_back_changed(demo_files, tmp_path, capsys):
    work, out = tmp_path / "w.pcw", tmp_path / "a.csv"
    shutil.copy(demo_files / "demo.pcw", work)
    assert main(["export", str(work), "actions", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8-sig")
    out.write_text(text.replace(",Open,", ",Dropped,", 1), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(work), "actions", str(out), "--preview"]) == 0
    assert capsys.readouterr().out.count("will be brought up to date") == 1
    assert main(["import", str(work), "actions", str(out)]) == 0
    assert "1 record changed." in capsys.readouterr().out
    store = open_store(work, read_only=True)
    assert "dropped" in {str(each.state) for each in store.find(Action)}
    store.close()


def test_what_is_wrong_is_one_sentence_and_65(demo_files, tmp_path, capsys):
    assert main(["export", str(demo_files / "demo.pcw"), "time", "--out", str(tmp_path / "a.txt")]) == 65
    assert "must end in .xlsx or .csv" in capsys.readouterr().err
    bad = tmp_path / "t.csv"
    bad.write_text("Host,What,Minutes\nKent,lunch,90\n", encoding="utf-8")
    assert main(["import", str(demo_files / "demo.pcw"), "time", str(bad), "--preview"]) == 65
    assert capsys.readouterr().err.strip() == "1 row to put right; nothing would be brought in until then."
