"""Ten notes typed with real keys into the real program on a screen of its own (Xvfb), and no mouse.

Prints the keys pressed beyond the words' own characters and the seconds from the first key to the last, by the clock,
and what that makes of ten notes: the aim is two minutes. Keys come at 40 words a minute, five keys a word; `--words`
sets another pace, `--notes` types more, `--keep FILE` keeps the round file afterwards. Needs Xvfb, openbox and xdotool;
ends with 69 where one of them is missing.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.records import Note
from peer_challenge.storage.opening import open_store

TOOLS = ("Xvfb", "openbox", "xdotool")
WORDS_A_MINUTE, KEYS_A_WORD = 40, 5
AIM_SECONDS = 120.0
NOTES = (
    ("+", "Re-audits show a rise in quality"),
    ("+", "Chairs raise alerts early"),
    ("!", "No loop back to the team #1"),
    ("?", "How many alerts closed in ten days?"),
    ("", "host: Audit days went to practice weeks"),
    ("*", "Parents read their own audit #2"),
    ("!", "Feedback from children is thin #2"),
    ("<", "Help with a dip sample tool"),
    (">", "Their moderation form"),
    ("?", "Who checks that actions last?"),
)
_KINDS = {
    "+": NoteKind.STRENGTH,
    "!": NoteKind.CONSIDERATION,
    "?": NoteKind.QUESTION,
    "*": NoteKind.GOOD_PRACTICE,
    "<": NoteKind.ASK,
    ">": NoteKind.OFFER,
    "": NoteKind.PLAIN,
}
_TAG = re.compile(r" #\d| ?host: ?")
_WAIT_SECONDS = 90.0


def main() -> int:
    """Type, look into the file and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10)
    parser.add_argument("--words", type=int, default=WORDS_A_MINUTE, help="how many words a minute")
    parser.add_argument("--file", type=Path, help="a round file with a session to come; else the sample round")
    parser.add_argument("--keep", type=Path, help="where the round file goes afterwards")
    asked = parser.parse_args()
    missing = [each for each in TOOLS if shutil.which(each) is None]
    if missing:
        print(f"Needs {', '.join(missing)}.", file=sys.stderr)
        return 69
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "round.pcw"
        shutil.copyfile(asked.file or sample(Path(folder)), file)
        before = kinds_in(file)
        typed = [NOTES[at % len(NOTES)] for at in range(asked.notes)]
        took = type_all(Path(folder), file, typed, 60 / (asked.words * KEYS_A_WORD))
        added = {kind: count - before.get(kind, 0) for kind, count in kinds_in(file).items()}
        if asked.keep:
            shutil.copyfile(file, asked.keep)
    return tell(typed, added, took, asked.words)


def tell(typed: list[tuple[str, str]], added: dict[NoteKind, int], took: float, pace: int) -> int:
    """Print the figures; return 0 when every note is there and ten are in time."""
    every = sum(len(sign + text) + 1 for sign, text in typed)  # and Enter
    words = sum(len(_TAG.sub("", text)) for _, text in typed)
    beyond = every - words
    ten = took / len(typed) * 10
    wanted = {kind: sum(_KINDS[sign] is kind for sign, _ in typed) for kind in NoteKind}
    there = all(added.get(kind, 0) == count for kind, count in wanted.items())
    print(
        f"{len(typed)} notes: {words} characters of their own, {beyond} keys beyond ({beyond / len(typed):.1f} a note)"
    )
    print(f"typed in {took:.1f} s by the clock; all there with their kinds: {'yes' if there else f'no, {added}'}")
    print(
        f"ten notes at {pace} words a minute: {ten:.0f} s (aim {AIM_SECONDS:.0f}), {ten / AIM_SECONDS:.2f} of the aim"
    )
    return 0 if there and ten <= AIM_SECONDS else 1


def kinds_in(file: Path) -> dict[NoteKind, int]:
    """Return how many notes of each kind a round file holds."""
    store = open_store(file)
    try:
        notes = store.find(Note)
        return {kind: sum(note.kind is kind for note in notes) for kind in NoteKind}
    finally:
        store.close()


def sample(folder: Path) -> Path:
    """Make the sample round."""
    command = [sys.executable, "-m", "peer_challenge", "demo", "--out", str(folder / "demo")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "demo" / "demo.pcw"


def type_all(folder: Path, file: Path, typed: list[tuple[str, str]], seconds_a_key: float) -> float:
    """Open the program on a screen of its own, go to the session and type; return the seconds the typing took."""
    presses = [
        press for sign, text in typed for press in (*(("type", each) for each in sign + text), ("key", "Return"))
    ]
    with screen() as display:
        settings = {"PEER_CHALLENGE_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
        environment = {**os.environ, **settings}
        with running([sys.executable, "-m", "ui", str(file)], environment):
            window = found_window(environment)
            keys(environment, "windowactivate", "--sync", window)
            keys(environment, "key", "--clearmodifiers", "alt+5")
            sleep(3)
            begun = monotonic()
            for number, press in enumerate(presses, 1):
                keys(environment, *press)
                sleep(max(0.0, begun + number * seconds_a_key - monotonic()))
            took = monotonic() - begun
            sleep(2)
            keys(environment, "key", "--clearmodifiers", "ctrl+q")
            sleep(2)
    return took


@contextmanager
def screen() -> Iterator[str]:
    """Run an X server without a screen and a window manager on it; yields what `DISPLAY` is to be."""
    reading, writing = os.pipe()
    server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    started = subprocess.Popen(server, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        with running(["openbox"], {**os.environ, "DISPLAY": display}):
            yield display
    finally:
        started.terminate()
        started.wait(10)


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """Run a program until the block ends."""
    started = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        started.terminate()
        started.wait(20)


def found_window(environment: dict[str, str]) -> str:
    """Wait for the window and return its number."""
    until = monotonic() + _WAIT_SECONDS
    while monotonic() < until:
        command = ["xdotool", "search", "--onlyvisible", "--name", "Peer Challenge"]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.split()
        if said:
            sleep(3)
            return said[-1]
        sleep(0.5)
    raise SystemExit("The window did not come.")


def keys(environment: dict[str, str], *said: str) -> None:
    """Press keys."""
    subprocess.run(["xdotool", *said], env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
