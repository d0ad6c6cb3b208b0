"""A copied folder or a restored backup counts for itself; the file last written here goes on counting."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peer_challenge.domain import changes
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.merging import merge
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.replicas import memory_of_this_computer
from peer_challenge.storage.store import Store
from tests.storage.travel import opened, parcel, received

Open = Callable[[Path], Store]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "app" / "copies.json"


def add(store: Store, name: str) -> None:
    store.apply(changes.add("Add authority", Authority(id=new_id(), name=name)))


def test_the_file_last_written_here_goes_on(tmp_path: Path, memory: Path) -> None:
    made = create_store(tmp_path / "r.pcw", memory=memory)
    add(made, "Kent")
    made.close()
    again = open_store(made.path, memory=memory)
    assert again.replica == made.replica
    assert again.undo_label() == "Add authority"
    again.close()
    assert memory.stat().st_mode & 0o777 == 0o600
    assert "r.pcw" not in memory.read_text()


def test_a_copy_and_an_older_state_count_for_themselves(tmp_path: Path, memory: Path) -> None:
    made = create_store(tmp_path / "r.pcw", memory=memory)
    add(made, "Kent")
    made.close()
    shutil.copy(made.path, tmp_path / "copy.pcw")
    shutil.copy(made.path, tmp_path / "backup.pcw")
    copy = open_store(tmp_path / "copy.pcw", memory=memory)
    assert copy.replica != made.replica
    original = open_store(made.path, memory=memory)
    add(original, "Slough")
    original.close()
    shutil.copy(tmp_path / "backup.pcw", made.path)
    restored = open_store(made.path, memory=memory)
    assert restored.replica not in (made.replica, copy.replica)
    add(restored, "Medway")
    add(copy, "Reading")
    merge(restored, opened(parcel(copy)), {}, received())
    assert {each.name for each in restored.find(Authority)} == {"Kent", "Medway", "Reading"}
    assert faults_of(restored) == []
    for store in (copy, restored):
        store.close()


def test_another_computer_and_a_lost_memory(tmp_path: Path, memory: Path) -> None:
    made = create_store(tmp_path / "r.pcw", memory=memory)
    made.close()
    memory.write_text("{]")
    again = open_store(made.path, memory=memory)
    assert again.replica != made.replica
    again.close()
    elsewhere = open_store(made.path, memory=tmp_path / "other" / "copies.json")
    assert elsewhere.replica != again.replica
    elsewhere.close()


def test_what_is_only_read_remembers_nothing(tmp_path: Path, memory: Path) -> None:
    create_store(tmp_path / "r.pcw").close()
    open_store(tmp_path / "r.pcw", read_only=True, memory=memory).close()
    assert not memory.exists()


def test_the_memory_lies_in_this_users_own_folder(home: Path) -> None:
    assert memory_of_this_computer() == home / "copies.json"
