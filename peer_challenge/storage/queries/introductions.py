"""Asks and offers that the whole region may read, of one round and those before it, and the introductions made."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from peer_challenge.domain.records import AskOffer, Authority, Challenge, Introduction, LineOfEnquiry, Round
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ReleasedLine:
    """An ask or offer released to the region, with whose it is, its line of enquiry ("" for none) and its round."""

    ask: AskOffer
    authority: str
    line: str
    round: UUID
    round_name: str


def released_lines(store: Store, round_id: UUID) -> list[ReleasedLine]:
    """Return what was released of a round and of the rounds begun before it, by authority and as it was written."""
    ask, challenge, round_ = table_of(AskOffer), table_of(Challenge), table_of(Round)
    authority, line = table_of(Authority), table_of(LineOfEnquiry)
    begun = select(round_.c._born).where(round_.c.id == round_id).scalar_subquery()
    query = (
        select(
            ask,
            authority.c.name.label("authority_name"),
            line.c.short,
            line.c.question,
            round_.c.id.label("round_id"),
            round_.c.name.label("round_name"),
        )
        .join(challenge, challenge.c.id == ask.c.challenge)
        .join(round_, round_.c.id == challenge.c.round)
        .join(authority, authority.c.id == ask.c.authority)
        .outerjoin(line, line.c.id == ask.c.line)
        .where(ask.c.released.is_(True), ask.c.text != "")
        .where(or_(round_.c.id == round_id, round_.c._born < begun))
        .order_by(authority.c.name, ask.c._born)
    )
    with store.reading() as conn:
        return [
            ReleasedLine(
                as_record(AskOffer, row),
                row.authority_name,
                row.short or row.question or "",
                row.round_id,
                row.round_name,
            )
            for row in conn.execute(query)
        ]


def introductions_of(store: Store, round_id: UUID) -> list[Introduction]:
    """Return the introductions of a round and of the rounds begun before it, in the order they were proposed."""
    made, round_ = table_of(Introduction), table_of(Round)
    begun = select(round_.c._born).where(round_.c.id == round_id).scalar_subquery()
    query = (
        select(made)
        .join(round_, round_.c.id == made.c.round)
        .where(or_(round_.c.id == round_id, round_.c._born < begun))
        .order_by(made.c._born)
    )
    with store.reading() as conn:
        return [as_record(Introduction, row) for row in conn.execute(query)]
