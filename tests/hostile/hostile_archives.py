"""Hostile files of the outside: the zip, its names and sizes, and the age envelope."""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

from tests.hostile.pack_parts import (
    STORED,
    Hostile,
    Member,
    age_file,
    deflated,
    members_of,
    notes,
    pack,
    pack_files,
    zipped,
)

MANIFEST, SIGNATURE, OPERATIONS = 0, 1, 2  # the order of the members
LINK = 0o120777 << 16


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def archives(round_id: str) -> Iterator[Hostile]:
    """All of them, made one by one."""
    yield from _bombs(round_id)
    yield from _names(round_id)
    yield from _structure(round_id)
    yield from _cut(round_id)
    yield from _age(round_id)


def _zeros(size: int) -> tuple[bytes, int, str]:
    """Packed bytes, checksum and SHA-256 of so many zeros, without ever holding them."""
    packer, crc, whole = zlib.compressobj(6, zlib.DEFLATED, -15), 0, hashlib.sha256()
    packed, block = bytearray(), bytes(1 << 20)
    for start in range(0, size, len(block)):
        part = block[: size - start]
        packed += packer.compress(part)
        crc = zlib.crc32(part, crc)
        whole.update(part)
    return bytes(packed + packer.flush()), crc, whole.hexdigest()


def _with_attachment(round_id: str, name: str, size: int, member: Member) -> bytes:
    def edit(manifest: dict) -> None:
        manifest["files"][f"attachments/{name}"] = {"sha256": name, "size": size, "media_type": "text/plain"}

    return zipped([*members_of(pack_files(round_id, edit=edit)), member])


def _zero_bomb(round_id: str, size: int, claimed: int | None = None) -> bytes:
    packed, crc, name = _zeros(size)
    stated = size if claimed is None else claimed
    member = Member(f"attachments/{name}".encode(), b"", packed=packed, size=stated, crc=crc)
    return _with_attachment(round_id, name, stated, member)


def _bombs(round_id: str) -> Iterator[Hostile]:
    yield Hostile("bomb_ratio", _zero_bomb(round_id, 40_000_000), "an attachment of 40 MB packed a thousandfold")
    yield Hostile("bomb_100_mb", _zero_bomb(round_id, 100_000_000), "100 MB of zeros in 0.1 MB")
    lies = _zero_bomb(round_id, 60_000_000, claimed=100)
    yield Hostile("bomb_that_claims_100_bytes", lies, "headers and manifest say 100 bytes, 60 MB come out")
    lies = _zero_bomb(round_id, 1000, claimed=4_000_000_000)
    yield Hostile("claims_4_gb", lies, "headers and manifest say 4 GB, 1,000 bytes come out")

    data = b"".join(hashlib.sha256(b"%d" % number).digest() + bytes(3500) for number in range(14_500))
    member = Member(f"attachments/{sha(data)}".encode(), data)
    big = _with_attachment(round_id, sha(data), len(data), member)
    yield Hostile("member_over_50_mb", big, "51 MB, at a ratio that is allowed")

    manifest = b'{"files":{' + b" " * 60_000_000 + b"}}"
    files = pack_files(round_id) | {"manifest.json": manifest}
    yield Hostile("bomb_in_the_manifest", zipped(members_of(files)), "a manifest of 60 MB of blanks")
    blank = pack_files(round_id, lines=b"\n" * 60_000_000)
    yield Hostile("bomb_of_empty_lines", zipped(members_of(blank)), "sixty million empty lines")
    many_lines = pack_files(round_id, lines=b"{}\n" * 500_001)
    yield Hostile("half_a_million_lines_and_one", zipped(members_of(many_lines)), "500,001 lines")
    yield Hostile("sum_over_500_mb", _many_megabytes(round_id), "510 attachments of 1 MB each in 0.6 MB")
    small = {sha(str(number).encode()): str(number).encode() for number in range(5_000)}
    yield Hostile("over_5000_members", pack(round_id, attachments=small), "5,003 members")
    empty = [Member(b"x%d" % number, b"") for number in range(20_000)]
    yield Hostile("many_unlisted_members", zipped(members_of(pack_files(round_id)) + empty), "20,000 empty members")
    inner = zipped([Member(b"inner.zip", _zero_bomb(round_id, 3_000_000))])
    nested = pack(round_id, attachments={sha(inner): inner})
    yield Hostile("zip_in_a_zip", nested, "an attachment may be a zip; nobody opens it", legal=True)


def _many_megabytes(round_id: str) -> bytes:
    packer, crc, whole = (
        zlib.compressobj(6, zlib.DEFLATED, -15),
        zlib.crc32(bytes(999_992)),
        hashlib.sha256(bytes(999_992)),
    )
    start = packer.compress(bytes(999_992))
    files, members = {}, []
    for number in range(510):
        tail = number.to_bytes(8, "big")
        own_packer, own_whole = packer.copy(), whole.copy()
        own_whole.update(tail)
        packed = start + own_packer.compress(tail) + own_packer.flush()
        name = f"attachments/{own_whole.hexdigest()}"
        files[name] = {"sha256": own_whole.hexdigest(), "size": 1_000_000, "media_type": "text/plain"}
        members.append(Member(name.encode(), b"", packed=packed, size=1_000_000, crc=zlib.crc32(tail, crc)))
    honest = pack_files(round_id, edit=lambda manifest: manifest["files"].update(files))
    return zipped(members_of(honest) + members)


def _names(round_id: str) -> Iterator[Hostile]:
    text = b"taken out of the file"
    good = sha(text)
    names = {
        "traversal": "../evil.txt",
        "traversal_inside": f"attachments/../../{good}",
        "traversal_to_a_good_name": f"attachments/../attachments/{good}",
        "absolute": "/tmp/evil.txt",
        "drive_letter": "C:\\evil.txt",
        "drive_relative": "C:evil.txt",
        "network_share": "\\\\server\\share\\evil.txt",
        "backslash": f"attachments\\{good}",
        "reserved_con": "CON",
        "reserved_nul": "attachments/NUL",
        "reserved_com1": "attachments/com1.txt",
        "trailing_dot": f"attachments/{good}.",
        "trailing_blank": f"attachments/{good} ",
        "dot_segment": f"attachments/./{good}",
        "double_slash": f"attachments//{good}",
        "stream": f"attachments/{good}:hidden",
        "upper_case_hash": f"attachments/{good.upper()}",
        "short_hash": f"attachments/{good[:-1]}",
        "extension": f"attachments/{good}.exe",
        "directory_entry": "attachments/",
        "empty_name": "",
        "wide_digits": "attachments/" + good.translate({ord(str(n)): 0xFF10 + n for n in range(10)}),
        "right_to_left_mark": f"attachments/\u202e{good}",
        "very_long": "attachments/" + "a" * 60_000,
        "other_case_of_manifest": "Manifest.json",
        "dot_manifest": "./manifest.json",
        "nul_in_name": f"attachments/{good}\0.txt",
        "nul_after_manifest": "manifest.json\0",
    }
    for why, name in names.items():
        entry = {name: {"sha256": good, "size": len(text), "media_type": "text/plain"}}
        files = pack_files(round_id, edit=lambda manifest, entry=entry: manifest["files"].update(entry))
        member = Member(name.encode(), text, flags=0 if name.isascii() else 0x800)
        yield Hostile(f"name_{why}", zipped([*members_of(files), member]), f"listed and signed member {name[:40]!r}")
        if why in {"traversal", "absolute", "directory_entry"}:
            data = zipped([*members_of(pack_files(round_id)), member])
            yield Hostile(f"unlisted_{why}", data, f"member {name!r} that the manifest does not name")
    link = Member(f"attachments/{sha(b'/etc/passwd')}".encode(), b"/etc/passwd", external=LINK)
    data = _with_attachment(round_id, sha(b"/etc/passwd"), 11, link)
    yield Hostile("symbolic_link", data, "an attachment that is a link to /etc/passwd")
    twisted = replace(link, external=0, name=f"attachments/{good}".encode(), data=text, local_name=b"../evil.txt")
    data = _with_attachment(round_id, good, len(text), twisted)
    yield Hostile("two_names_for_one_member", data, "the header at the member names it otherwise than the directory")


def _structure(round_id: str) -> Iterator[Hostile]:
    files = pack_files(round_id)
    members = members_of(files)
    other = members_of(pack_files(round_id, operations=notes()[:1]))

    def swapped(number: int, **values: object) -> bytes:
        return zipped([replace(m, **values) if i == number else m for i, m in enumerate(members)])

    for number, name in enumerate(files):
        short = name.replace(".", "_")
        yield Hostile(f"without_{short}", zipped(m for m in members if m != members[number]), f"{name} is missing")
        yield Hostile(f"twice_{short}", zipped([*members, other[number]]), f"{name} twice, the second another")
        yield Hostile(f"twice_first_{short}", zipped([other[number], *members]), f"{name} twice, the first another")
    yield Hostile("twice_the_same", zipped([*members, members[OPERATIONS]]), "one member twice, word for word")
    yield Hostile("extra_member", zipped([*members, Member(b"readme.txt", b"hello")]), "a member nobody knows")
    yield Hostile("only_an_end_record", zipped([]), "an empty zip")
    yield Hostile("data_before", zipped(members, before=b"MZ" + bytes(510)), "a program before the first header")
    yield Hostile("zip_before_zip", zipped(members, before=zipped(other)), "another whole pack before this one")
    yield Hostile("file_comment", zipped(members, comment=b"see the other file"), "a comment of the file")
    yield Hostile("member_comment", swapped(OPERATIONS, comment=b"x"), "a comment of a member")
    yield Hostile("encrypted_flag", swapped(OPERATIONS, flags=1), "the flag says encrypted")
    yield Hostile("strong_encryption_flag", swapped(OPERATIONS, flags=0x41), "both encryption flags")
    for method in (1, 9, 12, 14, 93, 95, 99):
        yield Hostile(f"method_{method}", swapped(OPERATIONS, method=method), f"packing method {method}")
    wrong = swapped(OPERATIONS, method=STORED, packed=deflated(files["operations.jsonl"]))
    yield Hostile("deflated_called_stored", wrong, "says stored, is deflated")
    yield Hostile("wrong_checksum", swapped(OPERATIONS, crc=1), "the zip's own checksum is wrong")
    yield Hostile("size_too_small", swapped(OPERATIONS, size=10), "the header says ten bytes")
    yield Hostile("size_too_big", swapped(OPERATIONS, size=2**32 - 2), "the header says 4 GB")
    cut = deflated(files["operations.jsonl"])[:-20]
    yield Hostile("deflate_cut", swapped(OPERATIONS, packed=cut), "the packed bytes stop early")
    yield Hostile("deflate_garbage", swapped(OPERATIONS, packed=b"\xff" * 200), "the packed bytes are none")
    shared = [*members, Member(b"attachments/" + b"0" * 64, files["operations.jsonl"], same_place_as=OPERATIONS)]
    yield Hostile("overlapping", zipped(shared), "two members claim the same bytes")
    huge = struct.pack("<2H2Q", 1, 16, 2**40, 2**40)
    yield Hostile("zip64_terabyte", swapped(OPERATIONS, size=2**32 - 1, extra=huge), "ZIP64: one terabyte")
    yield Hostile("zip64_cut", swapped(OPERATIONS, size=2**32 - 1, extra=huge[:7]), "ZIP64 with half a field")
    whole = zipped(members)
    end = whole.rindex(b"PK\x05\x06")
    far = b"PK\x06\x07" + struct.pack("<LQL", 0, 2**62, 1) + whole[end:-10] + b"\xff" * 8 + bytes(2)
    yield Hostile("zip64_far_away", whole[:end] + far, "ZIP64: the directory lies beyond the end of the file")
    count = whole[: end + 8] + struct.pack("<2H", 9, 9) + whole[end + 12 :]
    yield Hostile("count_that_lies", count, "the end record promises nine members")
    start = whole[: end + 16] + struct.pack("<L", 3) + whole[end + 20 :]
    yield Hostile("directory_elsewhere", start, "the end record points into the first header")
    yield Hostile("bytes_after_the_end", whole + b"not signed", "bytes after the end record", legal=None)
    ragged = zipped([members[0], replace(members[1], extra=b"\x99\x99\x04\x00null"), members[2]])
    yield Hostile("unknown_extra_field", ragged, "an extra field nobody knows, as some zip programs write", legal=None)
    stored = zipped(members_of(files, STORED))
    yield Hostile("all_stored", stored, "members may be stored", legal=True)
    yield Hostile("members_in_another_order", zipped(reversed(members)), "no order is laid down", legal=True)


def _cut(round_id: str) -> Iterator[Hostile]:
    whole = pack(round_id)
    places = {"nothing": 0, "magic_only": 4, "in_the_first_header": 20, "a_third": len(whole) // 3}
    places |= {"before_the_directory": whole.index(b"PK\x01\x02"), "in_the_directory": len(whole) - 60}
    places |= {"in_the_end_record": len(whole) - 10, "last_byte": len(whole) - 1}
    for name, length in places.items():
        yield Hostile(f"cut_{name}", whole[:length], f"{length} of {len(whole)} bytes arrived")
    yield Hostile("holes", whole[:300] + bytes(200) + whole[500:], "a block of zeros in the middle")
    yield Hostile("not_a_pack_text", b"Dear all, please find attached the pack.\n", "somebody's letter")
    yield Hostile("not_a_pack_database", b"SQLite format 3\0" + bytes(4080), "a database, named .pcpack")
    yield Hostile("not_a_pack_zip", zipped([Member(b"word/document.xml", b"<w/>")]), "a Word document")


def _age(round_id: str) -> Iterator[Hostile]:
    inside, right = pack(round_id), "seven plain words read out by phone"
    good = age_file(inside, right)
    yield Hostile("age_right", good, "an encrypted pack and its passphrase", legal=True, passphrase=right)
    yield Hostile("age_wrong_passphrase", good, "the passphrase is another", passphrase="six plain words")
    yield Hostile("age_no_passphrase", good, "nothing typed")
    for factor in (19, 22, 40, 63, 64, 10**6):
        data = age_file(inside, right, claimed=factor)
        yield Hostile(f"age_work_factor_{factor}", data, "refused before any work is done", passphrase=right)
    for factor in ("0", "-1", "010", "1e1", "٣"):
        data = good.replace(b" 10\n", f" {factor}\n".encode(), 1)
        yield Hostile(f"age_odd_factor_{factor!a}", data, "not a whole number above 0", passphrase=right)
    body = good.index(b"---") + 70
    flips = {"header": 30, "file_key": good.index(b"\n", 30) + 5, "seal": good.index(b"---") + 8, "content": body + 40}
    for name, place in flips.items():
        data = bytearray(good)
        data[place] ^= 1
        yield Hostile(f"age_flipped_{name}", bytes(data), "one bit is another", passphrase=right)
    yield Hostile("age_cut", good[:-30], "the last bytes are missing", passphrase=right)
    yield Hostile("age_cut_to_header", good[:body], "nothing but the header", passphrase=right)
    yield Hostile("age_longer", good + b"x", "a byte more than was sealed", passphrase=right)
    yield Hostile("age_of_nothing", age_file(b"", right), "an empty file, sealed", passphrase=right)
    yield Hostile("age_of_text", age_file(b"hello", right), "no zip inside", passphrase=right)
    yield Hostile("age_in_age", age_file(good, right), "an envelope in an envelope", passphrase=right)
    yield Hostile("age_version_2", good.replace(b"/v1\n", b"/v2\n", 1), "another version", passphrase=right)
    other = good.replace(b"-> scrypt", b"-> X25519", 1)
    yield Hostile("age_for_a_key", other, "sealed for a key, not for a passphrase", passphrase=right)
    bomb = age_file(_zero_bomb(round_id, 30_000_000), right)
    yield Hostile("age_of_a_bomb", bomb, "limits hold inside the envelope too", passphrase=right)
    yield Hostile("age_header_endless", b"age-encryption.org/v1\n" + b"-> x\n\n" * 300_000, "1.8 MB of stanzas")
