"""A change is a value: what a record was and what it is to be, gathered under a label a person would recognise."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from peer_challenge.domain.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None stands for not there."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """Whichever of the two there is, the later one first."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one act changes. Its label completes “Undo: …”, for example “Add note”."""

    label: str
    changes: tuple[Change, ...]

    def __add__(self, other: "ChangeSet") -> "ChangeSet":
        """Return both as one act under this one's label."""
        return ChangeSet(self.label, self.changes + other.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)


def add(label: str, *records: Record) -> ChangeSet:
    """Return the act of adding `records`."""
    return ChangeSet(label, tuple(Change(None, each) for each in records))


def edit(label: str, record: Record, **fields: Any) -> ChangeSet:
    """Return the act of setting `fields` of `record`; empty when nothing differs."""
    return ChangeSet(label, _differing([(record, replace(record, **fields))]))


def edit_each(label: str, pairs: Iterable[tuple[Record, Record]]) -> ChangeSet:
    """Return the act of turning the first of each pair into the second; pairs that are equal fall out."""
    return ChangeSet(label, _differing(pairs))


def remove(label: str, *records: Record) -> ChangeSet:
    """Return the act of removing `records`."""
    return ChangeSet(label, tuple(Change(each, None) for each in records))


def _differing(pairs: Iterable[tuple[Record, Record]]) -> tuple[Change, ...]:
    return tuple(Change(before, after) for before, after in pairs if before != after)
