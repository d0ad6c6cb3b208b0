"""Rounds in order, and who takes part in one."""

from uuid import UUID

from sqlalchemy import select

from peer_challenge.domain.choices import Joining
from peer_challenge.domain.records import Authority, Participation, Round
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


def rounds_by_start(store: Store) -> list[Round]:
    """Return every round, the one that starts last at the end; rounds without a day come first."""
    table = table_of(Round)
    query = select(table).order_by(table.c.starts.nulls_first(), table.c._born)
    with store.reading() as conn:
        return [as_record(Round, row) for row in conn.execute(query)]


def joined_authorities(store: Store, round: UUID) -> list[Authority]:
    """Return the authorities that joined a round, sorted by name."""
    authority, part = table_of(Authority), table_of(Participation)
    query = (
        select(authority)
        .join(part, part.c.authority == authority.c.id)
        .where(part.c.round == round, part.c.joining == Joining.JOINED)
        .order_by(authority.c.name)
    )
    with store.reading() as conn:
        return [as_record(Authority, row) for row in conn.execute(query)]
