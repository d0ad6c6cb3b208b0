"""Roles in turn: within a group everyone hosts, leads, and listens once; across rounds nobody gets the same twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

from peer_challenge.domain.choices import DutyKind
from peer_challenge.domain.records import Membership
from peer_challenge.storage.queries.challenges import Past

Seat = list[UUID]
"""The authority of a seat, or the linked authorities that sit as one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A host and who has which duty in its challenge."""

    host: UUID
    duties: tuple[tuple[DutyKind, UUID], ...]


def shared_seats(members: Sequence[Membership]) -> list[Seat]:
    """Return the seats of a group in order, each with the authority or the linked authorities that sit as one."""
    seats: dict[UUID, Seat] = {}
    for each in members:
        seats.setdefault(each.shares_seat or each.authority, []).append(each.authority)
    return list(seats.values())


def turns(seats: Sequence[Seat], past: Past) -> list[Turn]:
    """Return the hosts of a group in order, each with its team.

    Of all orders the one is taken in which fewest authorities lead for the same host as in an earlier round, then
    fewest have any duty there again, then whoever opened least often opens; else the order of the seats.
    """
    return min((_around(order, past) for order in permutations(seats)), key=lambda around: _repeated(around, past))


def _around(order: Sequence[Seat], past: Past) -> list[Turn]:
    """Return the turns of seats in this order; since each host begins one further, everyone leads once.

    The one who listens longest takes the notes: the fourth of a quartet, the third of a triad, the other of a pair.
    """
    found = []
    for at, seat in enumerate(order):
        others = [*order[at + 1 :], *order[:at]]
        if others:
            kinds = [(DutyKind.LEAD_CHALLENGER, others[0])]
            kinds += [(DutyKind.THIRD_PEER, others[1])] if len(others) > 1 else []
            kinds += [(DutyKind.NOTE_TAKER, others[-1])]
            team = tuple((kind, _next_of(other, past, kind)) for kind, other in kinds)
            found.append(Turn(_next_host(seat, past), team))
    return found


def _next_host(seat: Seat, past: Past) -> UUID:
    return min(seat, key=lambda each: past.hosted.get(each, 0))


def _next_of(seat: Seat, past: Past, kind: DutyKind) -> UUID:
    return min(seat, key=lambda each: past.had.get((kind, each), 0))


def _repeated(around: Sequence[Turn], past: Past) -> tuple[int, int, int]:
    """Count what this order repeats: the same lead for a host, any duty with a host, the same authority opening."""
    again = [(kind, past.duties.get((kind, who, turn.host), 0)) for turn in around for kind, who in turn.duties]
    leads = sum(times for kind, times in again if kind is DutyKind.LEAD_CHALLENGER)
    return leads, sum(times for _, times in again), past.opened.get(around[0].host, 0) if around else 0
