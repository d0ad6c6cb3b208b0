"""Files kept in the round file: which kinds are let in, and how they are checked at the door."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.store import Store

LARGEST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is in the round file now: the SHA-256 of its bytes in hexadecimal, and what it was called."""

    sha256: str
    name: str


def keep_file(store: Store, path: Path) -> KeptFile:
    """Copy a file into the round file and return its mark; the same bytes are kept once.

    Nothing points to it until an act does. Raises `UserError` for a kind that is not let in, a file that is not what
    its name says, one over 20 MB, or one that cannot be read.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise UserError(f"{path.name} cannot be attached. Attach {ALLOWED_WORDS}.")
    content = _bytes_of(path)
    if not kind.looks_right(content):
        raise UserError(
            f"{path.name} is not {kind.words}, whatever its name says. Open it, save it again and try once more."
        )
    return KeptFile(store.attach(content, kind.media_type), path.name)


def kept_bytes(store: Store, sha256: str) -> bytes:
    """Return the bytes of a kept file; raises `UserError` when this round file does not hold them."""
    content = store.attached(sha256)
    if content is None:
        raise UserError("This round file knows of the document but does not hold it. Ask the authority to send it.")
    return content


def save_copy(store: Store, sha256: str, path: Path) -> None:
    """Write a kept file's bytes to `path`, whole or not at all."""
    write_whole(path, kept_bytes(store, sha256))


def is_what_it_says(content: bytes, media_type: str) -> bool:
    """Return whether `media_type` is one that is let in, and `content` looks like a file of it."""
    return any(kind.media_type == media_type and kind.looks_right(content) for kind in _KINDS.values())


@dataclass(frozen=True, slots=True)
class _Kind:
    words: str
    media_type: str
    looks_right: Callable[[bytes], bool]


def _starts(magic: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(magic)


def _zip_with(folder: bytes) -> Callable[[bytes], bool]:
    """Word and Excel files are zip files whose entries lie in a folder of that program's."""
    return lambda content: content.startswith(b"PK\x03\x04") and folder in content


def _is_text(content: bytes) -> bool:
    return b"\0" not in content


_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    ".pdf": _Kind("a PDF", "application/pdf", _starts(b"%PDF-")),
    ".docx": _Kind("a Word document", f"{_OFFICE}wordprocessingml.document", _zip_with(b"word/")),
    ".xlsx": _Kind("an Excel workbook", f"{_OFFICE}spreadsheetml.sheet", _zip_with(b"xl/")),
    ".csv": _Kind("a CSV file", "text/csv", _is_text),
    ".txt": _Kind("a text file", "text/plain", _is_text),
    ".png": _Kind("a PNG picture", "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    ".jpg": _Kind("a JPEG picture", "image/jpeg", _starts(b"\xff\xd8\xff")),
}
ALLOWED_WORDS = "a PDF, a Word document (docx), an Excel workbook (xlsx), a csv or txt file, or a png or jpg picture"


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise UserError(f"{path.name} is {size / 1024 / 1024:.0f} MB. Attach a file of up to 20 MB.")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path.name} could not be read: {error.strerror or error}.", Exit.CANNOT_READ_OR_WRITE
        ) from error
    if not content:
        raise UserError(f"{path.name} is empty.")
    return content
