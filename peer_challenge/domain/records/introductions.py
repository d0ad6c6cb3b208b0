"""Authorities brought together over what one asks for and another offers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import IntroductionState
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction(Record):
    """One ask brought together with one offer; the id derives from both.

    `asking` and `offering` are their authorities, who read it besides the coordinator. `message` is what both are
    told: it stands alone, since the file of one does not hold what the other asked for or offered.
    """

    round: UUID
    ask: UUID
    offer: UUID
    asking: UUID
    offering: UUID
    state: IntroductionState = IntroductionState.PROPOSED
    message: str = words()
    outcome: str = words()
    proposed_on: date | None = None
    made_on: date | None = None
    ended_on: date | None = None
