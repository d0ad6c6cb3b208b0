"""Keeping a window out of what Teams or Zoom shows of a shared screen, where the system can."""

import ctypes
import sys
from typing import Any

from PySide6.QtWidgets import QWidget

_SHOWN, _LEFT_OUT = 0x0, 0x11  # WDA_NONE and WDA_EXCLUDEFROMCAPTURE, Windows 10 from version 2004
AVAILABLE = sys.platform == "win32"

WORDS_AVAILABLE = (
    "While you share your screen, Windows leaves these windows out of the picture. This is no guarantee: some programs "
    "and older systems show them all the same. Sharing one window rather than the whole screen is safer."
)
WORDS_NOT_AVAILABLE = (
    "On this system the program cannot keep its windows out of a shared screen. Share one window, not the whole screen."
)


def sharing_in_words(*, available: bool = AVAILABLE) -> str:
    """Return what is told about sharing a screen on this system."""
    return WORDS_AVAILABLE if available else WORDS_NOT_AVAILABLE


def leave_out_of_sharing(window: QWidget, out: bool) -> bool:
    """Leave a top-level window out of shared screens, or show it there; False where that cannot be done."""
    if sys.platform != "win32":
        return False
    return set_affinity(ctypes.WinDLL("user32"), int(window.winId()), out)


def set_affinity(user32: Any, handle: int, out: bool) -> bool:
    """Ask Windows; a handle is as wide as a pointer, which ctypes does not guess."""
    return bool(user32.SetWindowDisplayAffinity(ctypes.c_void_p(handle), ctypes.c_uint32(_LEFT_OUT if out else _SHOWN)))
