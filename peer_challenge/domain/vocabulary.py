"""Every kind and field ever written to a log, and how today's program reads it.

A name that was written once never takes another meaning: a field that goes stays in `RETIRED`, and a value that
changed its form gets a reader in `READERS`. What is not listed comes from a newer version and is kept as it is.
"""

import re
from collections.abc import Callable
from typing import Any

from peer_challenge.domain import records
from peer_challenge.domain.codec import Unreadable, from_json
from peer_challenge.domain.records import Record, field_types

VERSION = 1
"""Raised whenever a kind or field joins the vocabulary."""


def kind_name(record: type[Record]) -> str:
    """Return the name a kind of record has in the log, for example "line_of_enquiry"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower()


KINDS: dict[str, type[Record]] = {
    kind_name(kind): kind
    for kind in (getattr(records, name) for name in records.__all__)
    if isinstance(kind, type) and kind is not Record
}
"""Kinds by their name in the log."""

READERS: dict[tuple[str, str], Callable[[Any], Any]] = {}
"""(kind, field) → how a value written by an earlier version reads today, where its form has changed."""

RETIRED: frozenset[tuple[str, str]] = frozenset()
"""(kind, field) once written and no longer shown."""


def read(kind: str, field: str, value: Any) -> Any:
    """Return a logged value as a record holds it; raises `Unreadable` for what this version does not know."""
    record = KINDS.get(kind)
    types = field_types(record) if record else {}
    if field not in types:
        raise Unreadable(f"{kind}.{field}")
    reader = READERS.get((kind, field))
    return reader(value) if reader else from_json(types[field], value)
