"""Long use does not wear out None, True and False, which older Pythons count."""

import subprocess
import sys

WEAR = """
import sys
{guard}
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal()
bell = Bell()
for _ in range(20000):
    bell.setObjectName("x")
    bell.rung.connect(print)
print("alive")
"""


def run(guard: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WEAR.format(guard=guard)], capture_output=True, text=True, check=False)


def test_the_window_outlives_many_calls():
    done = run("import ui")
    assert done.stdout.strip() == "alive"
    assert done.returncode == 0, done.stderr
