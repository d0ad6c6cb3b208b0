"""Full-text search over everything people typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select, text, union_all

from peer_challenge.domain.records import Authority, Challenge, Record, Submission
from peer_challenge.domain.vocabulary import KINDS, kind_name
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store

_RANKED = 300
"""So many of the newest that match are put in order. SQLite's own rank first counts a word in all 100,000 of them."""
_FEW = 20_000
"""Up to here the records of a place are listed before the search; above it, what was found is asked for its kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that holds the words looked for, and where: `snippet` marks them with ‹ and ›."""

    id: UUID
    kind: type[Record]
    snippet: str


def search(store: Store, words: str, kinds: frozenset[type[Record]] | None = None, limit: int = 200) -> list[Found]:
    """Return the records that hold all `words`, the best of the newest first; an empty list for no words.

    Each word is looked for as a beginning, a single letter as it is. The best hold them most often close together.
    """
    match = " ".join(_token(word) for word in words.split()[:32])
    if not match:
        return []
    with store.reading() as conn:
        query = text(
            "SELECT kind, entity, snippet FROM (SELECT rowid, kind, entity,"  # noqa: S608 - names of tables only
            " snippet(search, 2, '‹', '›', '…', 12) AS snippet FROM search"
            f" WHERE search MATCH :match{_at(conn, kinds)} ORDER BY rowid DESC LIMIT {_RANKED})"
            " ORDER BY length(snippet) - length(replace(snippet, '‹', '')) DESC, rowid DESC LIMIT :limit"
        )
        rows = conn.execute(query, {"match": match, "limit": limit})
        return [Found(UUID(bytes=row.entity), KINDS[row.kind], row.snippet) for row in rows]


def _token(word: str) -> str:
    quoted = word[:200].replace('"', '""')
    return f'"{quoted}"*' if len(word) > 1 else f'"{quoted}"'


def _at(conn: Connection, kinds: frozenset[type[Record]] | None) -> str:
    """Return the condition that keeps only records of `kinds`, the quicker of two."""
    if kinds is None:
        return ""
    names = sorted(kind_name(each) for each in kinds)
    listed = " UNION ALL ".join(f'SELECT _born FROM "{name}"' for name in names)  # noqa: S608 - names of tables only
    many = conn.execute(text(f"SELECT count(*) FROM (SELECT 1 FROM ({listed}) LIMIT {_FEW})")).scalar_one()  # noqa: S608
    if many < _FEW:
        return f" AND +rowid IN ({listed})"
    return f" AND kind IN ({', '.join(repr(name) for name in names)})"


def records_found(store: Store, found: Iterable[Found]) -> dict[UUID, Record]:
    """Return the records that were found, one query a kind."""
    ids: dict[type[Record], list[UUID]] = {}
    for each in found:
        ids.setdefault(each.kind, []).append(each.id)
    with store.reading() as conn:
        return {
            row.id: as_record(kind, row)
            for kind, wanted in ids.items()
            for row in conn.execute(select(table_of(kind)).where(table_of(kind).c.id.in_(wanted)))
        }


def owners_of(store: Store, ids: Iterable[UUID]) -> Mapping[UUID, tuple[UUID, str]]:
    """Return id → id and name of the authority that it is, or whose challenge or SEF it is; others are left out."""
    authority, challenge, submission = table_of(Authority), table_of(Challenge), table_of(Submission)
    wanted = list(set(ids))
    sought = union_all(
        select(authority.c.id.label("of"), authority.c.id.label("owner")).where(authority.c.id.in_(wanted)),
        select(challenge.c.id, challenge.c.host).where(challenge.c.id.in_(wanted)),
        select(submission.c.id, submission.c.authority).where(submission.c.id.in_(wanted)),
    ).subquery()
    query = select(sought.c.of, authority.c.id, authority.c.name).join(authority, authority.c.id == sought.c.owner)
    with store.reading() as conn:
        return {row[0]: (row[1], row[2]) for row in conn.execute(query)}
