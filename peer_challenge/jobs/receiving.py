"""Looking at a file somebody sent before anything of it is brought in."""

from dataclasses import dataclass
from pathlib import Path

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.packs.age import PassphraseNeededError
from peer_challenge.exchange.packs.reading import PackRead
from peer_challenge.jobs.pack_in import Preview, open_pack, preview
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was verified, with what bringing it in would do; without `read` it is locked by a passphrase."""

    path: Path
    read: PackRead | None = None
    preview: Preview | None = None


def look_at(store: Store, path: Path, passphrase: str | None = None, progress: Progress = silent) -> Looked:
    """Verify a file and find out what it would bring; nothing is changed. Raises `UserError` when it cannot be used."""
    progress(0, 1, f"Checking {path.name}")
    try:
        read = open_pack(path, passphrase, now=store.now(), progress=progress)
    except PassphraseNeededError:
        return Looked(path)
    return Looked(path, read, preview(store, read, progress))
