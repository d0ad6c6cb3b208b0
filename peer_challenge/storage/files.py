"""Files outside the round file, written whole or not at all."""

import os
import secrets
from pathlib import Path

from peer_challenge.domain.errors import Exit, UserError


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` under a temporary name beside `path`, flush it to the disk, and rename it over.

    Raises `UserError` (exit 74) when the folder or disk refuses; whatever stood at `path` then still stands there.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _settle_folder(path.parent)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise UserError(_said(path, fault), Exit.CANNOT_READ_OR_WRITE) from fault


def folder_for(path: Path) -> Path:
    """Return the folder, made if need be; raises `UserError` (exit 74) when it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(_said(path, fault), Exit.CANNOT_READ_OR_WRITE) from fault
    return path


def _said(path: Path, fault: OSError) -> str:
    return f"{path} could not be written: {fault.strerror or fault}. Choose another folder, or free some space."


def _settle_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no way to flush a folder; the rename itself is journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
