"""Writing a file to send: sealed by its description, signed by the laptop, read back before it is let go."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.vocabulary import VERSION
from peer_challenge.exchange.packs import age
from peer_challenge.exchange.packs.limits import (
    FORMAT,
    FREE_OF_RATIO_BYTES,
    MB,
    MOST_FILE_BYTES,
    MOST_LINE_BYTES,
    MOST_TIMES_PACKED,
)
from peer_challenge.exchange.packs.manifest import Manifest, Named, Part, Recipient, Sender
from peer_challenge.exchange.packs.members import ATTACHMENTS, MANIFEST, OPERATIONS, SIGNATURE
from peer_challenge.exchange.packs.reading import read_plain
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.lines import line_of
from peer_challenge.storage.operations import GONE, Operation

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PRIVATE_FILE = 0o100600 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What is on the outside of a file to send; `recipient` None is the coordinator, `group` None the whole round."""

    id: UUID
    made_at: datetime
    program: str
    round: tuple[UUID, str]
    group: tuple[UUID, str] | None
    recipient: UUID | None
    recipient_name: str
    sender_name: str
    laptop: str
    replica: UUID
    scopes: frozenset[str]
    answers: UUID | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its description, and the SHA-256 and size of its bytes as they lie on the disk."""

    path: Path
    manifest: Manifest
    sha256: str
    size: int


def write_pack(
    path: Path,
    address: Address,
    operations: Sequence[Operation],
    attachments: Mapping[str, tuple[bytes, str]],
    key: LaptopKey,
    passphrase: str | None,
    progress: Progress = silent,
) -> Written:
    """Write a file to send at `path`, whole or not at all; without a passphrase anybody can read it.

    `operations` are in order of id and sealed already; `attachments` are bytes and media type by SHA-256. Raises
    `UserError` when it would break a limit its reader keeps, or cannot be written.
    """
    lines = _lines(operations)
    parts = {OPERATIONS: Part(sha256=sha256(lines).hexdigest(), size=len(lines))}
    for digest, (content, media_type) in attachments.items():
        parts[ATTACHMENTS + digest] = Part(sha256=digest, size=len(content), media_type=media_type)
    manifest = _manifest(address, key, parts, _counts(operations))
    signed = manifest.to_json()
    members = {MANIFEST: signed, SIGNATURE: key.sign(signed), OPERATIONS: lines}
    plain = _zipped(members, attachments)
    read_plain(plain, path.name, address.made_at, progress)  # a fault of ours stops here, not at the reader's
    content = plain if passphrase is None else age.encrypt(plain, passphrase)
    if len(content) > MOST_FILE_BYTES:
        raise UserError(f"The file would be larger than {MOST_FILE_BYTES // MB} MB. Send large documents another way.")
    write_whole(path, content)
    return Written(path, manifest, sha256(content).hexdigest(), len(content))


def _lines(operations: Sequence[Operation]) -> bytes:
    lines = [line_of(each).encode() for each in operations]
    if any(len(each) > MOST_LINE_BYTES for each in lines):
        raise UserError("One of the texts is too long to be sent. Shorten it to under a million characters.")
    return b"".join(each + b"\n" for each in lines)


def _counts(operations: Sequence[Operation]) -> dict[str, int]:
    known = {
        (op.kind, op.entity)
        for op in operations
        if any(not each.sealed and name != GONE for name, each in op.fields.items())
    }
    counts: dict[str, int] = {}
    for kind, _ in known:
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _manifest(address: Address, key: LaptopKey, parts: dict[str, Part], records: dict[str, int]) -> Manifest:
    group = Named(id=address.group[0], name=address.group[1]) if address.group else None
    return Manifest(
        format=FORMAT,
        id=address.id,
        made_at=int(address.made_at.timestamp() * 1000),
        program=address.program,
        vocabulary=VERSION,
        round=Named(id=address.round[0], name=address.round[1]),
        group=group,
        recipient=Recipient(authority=address.recipient, name=address.recipient_name),
        sender=Sender(name=address.sender_name, laptop=address.laptop, key=key.public, replica=address.replica),
        scopes=sorted(address.scopes),
        answers=address.answers,
        files=parts,
        records=records,
    )


def _zipped(members: Mapping[str, bytes], attachments: Mapping[str, tuple[bytes, str]]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in members.items():
            archive.writestr(_outline(name, _packs_well(content)), content)
        for digest, (content, _) in attachments.items():
            archive.writestr(_outline(ATTACHMENTS + digest, packed=False), content)
    return whole.getvalue()


def _outline(name: str, packed: bool) -> zipfile.ZipInfo:
    outline = zipfile.ZipInfo(name, _LONG_AGO)
    outline.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    outline.external_attr = _PRIVATE_FILE
    outline.create_system = 3
    return outline


def _packs_well(content: bytes) -> bool:
    """Return whether packing makes it smaller, and not so much smaller that a reader would take it for a bomb."""
    packed = len(zlib.compress(content))
    return packed < len(content) <= max(FREE_OF_RATIO_BYTES, packed * MOST_TIMES_PACKED // 2)
