"""A guard for Python 3.11, where PySide6 6.12 gives back references to None, True and False that it never took.

Its wheels are built for all versions as if the three could not die, which is true from Python 3.12 only. On 3.11 each
call that returns nothing takes one reference from None, and the interpreter aborts after a few thousand ("none_dealloc:
deallocating None"). PySide6 6.11 is not affected but has QtPdf only in its large add-ons.
"""

import ctypes
import sys

_MORE_THAN_ANY_SESSION_LOSES = 1 << 60


def keep_constants_alive() -> None:
    """Give None, True and False so many references that none can run out; does nothing from Python 3.12."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for constant in (None, True, False):
            count = ctypes.c_ssize_t.from_address(id(constant))
            if count.value < _MORE_THAN_ANY_SESSION_LOSES // 2:
                count.value += _MORE_THAN_ANY_SESSION_LOSES
