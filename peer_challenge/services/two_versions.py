"""Fields that stand in two versions since two people changed them unseen by one another, and how that is settled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Authority,
    Challenge,
    Finding,
    LineOfEnquiry,
    Record,
    SectionWording,
)
from peer_challenge.domain.records import Round as RoundRecord
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.services.record_words import (
    field_words,
    is_text,
    kind_words,
    moment_words,
    name_of,
    person_words,
    value_words,
)
from peer_challenge.storage.queries.history import Versions, Wording, kind_of, versions_of
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.store import Store

PRINTED: dict[type[Record], tuple[str, ...]] = {
    Finding: ("text", "kind", "line", "state"),
    AskOffer: ("text", "kind"),
    Action: ("text", "owner_role", "due_on", "impact"),
    Authority: ("name",),
    LineOfEnquiry: ("question", "short"),
    SectionWording: ("text",),
}
"""The fields that a feedback report prints, by kind of record."""


@dataclass(frozen=True, slots=True)
class WordingView:
    """One of the versions; `id` chooses it, `mine` says that it was written under this window's name."""

    id: UUID
    words: str
    who: str
    when: str
    mine: bool


@dataclass(frozen=True, slots=True)
class VersionsView:
    """A field in two or more versions, the one shown elsewhere first; `before` is what all of them go back to.

    `before` is None where there is nothing, or it is not in this file. `joins` says whether both can be kept.
    """

    entity: UUID
    field: str
    about: str
    field_words: str
    wordings: tuple[WordingView, ...]
    before: str | None
    joins: bool

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        versions = ", or ".join(f"{each.words}, by {each.who}" for each in self.wordings)
        return f"{self.about}, {self.field_words}, {len(self.wordings)} versions: {versions}."


@dataclass(frozen=True, slots=True)
class OpenVersions:
    """A line of a list: a field that stands in several versions."""

    entity: UUID
    kind: type[Record]
    field: str
    words: str


def versions(store: Store, entity: UUID, field: str) -> VersionsView | None:
    """Return the versions of a field; None where there are not two of them, or no longer."""
    found = versions_of(store, entity, field)
    if found is None or len(found.heads) < 2:
        return None
    return VersionsView(
        entity,
        field,
        f"{_capital(kind_words(found.kind))} “{name_of(store, entity)}”",
        field_words(field),
        tuple(_view(store, each) for each in found.heads),
        value_words(store, found.ancestor.value) if found.ancestor else None,
        is_text(found.kind, field),
    )


def open_versions(store: Store) -> tuple[OpenVersions, ...]:
    """Return every field of the round file that stands in several versions."""
    return tuple(_open(store, fields_in_two_versions(store)))


def doubled_fields(store: Store, among: Iterable[UUID] | None = None) -> dict[UUID, dict[str, int]]:
    """Return record → field → how many versions, of what stands in several; with `among` only of these records."""
    return {
        entity: {field: len(values) for field, values in fields.items()}
        for entity, fields in fields_in_two_versions(store, among).items()
    }


def open_in(store: Store, challenge: UUID) -> tuple[OpenVersions, ...]:
    """Return the fields that the feedback report of a challenge prints and that stand in several versions."""
    return tuple(
        each
        for each in open_versions(store)
        if each.field in PRINTED.get(each.kind, ()) and _is_printed(store, each, challenge)
    )


def keep(store: Store, entity: UUID, field: str, which: UUID) -> ChangeSet:
    """Settle on one of the versions as it stands; raises `UserError` when it is not one of them any longer."""
    found = _two(store, entity, field)
    chosen = next((each for each in found.heads if each.operation == which), None)
    if chosen is None:
        raise UserError("These versions have changed meanwhile. Look at them again, then choose.")
    return _settle(store, entity, field, found, chosen.value, "Keep one version")


def keep_both(store: Store, entity: UUID, field: str) -> ChangeSet:
    """Settle on all versions of a text, one after the other, the earliest first."""
    found = _two(store, entity, field)
    if not is_text(found.kind, field):
        raise UserError("Only texts can be kept both. Choose one of the versions.")
    texts = (each.value for each in reversed(found.heads) if each.value)
    return _settle(store, entity, field, found, "\n\n".join(texts), "Keep both versions")


def reword(store: Store, entity: UUID, field: str, text: str) -> ChangeSet:
    """Settle on a new wording."""
    found = _two(store, entity, field)
    if not is_text(found.kind, field):
        raise UserError("Only texts can be worded anew. Choose one of the versions.")
    return _settle(store, entity, field, found, text, "Settle wording")


def _two(store: Store, entity: UUID, field: str) -> Versions:
    found = versions_of(store, entity, field)
    if found is None or len(found.heads) < 2:
        raise UserError("There is only one version of this now. Nothing was changed.")
    return found


def _settle(store: Store, entity: UUID, field: str, found: Versions, value: Any, label: str) -> ChangeSet:
    """Return the act of writing `value` over every version, also where it is the one that is shown already."""
    record = store.need(KINDS[found.kind], entity)
    other = next(each.value for each in found.heads if each.value != value)
    return ChangeSet(label, (Change(replace(record, **{field: other}), replace(record, **{field: value})),))


def _view(store: Store, each: Wording) -> WordingView:
    return WordingView(
        each.operation,
        value_words(store, each.value),
        person_words(store, each.actor),
        moment_words(each.at),
        each.actor == store.who,
    )


def _open(store: Store, found: dict[UUID, dict[str, list[Any]]]) -> Iterable[OpenVersions]:
    for entity, fields in found.items():
        kind = kind_of(store, entity)
        for field, values in fields.items() if kind in KINDS else ():
            assert kind is not None
            words = f"{_capital(kind_words(kind))} “{name_of(store, entity)}”: {len(values)} versions of the "
            yield OpenVersions(entity, KINDS[kind], field, words + field_words(field))


def _is_printed(store: Store, found: OpenVersions, challenge: UUID) -> bool:
    record, about = store.get(found.kind, found.entity), store.need(Challenge, challenge)
    match record:
        case Authority():
            return record.id == about.host
        case LineOfEnquiry():
            return record.framework == store.need(RoundRecord, about.round).framework
        case Finding() | AskOffer() | Action() | SectionWording():
            return record.challenge == challenge
    return False


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
