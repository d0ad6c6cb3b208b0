"""The history of any record: who changed what and when, in English, and how an older wording comes back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import field_types
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.services.record_words import (
    field_words,
    kind_words,
    moment_words,
    name_of,
    person_words,
    value_words,
)
from peer_challenge.storage.queries import history as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a step did to one field. `can_restore` says whether its wording can come back, with `restore_wording`."""

    field: str
    words: str
    can_restore: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One change to a record: who, when, and what; `id` is the step's mark."""

    id: UUID
    who: str
    when: str
    what: str
    changes: tuple[FieldChange, ...]

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        said = "; ".join(each.words for each in self.changes)
        return f"{self.when}, {self.who}: {self.what}{'. ' + said if said else ''}."


def title(store: Store, entity: UUID) -> str:
    """Return what a record is and is called, for example "Note “…”"."""
    kind = kind_words(queries.kind_of(store, entity) or "record")
    return f"{kind[:1].upper()}{kind[1:]} “{name_of(store, entity)}”"


def history(store: Store, entity: UUID) -> tuple[StepView, ...]:
    """Return every change to a record that is told in this file, the latest first."""
    kind = queries.kind_of(store, entity)
    if kind is None:
        return ()
    return tuple(
        StepView(
            step.operation,
            person_words(store, step.actor),
            moment_words(step.at),
            _what(kind, step),
            tuple(_changes(store, kind, step)),
        )
        for step in queries.history(store, entity)
    )


def restore_wording(store: Store, entity: UUID, field: str, step: UUID) -> ChangeSet:
    """Bring back what a step said of a field; it is a change of its own. Empty where it says so already."""
    kind = queries.kind_of(store, entity)
    found = queries.wording_of(store, entity, field, step)
    if kind not in KINDS or found is None:
        raise UserError("That wording is not in this round file any longer. Nothing was changed.")
    record = store.need(KINDS[kind], entity)
    versions = queries.versions_of(store, entity, field)
    others = [each.value for each in versions.heads if each.value != found.value] if versions else []
    before = replace(record, **{field: others[0]}) if others else record
    after = replace(record, **{field: found.value})
    return ChangeSet("Bring back wording", (Change(before, after),) if before != after else ())


def _what(kind: str, step: queries.Step) -> str:
    about = kind_words(kind)
    if step.undoes:
        return f"took back “{step.label}”"
    if step.struck_out:
        return f"struck out words of the {about}"
    if step.removed:
        return f"removed the {about}"
    if step.brought_back:
        return f"added the {about} again"
    return f"added the {about}" if step.made else f"changed the {about}"


def _changes(store: Store, kind: str, step: queries.Step) -> Iterator[FieldChange]:
    known = field_types(KINDS[kind]) if kind in KINDS else {}
    for field in (name for name in known if name in step.after):
        after = _quoted(store, step.after[field])
        name = field_words(field)
        if field in step.before:
            words = f"{name} from {_quoted(store, step.before[field])} to {after}"
        else:
            words = f"{name} {after}"
        yield FieldChange(field, words, can_restore=True)
    for field in step.sealed:
        yield FieldChange(field, f"{field_words(field)}, of which the words are not here", can_restore=False)


def _quoted(store: Store, value: object) -> str:
    words = value_words(store, value)
    return f"“{words}”" if isinstance(value, str) and value and type(value) is str else words
