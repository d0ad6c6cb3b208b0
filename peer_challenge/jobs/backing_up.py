"""Keeping backups of the round file that is open, showing what is in them, and going back to one."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peer_challenge.domain.days import clock_in_words, count_of, day_in_words
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.storage import backups
from peer_challenge.storage.backup_contents import Contents, contents_of
from peer_challenge.storage.backups import BackupReason, back_up_if_changed
from peer_challenge.storage.copies import working_copy
from peer_challenge.storage.failures import DamagedFileError
from peer_challenge.storage.files import free_name
from peer_challenge.storage.lock import holding
from peer_challenge.storage.restoring import Restored, copy_of_backup, restore
from peer_challenge.storage.salvage import Salvaged, salvage
from peer_challenge.storage.snapshot import prove_whole

MINUTES_BETWEEN = 15
"""How often the file is backed up while somebody works in it."""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as a list shows it; `holds` is None where it cannot be read."""

    path: Path
    at: datetime
    why: str
    bytes: int
    holds: Contents | None

    @property
    def id(self) -> str:
        """Its place on the disk."""
        return str(self.path)

    @property
    def when(self) -> str:
        """When it was made, on the clock of this computer: 5 November 2026 at 10:42am."""
        return moment_in_words(self.at)

    @property
    def amount(self) -> str:
        """How many notes and findings are in it."""
        if self.holds is None:
            return "It cannot be read"
        return f"{count_of(self.holds.notes, 'note')}, {count_of(self.holds.findings, 'finding')}"

    @property
    def newest_change(self) -> str:
        """The newest change in it: what, when and by whom."""
        if self.holds is None or self.holds.changed_at is None:
            return "nothing yet"
        by = f" by {self.holds.changed_by}" if self.holds.changed_by else ""
        return f"{self.holds.change}, {moment_in_words(self.holds.changed_at)}{by}"


def moment_in_words(at: datetime) -> str:
    """Return an aware time on the clock of this computer: 5 November 2026 at 10:42am."""
    here = at.astimezone()
    return f"{day_in_words(here.date())} at {clock_in_words(here.time())}"


def look_after(path: Path, *, opened: bool) -> Path | None:
    """Back the open round file up if it changed, and in any case prove it whole; `opened` says that it just was.

    Raises `DamagedFileError` where it is not whole, another `UserError` where there can be no backup.
    """
    made = back_up_if_changed(path, why=BackupReason.OPENED if opened else BackupReason.EDITING)
    if made is None:
        with working_copy(path) as copy:
            prove_whole(copy, path.name)
    return made


def backup_rows(path: Path, progress: Progress = silent) -> list[BackupRow]:
    """Return what each backup of the round file holds, the newest first."""
    found = backups.backups_of(path)
    rows = []
    for at, each in enumerate(found):
        progress(at, len(found), "Looking into the backups")
        rows.append(BackupRow(each.path, each.at, each.why.words, each.path.stat().st_size, contents_of(each.path)))
    return rows


def restore_backup(path: Path, backup: Path) -> Restored:
    """Put a backup in the place of the round file, which nobody else may have open; what stood there is kept."""
    with holding(path):
        return restore(path, backup)


def restored_in_words(said: str, done: Restored) -> str:
    """Return what was done, with how many attachments could not be put back."""
    if not done.missing:
        return said
    return f"{said} {count_of(len(done.missing), 'attachment')} could not be put back."


def is_damage(error: Exception) -> bool:
    """Return whether an error says that a file's bytes are not as they were written."""
    return isinstance(error, DamagedFileError)


def has_backups(path: Path) -> bool:
    """Return whether a file that cannot be opened as a round file was one."""
    return bool(backups.backups_of(path))


def look_into(row: BackupRow, path: Path, folder: Path) -> Path:
    """Make a round file of its own from a backup of `path`, to open and look at; return it."""
    here = row.at.astimezone()
    target = free_name(folder / f"{path.stem} as it was {here:%Y-%m-%d %H.%M}.pcw")
    folder.mkdir(parents=True, exist_ok=True)
    copy_of_backup(row.path, target)
    return target


def salvage_beside(path: Path, progress: Progress = silent) -> tuple[Path, Salvaged]:
    """Make a new round file beside a damaged one from all that can be read of it; the damaged one is only read."""
    target = free_name(path.with_stem(f"{path.stem} salvaged"))
    return target, salvage(path, target, progress)


def room_left(folder: Path) -> int:
    """Return the bytes free on the disk of the nearest folder that is there."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def last_backup_in_words(path: Path) -> str:
    """Return when the newest backup of a round file was made, for a line that says so."""
    newest = next(iter(backups.backups_of(path)), None)
    return f"last backup {moment_in_words(newest.at)}" if newest else "no backup yet"
