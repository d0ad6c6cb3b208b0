"""Putting groups that were worked out in place of those on the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, remove
from peer_challenge.domain.order import row_of
from peer_challenge.domain.records import Group, Membership
from peer_challenge.services.groups import Seating, free_name, is_numbered, seated
from peer_challenge.services.plan_rules import Question
from peer_challenge.storage.store import Store


@dataclass(frozen=True)
class NewGroup:
    """A group to be made: its members by name, and what it was like where it was there before."""

    members: tuple[str, ...]
    name: str = ""
    locked: bool = False
    seats: dict[UUID, UUID | None] = field(default_factory=dict)
    """Authority → the one whose seat it shares, as it was."""


def groups_added(store: Store, plan: UUID, question: Question, groups: Sequence[NewGroup]) -> ChangeSet:
    """Return the change that adds groups, in this order, to a plan that has none; those without a name get a number."""
    taken = {each.name for each in groups if each.name}
    changes = ChangeSet("", ())
    for group, position in zip(groups, row_of(len(groups)), strict=True):
        name = group.name or free_name(taken)
        taken.add(name)
        changes += _added(store, plan, question, group, name, position)
    return changes


def instead(store: Store, label: str, seating: Seating, question: Question, found: Iterable[NewGroup]) -> ChangeSet:
    """Return the change that puts groups in place of all that are not locked.

    All are in order of first member and numbered so, but for locked ones that somebody gave a name.
    """
    going = [each for each in seating.groups.values() if not each.locked]
    staying = {each.id: each for each in seating.groups.values() if each.locked}
    names = question.names
    order: list[tuple[str, NewGroup | Group]] = [(min(group.members), group) for group in found]
    for each in staying.values():
        order.append((min((names[m.authority] for m in seating.members[each.id]), default=""), each))
    order.sort(key=lambda pair: pair[0])
    changes = remove(label, *(m for each in going for m in seating.members[each.id]), *going)
    taken = {each.name for each in staying.values() if not is_numbered(each.name)}
    for (_, group), position in zip(order, row_of(len(order)), strict=True):
        if isinstance(group, Group):
            name = free_name(taken) if is_numbered(group.name) else group.name
            changes += edit("", group, position=position, name=name)
        else:
            name = free_name(taken)
            changes += _added(store, seating.plan.id, question, group, name, position)
        taken.add(name)
    return changes


def _added(store: Store, plan: UUID, question: Question, new: NewGroup, name: str, position: str) -> ChangeSet:
    why = question.shareable(new.members)
    group = Group(id=store.new_id(), plan=plan, name=name, position=position, locked=new.locked, reason=why)
    return add("", group, *_seats(question, group.id, new))


def _seats(question: Question, group: UUID, new: NewGroup) -> Sequence[Membership]:
    places = zip(new.members, row_of(len(new.members)), strict=True)
    seats = [seated(question.ids[name], group, place) for name, place in places]
    return [replace(each, shares_seat=new.seats.get(each.authority)) for each in seats]
