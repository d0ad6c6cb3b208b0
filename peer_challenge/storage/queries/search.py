"""Full-text search over everything people typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select, text

from peer_challenge.domain.records import Authority, Challenge, Record, Submission
from peer_challenge.domain.vocabulary import KINDS, kind_name
from peer_challenge.storage.projection import table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """A record that holds the words looked for, and where: `snippet` marks them with ‹ and ›."""

    id: UUID
    kind: type[Record]
    snippet: str


def search(store: Store, words: str, kinds: frozenset[type[Record]] | None = None, limit: int = 200) -> list[Found]:
    """Return the records that hold all `words` (each as a beginning), best first; an empty list for no words."""
    tokens = [f'"{word[:200].replace(chr(34), chr(34) * 2)}"*' for word in words.split()[:32]]
    if not tokens:
        return []
    names = sorted(kind_name(each) for each in kinds) if kinds else sorted(KINDS)
    slots = ", ".join(f":kind{index}" for index in range(len(names)))
    query = text(
        "SELECT kind, entity, snippet(search, 2, '‹', '›', '…', 12) AS snippet FROM search"  # noqa: S608 - names only
        f" WHERE search MATCH :match AND kind IN ({slots}) ORDER BY rank LIMIT :limit"
    )
    values = {"match": " ".join(tokens), "limit": limit, **{f"kind{i}": name for i, name in enumerate(names)}}
    with store.reading() as conn:
        return [Found(UUID(bytes=row.entity), KINDS[row.kind], row.snippet) for row in conn.execute(query, values)]


def authority_of(store: Store, ids: Iterable[UUID]) -> tuple[UUID, str] | None:
    """Return id and name of the authority that one of `ids` is, or whose challenge or SEF it is."""
    authority, challenge, submission = table_of(Authority), table_of(Challenge), table_of(Submission)
    wanted = list(ids)
    query = (
        select(authority.c.id, authority.c.name)
        .where(
            or_(
                authority.c.id.in_(wanted),
                authority.c.id.in_(select(challenge.c.host).where(challenge.c.id.in_(wanted))),
                authority.c.id.in_(select(submission.c.authority).where(submission.c.id.in_(wanted))),
            )
        )
        .limit(1)
    )
    with store.reading() as conn:
        row = conn.execute(query).first()
    return (row.id, row.name) if row else None
