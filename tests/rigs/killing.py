"""Kills a scene at random instants, as a power button or Task Manager does, and asks whether everything promised holds.

Run for longer by hand:  python -m tests.rigs.killing --kills 20000
"""

import argparse
import json
import os
import secrets
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

from peer_challenge.storage.settings import HOME_VARIABLE
from tests.rigs.scenes import CONTROL, SCENES, Promised, Scene

SHARES = {
    "typing and saving": 4,
    "backups turning over": 2,
    "restoring": 1,
    "migrating": 1,
    "writing a report": 1,
    "bringing in and sending": 2,
}
_KILLS_A_FILE = 20
_LONGEST_SECONDS = 0.25
_READY_SECONDS = 60


def start(scene: Scene, path: Path, seed: int) -> tuple[int, int]:
    """Run a scene in a process of its own; return its id and where it says what it promised."""
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return process, read
    os.close(read)
    code = 1
    try:
        scene.go(path, lambda **line: os.write(write, json.dumps(line).encode() + b"\n"), Random(seed))
        code = 0
    except BaseException:  # noqa: BLE001 - a process of its own: whatever it is, it must end here
        traceback.print_exc()
    finally:
        os._exit(code)


def wait_until_ready(read: int) -> bytes:
    """Return what was said, up to the line that says the work begins."""
    said = b""
    end = time.monotonic() + _READY_SECONDS
    while b"ready" not in said and time.monotonic() < end:
        if select.select([read], [], [], 0.5)[0]:
            piece = os.read(read, 65536)
            if not piece:
                break
            said += piece
    return said


def kill_after(scene: Scene, path: Path, promised: Promised, seconds: float | None, seed: int) -> float:
    """Run a scene, kill it `seconds` after it began (None: let it end); return how long it ran."""
    process, read = start(scene, path, seed)
    said = wait_until_ready(read)
    began = time.monotonic()
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"{scene.name} failed by itself")
    lasted = time.monotonic() - began
    while piece := os.read(read, 1 << 20):
        said += piece
    os.close(read)
    for line in said.split(b"\n")[:-1]:
        promised.hear(json.loads(line))
    return lasted


def run(scene: Scene, kills: int, seed: int, folder: Path) -> dict[str, object]:
    """Kill a scene `kills` times; return how many promises were made and what was broken."""
    chance = Random(f"{seed} {scene.name}")
    broken: list[str] = []
    promises = 0
    lasts = _LONGEST_SECONDS
    made = folder / "made"
    made.mkdir()
    os.environ[HOME_VARIABLE] = str(made / "home")
    scene.begin(made / "round.pcw")
    place, promised = made, Promised()
    if not scene.endless:
        place = _again(made, folder / "whole")
        lasts = 1.2 * kill_after(scene, place / "round.pcw", promised, None, seed)
    for kill in range(kills):
        if not scene.endless or kill % _KILLS_A_FILE == 0:
            shutil.rmtree(place, ignore_errors=True) if place != made else None
            place, promised = _again(made, folder / f"file-{kill}"), Promised()
        before = promised.promises
        kill_after(scene, place / "round.pcw", promised, chance.random() * lasts, chance.getrandbits(32))
        promises += promised.promises - before
        try:
            broken += [f"kill {kill}: {each}" for each in scene.broken(place / "round.pcw", promised)]
        except Exception as fault:  # noqa: BLE001 - whatever it is, the file did not open
            broken.append(f"kill {kill}: it does not open: {fault!r}")
            promised = Promised()
    return {"scene": scene.name, "kills": kills, "promises": promises, "broken": broken}


def _again(made: Path, place: Path) -> Path:
    """Copy the file as it was made, with its backups, to a place of its own, and make that this computer's home.

    Backups go by where a file lies, so their folder takes the name of the new place.
    """
    from peer_challenge.storage.backups import folder_of

    os.environ[HOME_VARIABLE] = str(made / "home")
    old = folder_of(made / "round.pcw")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for file in made.glob("*.pc*"):
        if file.is_file():
            shutil.copyfile(file, place / file.name)
    os.environ[HOME_VARIABLE] = str(place / "home")
    if old.exists():
        new = folder_of(place / "round.pcw")
        new.parent.mkdir(parents=True)
        shutil.copytree(old, new)
    return place


def main() -> int:
    """Kill each scene its share of times and print what came of it, a line of JSON each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=secrets.randbits(32))
    options.add_argument("--only", help="a scene by its name")
    chosen = options.parse_args()
    share = chosen.kills / sum(SHARES.values())
    wanted = [scene for scene in (*SCENES, CONTROL) if scene.name == chosen.only] if chosen.only else SCENES
    broken = 0
    for scene in wanted:
        kills = chosen.kills if chosen.only else max(1, round(share * SHARES[scene.name]))
        with tempfile.TemporaryDirectory(prefix="kill-") as folder:
            began = time.monotonic()
            found = run(scene, kills, chosen.seed, Path(folder))
        broken += len(found["broken"])  # type: ignore[arg-type]
        print(json.dumps({**found, "seed": chosen.seed, "seconds": round(time.monotonic() - began, 1)}), flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
