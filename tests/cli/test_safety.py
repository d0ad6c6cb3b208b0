"""Backup, restore and doctor from the command line."""

import shutil
from pathlib import Path

import pytest

from peer_challenge.cli import main
from peer_challenge.domain.changes import add
from peer_challenge.domain.records import Authority
from peer_challenge.storage.backups import each_backup
from peer_challenge.storage.lock import RoundLock, take_lock
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.settings import Settings, keep_settings, places
from peer_challenge.storage.store import Store


def add_authority(store: Store, name: str) -> None:
    store.apply(add("Add authority", Authority(id=store.new_id(), name=name)))


def test_a_backup_and_back_to_it(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    add_authority(store, "Kent")
    assert main(["backup", str(store.path)]) == 0
    made = next(each_backup(store.path))
    assert str(made) in capsys.readouterr().out
    assert main(["backup", str(store.path)]) == 0
    assert "Nothing has changed" in capsys.readouterr().out
    add_authority(store, "Slough")
    store.close()
    assert main(["restore", str(store.path), str(made)]) == 0
    said = capsys.readouterr().out
    assert str(next(each_backup(store.path))) in said
    again = open_store(store.path)
    assert [each.name for each in again.find(Authority)] == ["Kent"]
    again.close()


def test_an_open_file_is_not_restored(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    add_authority(store, "Kent")
    main(["backup", str(store.path)])
    window = take_lock(store.path)
    assert isinstance(window, RoundLock)
    assert main(["restore", str(store.path), str(next(each_backup(store.path)))]) == 69
    assert "open for writing" in capsys.readouterr().err
    window.release()


def test_what_is_not_a_round_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a round")
    for words, code in (
        (["backup", str(tmp_path / "gone.pcw")], 74),
        (["backup", str(other)], 65),
        (["restore", str(tmp_path / "new.pcw"), str(other)], 65),
    ):
        assert main(words) == code
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "new.pcw").exists()


def test_looking_at_an_older_file_leaves_no_copy_of_it(tmp_path: Path, home: Path) -> None:
    old = tmp_path / "old.pcw"
    shutil.copyfile(Path(__file__).parents[1] / "golden" / "round_v1.pcw", old)
    before = old.read_bytes()
    for command in ("check", "dump"):
        assert main([command, str(old)]) == 0
    assert old.read_bytes() == before
    assert not list(home.rglob("*.pcw"))


def test_a_command_that_reads_brings_a_file_of_an_earlier_version_up_to_date_by_itself(
    tmp_path: Path, home: Path
) -> None:
    old = tmp_path / "old.pcw"
    shutil.copyfile(Path(__file__).parents[1] / "golden" / "round_v1.pcw", old)
    assert main(["export", str(old), "findings", "--out", str(tmp_path / "f.csv")]) == 65  # there is no round in it
    store = open_store(old, read_only=True)
    assert [each.name for each in store.find(Authority)] == ["Kent", "Slough"]
    store.close()


def test_the_doctor_says_what_needs_attention(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    add_authority(store, "Kent")
    store.close()
    keep_settings(places().choices, Settings(recent=(str(store.path), str(store.path.with_name("gone.pcw")))))
    assert main(["doctor"]) == 0
    assert "round.pcw is whole; no backup yet" in capsys.readouterr().out
    content = bytearray(store.path.read_bytes())
    content[4096:40960] = bytes(36864)
    store.path.write_bytes(content)
    assert main(["doctor"]) == 69
    out, err = capsys.readouterr()
    assert "look" in out
    assert "One thing needs attention" in err
