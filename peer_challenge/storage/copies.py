"""A consistent copy of a round file, so that long reading never stands in the way of typing."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peer_challenge.storage.backups import folder_of
from peer_challenge.storage.failures import in_plain_words
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.opening import refuse_what_is_not_ours
from peer_challenge.storage.snapshot import copy_database


@contextmanager
def working_copy(path: Path) -> Iterator[Path]:
    """Give a copy of the round file in a private folder that goes afterwards; the file itself is only read."""
    refuse_what_is_not_ours(path)
    with tempfile.TemporaryDirectory(prefix="peer-challenge-") as folder, in_plain_words(path):
        copy = Path(folder) / path.name
        copy_database(path, copy)
        try:
            yield copy
        finally:
            # opening a copy of an older version backs it up first, and such a backup is of nobody's file
            shutil.rmtree(folder_of(copy), ignore_errors=True)


def back_up(path: Path, target: Path) -> None:
    """Keep a consistent copy of the round file at `target`, whole or not at all; raises `UserError` if it cannot."""
    with working_copy(path) as copy:
        write_whole(target, copy.read_bytes())
