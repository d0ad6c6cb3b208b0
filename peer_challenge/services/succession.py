"""A new version of a settled plan takes its place: what stands keeps its ids, and with them all that hangs on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, edit, edit_each
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Group, Membership, Plan
from peer_challenge.services.matching import continued
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.queries.challenges import groups_that_met
from peer_challenge.storage.store import Store


@dataclass(frozen=True)
class StandingGroup:
    """A group as it is settled, under the id it has from then on; `same` says that its members are as before."""

    id: UUID
    members: tuple[Membership, ...]
    same: bool = False


@dataclass(frozen=True)
class Succession:
    """The change that puts one plan's groups in the place of another's, and the groups as they stand afterwards."""

    changes: ChangeSet
    groups: tuple[StandingGroup, ...]
    dissolved: tuple[UUID, ...]


def standing_as_they_are(store: Store, plan: UUID, why: dict[UUID, str]) -> Succession:
    """Return the groups of a plan that follows no settled one; `why` is what everyone may read about each."""
    groups = store.find(Group, plan=plan)
    seats = queries.seats_of(store, plan)
    changes = edit_each("", [(each, replace(each, reason=why[each.id])) for each in groups])
    standing = (StandingGroup(each.id, tuple(seat.membership for seat in seats[each.id])) for each in groups)
    return Succession(changes, tuple(standing), ())


def succeed(store: Store, before: Plan, after: Plan, why: dict[UUID, str]) -> Succession:
    """Return the groups of `after` under the ids of those of `before` that they continue.

    The two groups change plans, so that the earlier plan still shows who sat where. A group that kept its members
    keeps its reason. Raises `UserError` where a group that has met would change.
    """
    old, new = _Seated.of(store, before.id), _Seated.of(store, after.id)
    continues = continued(old.sets, new.sets)
    met = groups_that_met(store, before.round)
    changes = edit("", before, state=PlanState.REPLACED)
    standing = []
    for group in new.groups.values():
        kept = old.groups.get(continues.get(group.id, group.id))
        if kept is None:
            changes += edit("", group, reason=why[group.id])
            standing.append(StandingGroup(group.id, new.members[group.id]))
            continue
        same = old.sets[kept.id] == new.sets[group.id]
        if not same:
            _check_not_met(kept, met)
        reason = kept.reason if same else why[group.id]
        members = _moved(new.members[group.id], kept.id)
        changes += _exchanged(kept, group, reason)
        changes += _seats(old.members[kept.id], members) + _seats(
            new.members[group.id], _moved(old.members[kept.id], group.id)
        )
        standing.append(StandingGroup(kept.id, members, same))
    dissolved = [each for each in old.groups.values() if each.id not in continues.values()]
    for each in dissolved:
        _check_not_met(each, met)
    return Succession(changes, tuple(standing), tuple(each.id for each in dissolved))


def replaced_drafts(store: Store, plan: Plan) -> ChangeSet:
    """Return the change that closes the plan this one is a new version of, where it was out for consultation."""
    before = store.get(Plan, plan.follows) if plan.follows else None
    if before is None or before.state is not PlanState.CONSULTING:
        return ChangeSet("", ())
    return edit("", before, state=PlanState.REPLACED)


def follows(store: Store, plan: Plan, earlier: UUID) -> bool:
    """Say whether a plan is a version, however late, of an earlier one."""
    at: Plan | None = plan
    for _ in store.find(Plan, round=plan.round):
        if at is None or at.follows is None:
            return False
        if at.follows == earlier:
            return True
        at = store.get(Plan, at.follows)
    return False


@dataclass(frozen=True)
class _Seated:
    """The groups of a plan and their members, both in order."""

    groups: dict[UUID, Group]
    members: dict[UUID, tuple[Membership, ...]]

    @classmethod
    def of(cls, store: Store, plan: UUID) -> "_Seated":
        groups = {each.id: each for each in store.find(Group, plan=plan)}
        seats = queries.seats_of(store, plan)
        return cls(groups, {each: tuple(seat.membership for seat in seats.get(each, ())) for each in groups})

    @property
    def sets(self) -> dict[UUID, frozenset[UUID]]:
        """Return the authorities of each group."""
        return {group: frozenset(each.authority for each in members) for group, members in self.members.items()}


def _check_not_met(group: Group, met: Iterable[UUID]) -> None:
    if group.id in met:
        raise UserError(
            f"{group.name} has met already, or has notes, so it can no longer change. Lock it as it was, then repair."
        )


def _exchanged(kept: Group, group: Group, reason: str) -> ChangeSet:
    """Return the change by which two groups change plans, and with them names and places."""
    shown = replace(group, id=kept.id, reason=reason)
    return edit_each("", [(kept, shown), (group, replace(kept, id=group.id))])


def _moved(members: Sequence[Membership], group: UUID) -> tuple[Membership, ...]:
    return tuple(replace(each, id=link_id("membership", group, each.authority), group=group) for each in members)


def _seats(now: Sequence[Membership], then: Sequence[Membership]) -> ChangeSet:
    """Return the change from some places in a group to others."""
    before, after = {each.id: each for each in now}, {each.id: each for each in then}
    pairs = [(before.get(seat), after.get(seat)) for seat in {**before, **after}]
    return ChangeSet("", tuple(Change(one, other) for one, other in pairs if one != other))
