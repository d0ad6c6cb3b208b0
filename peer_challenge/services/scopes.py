"""Which scopes make up what one group works on: its challenges and its members' SEFs."""

from peer_challenge.domain.audience import Scope
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Challenge, Group, Plan, Submission
from peer_challenge.services.rounds import round_named
from peer_challenge.storage.store import Store


def scopes_of_group(store: Store, name: str, round_name: str | None = None) -> frozenset[Scope]:
    """Return the scopes of the group called `name`; raises `UserError` listing the groups when there is none."""
    round_ = round_named(store, round_name)
    challenges = store.find(Challenge, round=round_.id)
    named = {
        group.name: group.id
        for plan in store.find(Plan, round=round_.id)
        for group in store.find(Group, plan=plan.id)
        if any(each.group == group.id for each in challenges)
    }
    if name not in named:
        known = ", ".join(sorted(named)) or "none: settle a plan first"
        raise UserError(f"{round_.name} has no group called {name}. Its groups are {known}.")
    own = [each for each in challenges if each.group == named[name]]
    hosts = {each.host for each in own}
    sefs = [each for each in store.find(Submission, round=round_.id) if each.authority in hosts]
    return frozenset({f"challenge:{each.id}" for each in own} | {f"submission:{each.id}" for each in sefs})
