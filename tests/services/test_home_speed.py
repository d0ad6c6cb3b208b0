"""Home opens as fast among many rounds and notes as among few; `benchmarks/home.py` has the milliseconds."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.home import fill, milliseconds
from peer_challenge.services.home import home
from peer_challenge.storage.opening import create_store


@pytest.mark.slow
def test_home_takes_no_longer_among_five_rounds_and_many_notes(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    small = create_store(tmp_path / "small.pcw", now=clock)
    large = create_store(tmp_path / "large.pcw", now=clock)
    first, last = fill(small, 1, 500), fill(large, 5, 10_000)
    in_small, in_large = milliseconds(lambda: home(small, first)), milliseconds(lambda: home(large, last))
    again = milliseconds(lambda: home(small, first))
    view = home(large, last)
    small.close()
    large.close()
    assert [tile.figure for tile in view.tiles[:2]] == ["19", "6"]
    assert in_large <= 1.5 * max(in_small, again)
