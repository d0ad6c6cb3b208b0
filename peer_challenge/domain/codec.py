"""How a field's value stands in JSON, and how it is read back."""

import types
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Union, get_args, get_origin
from uuid import UUID


class Unreadable(ValueError):  # noqa: N818 - it names a value, not a fault
    """A stored value that this version does not understand; it is kept, not used."""


def to_json(value: Any) -> Any:
    """Return `value` as JSON can hold it; moments are UTC to the millisecond."""
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return value.value
        case str():
            return whole_text(value)
        case UUID() | time():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="milliseconds")
        case date():
            return value.isoformat()
        case tuple():
            return [to_json(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no form in the log")


def whole_text(text: str) -> str:
    """Return `text` as it can be written: half of a surrogate pair, as some programs paste, becomes a visible mark."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def from_json(kind: Any, value: Any) -> Any:
    """Return the JSON `value` as a field of type `kind` holds it; raises `Unreadable`."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        options = [each for each in get_args(kind) if each is not types.NoneType]
        return None if value is None else from_json(options[0], value)
    if origin is tuple:
        if not isinstance(value, list):
            raise Unreadable(value)
        return tuple(from_json(get_args(kind)[0], each) for each in value)
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    if kind is bool or kind is int:
        if type(value) is not kind:
            raise Unreadable(value)
        return value
    if not isinstance(value, str):
        raise Unreadable(value)
    try:
        if kind in (date, datetime, time):
            return kind.fromisoformat(value)
        return kind(value)
    except ValueError as fault:
        raise Unreadable(value) from fault
