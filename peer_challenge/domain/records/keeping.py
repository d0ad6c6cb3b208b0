"""How long things are kept: what stops disposal, and an account of what was disposed of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionHold(Record):
    """That nothing of a round may be disposed of until `ended_on`, why, and who said so."""

    round: UUID
    reason: str = words()
    said_by: UUID
    placed_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal(Record):
    """That something of a round was destroyed here: what, when, how many records, and who was sent copies before."""

    round: UUID
    what: str
    disposed_on: date
    records: int
    done_by: UUID
    copies: tuple[str, ...] = ()
