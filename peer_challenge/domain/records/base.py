"""What every record is: a frozen, flat row keyed by a UUID."""

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, get_type_hints
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row. Two records are the same version of a thing when they are equal."""

    id: UUID


def words(default: str = "") -> Any:
    """Declare a field of free text that people type: searched, checked for identifiers, shown in both versions."""
    return field(default=default, metadata={"words": True})


@dataclass(frozen=True, slots=True)
class _Shape:
    types: dict[str, Any]
    typed: tuple[str, ...]
    defaults: dict[str, Any]


_shapes: dict[type[Record], _Shape] = {}


def _shape(kind: type[Record]) -> _Shape:
    if kind not in _shapes:
        hints = get_type_hints(kind)
        own = [each for each in fields(kind) if each.name != "id"]
        _shapes[kind] = _Shape(
            types={each.name: hints[each.name] for each in own},
            typed=tuple(each.name for each in own if each.metadata.get("words")),
            defaults={each.name: each.default for each in own if each.default is not MISSING},
        )
    return _shapes[kind]


def field_types(kind: type[Record]) -> dict[str, Any]:
    """Return the fields of a kind of record and their types, without `id`, in the order they are declared."""
    return _shape(kind).types


def typed_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields that hold free text."""
    return _shape(kind).typed


def defaults(kind: type[Record]) -> dict[str, Any]:
    """Return what a field holds when nobody has ever set it; required fields are not among them."""
    return _shape(kind).defaults
