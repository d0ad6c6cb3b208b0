"""What cannot be opened is refused in one sentence, with nothing half-made; what can is set up to be safe."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, text

from peer_challenge.domain import changes
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.log_tables import log
from peer_challenge.storage.migrations import STEPS
from peer_challenge.storage.opening import VERSION, create_store, open_store
from peer_challenge.storage.store import Store

GOLDEN = Path(__file__).parent.parent / "golden" / "round_v1.pcw"


def refused(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        open_store(path)
    return caught.value


def test_files_that_are_not_ours_are_refused_untouched(tmp_path: Path) -> None:
    other = tmp_path / "other.pcw"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE t (a)")
    raw.commit()
    raw.close()
    (tmp_path / "text.pcw").write_text("A round file? No.")
    (tmp_path / "empty.pcw").touch()
    for name in ("other", "text", "empty"):
        path = tmp_path / f"{name}.pcw"
        before = path.read_bytes()
        error = refused(path)
        assert error.exit_code is Exit.WRONG_INPUT
        assert "is not a round file" in error.sentence
        assert path.read_bytes() == before


def test_a_missing_file_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.pcw").exit_code is Exit.CANNOT_READ_OR_WRITE
    assert "is a folder" in refused(tmp_path).sentence
    with pytest.raises(UserError, match="There is no folder"):
        create_store(tmp_path / "nowhere" / "r.pcw")
    (tmp_path / "r.pcw").write_text("mine")
    with pytest.raises(UserError, match="is there already"):
        create_store(tmp_path / "r.pcw")
    assert (tmp_path / "r.pcw").read_text() == "mine"


def test_a_file_from_a_newer_version(store: Store) -> None:
    store.close()
    raw = sqlite3.connect(store.path)
    raw.execute(f"PRAGMA user_version={VERSION + 1}")
    raw.close()
    error = refused(store.path)
    assert error.exit_code is Exit.UNAVAILABLE
    assert "newer version" in error.sentence


def test_a_damaged_file(store: Store) -> None:
    for _ in range(40):
        store.apply(changes.add("Add authority", Authority(id=new_id(), name="Kent" * 500)))
    store.close()
    content = bytearray(store.path.read_bytes())
    content[1024:60_000] = os.urandom(60_000 - 1024)
    store.path.write_bytes(content)
    error = refused(store.path)
    assert error.exit_code is Exit.WRONG_INPUT
    assert "damaged" in error.sentence


def test_a_file_another_program_is_writing(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    second = open_store(store.path, wait_ms=50)
    with pytest.raises(UserError) as caught:
        second.apply(changes.add("Add authority", Authority(id=new_id(), name="Kent")))
    assert caught.value.exit_code is Exit.UNAVAILABLE
    other.execute("ROLLBACK")
    other.close()
    second.apply(changes.add("Add authority", Authority(id=new_id(), name="Kent")))
    second.close()


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs a disk quota")
def test_a_full_disk_is_told_and_loses_nothing(store: Store) -> None:
    """SQLite's own page limit stands in for the disk: the same error code, at the same place."""
    store.apply(changes.add("Add authority", Authority(id=new_id(), name="Kent")))
    with store.writing() as conn:
        pages = conn.execute(text("PRAGMA page_count")).scalar_one()
        conn.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(UserError, match="disk is full"):
        store.apply(changes.add("Add authority", Authority(id=new_id(), name="x" * 100_000)))
    assert len(store.find(Authority)) == 1
    assert faults_of(store) == []


def test_reading_only_changes_nothing(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    reader = open_store(store.path, read_only=True)
    with pytest.raises(UserError, match="reading only"):
        reader.apply(changes.add("Add authority", Authority(id=new_id(), name="Kent")))
    reader.close()
    assert store.path.read_bytes() == before


def test_the_settings_that_keep_notes_are_in_force(store: Store) -> None:
    with store.reading() as conn:
        said = {
            name: conn.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "trusted_schema", "cell_size_check", "secure_delete")
        }
    assert said == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
    }


def test_the_migrations_make_the_tables_the_program_expects(store: Store) -> None:
    """The frozen first step and today's tables agree, column for column."""
    store.close()
    found = MetaData()
    engine = create_engine(f"sqlite:///{store.path}")
    found.reflect(engine, only=list(log.tables))
    engine.dispose()
    assert len(STEPS) == VERSION
    for name, table in log.tables.items():
        assert [c.name for c in found.tables[name].columns] == [c.name for c in table.columns]
        assert {i.name for i in found.tables[name].indexes} == {i.name for i in table.indexes}
        assert [c.nullable for c in found.tables[name].columns] == [c.nullable for c in table.columns]


def test_a_file_from_the_first_version_opens_whole(tmp_path: Path) -> None:
    copy = tmp_path / "old.pcw"
    shutil.copy(GOLDEN, copy)
    store = open_store(copy)
    assert [each.name for each in store.find(Authority)] == ["Kent", "Slough"]
    assert faults_of(store) == []
    store.close()
