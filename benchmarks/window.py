"""How long until the first window shows, against a bare PySide6 window: whole processes, in turn, medians.

Prints the ratio; seconds are of this machine. Run with QT_QPA_PLATFORM=offscreen or in a session with a screen.
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


def seconds(program: str, home: str, *words: str) -> float:
    """Seconds from start to end of a process that shows its window and leaves."""
    surroundings = {**os.environ, "PEER_CHALLENGE_HOME": home}
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = perf_counter()
    subprocess.run([sys.executable, "-c", program, *words], check=True, cwd=ROOT, env=surroundings, timeout=120)
    return perf_counter() - began


def main() -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as home:
        demo = Path(home) / "demo.pcw"
        from peer_challenge.jobs.demo import write_demo_round

        write_demo_round(demo)
        seconds(BARE, home)
        bare, welcome, opened = [], [], []
        for _ in range(RUNS):
            bare.append(seconds(BARE, home))
            welcome.append(seconds(OURS, f"{home}/welcome"))
            opened.append(seconds(OURS, f"{home}/opened", str(demo)))
    print(f"bare PySide6 window: {median(bare):.2f} s")
    print(f"welcome page: {median(welcome):.2f} s, ratio {median(welcome) / median(bare):.1f}")
    print(f"sample round open on Home: {median(opened):.2f} s, ratio {median(opened) / median(bare):.1f}")


if __name__ == "__main__":
    main()
