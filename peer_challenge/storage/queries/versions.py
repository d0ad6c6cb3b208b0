"""Which fields stand in two versions, and which records somebody removed while another edited them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.log import heads_of
from peer_challenge.storage.log_tables import head
from peer_challenge.storage.operations import canonical
from peer_challenge.storage.projection import OF_THE_LOG, is_gone
from peer_challenge.storage.rows import in_batches
from peer_challenge.storage.store import Store

_SEVERAL = select(head.c.entity).group_by(head.c.entity, head.c.field).having(func.count() > 1).distinct()
"""Records of which some field has more than one head."""


def fields_in_two_versions(store: Store, among: Iterable[UUID] | None = None) -> dict[UUID, dict[str, list[Any]]]:
    """Return record → field → its different values as the log writes them, the one shown first.

    With `among` only of these records, in a time that does not grow with the file.
    """
    found: dict[UUID, dict[str, list[Any]]] = defaultdict(dict)
    with store.reading() as conn:
        some = list(conn.execute(_SEVERAL).scalars()) if among is None else _several_of(conn, among)
        for entity, field, values in _doubled(conn, some):
            found[entity][field] = [json.loads(each) for each in values]
    return dict(found)


def doubled(conn: Connection, entities: Iterable[UUID]) -> dict[tuple[UUID, str], frozenset[str]]:
    """Return the fields of `entities` in more than one version, with their values as canonical JSON."""
    some = _several_of(conn, entities)
    return {(entity, field): frozenset(values) for entity, field, values in _doubled(conn, some)}


def _several_of(conn: Connection, entities: Iterable[UUID]) -> list[UUID]:
    some: list[UUID] = []
    for ids in in_batches(entities):
        some += conn.execute(_SEVERAL.where(head.c.entity.in_(ids))).scalars()
    return some


def _doubled(conn: Connection, entities: Iterable[UUID]) -> Iterator[tuple[UUID, str, list[str]]]:
    for entity, heads in heads_of(conn, entities).items():
        if is_gone(heads):
            continue
        for name, ops in heads.items():
            shown = [op.fields[name] for op in ops if not op.fields[name].sealed]
            values = list(dict.fromkeys(canonical(each.value) for each in shown))
            if len(values) > 1 and name not in OF_THE_LOG and ops[0].kind in KINDS:
                yield entity, name, values
