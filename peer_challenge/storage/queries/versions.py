"""Which fields stand in two versions, and which records somebody removed while another edited them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.log import heads_of
from peer_challenge.storage.log_tables import head
from peer_challenge.storage.operations import GONE, canonical
from peer_challenge.storage.store import Store


def fields_in_two_versions(store: Store) -> dict[UUID, dict[str, list[Any]]]:
    """Return record → field → its different values as the log writes them, the one shown first."""
    doubled = select(head.c.entity).group_by(head.c.entity, head.c.field).having(func.count() > 1).distinct()
    found: dict[UUID, dict[str, list[Any]]] = defaultdict(dict)
    with store.reading() as conn:
        entities = list(conn.execute(doubled).scalars())
        for entity, heads in heads_of(conn, entities).items():
            for name, ops in heads.items():
                values = {canonical(op.fields[name].value): op.fields[name].value for op in ops}
                if len(values) > 1 and name != GONE and ops[0].kind in KINDS:
                    found[entity][name] = list(values.values())
    return dict(found)
