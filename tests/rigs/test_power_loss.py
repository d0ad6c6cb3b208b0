"""The power goes at any moment: whatever was called saved is there, and the database is whole."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from peer_challenge.domain import records as r
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.opening import open_store
from tests.rigs.power import Call, Disk, lay_out, record
from tests.rigs.scenes import KEY, Promised, make_attachments, make_session


def can_trace() -> bool:
    """Return whether the system calls of a program may be watched here; some containers forbid it."""
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-qq", "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not can_trace(), reason="needs strace, and leave to use it, to see a writer's calls")
MEMORY = Path("/dev/shm")
FRESH = secrets.randbits(32)
KINDS = pytest.mark.parametrize("options", [(), ("--backups",)], ids=["saving", "backing up"])


@pytest.fixture
def disk() -> Iterator[Path]:
    """A folder in memory: writing thousands of states there wears nothing out."""
    with tempfile.TemporaryDirectory(prefix="power-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def recorded(tmp_path: Path, *options: str) -> tuple[Path, Disk, list[Call]]:
    """Let the writer work under the tracer; return its folder, the disk before, and its calls."""
    base = tmp_path / "disk"
    (base / "home" / "backups").mkdir(parents=True)
    os.environ["PEER_CHALLENGE_HOME"] = str(base / "home")
    (make_attachments if "--backups" in options else make_session)(base / "round.pcw")
    before = Disk.holding(base)
    return base, before, record(base / "round.pcw", "12", *options)


def lost_after(states: int, seed: int, base: Path, calls: list[Call], before: Disk, disk: Path) -> list[str]:
    """Let the power go `states` times at random calls; return what was promised and is not there."""
    chance = Random(seed)
    moments = sorted(chance.randrange(len(calls) + 1) for _ in range(states))
    lost: list[str] = []
    played = 0
    for at, moment in enumerate(moments):
        while played < moment:
            before.play(calls[played])
            played += 1
        place = disk / "state"
        shutil.rmtree(place, ignore_errors=True)
        lay_out(before.after_power_loss(chance), base, place)
        promised = Promised()
        for line in before.said:
            promised.hear(line)
        lost += [f"seed {seed}, state {at}: {each}" for each in missing(place, promised, whole=at % 10 == 0)]
    return lost


def missing(place: Path, promised: Promised, *, whole: bool) -> list[str]:
    """Open the round file as the program does and say what is not as promised."""
    try:
        store = open_store(place / "round.pcw")
    except Exception as fault:  # noqa: BLE001 - whatever it is, the file did not open
        return [f"it does not open: {fault!r}"]
    try:
        found = {str(each.id): each.text for each in store.find(r.Note)}
        gone = [f"note {note}" for note, text in promised.notes.items() if found.get(note) != text]
        if not any(each.startswith(promised.typed.strip()) for each in (store.draft(KEY), *found.values())):
            gone.append("what was being typed")
        with store.reading() as conn:
            said = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        gone += [] if said == "ok" else [f"damaged: {said}"]
        return gone + (faults_of(store) if whole else []) + _missing_backups(place, promised)
    finally:
        store.close()


def _missing_backups(place: Path, promised: Promised) -> list[str]:
    if not promised.backup:
        return []
    name = Path(promised.backup).name
    backup = next((place / "home").rglob(name), None)
    if backup is None:
        return [f"backup {name}"]
    store = open_store(backup)
    try:
        held = {str(each.id) for each in store.find(r.Note)}
        kept = {each.name for each in (backup.parent / "attachments").iterdir() if not each.name.startswith(".")}
        bytes_there = all((backup.parent / "attachments" / each).stat().st_size for each in kept)
        whole = bool(kept) and bytes_there
        return [f"note {note} in a backup" for note in promised.notes_at_backup if note not in held] + (
            [] if whole else ["the attachment of a backup"]
        )
    finally:
        store.close()


def play_through(tmp_path: Path, disk: Path, options: tuple[str, ...], seed: int, states: int) -> None:
    """Lose the power `states` times."""
    base, before, calls = recorded(tmp_path, *options)
    print(f"seed {seed}, {len(calls)} calls")
    assert sum(call.what == "say" for call in calls) > 12
    assert lost_after(states, seed, base, calls, before, disk) == []


@KINDS
@pytest.mark.parametrize("seed", [1, FRESH])
def test_nothing_promised_is_lost(tmp_path: Path, disk: Path, options: tuple[str, ...], seed: int) -> None:
    play_through(tmp_path, disk, options, seed, 250)


@pytest.mark.slow
@KINDS
@pytest.mark.parametrize("seed", [1, 2, 3, FRESH])
def test_nothing_promised_is_lost_in_any_state(tmp_path: Path, disk: Path, options: tuple[str, ...], seed: int) -> None:
    play_through(tmp_path, disk, options, seed, 1250)


def test_the_default_settings_would_lose_notes(tmp_path: Path, disk: Path) -> None:
    """The control: the same rig finds what SQLite's own defaults lose, so finding nothing above means something."""
    base, before, calls = recorded(tmp_path, "--default-settings")
    assert lost_after(120, 1, base, calls, before, disk) != []
