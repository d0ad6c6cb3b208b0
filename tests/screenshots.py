"""Pictures of every page of the demo round: light, dark and with text at 200 %. Run: python tests/screenshots.py OUT"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from peer_challenge.jobs.demo import write_demo_round
from peer_challenge.storage.settings import Places
from ui.app import Program, make_application
from ui.page_index import ALL
from ui.theme import Look

SCREEN = QSize(1366, 768)
LOOKS = (("light", Look.LIGHT, 100), ("dark", Look.DARK, 100), ("light-200", Look.LIGHT, 200))


def settle(application: QApplication) -> None:
    """Let Qt lay out and paint what has been asked for."""
    for _ in range(8):
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def picture(program: Program, file: Path) -> None:
    """Save what the window shows."""
    image = QImage(program.window.size(), QImage.Format.Format_RGB32)
    program.window.render(image)
    image.save(str(file))
    print(file)


def main(out: Path, only: list[str]) -> None:
    """Save the pictures in `out`; `only` are names of pages, all of them if there are none."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        application = make_application(["screenshots"])
        program = Program(application, Places(home / "rounds", home / "settings.json"))
        program.begin()
        program.window.resize(SCREEN)
        demo = Path(os.environ.get("DEMO_ROUND", home / "demo.pcw"))
        if not demo.exists():
            write_demo_round(demo)
        names = [kind.name for kind in ALL if not only or kind.name in only]
        for label, look, scale in LOOKS:
            program.theme.set_look(look)
            program.theme.set_scale(scale)
            program.close_file()
            settle(application)
            if not only or "Welcome" in only:
                picture(program, out / f"welcome-{label}.png")
            program.open(demo)
            for name in names:
                program.window.go(name)
                settle(application)
                picture(program, out / f"{name.lower().replace(' ', '-')}-{label}.png")
        program.window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
