"""A command that writes waits its turn: while a window has the round file it is refused, and reading goes on."""

from pathlib import Path

import pytest

from peer_challenge.cli.round_files import opened
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.storage.lock import RoundLock, take_lock
from peer_challenge.storage.store import Store


def test_a_command_is_refused_while_a_window_writes(store: Store) -> None:
    window = take_lock(store.path)
    assert isinstance(window, RoundLock)
    with pytest.raises(UserError, match="open for writing") as refused, opened(store.path, to_write=True):
        pytest.fail("two writers at once")
    assert refused.value.exit_code is Exit.UNAVAILABLE
    with opened(store.path) as reading:
        assert reading.read_only
    window.release()
    with opened(store.path, to_write=True) as writing:
        assert not writing.read_only


def test_nothing_is_left_beside_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError), opened(tmp_path / "missing.pcw", to_write=True):
        pytest.fail("opened what is not there")
    assert list(tmp_path.iterdir()) == []
