"""Notes of sessions: by host, counted by kind, and those no finding uses yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, Select, exists, func, or_, select

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.records import AskOffer, FindingLink, Note, Person
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class AuthoredNote:
    """A note and the name of whoever typed it, "" when not known."""

    id: UUID
    note: Note
    author: str


def _authored() -> Select[tuple[object, ...]]:
    note, person = table_of(Note), table_of(Person)
    return (
        select(note, person.c.name.label("author_name"))
        .outerjoin(person, person.c.id == note.c.author)
        .order_by(note.c.at, note.c._born)
    )


def _read(row: Row[tuple[object, ...]]) -> AuthoredNote:
    return AuthoredNote(row.id, as_record(Note, row), row.author_name or "")


def notes_of(store: Store, session: UUID, challenge: UUID) -> list[AuthoredNote]:
    """Return the notes on one host in one session, newest last."""
    note = table_of(Note)
    query = _authored().where(note.c.session == session, note.c.challenge == challenge)
    with store.reading() as conn:
        return [_read(row) for row in conn.execute(query)]


def notes_with_ids(store: Store, ids: Iterable[UUID]) -> list[AuthoredNote]:
    """Return those of `ids` that are still there, newest last."""
    query = _authored().where(table_of(Note).c.id.in_(list(ids)))
    with store.reading() as conn:
        return [_read(row) for row in conn.execute(query)]


def unused_notes(store: Store, challenge: UUID) -> list[AuthoredNote]:
    """Return the notes on a host that no finding rests on and no ask or offer was taken from, newest last."""
    note, link, ask = table_of(Note), table_of(FindingLink), table_of(AskOffer)
    used = or_(
        exists().where(link.c.challenge == challenge, link.c.target == note.c.id),
        exists().where(ask.c.challenge == challenge, ask.c.note == note.c.id),
    )
    query = _authored().where(note.c.challenge == challenge, ~used)
    with store.reading() as conn:
        return [_read(row) for row in conn.execute(query)]


def counts_by_kind(store: Store, session: UUID, challenge: UUID) -> dict[NoteKind, int]:
    """Return how many notes of each kind there are on one host in one session; kinds without any are left out."""
    note = table_of(Note)
    query = (
        select(note.c.kind, func.count())
        .where(note.c.session == session, note.c.challenge == challenge)
        .group_by(note.c.kind)
    )
    with store.reading() as conn:
        return {row[0]: row[1] for row in conn.execute(query)}


def counts_by_claim(store: Store, challenge: UUID) -> dict[UUID, int]:
    """Return how many notes on a host test each statement of its SEF."""
    note = table_of(Note)
    query = (
        select(note.c.claim, func.count())
        .where(note.c.challenge == challenge, note.c.claim.is_not(None))
        .group_by(note.c.claim)
    )
    with store.reading() as conn:
        return {row[0]: row[1] for row in conn.execute(query)}


def last_note(store: Store, session: UUID, author: UUID | None) -> Note | None:
    """Return the note that `author` wrote last in a session."""
    note = table_of(Note)
    mine = note.c.author.is_not_distinct_from(author)
    query = select(note).where(note.c.session == session, mine).order_by(note.c._born.desc()).limit(1)
    with store.reading() as conn:
        row = conn.execute(query).first()
    return as_record(Note, row) if row else None
