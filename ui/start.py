"""The way from the command line to the window: is there a screen, is Qt there, and only then the rest."""

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from peer_challenge.domain.errors import Exit

NO_SCREEN = (
    "There is no screen to open a window on. Log in to a desktop, or use a command: peer-challenge --help lists them."
)
LIBRARIES = (
    "libglib2.0-0 libgl1 libegl1 libx11-6 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libbrotli1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 "
    "libxkbcommon-x11-0"
)
"""What a bare Debian 12 lacks for a window on X; found by installing one after the other."""


def open_window(arguments: list[str]) -> int:
    """Open the window, on the round file named first if any; return the exit code, 69 where there can be no window."""
    if arguments and not _is_there(arguments[0]):
        return _refuse(
            f"There is no file or command {arguments[0]}. peer-challenge --help lists the commands.",
            Exit.CANNOT_READ_OR_WRITE,
        )
    if not has_screen(os.environ, sys.platform):
        return _refuse(NO_SCREEN)
    try:
        from ui.app import run
    except ImportError as missing:
        if missing.name is not None and not missing.name.startswith(("PySide6", "shiboken6")):
            raise
        return _refuse(_missing_words(str(missing)))
    lacking = _lacking_for_x(os.environ, sys.platform)
    if lacking:
        return _refuse(_missing_words(lacking))
    return run(arguments)


def has_screen(environment: Mapping[str, str], system: str) -> bool:
    """Return whether a window can be shown; Qt itself would end the process without a word on what to do."""
    if not system.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _lacking_for_x(environment: Mapping[str, str], system: str) -> str:
    """Return the library without which Qt's window on X ends the process, where that is what would happen."""
    other = environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY")
    if not system.startswith("linux") or other:
        return ""
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError as missing:
        return str(missing)
    return ""


def _missing_words(missing: str) -> str:
    if sys.platform.startswith("linux"):
        command = f"apt-get install -y --no-install-recommends {LIBRARIES}"
        return f"The window needs libraries of the system that are missing ({missing}). On Debian run: {command}"
    return f"The window could not be opened ({missing}). Install Peer Challenge again."


def _is_there(word: str) -> bool:
    """Return whether a file is there; where there is no error stream the window says itself that it is not."""
    return Path(word).exists() or sys.stderr is None


def _refuse(sentence: str, code: int = Exit.UNAVAILABLE) -> int:
    sys.stderr.write(f"{sentence}\n")
    return int(code)
