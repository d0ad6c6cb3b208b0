"""Copies of one round file, each with a clock of its own, found whole when the test is over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.store import Store
from tests.storage.travel import a_copy

Copies = Callable[[str], Store]


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    """Make copies by name; the first is seven years behind, the second right, the third seven years ahead."""
    made: list[Store] = []

    def make(name: str) -> Store:
        made.append(a_copy(tmp_path, name, years=len(made) * 7 - 7))
        return made[-1]

    yield make
    for store in made:
        assert faults_of(store) == []
        store.close()
