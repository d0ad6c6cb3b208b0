"""Somebody types in the real window and the program is killed at any moment: how much of it is missing?

Run for longer by hand:  python -m tests.rigs.typist --kills 5000
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from peer_challenge.domain import records as r
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.settings import HOME_VARIABLE, places
from tests.rigs.killing import start, wait_until_ready
from tests.rigs.scenes import Say, Scene, make_session
from ui.app import Program, make_application
from ui.pages import note_drafts
from ui.pages.session import SessionPage

STORY = "The audit team said that practice has changed since the last visit, and gave three cases. " * 3
_MILLISECONDS_A_KEY = 20
_LONGEST_SECONDS = 4.0
_SLACK_SECONDS = 0.3
"""What saving itself takes, and Qt's coarse timers, beside the one second of the promise."""


def type_in_the_window(path: Path, say: Say, chance: Random) -> None:
    """Open the program on the file and type notes, one key each 20 milliseconds; Enter after a few sentences."""
    application = make_application(["peer-challenge"])
    program = Program(application, places())
    program.begin(path)
    program.window.go("Session")
    page = program.window.pages.current
    assert isinstance(page, SessionPage)
    entry = page.desk.entry
    length = chance.randint(30, len(STORY))
    count = 0

    def press() -> None:
        nonlocal count
        if count == length:
            QTest.keyClick(entry.box, "\r")
            say(note=STORY[:count].strip())
            count = 0
            return
        QTest.keyClicks(entry.box, STORY[count])
        count += 1
        say(at=time.monotonic(), typed=count)

    keys = QTimer()
    keys.timeout.connect(press)
    keys.start(_MILLISECONDS_A_KEY)
    say(ready=True)
    application.exec()


def missing(path: Path, heard: list[dict[str, Any]]) -> list[str]:
    """Return what is missing that was typed more than a second before the last key, and saved notes that are gone."""
    store = open_store(path)
    try:
        notes = [each.text for each in store.find(r.Note)]
        session = store.find(r.Session)[0].id
        draft = store.draft(f"note:{session}")
        kept = [json.loads(draft)["text"] if draft else "", *notes]
        wrong = faults_of(store)
    finally:
        store.close()
    wrong += [f"a saved note is gone: {each['note']}" for each in heard if "note" in each and each["note"] not in notes]
    last_note = max((at for at, each in enumerate(heard) if "note" in each), default=-1)
    typed = heard[last_note + 1 :]
    promised = [each["typed"] for each in typed if each["at"] < typed[-1]["at"] - 1 - _SLACK_SECONDS]
    text = STORY[: promised[-1]].strip() if promised else ""
    if not any(each.startswith(text) for each in kept):
        wrong.append(f"{text!r} was typed more than a second ago; kept is {kept[0]!r}")
    return wrong


SCENE = Scene("typing in the window", make_session, type_in_the_window, lambda _path, _promised: [], endless=True)


def run(kills: int, at_once: int, seed: int, folder: Path) -> list[str]:
    """Kill `kills` typists, several at a time since they mostly wait; return what was missing."""
    chance = Random(seed)
    wrong: list[str] = []
    make_session(folder / "round.pcw")
    for first in range(0, kills, at_once):
        running = []
        for number in range(first, min(kills, first + at_once)):
            place = folder / str(number)
            place.mkdir()
            shutil.copyfile(folder / "round.pcw", place / "round.pcw")
            os.environ[HOME_VARIABLE] = str(place / "home")
            running.append((place, *start(SCENE, place / "round.pcw", chance.getrandbits(32))))
        said = {read: wait_until_ready(read) for _, _, read in running}
        began = time.monotonic()
        for process in chance.sample([process for _, process, _ in running], len(running)):
            time.sleep(max(0.0, began + chance.random() * _LONGEST_SECONDS - time.monotonic()))
            os.kill(process, signal.SIGKILL)
        for place, process, read in running:
            _, status = os.waitpid(process, 0)
            while piece := os.read(read, 1 << 20):
                said[read] += piece
            os.close(read)
            heard = [json.loads(line) for line in said[read].split(b"\n")[:-1] if b"ready" not in line]
            if os.WIFEXITED(status):
                wrong.append(f"{place.name}: it ended by itself")
            wrong += [f"{place.name}: {each}" for each in missing(place / "round.pcw", heard)]
            shutil.rmtree(place)
    return wrong


def main() -> int:
    """Kill typists and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--at-once", type=int, default=6)
    options.add_argument("--seed", type=int, default=secrets.randbits(32))
    options.add_argument("--forgetful", action="store_true", help="the control: drafts are kept each minute only")
    chosen = options.parse_args()
    if chosen.forgetful:
        note_drafts.DRAFT_MILLISECONDS = 60_000  # type: ignore[assignment]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="type-") as folder:
        wrong = run(chosen.kills, chosen.at_once, chosen.seed, Path(folder))
    seconds = round(time.monotonic() - began, 1)
    print(json.dumps({"kills": chosen.kills, "missing": wrong, "seed": chosen.seed, "seconds": seconds}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
