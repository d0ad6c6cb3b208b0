"""Backups hold everything, once, in private; going back to one loses nothing that stood there."""

import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, update

from peer_challenge.domain.changes import add
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.records import Authority
from peer_challenge.storage import backups
from peer_challenge.storage.backup_contents import contents_of
from peer_challenge.storage.backups import (
    BackupReason,
    back_up_if_changed,
    backups_of,
    each_backup,
    folder_of,
    rewrite_backup,
)
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.failures import DamagedFileError
from peer_challenge.storage.log_tables import attachment, draft
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.restoring import files_set_aside, restore
from peer_challenge.storage.store import Store

AT = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)
OPENED = BackupReason.OPENED


def add_authority(store: Store, name: str) -> None:
    store.apply(add("Add authority", Authority(id=store.new_id(), name=name)))


def names_in(path: Path) -> list[str]:
    store = open_store(path)
    try:
        assert faults_of(store) == []
        return [each.name for each in store.find(Authority)]
    finally:
        store.close()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 : len(content) // 2] = os.urandom(len(content) // 2 - 8192)
    path.write_bytes(content)


def test_a_backup_is_made_when_something_changed_and_only_then(store: Store) -> None:
    add_authority(store, "Kent")
    first = back_up_if_changed(store.path, why=OPENED, at=AT)
    assert first is not None
    assert back_up_if_changed(store.path, why=OPENED, at=AT) is None
    store.keep_draft("note:1", "half a sen")
    assert back_up_if_changed(store.path, why=BackupReason.EDITING, at=AT) is not None
    store.keep_draft("note:1", "half a sentence")
    assert back_up_if_changed(store.path, why=BackupReason.EDITING, at=AT) is not None
    assert [each.why for each in backups_of(store.path)] == ["editing", "editing", "opened"]
    assert list(each_backup(store.path))[-1] == first


def test_backups_are_private(store: Store) -> None:
    store.attach(b"minutes", "text/plain")
    made = back_up_if_changed(store.path, why=OPENED)
    assert made is not None
    for found in [made.parent, *made.parent.rglob("*")]:
        assert stat.S_IMODE(found.stat().st_mode) & 0o077 == 0, found


def test_bytes_of_attachments_are_kept_once_and_put_back(store: Store) -> None:
    digest = store.attach(os.urandom(200_000), "application/pdf")
    add_authority(store, "Kent")
    for name in ("Slough", "Reading", "Medway"):
        assert back_up_if_changed(store.path, why=OPENED) is not None
        add_authority(store, name)
    folder = folder_of(store.path)
    assert [each.name for each in (folder / "attachments").iterdir()] == [digest]
    assert all(b"%PDF" not in each.read_bytes() for each in folder.glob("*.pcw"))
    oldest = backups_of(store.path)[-1].path
    assert oldest.stat().st_size < store.path.stat().st_size - 150_000
    store.close()
    done = restore(store.path, oldest)
    assert done.missing == ()
    assert names_in(store.path) == ["Kent"]


def test_an_attachment_that_was_lost_is_named_and_the_rest_restored(store: Store) -> None:
    digest = store.attach(b"minutes of the meeting", "text/plain")
    add_authority(store, "Kent")
    made = back_up_if_changed(store.path, why=OPENED)
    assert made is not None
    (made.parent / "attachments" / digest).write_bytes(b"something else")
    store.close()
    assert restore(store.path, made).missing == (digest,)


def test_what_stood_there_is_kept_before_a_restore(store: Store) -> None:
    add_authority(store, "Kent")
    made = back_up_if_changed(store.path, why=OPENED)
    add_authority(store, "Slough")
    replica = store.replica
    store.close()
    assert made is not None
    done = restore(store.path, made)
    assert names_in(store.path) == ["Kent"]
    assert done.kept is not None
    # and back again: nothing was lost on the way
    restore(store.path, done.kept)
    assert names_in(store.path) == ["Kent", "Slough"]
    reopened = open_store(store.path)
    assert reopened.replica != replica
    reopened.close()
    assert [each for each in store.path.parent.iterdir() if each.name.startswith(".")] == []


def test_a_damaged_file_makes_no_backup_and_is_set_aside_by_a_restore(store: Store) -> None:
    for number in range(60):
        add_authority(store, f"Authority {number} " + "x" * 800)
    made = back_up_if_changed(store.path, why=OPENED)
    add_authority(store, "Kent")
    store.close()
    assert made is not None
    damage(store.path)
    bytes_before = store.path.read_bytes()
    with pytest.raises(DamagedFileError, match=r"round\.pcw is damaged"):
        back_up_if_changed(store.path, why=OPENED)
    assert store.path.read_bytes() == bytes_before
    assert list(each_backup(store.path)) == [made]
    store.path.with_name("round.pcw-journal").write_bytes(b"left by a stopped program")
    done = restore(store.path, made)
    assert done.kept is not None
    assert files_set_aside(store.path) == [done.kept]
    assert done.kept.read_bytes() == bytes_before
    assert len(names_in(store.path)) == 60


def test_a_backup_while_somebody_types(store: Store) -> None:
    """Acts go on while backups are made; every backup holds an unbroken beginning of them."""
    stop = threading.Event()

    def type_on() -> None:
        number = 0
        while not stop.is_set():
            add_authority(store, f"{number:05}")
            number += 1

    typing = threading.Thread(target=type_on)
    typing.start()
    try:
        for _ in range(5):
            back_up_if_changed(store.path, why=BackupReason.EDITING)
    finally:
        stop.set()
        typing.join()
    for backup in each_backup(store.path):
        found = names_in(backup)
        assert found == [f"{number:05}" for number in range(len(found))]


def test_the_set_turns_over_and_stays_under_its_size(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.attach(os.urandom(300_000), "image/png")
    for number in range(14):
        add_authority(store, str(number))
        back_up_if_changed(store.path, why=OPENED, at=AT + timedelta(minutes=number))
    kept = backups_of(store.path)
    assert [each.serial for each in kept] == list(range(14, 4, -1))
    monkeypatch.setattr(backups, "MOST_BYTES", 3 * kept[0].path.stat().st_size + 300_000)
    add_authority(store, "one more")
    newest = back_up_if_changed(store.path, why=OPENED, at=AT - timedelta(days=3650))
    assert [each.serial for each in backups_of(store.path)] == [15, 14, 13]
    assert next(each_backup(store.path)) == newest
    monkeypatch.setattr(backups, "MOST_BYTES", 1)
    add_authority(store, "and another")
    assert back_up_if_changed(store.path, why=OPENED, at=AT) is not None
    assert [each.serial for each in backups_of(store.path)] == [16]
    assert len(list((folder_of(store.path) / "attachments").iterdir())) == 1


def test_what_a_stopped_program_left_is_cleared_away(store: Store) -> None:
    folder = folder_of(store.path)
    (folder / "attachments").mkdir(parents=True)
    for left in (folder / ".0123456789ab", folder / "attachments" / ".0123456789ab"):
        left.write_bytes(b"half")
    back_up_if_changed(store.path, why=OPENED)
    assert sorted(each.name for each in folder.iterdir() if not each.name.endswith(".pcw")) == ["attachments", "lock"]
    assert list((folder / "attachments").iterdir()) == []


def test_a_backup_can_be_changed_so_that_nothing_of_a_value_is_left(store: Store) -> None:
    store.keep_draft("note:1", "canary-of-kent")
    digest = store.attach(b"canary-of-slough", "text/plain")
    add_authority(store, "Kent")
    backup = back_up_if_changed(store.path, why=OPENED)
    assert backup is not None

    def take_out(conn: Connection) -> None:
        conn.execute(delete(draft))
        conn.execute(delete(attachment).where(attachment.c.sha256 == digest))

    rewrite_backup(backup, take_out)
    assert b"canary" not in b"".join(each.read_bytes() for each in backup.parent.rglob("*") if each.is_file())
    assert names_in(backup) == ["Kent"]


def test_a_change_of_a_backup_that_fails_changes_nothing(store: Store) -> None:
    add_authority(store, "Kent")
    backup = back_up_if_changed(store.path, why=OPENED)
    assert backup is not None
    before = backup.read_bytes()

    def fail(conn: Connection) -> None:
        conn.execute(update(draft).values(text=""))
        conn.execute(select(attachment)).one()

    with pytest.raises(Exception, match="No row was found"):
        rewrite_backup(backup, fail)
    assert backup.read_bytes() == before
    add_authority(store, "Slough")
    back_up_if_changed(store.path, why=OPENED)
    assert [each.name for each in backup.parent.glob(".*")] == []


def test_a_person_sees_what_is_inside(store: Store) -> None:
    add_authority(store, "Kent")
    backup = back_up_if_changed(store.path, why=OPENED)
    assert backup is not None
    inside = contents_of(backup)
    assert inside is not None
    assert (inside.rounds, inside.notes, inside.findings, inside.change) == ((), 0, 0, "Add authority")
    assert inside.changed_at is not None
    damage(backup)
    assert contents_of(backup) is None


def test_no_room_is_one_sentence(store: Store, home: Path) -> None:
    home.mkdir()
    (home / "backups").write_text("a file where the folder should be")
    with pytest.raises(UserError, match=r"No backup of round\.pcw could be made") as refused:
        back_up_if_changed(store.path, why=OPENED)
    assert refused.value.exit_code is Exit.CANNOT_READ_OR_WRITE
