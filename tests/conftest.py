"""What every test needs: no real screen, a round file of its own, and a clock that the test owns."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store

if TYPE_CHECKING:
    from ui.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """10:42am on 5 November 2026, and a second later at each call."""
    now = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)

    def tick() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    return tick


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of the test's own: round files, settings and backups stay in its folder."""
    monkeypatch.setenv("PEER_CHALLENGE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def store(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Store]:
    """An empty round file."""
    made = create_store(tmp_path / "round.pcw", now=clock)
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store, qapp: object) -> "Workspace":
    """The window's door to an empty round file."""
    from ui.background import Background
    from ui.workspace import Workspace

    def failed(error: Exception) -> None:
        raise error

    return Workspace(store, Background(failed, immediate=True))


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample round, made once by the very command: demo.pcw, reports and sessions.ics."""
    from peer_challenge.cli import main

    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(out)]) == 0
    return out
