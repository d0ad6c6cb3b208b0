"""Groups of a draft plan, moved by hand: place, swap, lock, name, add, remove."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each, remove
from peer_challenge.domain.choices import Joining, PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Authority, Group, Membership, Participation, Plan
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.store import Store


def place(store: Store, plan: UUID, authority: UUID, group: UUID | None) -> ChangeSet:
    """Move an authority into a group of the plan, or out of all of them; other groups stay as they are."""
    seating = seating_of(store, plan)
    name = _name_of(store, seating, authority, moving_in=group is not None)
    former = seating.memberships(authority)
    if [each.group for each in former] == ([group] if group else []):
        return ChangeSet(f"Move {name}", ())
    touched = [seating.open_group(each.group) for each in former]
    changes = remove(f"Move {name}", *former)
    if group is not None:
        touched.append(seating.open_group(group))
        changes += seating.sit(authority, group)
    return changes + _without_reasons(touched)


def swap(store: Store, plan: UUID, first: UUID, second: UUID) -> ChangeSet:
    """Let two authorities of different groups change places."""
    seating = seating_of(store, plan)
    names = [_name_of(store, seating, each, moving_in=True) for each in (first, second)]
    seats = [seating.memberships(each) for each in (first, second)]
    if any(len(each) != 1 for each in seats) or seats[0][0].group == seats[1][0].group:
        raise UserError(f"{names[0]} and {names[1]} are not in two groups. Choose two authorities of different groups.")
    (one,), (other,) = seats
    groups = [seating.open_group(each.group) for each in (one, other)]
    changes = remove("Swap two authorities", one, other)
    changes += add("", seated(first, other.group, other.position), seated(second, one.group, one.position))
    return changes + _without_reasons(groups)


def lock(store: Store, group: UUID, locked: bool) -> ChangeSet:
    """Keep a group as it is while others are moved or suggested, or let it go again."""
    record = store.need(Group, group)
    open_plan(store, record.plan)
    return edit("Lock group" if locked else "Unlock group", record, locked=locked)


def rename_group(store: Store, group: UUID, name: str) -> ChangeSet:
    """Give a group another name, unlike those of the other groups of its plan."""
    record = store.need(Group, group)
    open_plan(store, record.plan)
    name = " ".join(name.split())
    others = [each.name for each in store.find(Group, plan=record.plan) if each.id != group]
    if not name:
        raise UserError(f"{record.name} needs a name. Type one.")
    if name.casefold() in (each.casefold() for each in others):
        raise UserError(f"There is another group named {name}. Choose a different name.")
    return edit("Rename group", record, name=name)


def add_group(store: Store, plan: UUID) -> ChangeSet:
    """Add an empty group at the end, under the next free name."""
    open_plan(store, plan)
    groups = store.find(Group, plan=plan)
    name = free_name({each.name for each in groups})
    position = between(groups[-1].position if groups else "", "")
    return add("Add group", Group(id=store.new_id(), plan=plan, name=name, position=position))


def remove_group(store: Store, group: UUID) -> ChangeSet:
    """Remove a group; those in it are unplaced afterwards."""
    record = store.need(Group, group)
    seating = seating_of(store, record.plan)
    seating.open_group(group)
    return remove_whole(store, "Remove group", record, *seating.members[group])


def free_name(taken: set[str]) -> str:
    """Return the first of “Group 1”, “Group 2” … that is not taken."""
    return next(name for number in range(1, len(taken) + 2) if (name := f"Group {number}") not in taken)


def is_numbered(name: str) -> bool:
    """Say whether a group has a number and nobody gave it a name."""
    return re.fullmatch(r"Group [1-9]\d*", name) is not None


def open_plan(store: Store, plan: UUID) -> Plan:
    """Return a plan that can still be changed; raises `UserError` for one that is settled, or was."""
    record = store.need(Plan, plan)
    if record.state is PlanState.REPLACED:
        raise UserError(f"{record.name} was replaced by a later version. Change that one, or make a new draft plan.")
    if record.state is PlanState.SETTLED:
        raise UserError(f"{record.name} is settled. Undo settling it, or make a new draft plan, to change its groups.")
    return record


@dataclass(frozen=True)
class Seating:
    """Who sits where in a plan that can still be changed."""

    plan: Plan
    groups: dict[UUID, Group]
    members: dict[UUID, list[Membership]]

    def memberships(self, authority: UUID) -> list[Membership]:
        """Return where an authority sits: nowhere, in one group, or after files were brought together in several."""
        return [each for members in self.members.values() for each in members if each.authority == authority]

    def open_group(self, group: UUID) -> Group:
        """Return a group that may be changed; raises `UserError` for a locked one or one of another plan."""
        record = self.groups.get(group)
        if record is None:
            raise UserError("That group is not in this plan any more. Nothing was changed.")
        if record.locked:
            raise UserError(f"{record.name} is locked. Unlock it first.")
        return record

    def sit(self, authority: UUID, group: UUID) -> ChangeSet:
        """Return the change that seats an authority last in a group."""
        members = self.members[group]
        return add("", seated(authority, group, between(members[-1].position if members else "", "")))


def seating_of(store: Store, plan: UUID) -> Seating:
    """Return who sits where; raises `UserError` for a plan that is settled."""
    record = open_plan(store, plan)
    groups = {group.id: group for group in store.find(Group, plan=plan)}
    seats = queries.seats_of(store, plan)
    return Seating(record, groups, {each: [seat.membership for seat in seats.get(each, [])] for each in groups})


def seated(authority: UUID, group: UUID, position: str) -> Membership:
    """Return an authority's place in a group."""
    return Membership(id=link_id("membership", group, authority), group=group, authority=authority, position=position)


def _without_reasons(groups: list[Group]) -> ChangeSet:
    """Return the change that takes back why groups sit together, since they no longer do as they did."""
    return edit_each("", [(each, replace(each, reason="")) for each in groups])


def _name_of(store: Store, seating: Seating, authority: UUID, *, moving_in: bool) -> str:
    name = store.need(Authority, authority).name
    part = store.get(Participation, link_id("participation", seating.plan.round, authority))
    if moving_in and (part is None or part.joining is not Joining.JOINED):
        raise UserError(f"{name} has not joined this round. Mark it as joined first, on the Authorities page.")
    return name
