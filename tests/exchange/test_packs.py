"""Files to send written and read back: what goes in comes out byte for byte, and the outside decides nothing."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.exchange.packs import reading
from peer_challenge.exchange.packs.reading import PackRead, needs_passphrase, read_pack
from peer_challenge.exchange.packs.signing import LaptopKey, check_code, laptop_key
from peer_challenge.exchange.packs.writing import Address, write_pack
from peer_challenge.storage.lines import line_of
from peer_challenge.storage.operations import FieldValue, Operation, stub_of, written

NOW = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)
AT = int(NOW.timestamp() * 1000)
CHALLENGE = new_id()
PAPER = b"%PDF-1.7 the whole paper"


def operation(fields: dict[str, FieldValue], **values: object) -> Operation:
    known = {
        "id": new_id(),
        "act": new_id(),
        "undoes": None,
        "label": "Add note",
        "kind": "note",
        "entity": new_id(),
        "scope": f"challenge:{CHALLENGE}",
        "replica": new_id(),
        "seq": 1,
        "actor": None,
        "at": AT,
        "clock": AT,
        "vocabulary": 1,
        "previous": None,
    }
    return Operation(fields=fields, **{**known, **values})  # type: ignore[arg-type]


def address(**values: object) -> Address:
    known = {
        "id": new_id(),
        "made_at": NOW,
        "program": "0.1.0",
        "round": (new_id(), "Autumn 2026"),
        "group": (new_id(), "Triad A"),
        "recipient": None,
        "recipient_name": "the coordinator",
        "sender_name": "Kim Park",
        "laptop": "MEDWAY-LT-07",
        "replica": new_id(),
        "scopes": frozenset({"round", f"challenge:{CHALLENGE}"}),
    }
    return Address(**{**known, **values})  # type: ignore[arg-type]


def there_and_back(path: Path, *operations: Operation, passphrase: str | None = None, **values: object) -> PackRead:
    ordered = sorted(operations, key=lambda op: op.id)
    write_pack(path, address(**values), ordered, {}, LaptopKey.fresh(), passphrase)
    return read_pack(path, passphrase, now=NOW)


def test_what_goes_in_comes_out_byte_for_byte_whatever_it_means(tmp_path: Path) -> None:
    parent = operation({"text": FieldValue(None, sealed="a" * 64), "remark": written("Voice – “heard” 🙂\u2028\0")})
    stub = operation({"text": written("gone")})
    known = [
        parent,
        operation({"text": written("A", (parent.id,)), "tone": written({"x": [1, 2.5, None, True], "é": 10**25})}),
        operation({"whatever": written([])}, kind="future_kind", vocabulary=99),
        stub_of(id=stub.id, kind="note", entity=stub.entity, scope=stub.scope, fields=stub.fields, claimed=stub.hash),
    ]
    read = there_and_back(tmp_path / "a.pcpack", *known)
    assert [line_of(each) for each in read.operations] == [line_of(each) for each in sorted(known, key=lambda x: x.id)]
    again = tmp_path / "b.pcpack"
    write_pack(again, address(), read.operations, {}, LaptopKey.fresh(), None)
    with zipfile.ZipFile(tmp_path / "a.pcpack") as first, zipfile.ZipFile(again) as second:
        assert first.read("operations.jsonl") == second.read("operations.jsonl")


def test_the_contents_decide_and_not_the_name(tmp_path: Path) -> None:
    op = operation({"text": written("Seen in two teams.")})
    for name in ("a.zip", "a", "Ünï cödé (1).docx"):
        assert there_and_back(tmp_path / name, op).operations == (op,)
        assert not needs_passphrase(tmp_path / name)
    assert there_and_back(tmp_path / "b.zip", op, passphrase="apple orchard").encrypted
    assert needs_passphrase(tmp_path / "b.zip")


def test_an_encrypted_file_shows_nothing_of_what_is_in_it_and_asks_for_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.pcpack"
    there_and_back(path, operation({"text": written("canary")}), passphrase="apple orchard")
    content = path.read_bytes()
    assert not any(word in content for word in (b"canary", b"manifest", b"Autumn", b"MEDWAY"))
    with pytest.raises(UserError, match=r"encrypted\. Ask the sender for the passphrase by telephone"):
        read_pack(path, now=NOW)
    with pytest.raises(UserError, match="passphrase does not fit"):
        read_pack(path, "apple orchid", now=NOW)


def test_a_file_is_its_users_own_and_the_laptops_key_too(tmp_path: Path) -> None:
    there_and_back(tmp_path / "a.pcpack", operation({"text": written("A")}))
    key = laptop_key(tmp_path / "data" / "laptop.key")
    assert laptop_key(tmp_path / "data" / "laptop.key").public == key.public
    if os.name == "posix":
        for path in (tmp_path / "a.pcpack", tmp_path / "data" / "laptop.key"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_was_cut_off_is_kept_aside_and_a_new_one_made(tmp_path: Path) -> None:
    path = tmp_path / "laptop.key"
    path.write_bytes(b"half")
    assert laptop_key(path).public == laptop_key(path).public
    assert path.with_suffix(".damaged").read_bytes() == b"half"


def test_the_check_code_is_the_keys_own_and_easy_to_read_out() -> None:
    first, second = LaptopKey.fresh(), LaptopKey.fresh()
    assert check_code(first.public) == check_code(first.public) != check_code(second.public)
    assert [len(part) for part in check_code(first.public).split()] == [4, 4, 4, 4]


def test_attachments_travel_whole_and_are_unpacked_when_asked_for(tmp_path: Path) -> None:
    from hashlib import sha256

    digest, path = sha256(PAPER).hexdigest(), tmp_path / "a.pcpack"
    op = operation({"attachment": written(digest)}, kind="evidence")
    for passphrase in (None, "apple orchard"):
        write_pack(path, address(), [op], {digest: (PAPER, "application/pdf")}, LaptopKey.fresh(), passphrase)
        read = read_pack(path, passphrase, now=NOW)
        assert dict(read.attachments) == {digest: (PAPER, "application/pdf")}
    write_pack(path, address(), [op], {digest: (PAPER, "application/pdf")}, LaptopKey.fresh(), None)
    read = read_pack(path, now=NOW)
    path.write_bytes(path.read_bytes().replace(PAPER, PAPER.swapcase()))
    with pytest.raises(UserError):
        read.attachments[digest]


def test_an_attachment_that_is_not_what_it_says_is_left_out(tmp_path: Path) -> None:
    from hashlib import sha256

    program = b"MZ not a paper"
    digest = sha256(program).hexdigest()
    op = operation({"attachment": written(digest)}, kind="evidence")
    for says in ("application/pdf", "application/x-msdownload", "text/html"):
        path = tmp_path / "a.pcpack"
        write_pack(path, address(), [op], {digest: (program, says)}, LaptopKey.fresh(), None)
        read = read_pack(path, now=NOW)
        assert (dict(read.attachments), read.left_out) == ({}, 1)


def signed_again(path: Path, change: Callable[[dict[str, bytes]], None], key: LaptopKey | None = None) -> None:
    """Change the members of a file; with a key the description is made to fit and signed again."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    if key:
        members["manifest.sig"] = key.sign(members["manifest.json"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_a_file_altered_on_its_way_or_signed_by_somebody_else_is_refused(tmp_path: Path) -> None:
    path, stranger = tmp_path / "a.pcpack", LaptopKey.fresh()

    def renamed(members: dict[str, bytes]) -> None:
        members["manifest.json"] = members["manifest.json"].replace(b"Kim Park", b"Kim Pork")

    def altered(members: dict[str, bytes]) -> None:
        members["operations.jsonl"] = members["operations.jsonl"].replace(b"two teams", b"six teams")

    for change, key, why in (
        (renamed, None, "signature does not fit"),
        (renamed, stranger, "signature does not fit"),
        (altered, None, "not as it was sent"),
    ):
        there_and_back(path, operation({"text": written("Seen in two teams.")}))
        signed_again(path, change, key)
        with pytest.raises(UserError, match=why) as said:
            read_pack(path, now=NOW)
        assert said.value.exit_code is Exit.WRONG_INPUT


def test_another_makes_file_and_a_newer_ones_say_so(tmp_path: Path) -> None:
    path, key = tmp_path / "a.pcpack", LaptopKey.fresh()
    there_and_back(path, operation({"text": written("A")}))

    def newer(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["format"] = "peer-challenge-pack/2"
        members["manifest.json"] = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()

    signed_again(path, newer, key)
    with pytest.raises(UserError, match="newer version of Peer Challenge, or by another program"):
        read_pack(path, now=NOW)
    path.write_text("Dear all, please find attached")
    with pytest.raises(UserError, match="not a file made by Peer Challenge"):
        read_pack(path, now=NOW)


def test_a_clock_at_the_end_of_time_is_not_believed_and_one_ten_years_wrong_is(tmp_path: Path) -> None:
    ten_years = 10 * 366 * 86_400_000
    fine = operation({"text": written("A")}, at=AT + ten_years, clock=AT + ten_years)
    assert there_and_back(tmp_path / "a.pcpack", fine).operations == (fine,)
    with pytest.raises(UserError, match="change 1 is not as it should be"):
        there_and_back(tmp_path / "b.pcpack", operation({"text": written("A")}, clock=2**52))
    assert not (tmp_path / "b.pcpack").exists()


def test_a_text_too_long_to_be_read_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="too long to be sent"):
        there_and_back(tmp_path / "a.pcpack", operation({"text": written("x" * 1_000_001)}))


def test_a_file_that_is_not_there_or_is_a_folder_is_exit_74(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.pcpack", tmp_path):
        with pytest.raises(UserError) as said:
            read_pack(path, now=NOW)
        assert said.value.exit_code is Exit.CANNOT_READ_OR_WRITE


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    from peer_challenge.domain.progress import Cancelled

    there_and_back(tmp_path / "a.pcpack", *(operation({"text": written("A")}) for _ in range(600)))

    def stop(done: int, total: int, saying: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_pack(tmp_path / "a.pcpack", now=NOW, progress=stop)


def test_a_sound_file_beyond_a_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pcpack"
    there_and_back(path, *(operation({"text": written("A")}) for _ in range(100)))
    for limit, most, why in (
        ("MOST_LINES", 99, "holds more than"),
        ("MOST_LINE_BYTES", 100, "too long"),
        ("MOST_FILE_BYTES", 1_000, "is larger than"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(reading, limit, most)
            with pytest.raises(UserError, match=why):
                read_pack(path, now=NOW)


def test_the_manifest_says_whom_it_is_for_and_what_may_come_back(tmp_path: Path) -> None:
    medway, answered = new_id(), new_id()
    manifest = there_and_back(
        tmp_path / "a.pcpack",
        operation({"text": written("A")}),
        recipient=medway,
        recipient_name="Medway",
        answers=answered,
    ).manifest
    assert manifest.recipient.authority == medway
    assert manifest.scopes == sorted(["round", f"challenge:{CHALLENGE}"])
    assert manifest.answers == answered
    assert manifest.records == {"note": 1}
    assert isinstance(manifest.id, UUID)
