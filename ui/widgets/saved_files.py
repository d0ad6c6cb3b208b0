"""What is said after files were saved: their name or number, the folder, and a button that opens them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from peer_challenge.domain.days import count_of
from ui.colours import Tone
from ui.widgets.banner import BannerBar


def say_saved(told: BannerBar, made: Sequence[Path], what: str = "file", besides: str = "") -> None:
    """Say in a bar what was saved and where, nothing being sent; `besides` is a warning that stands below it."""
    told.clear()
    if besides:
        told.say(besides, Tone.WARNING)
    where = made[0].parent
    if len(made) == 1:
        told.say(
            f"Saved as {made[0].name} in {where}. Nothing was sent.", Tone.GOOD, ("Open it", lambda: open_path(made[0]))
        )
    else:
        said = f"{count_of(len(made), what)} saved in {where}. Nothing was sent."
        told.say(said, Tone.GOOD, ("Open the folder", lambda: open_path(where)))


def open_path(path: Path) -> None:
    """Open a file, or show a folder, with what the computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
