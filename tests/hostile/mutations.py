"""Seeded damage to a file to send: of its bytes, and of what is inside, packed, hashed and signed again."""

import copy
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

from tests.hostile.pack_parts import (
    DEFLATED,
    KEY,
    NOW,
    STORED,
    Member,
    canonical,
    file_entry,
    lines_of,
    members_of,
    named_id,
    operation_hash,
    public_key,
    records_of,
    sealed,
    stub,
    zipped,
)

Files = dict[str, bytes]
LINES = "operations.jsonl"

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.5, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**25, float("nan"), float("inf")),
    *(
        "",
        " ",
        "None",
        "null",
        "a",
        "0",
        "-1",
        "here",
        "round",
        "challenge:",
        "submission:" + named_id("any"),
        "\0",
        "\ud800",
    ),
    *(
        "\u202e",
        "é",
        "🙂",
        "../x",
        "C:\\x",
        "%s%n",
        "<img src=x>",
        "=1+1",
        "' or 1=1 --",
        "a" * 5000,
        "0" * 64,
        "f" * 63,
    ),
    *([], [[]], [None], ["a", "a"], {}, {"v": 1}, {"a": {"b": []}}, named_id("any"), named_id("other"), NOW, NOW * 3),
    *("2026-11-31", "25:61:00", "2026-11-05T10:42:07.000+00:00", "_gone", "_redacted", "note", "text"),
)
NAMES = ("../x", "/etc/x", "C:\\x", "attachments/", "attachments/x", "manifest.json", LINES, "x" * 300, "é", "a\0b", "")


def mutated(data: bytes, seed: int) -> bytes:
    """The same damage for the same seed; what cannot be opened is damaged by its bytes only."""
    rng = Random(seed)
    files = _opened(data)
    if files is None or rng.random() < 0.2:
        return _bytes(rng, data, rng.randint(1, 4))
    ways: tuple[Callable[[Random, Files], bytes], ...] = (_operations, _manifest, _texts, _members)
    out = rng.choices(ways, (50, 20, 15, 15))[0](rng, dict(files))
    return _bytes(rng, out, 1) if rng.random() < 0.03 else out


def _value(rng: Random) -> Any:
    return copy.deepcopy(rng.choice(VALUES))


@lru_cache(maxsize=64)
def _opened(data: bytes) -> Files | None:
    """The members of a pack that is small and in good shape, of which hostile ones can be made."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > 5_000_000 or {info.compress_type for info in infos} - {0, 8}:
                return None
            files = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(files["manifest.json"])
        entries = [manifest["sender"], manifest["files"], *manifest["files"].values()]
        operations = [json.loads(line) for line in files[LINES].splitlines()]
        good = all(isinstance(entry, dict) for entry in entries) and all(_whole(op) for op in operations)
    except (zipfile.BadZipFile, zlib.error, LookupError, TypeError, ValueError, AttributeError, RuntimeError, EOFError):
        return None
    return files if good and "manifest.sig" in files else None


def _bytes(rng: Random, data: bytes, times: int) -> bytes:
    """Flip, cut, insert, repeat and swap."""
    out = bytearray(data)
    for _ in range(times):
        at = rng.randrange(len(out) + 1)
        length = min(rng.choice((1, 1, 2, 4, 16, 100)), len(out) - at)
        way = rng.randrange(6)
        if way == 0 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            del out[at : at + length]
        elif way == 2:
            out[at:at] = rng.choice((rng.randbytes(rng.randint(1, 20)), b"\0" * 8, b"PK\x03\x04", b'"', b"\n", b"\xff"))
        elif way == 3:
            out[at:at] = out[at : at + length] * rng.randint(1, 3)
        elif way == 4:
            other = rng.randrange(len(out) + 1)
            out[at : at + length], out[other : other + length] = out[other : other + length], out[at : at + length]
        elif rng.random() < 0.3:
            del out[at:]
    return bytes(out)


def _signed(rng: Random, files: Files, manifest: dict[str, Any] | None = None) -> Files:
    """Manifest and signature made to fit the members again; nearly always."""
    if manifest is None:
        manifest = json.loads(files["manifest.json"])
        for name in manifest["files"].keys() & files.keys():
            manifest["files"][name] |= file_entry(files[name])
        manifest["sender"]["key"] = public_key(KEY)
    if rng.random() < 0.95:
        files["manifest.json"] = canonical(manifest).encode("utf-8", "surrogatepass")
    if rng.random() < 0.97:
        files["manifest.sig"] = KEY.sign(files["manifest.json"])
    return files


def _packed(rng: Random, files: Files) -> bytes:
    return zipped(members_of(files, rng.choice((STORED, DEFLATED))))


def _operations(rng: Random, files: Files) -> bytes:
    """Operations changed; mostly hashed, sorted and counted again, so that only the change is wrong."""
    operations = [json.loads(line) for line in files[LINES].splitlines()]
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if operations:
            _change_operation(rng, operations)
    lines = lines_of(operations)
    if rng.random() < 0.1:
        shuffled = lines.splitlines(keepends=True)
        rng.shuffle(shuffled)
        lines = b"".join(shuffled)
    manifest = json.loads(files["manifest.json"])
    manifest["sender"]["key"] = public_key(KEY)
    manifest["files"][LINES] = file_entry(lines)
    if rng.random() < 0.95 and all({"fields", "kind", "entity"} <= op.keys() for op in operations):
        manifest["records"] = records_of(operations)
    return _packed(rng, _signed(rng, files | {LINES: lines}, manifest))


def _change_operation(rng: Random, operations: list[dict[str, Any]]) -> None:
    place = rng.randrange(len(operations))
    op = json.loads(canonical(operations[place]))
    way = rng.randrange(12)
    if way == 0:
        del operations[place]
        return
    if way == 1:
        operations.insert(rng.randrange(len(operations) + 1), op)
        return
    if way == 2 and "seq" in op:
        operations[place] = stub(op) if isinstance(op.get("fields"), dict) and _whole(op) else op
        return
    if way == 3:
        op["id"] = named_id(str(rng.random()))
    elif way == 4:
        _borrow(rng, op, operations)
    elif way == 5:
        op.pop(rng.choice(sorted(op)))
    elif way == 6:
        op[rng.choice(("extra", "Kind", "scope ", "v", "p"))] = _value(rng)
    elif way == 7:
        op[rng.choice(sorted(op))] = _value(rng)
    elif way == 8:
        op[rng.choice(("at", "clock", "seq", "vocabulary"))] = rng.choice((0, 1, -1, True, NOW, NOW * 2, 2**62, 2**64))
    else:
        _change_field(rng, op, operations)
    if rng.random() < 0.85 and "previous" in op and _whole(op):
        op["hash"] = operation_hash(op)
    if rng.random() < 0.3:
        operations.append(op)  # beside the one it was made from: often one id and two contents
    else:
        operations[place] = op


def _whole(op: dict[str, Any]) -> bool:
    """Whether an operation still has the shape that a hash can be worked out of."""
    fields = op.get("fields")
    return {"id", "kind", "entity", "scope", "hash"} <= op.keys() and (
        isinstance(fields, dict) and all(isinstance(field, dict) for field in fields.values())
    )


def _borrow(rng: Random, op: dict[str, Any], operations: list[dict[str, Any]]) -> None:
    """A value of another operation: its record, its replica and number, its id, its scope."""
    other = rng.choice(operations)
    for name in rng.choice(
        (("entity",), ("replica", "seq"), ("id",), ("scope", "kind"), ("previous",), ("hash",), ("act",))
    ):
        if name in other:
            op[name] = other[name]


def _change_field(rng: Random, op: dict[str, Any], operations: list[dict[str, Any]]) -> None:
    fields = op.get("fields")
    if not isinstance(fields, dict) or not fields or not _whole(op):
        op["fields"] = rng.choice(({}, {"text": {"s": "0" * 32, "v": "new"}}, {"_gone": {"s": "0" * 32, "v": None}}))
        return
    name = rng.choice(sorted(fields))
    field = fields[name]
    ids = [str(each.get("id")) for each in operations]
    way = rng.randrange(9)
    if way == 0:
        field["v"] = _value(rng)
    elif way == 1:
        field["p"] = sorted(rng.sample(ids, rng.randint(1, min(3, len(ids)))))
    elif way == 2:
        field["p"] = rng.choice(([], [str(op.get("id"))], [named_id(str(rng.random()))], ["x"], ids * 3, None, "p"))
    elif way == 3:
        fields[name] = sealed(field)
    elif way == 4:
        field.pop(rng.choice(sorted(field)), None) if field else None
    elif way == 5:
        field[rng.choice(("h", "s", "x"))] = _value(rng)
    elif way == 6:
        fields[rng.choice(("text", "aura", "", "_gone", "_redacted", "order", "id", "é"))] = field
    elif way == 7:
        targets = rng.choice((sorted(set(ids)), [[ids[0], name]], [[ids[-1], "text"], [ids[0], "none"]], None, [1]))
        fields[rng.choice(("_gone", "_redacted"))] = {"s": "0" * 32, "v": targets}
    else:
        fields[name] = _value(rng)


def _manifest(rng: Random, files: Files) -> bytes:
    """A manifest with a hostile value, signed."""
    manifest = json.loads(files["manifest.json"])
    manifest["sender"]["key"] = public_key(KEY)
    for _ in range(rng.choice((1, 1, 2))):
        place: Any = manifest
        while True:
            key = rng.choice(sorted(place)) if place else "extra"
            if not isinstance(place.get(key), dict) or rng.random() < 0.2:
                break
            place = place[key]
        way = rng.random()
        if way < 0.2:
            place.pop(key, None)
        elif way < 0.3:
            place[rng.choice(("extra", "Format", "", *NAMES))] = _value(rng)
        else:
            place[key] = _value(rng)
    return _packed(rng, _signed(rng, files, manifest))


def _texts(rng: Random, files: Files) -> bytes:
    """The JSON text itself damaged, with hashes and signature that fit."""
    name = rng.choice((LINES, LINES, "manifest.json"))
    raw = files[name]
    old = rng.choice((b'":', b",", b'"', b"{", b"}", b"null", b"[", b"]", b"1", b"\n", b"a", b":"))
    new = rng.choice(
        (b"", b" ", old * 2, b"NaN", b"1e999", b"-", b"\\u0061", b"\\ud800", b"\xff", b"[" * 2000, b"true", b"\n")
    )
    hits = raw.count(old)
    if hits and rng.random() < 0.8:
        parts = raw.split(old)
        at = rng.randrange(hits) + 1
        raw = old.join(parts[:at]) + new + old.join(parts[at:])
    else:
        raw = _bytes(rng, raw, 1)
    files[name] = raw
    if name == "manifest.json":
        files["manifest.sig"] = KEY.sign(raw)
        return _packed(rng, files)
    return _packed(rng, _signed(rng, files))


def _members(rng: Random, files: Files) -> bytes:
    """Another zip: members dropped, added, repeated, renamed, or described by a lie."""
    if rng.random() < 0.4:
        data = rng.randbytes(rng.randint(0, 40))
        name = rng.choice((hashlib.sha256(data).hexdigest(), "0" * 64, "x"))
        manifest = json.loads(files["manifest.json"])
        manifest["sender"]["key"] = public_key(KEY)
        manifest["files"][f"attachments/{name}"] = file_entry(data, rng.choice(("text/plain", "", None)))
        files = _signed(rng, files | {f"attachments/{name}": data}, manifest)
        if rng.random() < 0.7:
            return _packed(rng, files)
    members = members_of(files)
    place = rng.randrange(len(members))
    lies: tuple[dict[str, Any], ...] = (
        {"flags": 1 << rng.randrange(16)},
        {"method": rng.choice((0, 1, 8, 9, 12, 14, 99)), "packed": members[place].data},
        {"size": rng.choice((0, 1, 100, 2**31, 2**32 - 1))},
        {"crc": rng.getrandbits(32)},
        {"name": rng.choice(NAMES).encode()},
        {"local_name": rng.choice(NAMES).encode()},
        {"extra": rng.randbytes(rng.randint(1, 30))},
        {"comment": b"x"},
        {"external": rng.getrandbits(32)},
        {"data": _bytes(rng, members[place].data, 1)},
    )
    way = rng.randrange(8)
    if way == 0:
        del members[place]
    elif way == 1:
        members.append(members[place])
    elif way == 2:
        rng.shuffle(members)
    elif way == 3:
        members.append(Member(rng.choice(NAMES).encode(), b"x"))
    else:
        members[place] = replace(members[place], **rng.choice(lies))
    junk = (b"", b"", b"", b"", b"x", b"PK\x03\x04")
    return zipped(members, before=rng.choice(junk), after=rng.choice(junk), comment=rng.choice(junk))
