"""Which scopes make up what one group works on: its challenges and its members' SEFs."""

from peer_challenge.domain.audience import Scope
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Challenge, Group, Round, Submission
from peer_challenge.services.rounds import round_named
from peer_challenge.storage.store import Store


def scopes_of_group(store: Store, name: str, round_name: str | None = None) -> frozenset[Scope]:
    """Return the scopes of the group called `name`; raises `UserError` listing the groups when there is none."""
    round_ = round_named(store, round_name)
    group = group_named(store, round_, name)
    challenges = store.find(Challenge, round=round_.id)
    own = [each for each in challenges if each.group == group.id]
    hosts = {each.host for each in own}
    sefs = [each for each in store.find(Submission, round=round_.id) if each.authority in hosts]
    return frozenset({f"challenge:{each.id}" for each in own} | {f"submission:{each.id}" for each in sefs})


def group_named(store: Store, round_: Round, name: str) -> Group:
    """Return the group of this name that has challenges; raises `UserError` listing the groups when there is none.

    The plan it belongs to need not be here: it stays with the coordinator.
    """
    ids = {each.group for each in store.find(Challenge, round=round_.id)}
    named = {found.name: found for each in ids if (found := store.get(Group, each))}
    if name not in named:
        known = ", ".join(sorted(named)) or "none: settle a plan first"
        raise UserError(f"{round_.name} has no group called {name}. Its groups are {known}.")
    return named[name]
