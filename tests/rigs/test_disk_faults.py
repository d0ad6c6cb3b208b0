"""The disk fails at every n-th call while a note is saved: the words stay, one sentence says why, nothing breaks."""

import errno
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.domain.errors import UserError
from peer_challenge.storage.backups import BackupReason, back_up_if_changed, each_backup
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.copies import working_copy
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.restoring import restore
from peer_challenge.storage.store import Store
from tests.rigs.faulty_disk import FaultyDisk
from tests.rigs.scenes import make_attachments, make_session
from ui.app import Program
from ui.messages import install_excepthook
from ui.pages.note_desk import NoteDesk

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the calls are replaced as on Linux")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE)
FRESH = secrets.randbits(32)


@pytest.fixture
def faulty() -> Iterator[FaultyDisk]:
    disk = FaultyDisk()
    yield disk
    disk.close()


@pytest.fixture
def desk(qtbot: QtBot, faulty: FaultyDisk, program: Program, tmp_path: Path) -> Iterator[NoteDesk]:
    """The box for notes in the whole window, with the program's own hook for what no code caught."""
    path = tmp_path / "round.pcw"
    make_session(path)
    restore_hook = install_excepthook(program.window.messages)
    program.open(path)
    program.window.go("Session")
    qtbot.waitUntil(lambda: not program.background.busy, timeout=20_000)  # the backup on opening
    yield program.window.pages.current.desk  # type: ignore[union-attr]
    restore_hook()


def texts_on_disk(path: Path) -> list[str]:
    """Return the notes as another program finds them."""
    with working_copy(path) as copy:
        store = open_store(copy)
        try:
            return [each.text for each in store.find(r.Note)]
        finally:
            store.close()


def is_plain(sentence: str) -> bool:
    return sentence.endswith(".") and not any(word in sentence for word in ("Error", "sqlite", "Traceback", "None"))


def save_while_failing(
    qtbot: QtBot, program: Program, desk: NoteDesk, faulty: FaultyDisk, text: str, at: int, error: int, lasting: bool
) -> list[str]:
    """Type a note and press Enter while the disk fails; then again with the disk well. Return what went wrong.

    Where the very last flush of a commit fails, the note may be on the disk although the disk said no, and nobody can
    know while it goes on failing: then the note stands twice in the end, which is better than not at all.
    """
    assert program.file is not None
    path, entry, messages = program.file.store.path, desk.entry, program.window.messages
    messages.bar.clear()
    wrong, times = [], {1}
    with faulty.failing(at, error, lasting=lasting):
        qtbot.keyClicks(entry.box, text)
        desk.keep_now()
        qtbot.keyClick(entry.box, Qt.Key.Key_Return)
    said = [banner.sentence for banner in messages.bar.banners]
    if entry.text:
        said.append(entry._hint.text())
        if entry.text != text:
            wrong.append(f"the box holds {entry.text!r}")
        if text in texts_on_disk(path):
            times = {2}
    if messages.report is not None:
        wrong.append(messages.report.report)
        messages.report.close()
    wrong += [f"not plain: {each}" for each in said if not is_plain(each)]
    if entry.text:
        qtbot.keyClick(entry.box, Qt.Key.Key_Return)
    if entry.text or texts_on_disk(path).count(text) not in times:
        wrong.append(f"saved {texts_on_disk(path).count(text)} times, {entry.text!r} left")
        entry.box.clear()
    return [f"{errno.errorcode[error]} at call {at}, lasting {lasting}: {each}" for each in wrong]


def sweep(qtbot: QtBot, program: Program, desk: NoteDesk, faulty: FaultyDisk, points: int) -> None:
    chance = Random(FRESH)
    with faulty.failing(0) as counted:
        qtbot.keyClicks(desk.entry.box, "to count by")
        desk.keep_now()
        qtbot.keyClick(desk.entry.box, Qt.Key.Key_Return)
    assert counted.calls > 20, "the calls are not seen"
    print(f"fresh seed {FRESH}, {counted.calls} calls in saving a note")
    wrong: list[str] = []
    for point in range(points):
        # every n-th call in turn, then calls by chance
        at = (
            point * counted.calls // (points * 3 // 4) + 1
            if point < points * 3 // 4
            else chance.randint(1, counted.calls)
        )
        text = f"note {point} with words"
        error = ERRORS[point % len(ERRORS)]
        wrong += save_while_failing(qtbot, program, desk, faulty, text, at, error, bool(point // 4 % 2))
    assert wrong == []
    assert program.file is not None
    texts = [each.text for each in program.file.workspace.ask(Store.find, r.Note)]
    twice = len(texts) - len(set(texts))
    print(f"{twice} of {points} notes stand twice")
    assert twice <= points // 20 + 1
    assert program.file.workspace.ask(faults_of) == []


def test_a_note_stays_while_the_disk_fails(qtbot: QtBot, program: Program, desk: NoteDesk, faulty: FaultyDisk) -> None:
    sweep(qtbot, program, desk, faulty, 40)


@pytest.mark.slow
def test_a_note_stays_whatever_call_fails(qtbot: QtBot, program: Program, desk: NoteDesk, faulty: FaultyDisk) -> None:
    sweep(qtbot, program, desk, faulty, 300)


def stands_whole(path: Path, names: int, *, backup: bool = False) -> None:
    store = open_store(path)
    try:
        # the bytes of a backup's attachments lie beside it
        assert [each for each in faults_of(store) if not (backup and each.startswith("Attachment"))] == []
        assert len(store.find(r.Authority)) == names
    finally:
        store.close()


def every_nth(faulty: FaultyDisk, act: Callable[[], object], after: Callable[[], None], points: int) -> int:
    """Do `act` while its first, second, … call fails; only a plain sentence may come out. Return how often it did."""
    with faulty.failing(0) as counted:
        act()
    after()
    said: list[str] = []
    for point in range(points):
        at = 1 + point * counted.calls // points
        with faulty.failing(at, ERRORS[point % len(ERRORS)], lasting=bool(point % 3)):
            try:
                act()
            except UserError as error:
                said.append(error.sentence)
        after()
    assert [each for each in said if not is_plain(each)] == []
    return len(said)


@pytest.mark.parametrize("points", [20, pytest.param(150, marks=pytest.mark.slow)])
def test_backups_and_restoring_on_a_failing_disk(tmp_path: Path, faulty: FaultyDisk, points: int) -> None:
    """A backup that could not be made, or a restore that could not be finished, leaves everything as it stood."""
    path = tmp_path / "round.pcw"
    make_attachments(path)
    first = back_up_if_changed(path, why=BackupReason.ASKED)
    assert first is not None
    number = 0

    def type_on() -> None:
        nonlocal number
        number += 1
        store = open_store(path)
        store.keep_draft("note", str(number))
        store.close()

    def after_backup() -> None:
        for backup in each_backup(path):
            stands_whole(backup, 3, backup=True)
        stands_whole(path, 3)
        type_on()

    type_on()
    assert every_nth(faulty, lambda: back_up_if_changed(path, why=BackupReason.EDITING), after_backup, points)
    kept = list(each_backup(path))[-1]
    assert every_nth(faulty, lambda: restore(path, kept), lambda: stands_whole(path, 3), points)
    assert {each.name for each in tmp_path.iterdir()} <= {"round.pcw", "round.pcw.lock", "home"}


def test_the_rig_sees_what_it_should(tmp_path: Path, faulty: FaultyDisk, store: Store) -> None:
    """The control: a disk that fails at the first call lets nothing be kept, and one that never fails lets all."""
    with faulty.failing(1, errno.ENOSPC), pytest.raises(UserError, match="round"):
        store.keep_draft("note", "words")
    with faulty.failing(0) as counted:
        store.keep_draft("note", "words")
    assert counted.calls > 5
    assert store.draft("note") == "words"
