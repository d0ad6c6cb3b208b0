"""Files that a second start of the program was given, passed on to the window that is open, by notes in a folder."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.files import folder_for, write_whole
from peer_challenge.storage.lock import RoundLock, take_lock

_SUFFIX = ".given"


def hold_window(folder: Path) -> tuple[RoundLock | None, bool]:
    """Return the hold of the one window that takes files, and whether another window has it.

    Neither where nothing can be written in the folder: then every start is on its own.
    """
    try:
        folder_for(folder)
        taken = take_lock(folder / "window")
    except UserError:
        return None, False
    return (taken, False) if isinstance(taken, RoundLock) else (None, True)


def give(folder: Path, path: Path) -> None:
    """Leave a note in the folder that a file was double-clicked."""
    write_whole(folder / f"{uuid4().hex}{_SUFFIX}", str(path.absolute()).encode())


def given(folder: Path) -> Iterator[Path]:
    """Yield the files that notes in the folder name, and take the notes away; one that cannot be read names none."""
    for note in sorted(folder.glob(f"*{_SUFFIX}")):
        with suppress(OSError, ValueError):
            text = note.read_text(encoding="utf-8")
            note.unlink()
            if Path(text).is_absolute():
                yield Path(text)
