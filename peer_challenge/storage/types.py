"""How field types stand in columns, alike on SQLite and PostgreSQL."""

import json
import types
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from peer_challenge.domain.codec import from_json, to_json


class UuidBytes(TypeDecorator[UUID]):
    """A UUID in its 16 bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """Return the bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        """Return the UUID."""
        return None if value is None else UUID(bytes=value)


class AsJson(TypeDecorator[Any]):
    """A tuple field as the JSON the log writes."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return compact JSON."""
        return None if value is None else json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the field's value."""
        return None if value is None else from_json(self.kind, json.loads(value))


class AsText(TypeDecorator[Any]):
    """A date, time, moment or choice as the text the log writes; such text sorts as its meaning does."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the text."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the field's value."""
        return None if value is None else from_json(self.kind, value)


def column_type(kind: Any) -> TypeEngine[Any]:
    """Return the column type of a field of type `kind`."""
    if get_origin(kind) in (types.UnionType, Union):
        kind = next(each for each in get_args(kind) if each is not types.NoneType)
    if get_origin(kind) is tuple:
        return AsJson(kind)
    if kind is UUID:
        return UuidBytes()
    if kind is bool:
        return Boolean()
    if kind is int:
        return BigInteger()
    if kind is str:
        return Text()
    if kind in (date, datetime, time) or issubclass(kind, StrEnum):
        return AsText(kind)
    raise TypeError(f"no column for {kind}")
