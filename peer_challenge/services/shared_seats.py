"""Linked authorities of a group that sit as one: one seat, one host at a time, one voice in every challenge."""

from dataclasses import replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, edit_each
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Membership
from peer_challenge.services.groups import seating_of
from peer_challenge.storage.store import Store


def sit_as_one(store: Store, plan: UUID, authority: UUID, other: UUID | None) -> ChangeSet:
    """Give an authority the seat of another of its group, or with None its own again.

    Raises `UserError` where the two are not in one group. Whoever shared the seat that an authority leaves keeps it.
    """
    seating = seating_of(store, plan)
    name = store.need(Authority, authority).name
    groups = [members for members in seating.members.values() if any(each.authority == authority for each in members)]
    members = groups[0] if groups else []
    seats = {each.authority: each.shares_seat or each.authority for each in members}
    if other is not None and other not in seats:
        raise UserError(f"{name} and {store.need(Authority, other).name} are not in one group. Move one of them first.")
    if not members:
        raise UserError(f"{name} is not in a group yet. Move it into one first.")
    left = [each for each, seat in seats.items() if seat == seats[authority] and each != authority]
    after = seats | dict.fromkeys(left, left[0] if left else authority)
    after[authority] = authority if other is None else after[other]
    label = f"Give {name} its own seat" if other is None else f"{name} sits as one with another"
    return edit_each(label, [(each, _in_seat(each, after[each.authority])) for each in members])


def _in_seat(member: Membership, seat: UUID) -> Membership:
    return replace(member, shares_seat=None if seat == member.authority else seat)
