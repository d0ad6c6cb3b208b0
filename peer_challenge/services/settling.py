"""Settling a plan: its groups stand, each host gets a challenge, roles in turn and a SEF to write."""

from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Plan
from peer_challenge.services.board import BoardView, board
from peer_challenge.services.exceptions import exceptions_for
from peer_challenge.services.groups import open_plan
from peer_challenge.services.hosting import hosted
from peer_challenge.services.plans import check_complete
from peer_challenge.services.succession import follows, replaced_drafts, standing_as_they_are, succeed
from peer_challenge.storage.store import Store


def settle(store: Store, plan: UUID, exception: str = "", agreed_by: str = "") -> ChangeSet:
    """Let the groups of a plan stand, as one act: challenges, roles in turn, first SEFs, reasons kept as they are.

    `exception` says why rules that are still broken are accepted; without it a plan that breaks one is refused, as is
    one that leaves an authority out, or a round that has a settled plan already. A new version of that plan takes its
    place: groups that did not change keep their challenges, sessions and all that was written in them.
    """
    record = open_plan(store, plan)
    before = next(iter(store.find(Plan, round=record.round, state=PlanState.SETTLED)), None)
    if before is not None and not follows(store, record, before.id):
        raise UserError(f"{before.name} is settled for this round already. Undo that first, or repair it.")
    view = board(store, plan)
    check_complete(view.groups, [card.name for card in view.unplaced])
    _check_rules(view, exception)
    breaches = (breach for group in view.groups for breach in group.breaches)
    state = edit("Settle plan", record, state=PlanState.SETTLED, settled_on=day_in_england(store.now()))
    agreed = add("", *exceptions_for(store, plan, breaches, exception, agreed_by))
    why = {group.id: group.why for group in view.groups}
    standing = succeed(store, before, record, why) if before else standing_as_they_are(store, plan, why)
    changes = state + agreed + standing.changes + hosted(store, record, standing)
    return changes if before else changes + replaced_drafts(store, record)


def _check_rules(view: BoardView, exception: str) -> None:
    if view.broken and not exception.strip():
        others = len(view.broken) - 1
        more = f", and {others} more" if others else ""
        found = f"A rule is broken ({view.broken[0]}{more})"
        raise UserError(f"{found}. Move an authority, or write which exception was agreed, why and by whom.")
