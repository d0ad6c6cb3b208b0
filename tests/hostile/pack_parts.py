"""The parts of a file to send, made from docs/formats.md alone: hashes, operations, manifest, zip and age."""

import base64
import hashlib
import hmac
import json
import struct
import uuid
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Two readings of section 1 that its words leave open; everything else here follows them.
MISSING = "None"  # a missing element before `previous` is this text
NO_PREVIOUS: str | None = ""  # what stands for `previous` in a replica's first operation

STORED, DEFLATED = 0, 8
NOW = 1_793_000_000_000  # milliseconds: late October 2026
Operation = dict[str, Any]


@dataclass(frozen=True)
class Hostile:
    """One file, and what a reader must do with it.

    `legal`: False, it must be refused; True, it must be accepted; None, the description leaves it open, so either
    answer is right as long as nothing crashes and nothing is taken in by halves. `stage`: "reading", refused when it is
    opened; "import", refused at the latest when it is brought in; "after_valid", only to be refused by a copy that has
    brought in `valid_pack()` before. `passphrase`: what the person types, where the file asks for one.
    """

    name: str
    data: bytes
    why: str
    legal: bool | None = False
    stage: str = "reading"
    passphrase: str = ""


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def timed_id(at: int, name: str) -> str:
    """A version 7 UUID of the given moment, the same for the same name."""
    raw = hashlib.sha256(name.encode()).digest()
    middle = bytes([0x70 | raw[0] & 0x0F, raw[1], 0x80 | raw[2] & 0x3F])
    return str(uuid.UUID(bytes=at.to_bytes(6, "big") + middle + raw[3:10]))


def named_id(name: str) -> str:
    """The same UUID for the same name."""
    return timed_id(NOW + int(digest("time " + name)[:6], 16), name)


ROUND = named_id("round")
CHALLENGE = "challenge:" + named_id("challenge")
KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"an invented laptop").digest())
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"somebody else's laptop").digest())


def canonical(value: Any) -> str:
    """JSON in its one form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def shown(value: Any, name: str, parents: Iterable[str] = ()) -> dict[str, Any]:
    """A field with its value."""
    field: dict[str, Any] = {"v": value, "s": digest("salt " + name)[:32]}
    return field | ({"p": sorted(parents)} if parents else {})


def field_hash(field: dict[str, Any]) -> str:
    """A field's hash, worked out or as it stands."""
    return str(field["h"]) if "h" in field else digest(f"{field.get('s')}|{canonical(field.get('v'))}")


def sealed(field: dict[str, Any]) -> dict[str, Any]:
    """A field without its value."""
    return {"h": field_hash(field)} | ({"p": field["p"]} if "p" in field else {})


def operation_hash(op: Operation, field_hashes: dict[str, str] | None = None) -> str:
    """The hash of an operation by section 1; `field_hashes` replaces what would be worked out."""
    names = ("id", "act", "undoes", "label", "kind", "entity", "scope", "replica", "seq", "actor", "at", "clock")
    texts = [MISSING if op.get(name) is None else str(op[name]) for name in (*names, "vocabulary")]
    body = {name: [field_hash(field), field.get("p", [])] for name, field in op["fields"].items()}
    for name, value in (field_hashes or {}).items():
        body[name][0] = value
    previous = op.get("previous")
    return digest(canonical([*texts, NO_PREVIOUS if previous is None else previous, body]))


def changed(op: Operation, **values: Any) -> Operation:
    """A copy of an operation with other values and the hash they call for."""
    op = {**op, **values}
    return op if "hash" in values else op | {"hash": operation_hash(op)}


def operation(seq: int, entity: str, fields: dict[str, Any], **values: Any) -> Operation:
    """One operation of an invented laptop."""
    at = values.pop("at", NOW + 1000 * seq)
    op: Operation = {
        "id": timed_id(max(at, 0), f"operation {seq} {entity}"),
        "act": named_id(f"act {seq} {entity}"),
        "undoes": None,
        "label": "Add note",
        "kind": "note",
        "entity": named_id(entity),
        "fields": fields,
        "scope": CHALLENGE,
        "replica": named_id("replica"),
        "seq": seq,
        "actor": None,
        "at": at,
        "clock": at,
        "vocabulary": 1,
        "previous": None,
    }
    return changed(op, **values)


def stub(op: Operation) -> Operation:
    """What is left of an operation of which nothing may be shown."""
    fields = {name: {"p": field["p"]} if "p" in field else {} for name, field in op["fields"].items()}
    return {name: op[name] for name in ("id", "kind", "entity", "scope", "hash")} | {"fields": fields}


def notes() -> list[Operation]:
    """Four operations: a note made, another made, the first one's text written over, and a third made.

    The overwritten text is sealed. The last operation has no followers, so it can be changed without touching the rest.
    """
    fields = {"text": shown("Audits close the loop.", "1"), "remark": shown("Seen in two teams", "2")}
    first = operation(1, "note 1", fields)
    fields = {"text": shown("Voice of the child – in 9 of 12 files.", "3")}
    second = operation(2, "note 2", fields, previous=first["hash"])
    text = shown("Audits close the loop within six weeks.", "4", [first["id"]])
    third = operation(3, "note 1", {"text": text}, label="Edit note", previous=second["hash"])
    last = operation(4, "note 3", {"text": shown("Who reads the quarterly report?", "5")}, previous=third["hash"])
    first = first | {"fields": first["fields"] | {"text": sealed(first["fields"]["text"])}}
    return [first, second, third, last]


def lines_of(operations: Iterable[Operation]) -> bytes:
    """`operations.jsonl`, in order of id."""
    ordered = sorted(operations, key=lambda op: str(op.get("id")))
    return "".join(canonical(op) + "\n" for op in ordered).encode("utf-8", "surrogatepass")


def records_of(operations: Iterable[Operation]) -> dict[str, int]:
    """How many records of each kind there is a value of; what is no operation does not count."""
    held: dict[str, set[str]] = {}
    for op in operations:
        fields = op["fields"].values() if isinstance(op["fields"], dict) else ()
        if isinstance(op["kind"], str) and any(isinstance(field, dict) and "v" in field for field in fields):
            held.setdefault(op["kind"], set()).add(str(op["entity"]))
    return {kind: len(entities) for kind, entities in held.items()}


def file_entry(data: bytes, media_type: str | None = None) -> dict[str, Any]:
    """What the manifest says about a member."""
    entry: dict[str, Any] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return entry | ({"media_type": media_type} if media_type else {})


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def pack_files(
    round_id: str = ROUND,
    *,
    operations: list[Operation] | None = None,
    lines: bytes | None = None,
    attachments: dict[str, bytes] | None = None,
    edit: Callable[[dict[str, Any]], Any] | None = None,
    text: Callable[[str], str | bytes] | None = None,
    signature: Callable[[bytes], bytes] = KEY.sign,
    key: Ed25519PrivateKey = KEY,
) -> dict[str, bytes]:
    """The members of a pack by name; valid unless an argument makes it otherwise.

    `edit` changes the manifest before it is written, `text` what is written; both come before the signature.
    """
    operations = notes() if operations is None else operations
    lines = lines_of(operations) if lines is None else lines
    attachments = {f"attachments/{name}": data for name, data in (attachments or {}).items()}
    manifest: dict[str, Any] = {
        "format": "peer-challenge-pack/1",
        "id": named_id(f"pack of {hashlib.sha256(lines).hexdigest()} {sorted(attachments)}"),
        "made_at": NOW + 60_000,
        "program": "1.0.0",
        "vocabulary": 1,
        "round": {"id": round_id, "name": "An invented round"},
        "group": None,
        "recipient": {"authority": None, "name": "Coordinator"},
        "sender": {
            "name": "Perrin Oakhanger",
            "laptop": "Laptop 7",
            "key": public_key(key),
            "replica": named_id("replica"),
        },
        "scopes": [CHALLENGE],
        "answers": None,
        "files": {"operations.jsonl": file_entry(lines)}
        | {name: file_entry(data, "text/plain") for name, data in attachments.items()},
        "records": records_of(operations),
    }
    if edit:
        edit(manifest)
    written = canonical(manifest)
    changed_text = text(written) if text else written
    raw = changed_text if isinstance(changed_text, bytes) else changed_text.encode("utf-8", "surrogatepass")
    return {"manifest.json": raw, "manifest.sig": signature(raw), "operations.jsonl": lines, **attachments}


@dataclass(frozen=True)
class Member:
    """A zip member, with every statement about it open to a lie."""

    name: bytes
    data: bytes
    method: int = DEFLATED
    flags: int = 0
    packed: bytes | None = None  # the bytes as they lie in the file, if not worked out
    size: int | None = None
    crc: int | None = None
    extra: bytes = b""
    comment: bytes = b""
    external: int = 0
    local_name: bytes | None = None
    same_place_as: int | None = None  # the number of the member whose bytes this one claims


def deflated(data: bytes) -> bytes:
    """Raw deflate."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zipped(members: Iterable[Member], *, before: bytes = b"", after: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip file of the members, with offsets that are right whatever stands before."""
    body, directory, places = bytearray(before), bytearray(), []
    for member in members:
        packed = member.packed
        if packed is None:
            packed = deflated(member.data) if member.method == DEFLATED else member.data
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        size = len(member.data) if member.size is None else member.size
        common = struct.pack("<5H3L", 20, member.flags, member.method, 0, 0x5B5A, crc, len(packed), size)
        if member.same_place_as is None:
            places.append(len(body))
            name = member.name if member.local_name is None else member.local_name
            lengths = struct.pack("<2H", len(name), len(member.extra))
            body += b"PK\x03\x04" + common + lengths + name + member.extra + packed
        else:
            places.append(places[member.same_place_as])
        lengths = struct.pack("<5H", len(member.name), len(member.extra), len(member.comment), 0, 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 3 << 8 | 20) + common + lengths
        directory += struct.pack("<2L", member.external, places[-1]) + member.name + member.extra + member.comment
    count = min(len(places), 0xFFFF)
    end = struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), len(comment))
    return bytes(body) + bytes(directory) + b"PK\x05\x06" + end + comment + after


def members_of(files: dict[str, bytes], method: int = DEFLATED) -> list[Member]:
    """Honest members."""
    return [Member(name.encode(), data, method) for name, data in files.items()]


def pack(round_id: str = ROUND, **changes: Any) -> bytes:
    """A whole pack, not encrypted; the changes are those of `pack_files`."""
    return zipped(members_of(pack_files(round_id, **changes)))


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _derived(secret: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


def age_file(data: bytes, passphrase: str, work_factor: int = 10, claimed: int | None = None) -> bytes:
    """An age file for a passphrase; `claimed` is the work factor its header states."""
    file_key, salt, nonce = (hashlib.sha256(part.encode()).digest()[:16] for part in ("file key", "salt", "nonce"))
    label = b"age-encryption.org/v1/scrypt" + salt
    wrap = hashlib.scrypt(passphrase.encode(), salt=label, n=1 << work_factor, r=8, p=1, maxmem=1 << 27, dklen=32)
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
    stated = str(work_factor if claimed is None else claimed).encode()
    header = b"age-encryption.org/v1\n-> scrypt " + _base64(salt) + b" " + stated + b"\n" + _base64(body) + b"\n---"
    mac = hmac.digest(_derived(file_key, None, b"header"), header, "sha256")
    out = bytearray(header + b" " + _base64(mac) + b"\n" + nonce)
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    chunks = [data[start : start + 65536] for start in range(0, len(data), 65536)] or [b""]
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        out += cipher.encrypt(number.to_bytes(11, "big") + bytes([last]), chunk, None)
    return bytes(out)
