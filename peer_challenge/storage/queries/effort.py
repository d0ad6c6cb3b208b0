"""What one authority's people gave to a round, summed by challenge, stage and way."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select

from peer_challenge.domain.choices import EntryMode, Stage, Way
from peer_challenge.domain.records import Authority, Challenge, TimeEntry
from peer_challenge.storage.projection import table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Spent:
    """Person-minutes on one stage of one host's challenge, and how many of them are estimates."""

    host: str
    stage: Stage
    way: Way
    person_minutes: int
    estimated: int


def spent_by(store: Store, round_id: UUID, authority: UUID) -> list[Spent]:
    """Return what an authority's people spent, by the host's name."""
    entry, asked, host = table_of(TimeEntry), table_of(Challenge), table_of(Authority)
    minutes = entry.c.people * entry.c.minutes
    query = (
        select(
            host.c.name,
            entry.c.stage,
            entry.c.way,
            func.sum(minutes),
            func.sum(case((entry.c.mode == EntryMode.ESTIMATE, minutes), else_=0)),
        )
        .join(asked, asked.c.id == entry.c.challenge)
        .join(host, host.c.id == asked.c.host)
        .where(asked.c.round == round_id, entry.c.authority == authority)
        .group_by(host.c.name, entry.c.stage, entry.c.way)
        .order_by(host.c.name, entry.c.stage, entry.c.way)
    )
    with store.reading() as conn:
        return [Spent(*row) for row in conn.execute(query)]
