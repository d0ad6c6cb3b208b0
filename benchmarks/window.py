"""How long until the first window shows, against a bare PySide6 window: whole processes, in turn, medians.

Prints the ratio; seconds are of this machine. Run with QT_QPA_PLATFORM=offscreen or in a session with a screen.
Everything is compiled first, as an installed program is: what is measured is the start, not Python's compiler.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
RUNS = 7
BARE = """
import sys
import ui  # for the guard that Python 3.11 needs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from peer_challenge.storage.settings import places
from ui.app import Program, make_application
application = make_application(sys.argv[:1])
program = Program(application, places())
program.begin(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
QTimer.singleShot(0, application.quit)
application.exec()
"""


def seconds(folder: Path, home: str, program: str, *words: str) -> float:
    """Seconds from start to end of a process that shows its window and leaves; `home` is its part of `folder`."""
    surroundings = {**os.environ, "PEER_CHALLENGE_HOME": str(folder / home), "PYTHONPYCACHEPREFIX": str(folder / "pyc")}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = perf_counter()
    subprocess.run([sys.executable, "-c", program, *words], check=True, cwd=ROOT, env=surroundings, timeout=120)
    return perf_counter() - began


def main() -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = folder / "demo.pcw"
        from peer_challenge.jobs.demo import write_demo_round

        write_demo_round(demo)
        kinds = {"bare": (BARE,), "welcome": (OURS,), "opened": (OURS, str(demo))}
        for home, words in kinds.items():
            seconds(folder, home, *words)
        took = {home: median(each) for home, each in _took(folder, kinds).items()}
    print(f"bare PySide6 window: {took['bare']:.2f} s")
    print(f"welcome page: {took['welcome']:.2f} s, ratio {took['welcome'] / took['bare']:.1f}")
    print(f"sample round open on Home: {took['opened']:.2f} s, ratio {took['opened'] / took['bare']:.1f}")


def _took(folder: Path, kinds: dict[str, tuple[str, ...]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {home: [] for home in kinds}
    for _ in range(RUNS):
        for home, words in kinds.items():
            found[home].append(seconds(folder, home, *words))
    return found


if __name__ == "__main__":
    main()
