"""Laptops for tests of files that travel."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.store import Store
from tests.laptops import Laptop


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    """Make a laptop with an empty round file, or with a copy of one."""
    made: list[Store] = []

    def make(name: str, like: Path | None = None) -> Laptop:
        folder = tmp_path / name
        folder.mkdir()
        path = folder / "round.pcw"
        if like:
            copyfile(like, path)
        made.append(open_store(path) if like else create_store(path))
        return Laptop(name, made[-1], folder)

    yield make
    for store in made:
        store.close()


@pytest.fixture
def coordinator(laptop: Callable[..., Laptop], demo_files: Path) -> Laptop:
    """The sample round's own laptop, where the second challenge of Group 1 shares its notes with the coordinator."""
    return laptop("coordinator", demo_files / "demo.pcw")
