"""The program is killed at random instants, through the real services and the real window: nothing said is lost."""

import json
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="killing by signal after a fork")
ROOT = Path(__file__).parents[2]
FRESH = secrets.randbits(32)
SEEDS = (1, 2, 3, FRESH)


def rig(module: str, *options: str) -> list[dict[str, Any]]:
    """Run a rig in a process of its own, which forks before it has threads; return its lines."""
    command = [sys.executable, "-m", f"tests.rigs.{module}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def killed(kills: int, seed: int) -> None:
    found = rig("killing", "--kills", str(kills), "--seed", str(seed))
    assert [each["broken"] for each in found] == [[]] * len(found)
    assert sum(each["kills"] for each in found) >= kills - len(found)
    assert sum(each["promises"] for each in found) > kills // 4, "killed too early to mean anything"


@pytest.mark.parametrize("seed", [1, FRESH])
def test_killed_fifty_times(seed: int) -> None:
    killed(50, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_killed_two_hundred_and_sixty_times(seed: int) -> None:
    killed(260, seed)


def test_a_promise_given_too_early_is_found_out() -> None:
    """The control: where "Saved" comes before the disk has it, the rig finds lost notes."""
    (found,) = rig("killing", "--kills", "15", "--seed", "1", "--only", "promising too early")
    assert found["broken"]


@pytest.mark.parametrize(
    ("kills", "seed"),
    [(12, FRESH), pytest.param(100, 1, marks=pytest.mark.slow), pytest.param(100, FRESH, marks=pytest.mark.slow)],
)
def test_at_most_the_last_second_of_typing_is_missing(kills: int, seed: int) -> None:
    (found,) = rig("typist", "--kills", str(kills), "--seed", str(seed))
    assert found["missing"] == []


@pytest.mark.slow
def test_a_forgetful_window_is_found_out() -> None:
    """The control: with drafts kept each minute only, the rig finds words missing."""
    (found,) = rig("typist", "--kills", "12", "--seed", "1", "--forgetful")
    assert found["missing"]
