"""Files made to do harm: by name, and by chance. Each is refused with a sentence or taken in whole."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.exchange.packs.reading import read_pack
from peer_challenge.jobs.pack_in import bring_in, preview, received_as
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.merging import foresee
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from tests.hostile.hostile_packs import ROUND, Hostile, hostile_packs, valid_pack
from tests.hostile.mutations import mutated

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECONDS = 2
MEGABYTES = 300
FAST, SLOW = range(2_000), range(100_000)


@contextmanager
def a_copy(path: Path) -> Iterator[Store]:
    """A round file of the round that the hostile files say they are about."""
    store = create_store(path, now=lambda: NOW)
    round_ = r.Round(id=UUID(ROUND), name="Autumn 2026", framework=known_id("framework", "quality_assurance", "1"))
    store.apply(add("Start round", round_))
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Store]:
    with a_copy(tmp_path / "copy.pcw") as store:
        yield store


def state(store: Store, folder: Path) -> tuple[list[str], dict[str, bytes | None]]:
    """What a round file holds, and every file in the folder it lies in but backups, which are made before."""
    files = (each for each in sorted(folder.rglob("*")) if "home" not in each.relative_to(folder).parts)
    return list(dump(store)), {str(each): each.read_bytes() if each.is_file() else None for each in files}


def tried(store: Store, path: Path, passphrase: str) -> str:
    """Open, preview and bring in a file as a person would; return the sentence that refused it, or "" when it is in."""
    try:
        read = read_pack(path, passphrase or None, now=NOW)
        preview(store, read)
        bring_in(store, read)
    except UserError as refused:
        return refused.sentence if refused.exit_code is Exit.WRONG_INPUT else f"exit {refused.exit_code}"
    return ""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Hostile, Path]]:
    """Every named file, on the disk; its bytes are not kept in memory."""
    folder = tmp_path_factory.mktemp("hostile")
    found = []
    for number, each in enumerate(hostile_packs()):
        path = folder / f"{number}.pcpack"
        path.write_bytes(each.data)
        found.append((replace(each, data=b""), path))
    return found


def test_each_is_refused_in_one_sentence_and_changes_nothing(
    copy: Store, tmp_path: Path, written: list[tuple[Hostile, Path]]
) -> None:
    hostile = [each for each in written if each[0].legal is False]
    assert len({each.name for each, _ in hostile}) == len(hostile) >= 60
    received, wrong = tmp_path / "received.pcpack", []
    for each, path in sorted(hostile, key=lambda one: one[0].stage == "after_valid"):
        if each.stage == "after_valid":
            received.write_bytes(valid_pack())
            assert tried(copy, received, "") == ""
        received.write_bytes(path.read_bytes())
        before, began = state(copy, tmp_path), time.process_time()
        refused = tried(copy, received, each.passphrase)
        spent = time.process_time() - began
        if not refused:
            wrong.append(f"{each.name}: taken in, though {each.why}")
        elif not refused.endswith(".") or len(refused) > 400 or state(copy, tmp_path) != before:
            wrong.append(f"{each.name}: something changed, or it was not said: {refused}")
        if spent > SECONDS:
            wrong.append(f"{each.name}: {spent:.1f} seconds")
    assert wrong == []


def test_what_is_sound_is_taken_in_however_odd(tmp_path: Path, written: list[tuple[Hostile, Path]]) -> None:
    wrong = []
    for each, path in written:
        if each.legal is False:
            continue
        with a_copy(tmp_path / f"{path.stem}.pcw") as copy:
            before = list(dump(copy))
            refused = tried(copy, path, each.passphrase)
            if refused and (each.legal or list(dump(copy)) != before):
                wrong.append(f"{each.name}: {refused} Yet {each.why}")
            wrong += [f"{each.name}: {fault}" for fault in damage(copy)]
    assert wrong == []


def damage(store: Store) -> list[str]:
    """What the check says, but for two stories about one laptop: that is what it is there to say."""
    return [each for each in faults_of(store) if "does not follow the one before it" not in each]


def test_the_valid_file_they_are_measured_by_is_taken_in(copy: Store, tmp_path: Path) -> None:
    path = tmp_path / "received.pcpack"
    path.write_bytes(valid_pack())
    assert tried(copy, path, "") == ""
    once = list(dump(copy))
    assert tried(copy, path, "") == ""
    assert list(dump(copy)) == once


_READ_ALL = """
import resource, sys
from pathlib import Path
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.packs.reading import read_pack
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_pack(path, "apple orchard")
    except UserError:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory in another way")
def test_none_takes_more_memory_than_a_laptop_can_spare(written: list[tuple[Hostile, Path]]) -> None:
    folder = written[0][1].parent
    ran = subprocess.run([sys.executable, "-c", _READ_ALL, str(folder)], capture_output=True, text=True, check=True)
    assert int(ran.stdout) <= MEGABYTES


def damaged(store: Store, tmp_path: Path, seeds: range) -> int:
    """Try each; return how many were sound enough to be taken in."""
    path, good, taken = tmp_path / "received.pcpack", valid_pack(), 0
    said: set[tuple[Exit, str]] = set()
    lines = list(dump(store))
    for seed in seeds:
        path.write_bytes(mutated(good, seed))
        try:
            read = read_pack(path, now=NOW)
            foresee(store, read.operations, read.attachments, received_as(read))
            taken += 1
        except UserError as refused:
            said.add((refused.exit_code, refused.sentence[-1]))
        if seed % 500 == 0:
            assert list(dump(store)) == lines, seed
    assert list(dump(store)) == lines
    assert said == {(Exit.WRONG_INPUT, ".")}
    return taken


def test_two_thousand_damaged_files_change_nothing_unless_they_are_sound(copy: Store, tmp_path: Path) -> None:
    assert 0 < damaged(copy, tmp_path, FAST) < len(FAST) / 2
    fresh = SystemRandom().randrange(10**9)
    print(f"fresh seeds from {fresh}")
    damaged(copy, tmp_path, range(fresh, fresh + 200))


@pytest.mark.slow
def test_a_hundred_thousand_damaged_files(copy: Store, tmp_path: Path) -> None:
    assert 0 < damaged(copy, tmp_path, SLOW) < len(SLOW) / 2


def test_what_of_a_damaged_file_is_taken_in_is_taken_in_whole(copy: Store, tmp_path: Path) -> None:
    """Each that is sound goes in beside those before it, or is refused because of them; the file stays whole."""
    path, good = tmp_path / "received.pcpack", valid_pack()
    for seed in range(400):
        path.write_bytes(mutated(good, seed))
        before = list(dump(copy))
        if tried(copy, path, ""):
            assert list(dump(copy)) == before, seed
    assert damage(copy) == []
