"""Who has a round file open for writing: one window or command at a time, told to the others by computer and time."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import lock_descriptor
from pydantic import BaseModel, ConfigDict, ValidationError

from peer_challenge.domain.days import clock_in_words, day_in_words
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.storage.store import utc_now

_MOST_BYTES = 4096


class Holder(BaseModel):
    """The computer that writes to a round file, and since when; no person's name."""

    model_config = ConfigDict(frozen=True)

    computer: str
    since: datetime

    @property
    def words(self) -> str:
        """The holder as a person reads it: KENT-LT-0231 since 10:42am on 5 November 2026."""
        at = self.since.astimezone()
        return f"{self.computer} since {clock_in_words(at.time())} on {day_in_words(at.date())}"


@dataclass(slots=True)
class RoundLock:
    """A hold on a round file; it ends with `release`, or with the process however that ends."""

    _descriptor: int
    _beside: Path

    def release(self) -> None:
        """Let others write, and clear the small file away where the system lets an open file go."""
        if self._descriptor >= 0:
            with suppress(OSError):
                self._beside.unlink()
            os.close(self._descriptor)
            self._descriptor = -1


def take_lock(path: Path, now: datetime | None = None) -> RoundLock | Holder | None:
    """Take the hold on a round file, or return who has it; None where its holder cannot be told.

    The hold is the operating system's own, on a small file beside the round file, so nothing stale stays behind when a
    computer stops. Raises `UserError` (exit 74) where no file can be made in the folder: then nothing can be written.
    """
    beside = _beside(path)
    try:
        descriptor = _locked(beside)
    except OSError as fault:
        sentence = f"Nothing can be written in the folder {path.parent}. Copy {path.name} to a folder of your own."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault
    if descriptor is None:
        return _holder(beside)
    holder = Holder(computer=platform.node() or "a computer without a name", since=now or utc_now())
    # The first byte is what is locked; Windows lets nobody else read it.
    os.ftruncate(descriptor, 0)
    os.write(descriptor, b"\n" + holder.model_dump_json().encode())
    return RoundLock(descriptor, beside)


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold a round file while a command writes to it; raises `UserError` with exit 69 when somebody else does."""
    taken = take_lock(path)
    if not isinstance(taken, RoundLock):
        raise UserError(open_elsewhere(path, taken), Exit.UNAVAILABLE)
    try:
        yield
    finally:
        taken.release()


def open_elsewhere(path: Path, holder: Holder | None) -> str:
    """Return the sentence that says who has a round file open."""
    by = f" on {holder.words}" if holder else ""
    return f"{path.name} is open for writing{by}. Close it there, then try again."


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _locked(beside: Path) -> int | None:
    """Return the descriptor of the file beside, locked; None when somebody else has it."""
    while True:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOINHERIT", 0), 0o600)
        if not lock_descriptor(descriptor, blocking=False):
            os.close(descriptor)
            return None
        # Whoever had it may have cleared the file away since it was opened here: then the next one counts.
        if beside.exists() and os.path.samestat(os.fstat(descriptor), beside.stat()):
            return descriptor
        os.close(descriptor)


def _holder(beside: Path) -> Holder | None:
    try:
        with beside.open("rb") as file:
            file.seek(1)
            return Holder.model_validate_json(file.read(_MOST_BYTES))
    except (OSError, ValidationError):
        return None
