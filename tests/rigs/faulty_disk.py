"""A disk that fails at the n-th call: SQLite's own system calls and Python's, in this process, with true error numbers.

SQLite lets a program put functions in the place of the calls it makes (xSetSystemCall); its flushes are reached by
way of the methods of each file it opens. Reads of the log, writes, flushes, names and lengths all count as calls.
"""

import ctypes
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_IOERR_FSYNC = 1034
_VOID, _INT, _LONG, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong, ctypes.c_char_p
_METHODS_BYTES, _SYNC_AT = 8 + 18 * 8, 8 + 4 * 8
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "open": (_INT, _TEXT, _INT, _INT),
    "pread64": (ctypes.c_ssize_t, _INT, _VOID, ctypes.c_size_t, _LONG),
    "pread": (ctypes.c_ssize_t, _INT, _VOID, ctypes.c_size_t, _LONG),
    "pwrite64": (ctypes.c_ssize_t, _INT, _VOID, ctypes.c_size_t, _LONG),
    "pwrite": (ctypes.c_ssize_t, _INT, _VOID, ctypes.c_size_t, _LONG),
    "ftruncate": (_INT, _INT, _LONG),
    "unlink": (_INT, _TEXT),
}
_ALIVE: list[Any] = []
"""What SQLite may still call as long as a file is open."""

_WRITING = ("open", "fsync", "replace", "unlink", "mkdir")
"""Python's calls that touch the names and bytes of files outside the database."""


class _Vfs(ctypes.Structure):
    """The start of SQLite's description of an operating system (sqlite3_vfs, version 3)."""

    _fields_ = (
        ("version", _INT),
        ("file_bytes", _INT),
        ("longest_name", _INT),
        ("following", _VOID),
        ("name", _TEXT),
        ("own", _VOID),
        ("open", _VOID),
        ("others", _VOID * 12),
        ("set_system_call", ctypes.CFUNCTYPE(_INT, _VOID, _TEXT, _VOID)),
        ("get_system_call", ctypes.CFUNCTYPE(_VOID, _VOID, _TEXT)),
    )


_OPEN = ctypes.CFUNCTYPE(_INT, _VOID, _VOID, _VOID, _INT, _VOID)
_SYNC = ctypes.CFUNCTYPE(_INT, _VOID, _INT)


@dataclass
class Faults:
    """Which call fails and how; `calls` counts those made. `lasting` means that every later one fails too."""

    at: int = 0
    error: int = errno.EIO
    lasting: bool = True
    calls: int = 0
    counting: bool = False

    def strikes(self) -> bool:
        """Count a call and return whether it is to fail."""
        if not self.counting:
            return False
        self.calls += 1
        return self.at > 0 and (self.calls == self.at or (self.lasting and self.calls > self.at))


class FaultyDisk:
    """Stands between SQLite and Python and the disk until `close`; harmless except inside `failing`."""

    def __init__(self) -> None:
        self.faults = Faults()
        self._library = ctypes.CDLL(None if hasattr(ctypes.CDLL(None), "sqlite3_vfs_find") else _library_of_python())
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._vfs = self._library.sqlite3_vfs_find(None)
        self._methods: dict[int, Any] = {}
        self._named = [name for name in _SIGNATURES if self._there(name)]
        for name in self._named:
            self._replace(name)
        self._old_open = self._vfs.contents.open
        self._replace_open()
        self._python = {name: getattr(os, name) for name in _WRITING}
        for name in _WRITING:
            setattr(os, name, self._guarded(self._python[name]))

    @contextmanager
    def failing(self, at: int, error: int = errno.EIO, *, lasting: bool = True) -> Iterator[Faults]:
        """Have the call number `at` fail (0: none, only count), and with `lasting` all after it."""
        self.faults = Faults(at, error, lasting, counting=True)
        try:
            yield self.faults
        finally:
            self.faults.counting = False

    def close(self) -> None:
        """Put everything back as it was."""
        for name in self._named:
            self._vfs.contents.set_system_call(self._address, name.encode(), None)
        self._vfs.contents.open = self._old_open
        for name, call in self._python.items():
            setattr(os, name, call)

    @property
    def _address(self) -> int:
        return ctypes.addressof(self._vfs.contents)

    def _there(self, name: str) -> bool:
        return bool(self._vfs.contents.get_system_call(self._address, name.encode()))

    def _replace(self, name: str) -> None:
        kind = ctypes.CFUNCTYPE(*_SIGNATURES[name], use_errno=True)
        real = kind(self._vfs.contents.get_system_call(self._address, name.encode()))

        def call(*given: Any) -> Any:
            if self.faults.strikes():
                ctypes.set_errno(self.faults.error)
                return -1
            return real(*given)

        own = kind(call)
        _ALIVE.extend([own, real])
        self._vfs.contents.set_system_call(self._address, name.encode(), ctypes.cast(own, _VOID))

    def _replace_open(self) -> None:
        real = _OPEN(self._old_open)

        def call(vfs: int, name: int, file: int, flags: int, out: int) -> int:
            code = int(real(vfs, name, file, flags, out))
            methods = ctypes.cast(file, ctypes.POINTER(_VOID))
            if code == 0 and methods[0]:
                methods[0] = ctypes.addressof(self._guarded_methods(methods[0]))
            return code

        own = _OPEN(call)
        _ALIVE.extend([own, real])
        self._vfs.contents.open = ctypes.cast(own, _VOID).value

    def _guarded_methods(self, address: int) -> Any:
        """Return a copy of a file's methods whose flush may fail."""
        if address not in self._methods:
            copy = ctypes.create_string_buffer(ctypes.string_at(address, _METHODS_BYTES), _METHODS_BYTES)
            real = _SYNC(int.from_bytes(copy.raw[_SYNC_AT : _SYNC_AT + 8], "little"))

            def sync(file: int, flags: int) -> int:
                return _IOERR_FSYNC if self.faults.strikes() else int(real(file, flags))

            own = _SYNC(sync)
            _ALIVE.extend([own, real])
            ctypes.memmove(ctypes.addressof(copy) + _SYNC_AT, ctypes.byref(ctypes.cast(own, _VOID)), 8)
            _ALIVE.append(copy)
            self._methods[address] = copy
        return self._methods[address]

    def _guarded(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if self.faults.strikes():
                raise OSError(self.faults.error, os.strerror(self.faults.error))
            return real(*given, **named)

        return call


def _library_of_python() -> str:
    """Return the SQLite library that Python's own module is bound to: another copy would have calls of its own."""
    assert sqlite3.sqlite_version  # loaded by now
    for line in Path("/proc/self/maps").read_text().splitlines():
        if "libsqlite3" in line:
            return line.split()[-1]
    raise OSError("Python's SQLite is not a library of its own here")
