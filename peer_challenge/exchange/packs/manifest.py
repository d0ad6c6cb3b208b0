"""What a file to send says of itself before anything else in it is read (docs/formats.md, section 6)."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from peer_challenge.exchange.packs.limits import FORMAT, MOST_MEMBER_BYTES, refuse
from peer_challenge.exchange.packs.members import ATTACHMENTS, OPERATIONS
from peer_challenge.storage.operations import canonical

_SCOPE = re.compile(r"round|(submission|challenge):([0-9a-f-]{36})")
_HEX = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME = 500


def uuid_of(text: Any) -> UUID:
    """Return the UUID that `text` spells in the one usual way; raises `ValueError` for anything else."""
    if isinstance(text, UUID):
        return text
    found = UUID(text) if isinstance(text, str) else None
    if found is None or str(found) != text or not found.int:
        raise ValueError("not an id")
    return found


def is_scope(text: Any) -> bool:
    """Return whether `text` is a scope that may travel."""
    found = _SCOPE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return False
    try:
        return found[2] is None or bool(uuid_of(found[2]))
    except ValueError:
        return False


def is_hash(text: Any) -> bool:
    """Return whether `text` is a SHA-256 in lower-case hexadecimal."""
    return isinstance(text, str) and _HEX.fullmatch(text) is not None


def _scope(text: str) -> str:
    if not is_scope(text):
        raise ValueError("not a scope")
    return text


def _sorted(scopes: list[str]) -> list[str]:
    if scopes != sorted(set(scopes)):
        raise ValueError("not in order")
    return scopes


Id = Annotated[UUID, BeforeValidator(uuid_of)]
Name = Annotated[str, Field(max_length=_LONGEST_NAME)]
Hash = Annotated[str, Field(pattern=_HEX.pattern, min_length=64, max_length=64)]
Count = Annotated[int, Field(ge=0, lt=2**53)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Named(_Part):
    """A record by id, and its name for a person to read."""

    id: Id
    name: Name


class Recipient(_Part):
    """Whom the file is for; no authority: the coordinator."""

    authority: Id | None
    name: Name


class Sender(_Part):
    """Who sent it, from which laptop: its Ed25519 public key, and the copy of the round file."""

    name: Name
    laptop: Name
    key: Hash
    replica: Id


class Part(_Part):
    """A member of the zip: its SHA-256, its size in bytes, and for an attachment what kind of file it is."""

    sha256: Hash
    size: Annotated[int, Field(ge=0, le=MOST_MEMBER_BYTES)]
    media_type: Annotated[str | None, Field(max_length=200)] = None


class Manifest(_Part):
    """The whole manifest. Nothing in it is believed beyond what the signature and the hashes prove."""

    format: Literal["peer-challenge-pack/1"]
    id: Id
    made_at: Count
    program: Name
    vocabulary: Annotated[int, Field(ge=0, lt=2**31)]
    round: Named
    group: Named | None
    recipient: Recipient
    sender: Sender
    scopes: Annotated[list[Annotated[str, AfterValidator(_scope)]], Field(max_length=5000), AfterValidator(_sorted)]
    answers: Id | None
    files: dict[str, Part]
    records: dict[Annotated[str, Field(min_length=1, max_length=100)], Count]

    @property
    def attachments(self) -> dict[str, Part]:
        """The attachments by their SHA-256."""
        return {name.removeprefix(ATTACHMENTS): each for name, each in self.files.items() if name != OPERATIONS}

    def to_json(self) -> bytes:
        """Return the bytes that are signed."""
        plain = self.model_dump(mode="json")
        plain["files"][OPERATIONS].pop("media_type")
        return canonical(plain).encode()


def manifest_of(plain: Any) -> Manifest:
    """Return the manifest that parsed JSON holds; raises `UserError` where it is not one this version reads."""
    if isinstance(plain, Mapping) and isinstance(plain.get("format"), str) and plain["format"] != FORMAT:
        refuse("it was made by a newer version of Peer Challenge, or by another program")
    try:
        manifest = Manifest.model_validate(plain)
    except ValidationError as fault:
        place = ".".join(str(each) for each in fault.errors()[0]["loc"])[:80]
        refuse(f"its description is not as it should be, at “{place}”")
    _check_files(manifest)
    return manifest


def _check_files(manifest: Manifest) -> None:
    if OPERATIONS not in manifest.files or manifest.files[OPERATIONS].media_type is not None:
        refuse("its description does not name its contents")
    for sha256, part in manifest.attachments.items():
        if sha256 != part.sha256 or not part.media_type:
            refuse("its description of an attached file is not as it should be")
