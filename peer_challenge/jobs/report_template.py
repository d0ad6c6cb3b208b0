"""The Word template that a region supplies: kept in the round file, and taken for every Word report of the round."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.records import Round
from peer_challenge.services.attachments import keep_file
from peer_challenge.services.rounds import edit_round
from peer_challenge.storage.store import Applied, Store


@dataclass(frozen=True, slots=True)
class Taken:
    """A template that was taken; plain styles stand in for those it lacks."""

    applied: Applied
    lacking: tuple[str, ...]


def take_template(store: Store, round_id: UUID, path: Path) -> Taken:
    """Keep a Word document as the round's template; raises `UserError` when it is none, or cannot be read."""
    from peer_challenge.reports.word import missing_styles

    kept = keep_file(store, path)
    lacking = missing_styles(store.attached(kept.sha256) or b"")
    changes = edit_round(store, round_id, word_template=kept.sha256, word_template_name=kept.name)
    return Taken(store.apply(changes), lacking)


def leave_template(store: Store, round_id: UUID) -> ChangeSet:
    """Take the program's own look again."""
    return edit_round(store, round_id, word_template="", word_template_name="")


def template_of(store: Store, round_id: UUID) -> bytes:
    """Return the round's template; nothing where it has none, or it is not in this copy."""
    kept = store.need(Round, round_id).word_template
    return (store.attached(kept) or b"") if kept else b""
