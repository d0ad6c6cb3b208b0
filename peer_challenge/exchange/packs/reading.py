"""Reading a file to send: everything in it is verified before anything of it is used, and nothing is touched."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.packs import age
from peer_challenge.exchange.packs.checking import check_together, checked
from peer_challenge.exchange.packs.limits import (
    MB,
    MOST_FILE_BYTES,
    MOST_LINE_BYTES,
    MOST_LINES,
    MOST_YEARS_AHEAD,
    refuse,
)
from peer_challenge.exchange.packs.manifest import Manifest, manifest_of
from peer_challenge.exchange.packs.members import ATTACHMENTS, MANIFEST, OPERATIONS, SIGNATURE, Members
from peer_challenge.exchange.packs.signing import SIGNATURE_BYTES, check_signature
from peer_challenge.exchange.packs.strict_json import parse
from peer_challenge.services.attachments import is_what_it_says
from peer_challenge.storage.operations import Operation
from peer_challenge.storage.store import utc_now

_FIRST = 64
_TELL_EACH = 500


@dataclass(frozen=True, slots=True)
class PackRead:
    """A file to send, verified: what it says of itself, its operations by id, and its attachments.

    `attachments` gives bytes and media type by SHA-256; they are unpacked, and compared again, when asked for.
    `left_out` counts those of a kind that is not let in, or that are not what they say. `sha256` is that of the file
    as it lies on the disk.
    """

    name: str
    manifest: Manifest
    operations: tuple[Operation, ...]
    attachments: Mapping[str, tuple[bytes, str]]
    sha256: str
    size: int
    encrypted: bool
    left_out: int = 0


def needs_passphrase(path: Path) -> bool:
    """Return whether a file is encrypted; raises `UserError` when it cannot be read."""
    with _opened(path) as file:
        return age.is_encrypted(file.read(_FIRST))


def read_pack(
    path: Path, passphrase: str | None = None, *, now: datetime | None = None, progress: Progress = silent
) -> PackRead:
    """Read and verify the file at `path`, whatever its name; raises `UserError` with one sentence for what is wrong.

    `now` is the time of this laptop, beyond which clocks in the file are not believed.
    """
    with _opened(path) as file:
        size = file.seek(0, 2)
        if size > MOST_FILE_BYTES:
            refuse(f"it is larger than {MOST_FILE_BYTES // MB} MB")
        file.seek(0)
        encrypted = age.is_encrypted(file.read(_FIRST))
        if encrypted and passphrase is None:
            asked = f"{path.name} is encrypted. Ask the sender for the passphrase by telephone."
            raise age.PassphraseNeededError(asked)
        inside: BinaryIO = _decrypted(file, passphrase or "", size, progress) if encrypted else file
        kept = inside if encrypted else path
        return _read(inside, kept, path.name, (size, encrypted, _sha256(file)), now or utc_now(), progress)


def read_plain(content: bytes, name: str, now: datetime, progress: Progress = silent) -> PackRead:
    """Read and verify the bytes of a file that is not encrypted, as a writer does before it lets them go."""
    file = io.BytesIO(content)
    return _read(file, file, name, (len(content), False, sha256(content).hexdigest()), now, progress)


def _read(
    file: BinaryIO,
    kept: BinaryIO | Path,
    name: str,
    outside: tuple[int, bool, str],
    now: datetime,
    progress: Progress,
) -> PackRead:
    members = Members.of(file)
    manifest = _manifest(members)
    latest = int((now + timedelta(days=366 * MOST_YEARS_AHEAD)).timestamp() * 1000)
    if manifest.made_at > latest:
        refuse("the date it was made on cannot be right")
    content = members.read(OPERATIONS)
    _check_part(manifest, OPERATIONS, content)
    operations = _operations(content, latest, progress)
    check_together(operations)
    safe = _safe_attachments(members, manifest, progress)
    size, encrypted, digest = outside
    left_out = len(manifest.attachments) - len(safe)
    return PackRead(name, manifest, operations, Attached(kept, manifest, safe), digest, size, encrypted, left_out)


def _manifest(members: Members) -> Manifest:
    if not {MANIFEST, SIGNATURE, OPERATIONS} <= members.names:
        refuse("a part of it is missing")
    signature = members.read(SIGNATURE, SIGNATURE_BYTES)
    if len(signature) != SIGNATURE_BYTES:
        refuse("its signature is not as it should be")
    content = members.read(MANIFEST)
    manifest = manifest_of(parse(content, "its description"))
    check_signature(manifest.sender.key, signature, content)
    if members.names != {MANIFEST, SIGNATURE, *manifest.files}:
        refuse("it does not hold what its description says")
    for name, part in manifest.files.items():
        if members.size(name) != part.size:
            refuse(f"its part {name[:40]} is not as it was sent")
    return manifest


def _operations(content: bytes, latest: int, progress: Progress) -> tuple[Operation, ...]:
    total = content.count(b"\n")
    if total > MOST_LINES:
        refuse(f"it holds more than {MOST_LINES:,} changes")
    if content and not content.endswith(b"\n"):
        refuse("its last change is cut off")
    starts = list(_lines(content))
    found = []
    for number, (start, end) in enumerate(starts, 1):
        where = f"change {number}"
        found.append(checked(parse(content[start:end], where), where, latest))
        if number % _TELL_EACH == 0:
            progress(number, total, "Checking every change")
    return tuple(found)


def _lines(content: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(content):
        end = content.index(b"\n", start)
        if end - start > MOST_LINE_BYTES:
            refuse("a change in it is too long")
        yield start, end
        start = end + 1


def _check_part(manifest: Manifest, name: str, content: bytes) -> None:
    if sha256(content).hexdigest() != manifest.files[name].sha256:
        refuse(f"its part {name[:40]} is not as it was sent")


def _safe_attachments(members: Members, manifest: Manifest, progress: Progress) -> list[str]:
    """Verify every attachment, and return those of a kind that is let in; their bytes decide."""
    safe = []
    for done, (digest, part) in enumerate(manifest.attachments.items()):
        progress(done, len(manifest.attachments), "Checking attached files")
        content = members.read(ATTACHMENTS + digest)
        _check_part(manifest, ATTACHMENTS + digest, content)
        if is_what_it_says(content, part.media_type or ""):
            safe.append(digest)
    return safe


class Attached(Mapping[str, tuple[bytes, str]]):
    """Attachments of a verified file, unpacked one at a time so that large ones never lie in memory together."""

    def __init__(self, kept: BinaryIO | Path, manifest: Manifest, digests: list[str]) -> None:
        self._kept = kept
        self._manifest = manifest
        self._parts = {each: manifest.attachments[each] for each in digests}

    def __getitem__(self, digest: str) -> tuple[bytes, str]:
        part = self._parts[digest]
        if isinstance(self._kept, Path):
            with _opened(self._kept) as file:
                content = Members.of(file).read(ATTACHMENTS + digest)
        else:
            content = Members.of(self._kept).read(ATTACHMENTS + digest)
        _check_part(self._manifest, ATTACHMENTS + digest, content)
        return content, part.media_type or ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _opened(path: Path) -> BinaryIO:
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{path.name} is not a file. Choose the file you were sent.", Exit.CANNOT_READ_OR_WRITE)
        return path.open("rb")
    except OSError as fault:
        sentence = f"{path.name} could not be read: {fault.strerror}. Check the name and the folder."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault


def _decrypted(file: BinaryIO, passphrase: str, size: int, progress: Progress) -> BinaryIO:
    file.seek(0)
    plain = io.BytesIO()
    progress(0, size, "Opening with the passphrase")
    for piece in age.decrypt(file, passphrase, lambda done: progress(done, size, "Opening with the passphrase")):
        plain.write(piece)
    return plain


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    digest = sha256()
    while piece := file.read(MB):
        digest.update(piece)
    return digest.hexdigest()
