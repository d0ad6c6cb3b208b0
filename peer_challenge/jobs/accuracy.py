"""The draft that the host checked, read back: what it would change, before anything is."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.word_comments import read_returned_draft
from peer_challenge.services.draft_returned import Preview, previewed
from peer_challenge.storage.store import Store


def preview_returned_draft(store: Store, challenge: UUID, path: Path, progress: Progress = silent) -> Preview:
    """Return the corrections that a returned Word draft would bring; raises `UserError` when it is no such draft."""
    progress(0, 2, f"Reading {path.name}")
    pieces = read_returned_draft(path)
    progress(1, 2, "Finding the sentences")
    return previewed(store, challenge, pieces)
