"""The rows that can still be read from a damaged SQLite file, page by page, whatever its header and trees say."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

Value = int | float | str | bytes | None

_LEAF_OF_A_TABLE = 0x0D
_USUAL_SIZE = 4096
_HEADER = 100
_MOST_COLUMNS = 200
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def rows_in(path: Path) -> Iterator[tuple[int, list[Value]]]:
    """Yield the rowid and columns of each row that can be decoded, page by page; what cannot is passed over.

    A decoded row need not be a true one: whoever asks proves it, for example by its hash. Layout of pages, cells and
    records: the file format description of SQLite (sqlite.org/fileformat2.html).
    """
    with path.open("rb") as file:
        pages = _Pages(file)
        for number in range(1, pages.count + 1):
            page = pages.read(number)
            start = _HEADER if number == 1 else 0
            if len(page) < pages.size or page[start] != _LEAF_OF_A_TABLE:
                continue
            cells = int.from_bytes(page[start + 3 : start + 5])
            for at in range(start + 8, min(start + 8 + 2 * cells, pages.size - 1), 2):
                try:
                    yield _row(pages, page, int.from_bytes(page[at : at + 2]))
                except (IndexError, ValueError):
                    continue


class _Pages:
    """The pages of a file by number, from 1; one that the disk does not give is empty."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        size = int.from_bytes(self._at(16, 2))
        size = 65536 if size == 1 else size
        self.size = size if size in {2**power for power in range(9, 17)} else _USUAL_SIZE
        self.count = file.seek(0, 2) // self.size

    def read(self, number: int) -> bytes:
        return self._at((number - 1) * self.size, self.size) if 0 < number <= self.count else b""

    def _at(self, place: int, length: int) -> bytes:
        try:
            self._file.seek(place)
            return self._file.read(length)
        except OSError:
            return b""


def _row(pages: _Pages, page: bytes, at: int) -> tuple[int, list[Value]]:
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    return rowid, _columns(_payload(pages, page, at, length))


def _payload(pages: _Pages, page: bytes, at: int, length: int) -> bytes:
    """Return a cell's whole content, followed through the pages it overflows to; raises ValueError when cut short."""
    if length > pages.size * pages.count:
        raise ValueError("longer than the file")
    most = pages.size - 35
    if length <= most:
        here = length
    else:
        least = (pages.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (pages.size - 4)
        here = here if here <= most else least
    parts, left = [page[at : at + here]], length - here
    following = int.from_bytes(page[at + here : at + here + 4])
    while left > 0:
        more = pages.read(following)
        if not more:
            raise ValueError("cut short")
        parts.append(more[4 : 4 + left])
        left -= len(parts[-1])
        following = int.from_bytes(more[:4])
    return b"".join(parts)


def _columns(record: bytes) -> list[Value]:
    length, at = _varint(record, 0)
    kinds: list[int] = []
    while at < length and len(kinds) < _MOST_COLUMNS:
        kind, at = _varint(record, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(record, at, kind)
        values.append(value)
    return values


def _value(record: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in {0, 8, 9}:
        return (None if kind == 0 else kind - 8), at
    length = _INTEGER_BYTES[kind] if kind in _INTEGER_BYTES else 8 if kind == 7 else (kind - 12) // 2
    content = record[at : at + length]
    if length < 0 or len(content) < length:
        raise ValueError("cut short")
    if kind in _INTEGER_BYTES:
        return int.from_bytes(content, signed=True), at + length
    if kind == 7:
        return None, at + length  # the log holds no fractions
    return (content.decode() if kind % 2 else content), at + length


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return the number in 1 to 9 bytes at a place, and the place after it."""
    value = 0
    for step in range(8):
        byte = content[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | content[at + 8], at + 9
