"""The region's own look, kept with the round: every document takes it from here."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.records import Round
from peer_challenge.reports.document import Document
from peer_challenge.reports.look import Look
from peer_challenge.reports.palette import ACCENT, LEGIBLE, colour_of, is_legible, legible_shade
from peer_challenge.services.rounds import edit_round
from peer_challenge.storage.store import Applied, Store


def look_of(store: Store, round_id: UUID) -> Look:
    """Return how the documents of a round look.

    A logo that is not in this copy, or that came in a file and is none, is left out; so is a colour nobody could read.
    """
    round_ = store.need(Round, round_id)
    return Look(
        name=round_.letterhead.strip(),
        logo=_logo(store, round_.logo),
        logo_words=round_.logo_words.strip() or _logo_words(round_),
        accent=round_.accent if is_legible(round_.accent) else ACCENT,
    )


def dressed(store: Store, round_id: UUID, document: Document) -> Document:
    """Return a document in the look of its round."""
    look = look_of(store, round_id)
    return replace(document, look=look, author=look.name or document.author)


def take_logo(store: Store, round_id: UUID, path: Path) -> Applied:
    """Keep a PNG or JPEG, made plain, as the round's logo; raises `UserError` for what is none, or cannot be read."""
    from peer_challenge.reports.logo import LARGEST_BYTES, plain_logo

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as reason:
        raise UserError(f"{path.name} could not be read: {reason.strerror}.", Exit.CANNOT_READ_OR_WRITE) from reason
    kept = store.attach(plain_logo(content, path.name), "image/png")
    before = store.need(Round, round_id)
    return store.apply(edit_round(store, round_id, logo=kept, logo_words=before.logo_words or _logo_words(before)))


def leave_logo(store: Store, round_id: UUID) -> ChangeSet:
    """Print no logo any more."""
    return edit_round(store, round_id, logo="", logo_words="")


def edit_look(store: Store, round_id: UUID, **fields: str) -> ChangeSet:
    """Change name, logo in words or colour of a round's reports; raises `UserError` as `choose_accent` does."""
    if "accent" in fields:
        return choose_accent(store, round_id, fields["accent"])
    return edit_round(store, round_id, **fields)


def choose_accent(store: Store, round_id: UUID, colour: str) -> ChangeSet:
    """Set the colour of headings, rules and charts, such as "#0f5468"; "" is the program's own again.

    Raises `UserError`, naming the nearest shade that does, when words in it could not be read on paper and its tints.
    """
    if not colour.strip():
        return edit_round(store, round_id, accent="")
    chosen = colour_of(colour)
    if not chosen:
        raise UserError("Write the colour as # and six figures or letters a to f, such as #0f5468.")
    if not is_legible(chosen):
        raise UserError(
            f"Words in #{chosen} are hard to read: their contrast with the paper is below {LEGIBLE:g} to 1. "
            f"The nearest darker shade that can be read is #{legible_shade(chosen)}."
        )
    return edit_round(store, round_id, accent=chosen)


def _logo(store: Store, sha256: str) -> bytes:
    content = store.attached(sha256) if sha256 else None
    if content is None:
        return b""
    from peer_challenge.reports.logo import is_plain

    return content if is_plain(content) else b""


def _logo_words(round_: Round) -> str:
    return f"Logo of {round_.letterhead.strip() or round_.region.strip() or 'the region'}"
