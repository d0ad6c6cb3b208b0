"""What somebody has looked at and lets stand although it looks as if it identified a person."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedMark(Record):
    """That pieces of one kind in one field of the record `about` may stay, and why; the id derives from the three.

    `pieces` is how many there were: with one more the mark is back. What stood there is not kept a second time.
    `challenge` or `submission` is that of the record, where others of it read the record too; with neither the mark
    never leaves this file.
    """

    about: UUID
    field: str
    kind: IdentifierKind
    pieces: int = 1
    reason: str = words()
    challenge: UUID | None = None
    submission: UUID | None = None
