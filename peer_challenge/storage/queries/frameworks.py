"""What a framework holds, and which rounds use it."""

from uuid import UUID

from sqlalchemy import select

from peer_challenge.domain.records import LineOfEnquiry, Prompt, Round
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


def prompts_of(store: Store, framework: UUID) -> list[Prompt]:
    """Return the prompts of every line of a framework, in their order within each line."""
    prompt, line = table_of(Prompt), table_of(LineOfEnquiry)
    query = (
        select(prompt)
        .join(line, line.c.id == prompt.c.line)
        .where(line.c.framework == framework)
        .order_by(prompt.c.position, prompt.c._born)
    )
    with store.reading() as conn:
        return [as_record(Prompt, row) for row in conn.execute(query)]


def rounds_using(store: Store, framework: UUID) -> list[str]:
    """Return the names of the rounds that ask a framework's questions."""
    table = table_of(Round)
    query = select(table.c.name).where(table.c.framework == framework).order_by(table.c._born)
    with store.reading() as conn:
        return list(conn.execute(query).scalars())
