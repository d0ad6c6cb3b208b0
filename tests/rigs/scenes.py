"""What is going on when the computer stops: each scene does real work through the services and says what was promised.

A scene runs in a process of its own that is killed at any moment. `say` hands a line to the process that watches, and
does so only once the program would have told its person: "Saved", "Kept as …", "is as it was in …".
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import DutyKind, NoteKind
from peer_challenge.jobs.backing_up import restore_backup
from peer_challenge.jobs.pack_in import bring_in, open_pack
from peer_challenge.jobs.pack_out import send
from peer_challenge.jobs.reports import issue_report, save_report
from peer_challenge.services import notes
from peer_challenge.services.packing import contents
from peer_challenge.storage.backups import BackupReason, back_up_if_changed, each_backup
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.lock import RoundLock, take_lock
from peer_challenge.storage.opening import WINDOW_WAITS_MS, create_store, open_store
from peer_challenge.storage.restoring import copy_of_backup
from peer_challenge.storage.store import Store
from tests.builders import a_finding, a_triad_in_session, a_triad_that_met

Say = Callable[..., None]
GOLDEN = Path(__file__).parent.parent / "golden" / "round_v1.pcw"
KEY = "note:being typed"
PIECES = ("We heard ", "that łęćą ", "supervision ", "is late; ", "“quoted” ", "and the audit said so. ", "✓ " * 40)


@dataclass
class Promised:
    """What the person was told is kept: text by note, the text being typed, and files."""

    notes: dict[str, str] = field(default_factory=dict)
    tried: dict[str, str] = field(default_factory=dict)
    typed: str = ""
    backup: str = ""
    notes_at_backup: dict[str, str] = field(default_factory=dict)
    done: bool = False
    promises: int = 0

    def hear(self, line: dict[str, Any]) -> None:
        """Take a line that a scene said."""
        self.promises += not {"tried", "ready"} & line.keys()
        match line:
            case {"tried": note, "text": text}:
                self.tried[note] = text
            case {"note": note, "text": text}:
                self.notes[note], self.typed = text, ""
            case {"typed": text}:
                self.typed = text
            case {"backup": path}:
                self.backup, self.notes_at_backup = path, dict(self.notes)
            case {"done": _}:
                self.done = True


@dataclass(frozen=True)
class Scene:
    """Something to be interrupted. `begin` makes the file, `go` works on it, `broken` says what is not as promised.

    An endless scene goes on until it is killed, and its file is used again; the others end by themselves.
    """

    name: str
    begin: Callable[[Path], None]
    go: Callable[[Path, Say, Random], None]
    broken: Callable[[Path, Promised], list[str]]
    endless: bool = False


# Typing and saving ----------------------------------------------------------------------------------------------------


def make_session(path: Path) -> None:
    store = create_store(path)
    a_triad_in_session(store)
    store.close()


def type_and_save(path: Path, say: Say, chance: Random) -> None:
    store = _opened(path)
    session, challenge = store.find(r.Session)[0].id, store.find(r.Challenge)[0].id
    say(ready=True)
    while True:
        type_a_note(store, session, challenge, say, chance)
        if chance.random() < 0.3:
            _edit_a_note(store, say, chance)
        if chance.random() < 0.1:
            store.apply(notes.flag_note(store, store.find(r.Note)[-1].id))
            store.undo()


def type_a_note(store: Store, session: UUID, challenge: UUID, say: Say, chance: Random) -> None:
    text = store.draft(KEY)  # what was half-typed before goes on
    for _ in range(chance.randint(1, 4)):
        text += chance.choice(PIECES)
        store.keep_draft(KEY, text)
        say(typed=text)
    act = notes.add_note(store, session, challenge, text, NoteKind.PLAIN, None, store.now())
    store.apply(act, store.number(), settles=KEY)
    say(note=str(act.changes[0].record.id), text=text.strip())


def _edit_a_note(store: Store, say: Say, chance: Random) -> None:
    note = chance.choice(store.find(r.Note))
    text = note.text + " " + chance.choice(PIECES).strip()
    say(tried=str(note.id), text=text)
    store.apply(notes.edit_note(store, note.id, text), store.number())
    say(note=str(note.id), text=text)


def lost_words(path: Path, promised: Promised) -> list[str]:
    """Return what is missing of everything typed, and what is wrong with the file."""
    store = _opened(path)
    try:
        found = {str(each.id): each.text for each in store.find(r.Note)}
        lost = [
            f"note {note} lost"
            for note, text in promised.notes.items()
            if found.get(note) not in (text, promised.tried.get(note, text))
        ]
        typed = [store.draft(KEY), *found.values()]
        if not any(each.startswith(promised.typed.strip()) for each in typed):
            lost.append("what was being typed is lost")
        promised.notes, promised.typed = found, store.draft(KEY)
        return lost + faults_of(store)
    finally:
        store.close()
        _let_go(path)


def promise_too_early(path: Path, say: Say, chance: Random) -> None:
    """The control: a program that says "Saved" before it is."""
    store = _opened(path)
    session, challenge = store.find(r.Session)[0].id, store.find(r.Challenge)[0].id
    say(ready=True)
    while True:
        act = notes.add_note(store, session, challenge, chance.choice(PIECES), NoteKind.PLAIN, None, store.now())
        say(note=str(act.changes[0].record.id), text=act.changes[0].record.text)  # type: ignore[attr-defined]
        store.apply(act, store.number())


# Backups turning over -------------------------------------------------------------------------------------------------


def make_attachments(path: Path) -> None:
    make_session(path)
    store = open_store(path)
    store.attach(Random(1).randbytes(60_000), "image/png")
    store.close()


def save_and_back_up(path: Path, say: Say, chance: Random) -> None:
    store = _opened(path)
    session, challenge = store.find(r.Session)[0].id, store.find(r.Challenge)[0].id
    say(ready=True)
    while True:
        type_a_note(store, session, challenge, say, chance)
        made = back_up_if_changed(path, why=BackupReason.EDITING)
        say(backup=str(made))


def broken_backups(path: Path, promised: Promised) -> list[str]:
    """Return what is wrong with any backup, and what the newest does not hold of what stood when it was promised."""
    wrong = lost_words(path, promised)
    back_up_if_changed(path, why=BackupReason.OPENED)
    backups = list(each_backup(path))
    wrong += [f"{left.name} is left" for left in backups[0].parent.rglob(".*")]
    for at, backup in enumerate(backups[:3]):  # the older ones were looked at after the kills before
        copy = path.with_name("a backup.pcw")
        shutil.copyfile(backup, copy)
        store = open_store(copy)
        held = {str(each.id) for each in store.find(r.Note)}
        wrong += [each for each in faults_of(store) if not each.startswith("Attachment")]
        if at == 0:
            wrong += [f"note {note} is in no backup" for note in promised.notes_at_backup if note not in held]
        store.close()
        copy.unlink()
    promised.notes_at_backup = {}
    return wrong


# Restoring ------------------------------------------------------------------------------------------------------------


def make_backup_and_go_on(path: Path) -> None:
    make_attachments(path)
    back_up_if_changed(path, why=BackupReason.ASKED)
    store = open_store(path)
    session, challenge = store.find(r.Session)[0].id, store.find(r.Challenge)[0].id
    for _ in range(3):
        type_a_note(store, session, challenge, lambda **_line: None, Random(2))
    store.close()


def restore_the_oldest(path: Path, say: Say, _chance: Random) -> None:
    say(ready=True)
    restore_backup(path, list(each_backup(path))[-1])
    say(done=True)


def lost_by_restoring(path: Path, promised: Promised) -> list[str]:
    """Return what is wrong with the file, and the three notes if neither it nor its newest backup holds them."""
    store = _opened(path)
    wrong, held = faults_of(store), len(store.find(r.Note))
    store.close()
    _let_go(path)
    if promised.done and held:
        wrong.append("not restored")
    if held not in (0, 3):
        wrong.append("half restored")
    if held == 0:
        newest = open_store(next(each_backup(path)))
        wrong += [] if len(newest.find(r.Note)) == 3 else ["three notes lost"]
        newest.close()
    return wrong


# Opening a file of an older version -----------------------------------------------------------------------------------


def make_old(path: Path) -> None:
    shutil.copyfile(GOLDEN, path)


def open_old(path: Path, say: Say, _chance: Random) -> None:
    say(ready=True)
    _opened(path)
    say(done=True)


def lost_by_migrating(path: Path, _promised: Promised) -> list[str]:
    store = _opened(path)
    try:
        names = [each.name for each in store.find(r.Authority)]
        return faults_of(store) + ([] if names == ["Kent", "Slough"] else [f"{names} are left"])
    finally:
        store.close()
        _let_go(path)


# Making a report final and writing it ---------------------------------------------------------------------------------


def make_findings(path: Path) -> None:
    store = create_store(path)
    triad = a_triad_that_met(store)
    for number in range(5):
        a_finding(store, triad, f"Audits have changed practice in team {number}.")
    store.close()


def write_report(path: Path, say: Say, _chance: Random) -> None:
    store = _opened(path)
    say(ready=True)
    challenge = store.find(r.Challenge)[0].id
    issue_report(store, challenge)
    say(done=True)
    save_report(store, challenge, "Kent", path.with_name("kent.pdf"))


def broken_report(path: Path, promised: Promised) -> list[str]:
    store = _opened(path)
    try:
        wrong = faults_of(store)
        issues = store.find(r.ReportIssue)
        kept = store.attached(issues[0].sha256) if issues else None
        if promised.done and kept is None:
            wrong.append("the final report is lost")
        report = path.with_name("kent.pdf")
        if report.exists() and report.read_bytes() != kept:
            wrong.append("the report in the folder is not whole")
        return wrong
    finally:
        store.close()
        _let_go(path)


# Sending a file and bringing one in -----------------------------------------------------------------------------------

SENT = "back.pcpack"


def make_file_that_came_back(path: Path) -> None:
    """Make a round and, from a copy of it on another laptop, a file with forty notes for the lead challenger."""
    make_findings(path)
    other = path.with_name("another laptop.pcw")
    copy_of_backup(path, other)
    store = open_store(other)
    session, challenge = store.find(r.Session)[0].id, store.find(r.Challenge)[0].id
    for _ in range(40):
        type_a_note(store, session, challenge, lambda **_line: None, Random(3))
    send_to_the_challenger(store, path.with_name(SENT))
    store.close()
    other.unlink()


def send_to_the_challenger(store: Store, path: Path) -> None:
    lead = next(each.authority for each in store.find(r.Duty) if each.kind is DutyKind.LEAD_CHALLENGER)
    chosen = contents(store, store.find(r.Round)[0].id, store.find(r.Group)[0].id, lead)
    send(store, chosen, path, None)


def bring_the_file_in(path: Path, say: Say, _chance: Random) -> None:
    store = _opened(path)
    say(ready=True)
    bring_in(store, open_pack(path.with_name(SENT)))
    say(done=True)
    send_to_the_challenger(store, path.with_name("out.pcpack"))
    say(sent=True)


def half_brought_in(path: Path, promised: Promised) -> list[str]:
    store = _opened(path)
    try:
        held = len(store.find(r.Note))
        wrong = faults_of(store)
        if held not in ((40,) if promised.done else (0, 40)):
            wrong.append(f"{held} notes of 40")
        if path.with_name("out.pcpack").exists():
            open_pack(path.with_name("out.pcpack"))
        if not promised.done:
            bring_in(store, open_pack(path.with_name(SENT)))  # once more, as the person would
            wrong += [] if len(store.find(r.Note)) == 40 else ["it does not come in again"]
        return wrong + faults_of(store)
    finally:
        store.close()
        _let_go(path)


# ----------------------------------------------------------------------------------------------------------------------

_holds: dict[Path, RoundLock] = {}


def _opened(path: Path) -> Store:
    """Open as the window does: take the hold, then the file; no question may come up."""
    taken = take_lock(path)
    assert isinstance(taken, RoundLock), "somebody else seems to have the file"
    _holds[path] = taken
    return open_store(path, wait_ms=WINDOW_WAITS_MS)


def _let_go(path: Path) -> None:
    _holds.pop(path).release()


CONTROL = Scene("promising too early", make_session, promise_too_early, lost_words, endless=True)
SCENES = (
    Scene("typing and saving", make_session, type_and_save, lost_words, endless=True),
    Scene("backups turning over", make_attachments, save_and_back_up, broken_backups, endless=True),
    Scene("restoring", make_backup_and_go_on, restore_the_oldest, lost_by_restoring),
    Scene("migrating", make_old, open_old, lost_by_migrating),
    Scene("writing a report", make_findings, write_report, broken_report),
    Scene("bringing in and sending", make_file_that_came_back, bring_the_file_in, half_brought_in),
)
