"""One writer at a time, and no hold outlives its process."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.storage.lock import Holder, RoundLock, holding, take_lock

_HOLD = """
import sys
from pathlib import Path
from peer_challenge.storage.lock import take_lock
taken = take_lock(Path(sys.argv[1]))
print(type(taken).__name__, flush=True)
sys.stdin.read()
"""


def held_elsewhere(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "RoundLock"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_the_second_is_told_who_has_the_file_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / "round.pcw"
    first = take_lock(path, datetime(2026, 11, 5, 10, 42, tzinfo=UTC))
    assert isinstance(first, RoundLock)
    second = take_lock(path)
    assert isinstance(second, Holder)
    assert second.since == datetime(2026, 11, 5, 10, 42, tzinfo=UTC)
    assert second.computer in second.words
    assert "5 November 2026" in second.words
    first.release()


def test_a_released_file_can_be_held_again(tmp_path: Path) -> None:
    path = tmp_path / "round.pcw"
    for _ in range(2):
        taken = take_lock(path)
        assert isinstance(taken, RoundLock)
        taken.release()
        taken.release()
        assert list(tmp_path.iterdir()) == []


def test_a_hold_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "round.pcw"
    other = held_elsewhere(path)
    try:
        assert isinstance(take_lock(path), Holder)
    finally:
        end(other)
    taken = take_lock(path)
    assert isinstance(taken, RoundLock)
    taken.release()


def test_a_command_that_writes_is_refused_with_exit_69(tmp_path: Path) -> None:
    path = tmp_path / "round.pcw"
    other = held_elsewhere(path)
    try:
        with pytest.raises(UserError, match="open for writing") as refused, holding(path):
            pytest.fail("two writers at once")
        assert refused.value.exit_code is Exit.UNAVAILABLE
    finally:
        end(other)
    with holding(path):
        assert isinstance(take_lock(path), Holder)


def test_an_unreadable_holder_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "round.pcw"
    taken = take_lock(path)
    assert isinstance(taken, RoundLock)
    (tmp_path / "round.pcw.lock").write_text("\nsomething else")
    assert take_lock(path) is None
    taken.release()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Nothing can be written in the folder") as refused:
        take_lock(tmp_path / "nowhere" / "round.pcw")
    assert refused.value.exit_code is Exit.CANNOT_READ_OR_WRITE
