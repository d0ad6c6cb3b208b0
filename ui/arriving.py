"""Files that come by double click or drop: what they are."""

from pathlib import Path

from PySide6.QtCore import QMimeData

_ROUND_FILE = b"SQLite format 3\0"


def is_round_file(path: Path, suffix: str) -> bool:
    """Return whether a file is a round file, by its first bytes or its name; also one that cannot be read at all."""
    try:
        with path.open("rb") as file:
            return path.suffix == suffix or file.read(len(_ROUND_FILE)) == _ROUND_FILE
    except OSError:
        return True


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one file of this computer that is dragged; None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
