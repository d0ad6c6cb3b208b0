"""The zip inside a file to send, read by what stands in it and never by what it says of itself."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from peer_challenge.exchange.packs.limits import (
    FREE_OF_RATIO_BYTES,
    MB,
    MOST_INFLATED_BYTES,
    MOST_MEMBER_BYTES,
    MOST_MEMBERS,
    MOST_TIMES_PACKED,
    refuse,
)

MANIFEST, SIGNATURE, OPERATIONS, ATTACHMENTS = "manifest.json", "manifest.sig", "operations.jsonl", "attachments/"
_NAME = re.compile(r"manifest\.json|manifest\.sig|operations\.jsonl|attachments/[0-9a-f]{64}")
_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_LARGE = b"PK\x06\x07"
"""The mark of what zips over 4 GB have before their end; zipfile would believe it."""
_MOST_OUTLINE = 46 + 200 + 200
"""Bytes of the directory a member: its fixed part, its name, and what else some zip programs note there."""
_SIZES_AFTER = 0x0008
_DESCRIPTORS = (12, 16, 20, 24)
"""Lengths of what a writer that cannot seek puts after a member."""
_STRUCTURED = 0x0800 | _SIZES_AFTER | 0x0006
"""The flags a member may have: UTF-8 name, sizes after the data, and how hard it was packed."""
_PIECE = 64 * 1024
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
"""What zipfile raises for what it cannot read; OSError is the disk's own and not among them."""


@dataclass(slots=True)
class Members:
    """The members of an open zip, each once and under a known name. Counts every byte it inflates."""

    _zip: zipfile.ZipFile
    _infos: dict[str, zipfile.ZipInfo]
    _inflated: int = 0

    @classmethod
    def of(cls, file: BinaryIO) -> "Members":
        """Look at the zip's outline; raises `UserError` for anything in it that a file to send does not have."""
        file.seek(0)
        if file.read(4) != b"PK\x03\x04":
            refuse("it is not a file made by Peer Challenge, or it was cut off on its way")
        members, directory = _end_of(file)
        try:
            opened = zipfile.ZipFile(file)
        except _FAULTS:
            refuse("it was cut off or altered on its way")
        infos = opened.infolist()
        if (len(infos), opened.start_dir) != (members, directory):
            refuse("it was cut off or altered on its way")
        for each in infos:
            _check_outline(each)
        names = {each.filename: each for each in infos}
        if len(names) != len(infos):
            refuse("a part of it is there twice")
        try:
            _check_tiled(file, infos, directory)
        except _FAULTS:
            refuse("its parts lie over one another, or something lies between them")
        if sum(each.file_size for each in infos) > MOST_INFLATED_BYTES:
            refuse(f"unpacked it would be larger than {MOST_INFLATED_BYTES // MB} MB")
        return cls(opened, names)

    @property
    def names(self) -> frozenset[str]:
        """The names of the members."""
        return frozenset(self._infos)

    def size(self, name: str) -> int:
        """Return how large a member says it is."""
        return self._infos[name].file_size

    def read(self, name: str, most: int = MOST_MEMBER_BYTES) -> bytes:
        """Return a member whole; raises `UserError` when it inflates beyond a limit or is damaged."""
        return b"".join(self.pieces(name, most))

    def pieces(self, name: str, most: int = MOST_MEMBER_BYTES) -> Iterator[bytes]:
        """Yield a member piece by piece, counting; raises `UserError` as `read` does."""
        info, size = self._infos[name], 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE):
                    size += len(piece)
                    self._inflated += len(piece)
                    self._check_size(info, size, most)
                    yield piece
        except _FAULTS:
            refuse(f"its part {name[:40]} is damaged")
        if size != info.file_size:
            refuse(f"its part {name[:40]} is damaged")

    def _check_size(self, info: zipfile.ZipInfo, size: int, most: int) -> None:
        if size > most:
            refuse(f"unpacked, its part {info.filename[:40]} is too large")
        if self._inflated > MOST_INFLATED_BYTES:
            refuse(f"unpacked it would be larger than {MOST_INFLATED_BYTES // MB} MB")
        if size > FREE_OF_RATIO_BYTES and size > MOST_TIMES_PACKED * info.compress_size:
            refuse(f"its part {info.filename[:40]} would unpack to far more than it is")


def _check_outline(info: zipfile.ZipInfo) -> None:
    if not _NAME.fullmatch(info.filename) or info.orig_filename != info.filename:
        refuse("it has a part that no such file has")
    if info.flag_bits & ~_STRUCTURED or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse("a part of it is packed or locked in a way that no such file is")
    kind = info.external_attr >> 28
    if info.comment or kind not in (0, 8) or info.external_attr & 0x10:
        refuse("it has a part that is no plain file")
    if info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size:
        refuse(f"its part {info.filename[:40]} is damaged")
    if info.file_size > MOST_MEMBER_BYTES:
        refuse(f"unpacked, its part {info.filename[:40]} is too large")
    if info.file_size > max(FREE_OF_RATIO_BYTES, MOST_TIMES_PACKED * info.compress_size):
        refuse(f"its part {info.filename[:40]} would unpack to far more than it is")


def _end_of(file: BinaryIO) -> tuple[int, int]:
    """Return how many members there are and where their directory begins; nothing may follow the zip's end.

    This comes before zipfile sees the file, which would read a directory of any length.
    """
    size = file.seek(0, 2)
    file.seek(max(size - _END.size - len(_LARGE) - 16, 0))
    tail = file.read()
    if len(tail) < _END.size:
        refuse("it was cut off on its way")
    mark, disk, of_disk, here, total, length, offset, comment = _END.unpack(tail[-_END.size :])
    if (mark, disk, of_disk, comment) != (b"PK\x05\x06", 0, 0, 0) or here != total or tail.startswith(_LARGE):
        refuse("it was cut off or altered on its way, or something was put behind it")
    if total > MOST_MEMBERS:
        refuse(f"it has more than {MOST_MEMBERS:,} parts")
    if length > _MOST_OUTLINE * total or offset + length != size - _END.size:
        refuse("it was cut off or altered on its way, or something was put before it")
    return total, offset


def _check_tiled(file: BinaryIO, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Raise `BadZipFile` unless members follow one another from the first byte to the directory."""
    ends: tuple[int, ...] = (0,)
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset not in ends:
            raise zipfile.BadZipFile
        file.seek(info.header_offset)
        header = _LOCAL.unpack(file.read(_LOCAL.size))
        name, extra = header[9], header[10]
        end = info.header_offset + _LOCAL.size + name + extra + info.compress_size
        ends = tuple(end + after for after in (_DESCRIPTORS if info.flag_bits & _SIZES_AFTER else (0,)))
    if directory not in ends:
        raise zipfile.BadZipFile
