"""The door through which foreign files are read: sizes are counted, and any failure means that it could not be read."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from peer_challenge.domain.errors import Exit, UserError

MOST_INFLATED = 200 * 1024 * 1024
MOST_PARTS = 5_000
FARTHEST_ROW, FARTHEST_COLUMN = 100_000, 702  # up to ZZ
_CHUNK = 256 * 1024
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,4})(\d{1,9})"[^>]*(?<!/)>')
"""A cell that holds something: one that is only formatted ends in "/>"."""

_PAPERS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ENDINGS = ("docx", "xlsx", "pdf")


@contextmanager
def foreign_file(name: str, advice: str) -> Iterator[None]:
    """Let foreign libraries read a foreign file: whatever they stumble over, the file could not be read."""
    try:
        yield
    except UserError:
        raise
    except Exception as fault:
        raise UserError(f"{name} could not be read. {advice}") from fault


def is_there(path: Path, most_bytes: int) -> None:
    """Raise `UserError` for a file that is missing (exit 74) or larger than `most_bytes`."""
    if not path.is_file():
        raise UserError(f"There is no file {path}. Check the name and the folder.", Exit.CANNOT_READ_OR_WRITE)
    if path.stat().st_size > most_bytes:
        raise UserError(f"{path.name} is larger than {most_bytes // 1024 // 1024} MB. Take the pictures out of it.")


def parts_of(path: Path, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the wanted parts of a zip file by name; bytes are counted as they inflate, whatever the file claims."""
    found: dict[str, bytes] = {}
    left = MOST_INFLATED
    with zipfile.ZipFile(path) as archive:
        infos = [each for each in archive.infolist() if wanted(each.filename)]
        if len(infos) > MOST_PARTS:
            raise UserError(f"{path.name} holds more parts than a document should. Save it again and try once more.")
        for info in infos:
            content = bytearray()
            with archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    content += chunk
                    left -= len(chunk)
                    if left < 0:
                        raise UserError(f"{path.name} holds far more than it seems to, so it was not opened.")
            found[info.filename] = bytes(content)
    return found


def refuse_far_cells(name: str, parts: Mapping[str, bytes]) -> None:
    """Raise `UserError` for a sheet with a cell so far out that the empty room before it would fill the memory."""
    for part, content in parts.items():
        if not part.startswith("xl/worksheets/"):
            continue
        for found in _CELL.finditer(content):
            column = 0
            for letter in found[1]:
                column = column * 26 + letter - 64
            if int(found[2]) > FARTHEST_ROW or column > FARTHEST_COLUMN:
                place = (found[1] + found[2]).decode()
                raise UserError(f"{name} has something in cell {place}, far from the rest. Delete it and save again.")


def paper_kind(path: Path) -> str:
    """Return what a file is, "docx", "xlsx" or "pdf"; "" for anything else.

    Word and Excel files are known by their contents, whatever their name; one that cannot be opened, as with a
    password, and a PDF go by their ending.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError:
        return ""
    ending = path.suffix.lower().lstrip(".")
    if start.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            names = set()
        found = next((kind for part, kind in _PAPERS.items() if part in names), "")
        return found or (ending if not names and ending in _ENDINGS else "")
    return ending if ending in _ENDINGS else ""
