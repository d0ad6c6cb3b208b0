"""Looking at a file somebody sent, whatever it is, before anything of it is brought in."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.foreign import paper_kind
from peer_challenge.exchange.packs.age import PassphraseNeededError
from peer_challenge.exchange.packs.reading import PackRead
from peer_challenge.jobs import round_forms
from peer_challenge.jobs.accuracy import DraftLook, look_at_draft
from peer_challenge.jobs.closing_form import SheetLook, bring_in_closing, look_at_closing
from peer_challenge.jobs.pack_in import Preview, open_pack, preview
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.services import corrections
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


def is_paper(path: Path) -> bool:
    """Return whether a file is a Word, Excel or PDF paper by its contents: a form that came back, and no file sent."""
    return bool(paper_kind(path))


def look_at_paper(store: Store, round_id: UUID, path: Path, authority: UUID | None = None) -> Look:
    """Read a paper that came back, whichever it is, and say what bringing it in would do; nothing changes.

    A form is known by its mark, then by its headings; then it may be the draft of a report with corrections, and what
    is none of these would be kept as the SEF of `authority`. Raises `NamelessError` where nobody says whose it is.
    """
    found: Look | None = None
    if paper_kind(path) == "xlsx":
        found = look_at_closing(store, round_id, path)
    elif paper_kind(path) == "docx" and not round_forms.is_marked(path):
        found = look_at_draft(store, round_id, path)
    return found or round_forms.look_at(store, round_id, path, authority)


def bring_in_paper(store: Store, round_id: UUID, look: Look) -> ChangeSet:
    """Take what was looked at, in one act."""
    match look:
        case DraftLook(challenge=UUID() as challenge, corrections=found):
            return corrections.bring_in(store, challenge, found)
        case SheetLook(rows=rows):
            return bring_in_closing(store, rows, round_id)
    return round_forms.bring_in_form(store, round_id, look)
