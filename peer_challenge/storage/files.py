"""Files outside the round file, written whole or not at all."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from peer_challenge.domain.errors import Exit, UserError

_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone tells text from bytes
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` under a temporary name beside `path`, flush it to the disk, and rename it over.

    Raises `UserError` (exit 74) when the folder or disk refuses; whatever stood at `path` then still stands there.
    """
    if not path.name or path.is_dir():
        raise UserError(f"{path} is a folder. Add the name of a file.", Exit.CANNOT_READ_OR_WRITE)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        # readable by its user only, whatever the system's habit: what is written is OFFICIAL-SENSITIVE
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        settle_folder(path.parent)
    except OSError as fault:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise UserError(_said(path, fault), Exit.CANNOT_READ_OR_WRITE) from fault


def move_over(temporary: Path, path: Path) -> None:
    """Flush a file written whole under a temporary name, and rename it over `path` in the same folder."""
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    settle_folder(path.parent)


def folder_for(path: Path) -> Path:
    """Return the folder, made if need be; raises `UserError` (exit 74) when it cannot be."""
    if path.exists() and not path.is_dir():
        raise UserError(f"{path} is a file, not a folder. Choose another.", Exit.CANNOT_READ_OR_WRITE)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(_said(path, fault), Exit.CANNOT_READ_OR_WRITE) from fault
    return path


def _said(path: Path, fault: OSError) -> str:
    return f"{path} could not be written: {fault.strerror or fault}. Choose another folder, or free some space."


def settle_folder(folder: Path) -> None:
    """Make what was renamed or removed in a folder last through a loss of power."""
    if os.name != "posix":
        return  # Windows has no way to flush a folder; the rename itself is journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fit_for_file(words: str) -> str:
    """Return words as the name of a file may have them on every system; "" where nothing is left."""
    return " ".join(_NOT_IN_NAMES.sub(" ", words).split())[:100].strip(" .")


def free_name(path: Path) -> Path:
    """Return `path`, or the same name with the first number that is not taken."""
    number, free = 2, path
    while free.exists():
        free = path.with_stem(f"{path.stem} {number}")
        number += 1
    return free
