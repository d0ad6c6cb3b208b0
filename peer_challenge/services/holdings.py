"""What do we hold? All about one authority or one named person, for freedom of information and subject access."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from peer_challenge.domain.audience import HERE, ROUND, Scope
from peer_challenge.domain.codec import Unreadable
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Person, Round, Submission
from peer_challenge.domain.vocabulary import read
from peer_challenge.services.record_words import (
    field_words,
    kind_words,
    moment_words,
    name_of,
    person_words,
    value_words,
)
from peer_challenge.services.whose import whose_window
from peer_challenge.storage.operations import canonical
from peer_challenge.storage.queries.holdings import HeldCopy, HeldFile, HeldValue, held_about, kept_bytes
from peer_challenge.storage.store import Store

_SHORTEST_NAME = 4
"""A short name such as "B&H" stands in too many words to be looked for in them."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One value in words: what it is part of, what it says, who wrote it when, how it stands and how it is marked."""

    about: str
    kind: str
    record: str
    field: str
    value: str
    written_at: str
    written_by: str
    state: str
    marking: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held about `subject`: rows, kept files by SHA-256, drafts, and the copies that hold some of it."""

    subject: str
    summary: tuple[str, ...]
    rows: tuple[HeldRow, ...]
    files: tuple[HeldFile, ...]
    drafts: tuple[tuple[str, str], ...]
    copies: tuple[HeldCopy, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """An authority or a person that can be asked about."""

    id: UUID
    name: str
    about: str

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}, {self.about}."


def subjects(store: Store) -> list[Subject]:
    """Return every authority of the round file, and then every person, by name."""
    names = {each.id: each.name for each in store.find(Authority)}
    authorities = sorted((Subject(id_, name, "authority") for id_, name in names.items()), key=lambda each: each.name)
    people = [
        Subject(each.id, each.name, f"person, {names[each.authority]}" if each.authority in names else "person")
        for each in store.find(Person)
        if each.name
    ]
    return [*authorities, *sorted(people, key=lambda each: each.name)]


def what_we_hold(store: Store, subject: UUID) -> Holdings:
    """Return what this round file, its backups and the files exchanged hold about an authority or a person.

    Raises `UserError` for anything else.
    """
    found: Authority | Person | None = store.get(Authority, subject) or store.get(Person, subject)
    if found is None:
        raise UserError("Choose an authority or a person of this round file.")
    places = _Places(store)
    held = held_about(store, subject, _names(found), places.of(found))
    rows = tuple(_rows(store, held.values, places))
    return Holdings(
        subject=found.name,
        summary=tuple(_summary(store, found, rows, held.files, held.copies)),
        rows=rows,
        files=held.files,
        drafts=held.drafts,
        copies=held.copies,
    )


def bytes_of(store: Store, file: HeldFile) -> bytes:
    """Return the bytes of a kept file."""
    return kept_bytes(store, file.sha256)


class _Places:
    """Knows what each scope belongs to, in words, and how it is marked."""

    def __init__(self, store: Store) -> None:
        self._names = {each.id: each.name for each in store.find(Authority)}
        self._rounds = {each.id: each for each in store.find(Round)}
        self._challenges = {f"challenge:{each.id}": each for each in store.find(Challenge)}
        self._sefs = {f"submission:{each.id}": each for each in store.find(Submission)}
        markings = [each.marking for each in self._rounds.values() if each.marking]
        self._marking = markings[-1] if markings else ""

    def of(self, subject: Authority | Person) -> frozenset[Scope]:
        """Return the scopes that are the subject's own: of an authority its SEFs, and the challenges it hosts."""
        own = {scope for scope, each in self._sefs.items() if each.authority == subject.id}
        return frozenset(own | {scope for scope, each in self._challenges.items() if each.host == subject.id})

    def words(self, scope: Scope) -> tuple[str, str]:
        """Return what a scope belongs to, and its marking."""
        if challenge := self._challenges.get(scope):
            return self._said("Challenge of", challenge.host, challenge.round)
        if sef := self._sefs.get(scope):
            return self._said("SEF of", sef.authority, sef.round)
        return {ROUND: "The round", HERE: "Kept here, never sent"}.get(scope, "Something removed"), self._marking

    def _said(self, what: str, authority: UUID, round_id: UUID) -> tuple[str, str]:
        round_ = self._rounds.get(round_id)
        named = f"{what} {self._names.get(authority, 'an authority')}"
        return (f"{named}, {round_.name}", round_.marking) if round_ else (named, self._marking)


def _names(subject: Authority | Person) -> tuple[str, ...]:
    said = (subject.name, *subject.aliases) if isinstance(subject, Authority) else (subject.name, subject.email)
    return tuple(each for each in said if len(each) >= _SHORTEST_NAME)


def _rows(store: Store, values: Iterable[HeldValue], places: _Places) -> Iterable[HeldRow]:
    record_name = cache(lambda entity: name_of(store, entity))
    writer = cache(lambda actor: person_words(store, actor))
    for each in values:
        about, marking = places.words(each.scope)
        yield HeldRow(
            about=about,
            kind=kind_words(each.kind),
            record=record_name(each.entity),
            field=field_words(each.field),
            value=_said(store, each),
            written_at=moment_words(each.at),
            written_by=writer(each.actor),
            state="Removed" if each.removed else "Stands" if each.stands else "Written over",
            marking=marking,
        )


def _said(store: Store, held: HeldValue) -> str:
    try:
        value: Any = read(held.kind, held.field, held.value)
    except Unreadable:
        return canonical(held.value)
    return value_words(store, value)


def _summary(
    store: Store,
    subject: Authority | Person,
    rows: tuple[HeldRow, ...],
    files: tuple[HeldFile, ...],
    copies: tuple[HeldCopy, ...],
) -> Iterable[str]:
    standing = sum(each.state == "Stands" for each in rows)
    yield f"What is held about {subject.name} in the round file of {whose_window(store)}."
    yield f"{count_of(len(rows), 'value')}: {standing:,} stand, the others were written over or removed."
    exchanged = count_of(len(copies), "backup or file exchanged", "backups and files exchanged")
    yield f"{count_of(len(files), 'kept file')}, {exchanged}."
    yield (
        "Found by being its record, naming it, being written by it, or belonging to its own SEFs and challenges. "
        "Words about it under another name are not found: search for those."
    )
    yield "It holds words about others too. Read and redact it before anything is released."
    yield "What laptops of others hold is not known here, except for files sent to them and received from them."
