"""From a damaged file comes everything that can be read, and nothing that cannot be proved."""

import os
import random
from pathlib import Path

import pytest

from peer_challenge.domain.changes import add
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import silent
from peer_challenge.domain.records import Authority
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.salvage import salvage
from peer_challenge.storage.store import Store

PAGE = 4096


@pytest.fixture
def filled(store: Store) -> Store:
    """A round file of 300 authorities, some with names longer than a page, a draft and two attachments; closed."""
    for tens in range(0, 300, 10):
        names = [f"{number:03} " + "ł" * (number % 7 * 900) for number in range(tens, tens + 10)]
        store.apply(add("Add authorities", *(Authority(id=store.new_id(), name=name) for name in names)))
    store.attach(os.urandom(100_000), "image/png")
    store.attach(b"short", "text/plain")
    store.keep_draft("note:1", "half a sen")
    store.close()
    return store


def names_in(path: Path) -> list[str]:
    store = open_store(path)
    try:
        # where changes are missing, those after them say that they follow something else: that is no new fault
        assert [each for each in faults_of(store) if "does not follow the one before it" not in each] == []
        return [each.name for each in store.find(Authority)]
    finally:
        store.close()


def test_everything_comes_over_from_a_whole_file(filled: Store, tmp_path: Path) -> None:
    done = salvage(filled.path, tmp_path / "new.pcw", silent)
    assert (done.changes, done.missing, done.attachments, done.drafts) == (300, 0, 2, 1)
    assert names_in(tmp_path / "new.pcw") == names_in(filled.path)


def test_without_the_first_pages_everything_still_comes_over(filled: Store, tmp_path: Path) -> None:
    before = names_in(filled.path)
    content = bytearray(filled.path.read_bytes())
    content[: 2 * PAGE] = bytes(2 * PAGE)
    filled.path.write_bytes(content)
    salvage(filled.path, tmp_path / "new.pcw", silent)
    assert names_in(tmp_path / "new.pcw") == before


@pytest.mark.parametrize("seed", range(8))
def test_what_comes_over_is_true_and_what_does_not_is_counted(filled: Store, tmp_path: Path, seed: int) -> None:
    """Pages overwritten with noise, zeroes or each other: no wrong word comes over, most right ones do."""
    before = names_in(filled.path)
    chance = random.Random(seed)
    content = bytearray(filled.path.read_bytes())
    pages = len(content) // PAGE
    for _ in range(pages // 20):
        at, other = chance.randrange(pages) * PAGE, chance.randrange(pages) * PAGE
        noise = (chance.randbytes(PAGE), bytes(PAGE), bytes(content[other : other + PAGE]))
        content[at : at + PAGE] = chance.choice(noise)
    filled.path.write_bytes(content)
    done = salvage(filled.path, tmp_path / "new.pcw", silent)
    found = names_in(tmp_path / "new.pcw")
    assert set(found) <= set(before)
    assert done.changes == len(found) > len(before) // 2
    assert done.missing in (300 - done.changes, max(int(name[:3]) for name in found) + 1 - done.changes)
    assert f"{done.changes} changes" in done.words


def test_a_file_with_nothing_of_a_round_makes_no_new_file(tmp_path: Path) -> None:
    other = tmp_path / "noise.pcw"
    other.write_bytes(random.Random(1).randbytes(50 * PAGE))
    with pytest.raises(UserError, match="Nothing of a round could be read"):
        salvage(other, tmp_path / "new.pcw", silent)
    assert [each.name for each in tmp_path.iterdir()] == ["noise.pcw"]
