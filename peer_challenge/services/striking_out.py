"""Striking words out for good: where it can be asked for, what others ask for, and who still has the words."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import typed_fields
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.services.record_words import field_words, kind_words, moment_words, name_of, person_words
from peer_challenge.storage import redaction
from peer_challenge.storage.holding import holding
from peer_challenge.storage.queries.history import kind_of
from peer_challenge.storage.store import Applied, Store


@dataclass(frozen=True, slots=True)
class StruckOutElsewhere:
    """Words here that somebody struck out on another laptop; `followed` ones are hidden until somebody here confirms.

    `id` is the mark of the request.
    """

    id: UUID
    entity: UUID
    words: str
    detail: str
    followed: bool


@dataclass(frozen=True, slots=True)
class StillHeld:
    """Something that still holds words that were struck out."""

    words: str


@dataclass(frozen=True, slots=True)
class StruckOut:
    """What striking out did, and what still holds the words."""

    applied: Applied
    still_held: tuple[StillHeld, ...]


def can_strike_out(store: Store, entity: UUID, field: str) -> bool:
    """Return whether a field holds typed words, which alone can be struck out."""
    kind = kind_of(store, entity)
    return kind in KINDS and field in typed_fields(KINDS[kind])


def strike_out(store: Store, entity: UUID, field: str, seen: int | None = None) -> StruckOut:
    """Strike out every wording of a field that the person saw: here, in drafts and in backups, for good."""
    kind = kind_of(store, entity)
    if kind not in KINDS or not can_strike_out(store, entity, field):
        raise UserError("Only words that somebody typed can be struck out.")
    return StruckOut(redaction.redact(store, KINDS[kind], entity, field, seen), still_held(store, entity))


def struck_out_elsewhere(store: Store) -> tuple[StruckOutElsewhere, ...]:
    """Return what was struck out elsewhere and still has its words here."""
    return tuple(
        StruckOutElsewhere(
            each.id,
            each.entity,
            f"{person_words(store, each.actor)} struck out the {_fields(each.fields)} of the {kind_words(each.kind)} "
            f"“{name_of(store, each.entity)}”.",
            f"{moment_words(each.at)}. {_ADVICE[each.followed]}",
            each.followed,
        )
        for each in redaction.waiting_redactions(store)
    )


def follow(store: Store, request: UUID) -> Applied:
    """Destroy here too, in backups as well, what was struck out elsewhere."""
    return redaction.confirm_redaction(store, request)


def still_held(store: Store, entity: UUID) -> tuple[StillHeld, ...]:
    """Return what still holds words struck out of a record: files sent, backups, final reports."""
    return tuple(
        StillHeld(f"{each.what.capitalize()} {each.name}{f', {moment_words(each.at)}' if each.at else ''}")
        for each in holding(store, entity)
    )


_ADVICE = {
    True: "The words are hidden. Strike them out here too, and they go for good.",
    False: "Whoever asked neither wrote these words nor coordinates, so nothing was done.",
}


def _fields(names: tuple[str, ...]) -> str:
    return " and ".join(field_words(each) for each in names)
