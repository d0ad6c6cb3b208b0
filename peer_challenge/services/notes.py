"""Notes of a session: typed live, put right afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import LinkedTo, NoteKind
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import AskOffer, FindingLink, Note
from peer_challenge.domain.wording import needed
from peer_challenge.services.removing import remove_whole, with_reasons
from peer_challenge.storage.queries import notes as queries
from peer_challenge.storage.store import Store

MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What a note is about, so that the next one can be about the same."""

    kind: NoteKind
    line: UUID | None
    claim: UUID | None
    speaker: str


def add_note(
    store: Store,
    session: UUID,
    challenge: UUID,
    text: str,
    kind: NoteKind,
    line: UUID | None,
    at: datetime,
    *,
    claim: UUID | None = None,
    speaker: str = "",
) -> ChangeSet:
    """Add a note on a host; `at` is when its first character was typed, `speaker` a role and never a name."""
    note = Note(
        id=store.new_id(),
        session=session,
        challenge=challenge,
        at=at,
        text=_words(text),
        kind=kind,
        line=line,
        claim=claim,
        author=store.who,
        speaker=speaker.strip(),
    )
    return add("Add note", note)


def last_note(store: Store, session: UUID) -> Note | None:
    """Return the note this person wrote last in a session."""
    return queries.last_note(store, session, store.who)


def last_links(store: Store, session: UUID) -> Links | None:
    """Return what this person's last note was about; None before the first."""
    note = last_note(store, session)
    return Links(kind=note.kind, line=note.line, claim=note.claim, speaker=note.speaker) if note else None


def add_chat(
    store: Store, session: UUID, challenge: UUID, lines: Sequence[str], line: UUID | None, at: datetime
) -> ChangeSet:
    """Add the lines of a chat as plain notes, one a line, all in one act and in their order."""
    if not lines:
        raise UserError("There is nothing to add. Copy the lines of the chat first.")
    made = [
        Note(
            id=store.new_id(),
            session=session,
            challenge=challenge,
            at=at,
            text=_words(each),
            line=line,
            author=store.who,
        )
        for each in lines
    ]
    return add(f"Add {count_of(len(made), 'note')} from a chat", *made)


def edit_note(store: Store, note: UUID, text: str, kind: NoteKind | None = None, /, **about: object) -> ChangeSet:
    """Put a note's words right, and its kind, `line`, `claim` and `speaker` where they are given; its time stays."""
    found = store.need(Note, note)
    return with_reasons(store, edit("Edit note", found, text=_words(text), kind=kind or found.kind, **about))


def set_note_kind(store: Store, notes: list[UUID], kind: NoteKind) -> ChangeSet:
    """Say what notes are."""
    found = [store.need(Note, each) for each in notes]
    return edit_each("Change kind of note", ((each, replace(each, kind=kind)) for each in found))


def answer_note(store: Store, note: UUID, answered: bool = True) -> ChangeSet:
    """Say that a question was answered, or that it was not."""
    label = "Say that a question was answered" if answered else "Say that a question is open"
    return edit(label, store.need(Note, note), answered=answered)


def flag_note(store: Store, note: UUID, flagged: bool | None = None) -> ChangeSet:
    """Mark a note for follow-up, or take the mark away; None turns it round."""
    found = store.need(Note, note)
    wanted = not found.flagged if flagged is None else flagged
    return edit("Flag note" if wanted else "Take the flag off a note", found, flagged=wanted)


def remove_note(store: Store, note: UUID) -> ChangeSet:
    """Remove a note and what findings link to it; an ask or offer taken from it stays, without it."""
    found = store.need(Note, note)
    links = store.find(FindingLink, challenge=found.challenge, linked_to=LinkedTo.NOTE, target=note)
    taken = store.find(AskOffer, challenge=found.challenge, note=note)
    freed = edit_each("Remove note", ((each, replace(each, note=None)) for each in taken))
    return remove_whole(store, "Remove note", found, *links) + freed


def _words(text: str) -> str:
    words = needed(text, "There is nothing to save yet. Type the note first.")
    if len(words) > MOST_CHARACTERS:
        raise UserError(
            f"This note has {len(words):,} characters; the most is {MOST_CHARACTERS:,}. Split it into several notes."
        )
    return words
