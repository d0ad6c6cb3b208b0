"""Hostile files of the inside: manifest, signature and JSON, each otherwise well made and signed."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.hostile.pack_parts import (
    CHALLENGE,
    KEY,
    NOW,
    OTHER_KEY,
    Hostile,
    digest,
    lines_of,
    members_of,
    named_id,
    notes,
    operation_hash,
    pack,
    pack_files,
    public_key,
    zipped,
)

Make = Callable[..., bytes]


def contents(round_id: str) -> Iterator[Hostile]:
    """All of them, made one by one."""
    make = partial(pack, round_id)
    yield from _manifests(make)
    yield from _signatures(make, round_id)
    yield from _files(make, round_id)
    yield from _json(make)


def _set(*path: str, to: Any) -> Callable[[dict], None]:
    def edit(manifest: dict) -> None:
        for key in path[:-1]:
            manifest = manifest[key]
        manifest[path[-1]] = to

    return edit


def _manifests(make: Make) -> Iterator[Hostile]:
    one = "operations.jsonl"
    edits = {
        "unknown_key": _set("note", to="hello"),
        "format_2": _set("format", to="peer-challenge-pack/2"),
        "format_number": _set("format", to=1),
        "id_not_uuid": _set("id", to="pack-1"),
        "made_at_text": _set("made_at", to="2026-11-23"),
        "made_at_true": _set("made_at", to=True),
        "made_at_huge": _set("made_at", to=10**30),
        "round_null": _set("round", to=None),
        "round_id_not_uuid": _set("round", "id", to="round"),
        "round_unknown_key": _set("round", "colour", to="red"),
        "group_list": _set("group", to=[]),
        "recipient_text": _set("recipient", to="Coordinator"),
        "sender_key_short": _set("sender", "key", to="ab" * 31),
        "sender_key_not_hex": _set("sender", "key", to="zz" * 32),
        "sender_name_list": _set("sender", "name", to=["Perrin", "Oakhanger"]),
        "sender_name_endless": _set("sender", "name", to="P" * 1_000_001),
        "scopes_text": _set("scopes", to="round"),
        "scopes_unsorted": _set("scopes", to=["submission:" + named_id("s"), CHALLENGE]),
        "scopes_here": _set("scopes", to=["here"]),
        "scopes_wrong": _set("scopes", to=["challenge:*"]),
        "answers_number": _set("answers", to=5),
        "files_list": _set("files", to=[]),
        "files_empty": _set("files", to={}),
        "file_hash_wrong": _set("files", one, "sha256", to="0" * 64),
        "file_hash_short": _set("files", one, "sha256", to="0" * 63),
        "file_size_wrong": _set("files", one, "size", to=12),
        "file_size_negative": _set("files", one, "size", to=-1),
        "file_size_huge": _set("files", one, "size", to=2**64),
        "file_size_true": _set("files", one, "size", to=True),
        "file_unknown_key": _set("files", one, "mode", to="0755"),
        "file_not_there": _set(
            "files", "attachments/" + "0" * 64, to={"sha256": "0" * 64, "size": 0, "media_type": "a/b"}
        ),
        "file_is_the_manifest": _set("files", "manifest.json", to={"sha256": "0" * 64, "size": 1}),
        "records_list": _set("records", to=[3]),
        "records_text": _set("records", "note", to="3"),
        "records_negative": _set("records", "note", to=-3),
    }
    for name, edit in edits.items():
        yield Hostile(f"manifest_{name}", make(edit=edit), "signed, but not what section 6 lays down")
    for key in ("format", "id", "made_at", "round", "recipient", "sender", "scopes", "answers", "files", "records"):
        data = make(edit=lambda manifest, key=key: manifest.pop(key))
        yield Hostile(f"manifest_without_{key}", data, f"no {key}")
    texts: dict[str, Callable[[str], str | bytes]] = {
        "empty": lambda text: "",
        "null": lambda text: "null",
        "list": lambda text: f"[{text}]",
        "blanks": lambda text: text.replace(",", ", "),
        "newline_after": lambda text: text + "\n",
        "two_values": lambda text: text + "{}",
        "byte_order_mark": lambda text: "\ufeff" + text,
        "utf_16": lambda text: text.encode("utf-16"),
        "not_utf_8": lambda text: text.encode().replace(b"Oakhanger", b"Oakh\xe4nger"),
        "key_twice": lambda text: text.replace('"answers":null', '"answers":null,"answers":null'),
        "unsorted": lambda text: text.replace('"answers":null,', "")[:-1] + ',"answers":null}',
        "escaped": lambda text: text.replace("Oakhanger", "Oakh\\u0061nger"),
        "lone_surrogate": lambda text: text.replace("Oakhanger", "Oak\\ud800"),
        "nan": lambda text: text.replace('"made_at":', '"made_at":NaN,"was":'),
        "infinity": lambda text: text.replace(f'"made_at":{NOW + 60_000}', '"made_at":Infinity'),
        "overflow": lambda text: text.replace(f'"made_at":{NOW + 60_000}', '"made_at":1e999'),
        "float": lambda text: text.replace(f'"made_at":{NOW + 60_000}', f'"made_at":{NOW}.0'),
        "deep": lambda text: text.replace('"answers":null', '"answers":' + "[" * 100_000 + "]" * 100_000),
        "long_number": lambda text: text.replace(f'"made_at":{NOW + 60_000}', '"made_at":' + "9" * 5_000),
    }
    for name, change in texts.items():
        yield Hostile(f"manifest_{name}", make(text=change), "signed, but not JSON in its one form or not an object")
    data = make(edit=_set("records", to={"note": 4000}))
    yield Hostile("manifest_records_lie", data, "counts 4,000 notes, holds three", legal=None)
    foreign = make(edit=_set("round", "id", to=named_id("another round")))
    yield Hostile("foreign_round", foreign, "a good pack, of another round", stage="import")


def _signatures(make: Make, round_id: str) -> Iterator[Hostile]:
    signatures: dict[str, Callable[[bytes], bytes]] = {
        "of_another_key": OTHER_KEY.sign,
        "of_other_words": lambda raw: KEY.sign(raw + b" "),
        "of_the_hash": lambda raw: KEY.sign(hashlib.sha256(raw).digest()),
        "empty": lambda raw: b"",
        "short": lambda raw: KEY.sign(raw)[:63],
        "long": lambda raw: KEY.sign(raw) + b"\0",
        "zeros": lambda raw: bytes(64),
        "hexadecimal": lambda raw: KEY.sign(raw).hex().encode(),
        "flipped": lambda raw: bytes([KEY.sign(raw)[0] ^ 1]) + KEY.sign(raw)[1:],
    }
    for name, sign in signatures.items():
        yield Hostile(f"signature_{name}", make(signature=sign), "not the sender's signature of this manifest")
    weak = make(edit=_set("sender", "key", to="01" + "00" * 31), signature=lambda raw: b"\1" + bytes(63))
    yield Hostile("signature_of_a_weak_key", weak, "a key under which one signature fits every text", legal=None)
    claimed = make(edit=_set("sender", "key", to=public_key(OTHER_KEY)))
    yield Hostile("sender_is_somebody_else", claimed, "names a key that did not sign")
    files = pack_files(round_id)
    for name, data in files.items():
        place = len(data) // 2
        flipped = files | {name: data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]}
        short = name.replace(".", "_")
        yield Hostile(f"flipped_in_{short}", zipped(members_of(flipped)), "one bit is another, the zip fits")
    other = pack_files(round_id, operations=notes()[:1])
    mixed = files | {"operations.jsonl": other["operations.jsonl"]}
    yield Hostile("operations_of_another_pack", zipped(members_of(mixed)), "both packs are good, not together")
    mixed = files | {"manifest.sig": other["manifest.sig"]}
    yield Hostile("signature_of_another_pack", zipped(members_of(mixed)), "the same key, another manifest")


def _files(make: Make, round_id: str) -> Iterator[Hostile]:
    text = b"minutes of a meeting"
    name = hashlib.sha256(text).hexdigest()
    yield Hostile("attachment", make(attachments={name: text}), "an attachment, well made", legal=True)
    wrong = make(attachments={digest("other"): text})
    yield Hostile("attachment_name_is_not_its_hash", wrong, "listed with the right hash, named by another")
    data = make(attachments={name: text}, edit=lambda manifest: manifest["files"].pop(f"attachments/{name}"))
    yield Hostile("attachment_not_in_manifest", data, "a member the manifest does not list")
    no_type = make(attachments={name: text}, edit=lambda m: m["files"][f"attachments/{name}"].pop("media_type"))
    yield Hostile("attachment_without_media_type", no_type, "a key is missing")
    files = pack_files(round_id, attachments={name: text})
    files[f"attachments/{name}"] = text.upper()
    yield Hostile("attachment_of_other_bytes", zipped(members_of(files)), "the bytes are not those of the name")


def _value(text: str, hashed: str | None = None) -> bytes:
    """Lines whose last operation has this JSON text as a value; `hashed` is what a careless reader makes of it."""
    *rest, last = notes()
    field = last["fields"]["text"] | {"v": "@@"}
    own = digest(f"{field['s']}|{text if hashed is None else hashed}")
    last = last | {"fields": {"text": field}}
    last["hash"] = operation_hash(last, {"text": own})
    return lines_of([*rest, last]).replace(b'"@@"', text.encode("utf-8", "surrogatepass"))


def _json(make: Make) -> Iterator[Hostile]:
    values = {
        "nan": ("NaN", None),
        "infinity": ("Infinity", None),
        "minus_infinity": ("-Infinity", None),
        "overflow": ("1e999", "Infinity"),
        "deep_40": ("[" * 40 + "]" * 40, None),
        "deep_100000": ("[" * 100_000 + "]" * 100_000, None),
        "deep_objects": ('{"a":' * 50_000 + "1" + "}" * 50_000, None),
        "lone_surrogate": ('"\\ud800"', None),
        "surrogates_swapped": ('"\\udc00\\ud800"', None),
        "surrogate_in_utf_8": ('"\ud800"', None),
        "escaped_letter": ('"\\u0061"', '"a"'),
        "escaped_slash": ('"\\/"', '"/"'),
        "key_twice": ('{"a":1,"a":2}', '{"a":2}'),
        "keys_unsorted": ('{"b":1,"a":2}', '{"a":2,"b":1}'),
        "blanks": ("[1, 2]", "[1,2]"),
        "long_number": ("9" * 5_000, None),
        "leading_zero": ("007", "7"),
        "minus_zero": ("-0", "0"),
        "single_quotes": ("'a'", '"a"'),
        "comment": ("1/* one */", "1"),
        "control_character": ('"\x01"', '"\\u0001"'),
    }
    for name, (text, hashed) in values.items():
        yield Hostile(f"json_{name}", make(lines=_value(text, hashed)), f"a value written as {text[:30]!a}")
    yield Hostile("json_fraction", make(lines=_value("1.5")), "a fraction, which no field has", legal=None)
    long = "a" * 1_000_001
    yield Hostile("text_too_long", make(lines=_value(f'"{long}"')), "a text of 1,000,001 characters")
    yield Hostile("line_too_long", make(lines=_value(f'["{long[:600_000]}","{long[:600_000]}"]')), "1.2 MB in one line")
    good = lines_of(notes())
    first, second, third, fourth = good.splitlines(keepends=True)
    lines = {
        "no_last_newline": good[:-1],
        "carriage_returns": good.replace(b"\n", b"\r\n"),
        "empty_line": first + b"\n" + second + third + fourth,
        "half_a_line": good[:-40] + b"\n",
        "null": good + b"null\n",
        "list": b"[" + good[:-1].replace(b"\n", b",\n") + b"]\n",
        "number": b"1\n" + good,
        "two_on_a_line": first[:-1] + second + third + fourth,
        "byte_order_mark": b"\xef\xbb\xbf" + good,
        "not_utf_8": good.replace("–".encode(), b"\x96"),
        "utf_16": good.decode().encode("utf-16"),
        "nul_bytes": good + bytes(64) + b"\n",
        "key_twice": good.replace(b'"kind":"note"', b'"kind":"note","kind":"note"', 1),
        "blank_before": b" " + good,
        "out_of_order": second + first + third + fourth,
        "brackets_only": b"[" * 900_000 + b"\n",
    }
    for name, data in lines.items():
        yield Hostile(f"lines_{name}", make(lines=data), "not one operation a line in its one form, in order of id")
    yield Hostile("lines_repeated", make(lines=first + good), "one line twice, word for word", legal=None)
