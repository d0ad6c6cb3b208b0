"""Next steps: what a host means to do, which role does it, by when."""

from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, remove
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Action, Challenge
from peer_challenge.domain.wording import needed
from peer_challenge.storage.store import Store

_NO_WORDS = "Say what is to be done."


def actions_of(store: Store, challenge: UUID) -> list[Action]:
    """Return the next steps of a challenge's host in order."""
    return store.find(Action, challenge=challenge)


def add_action(
    store: Store,
    challenge: UUID,
    text: str,
    owner_role: str = "",
    due_on: date | None = None,
    *,
    finding: UUID | None = None,
) -> ChangeSet:
    """Add a next step of the host; `owner_role` is a role, never a named person."""
    last = max((each.position for each in actions_of(store, challenge)), default="")
    action = Action(
        id=store.new_id(),
        challenge=challenge,
        authority=store.need(Challenge, challenge).host,
        text=needed(text, _NO_WORDS),
        owner_role=owner_role.strip(),
        due_on=due_on,
        finding=finding,
        position=between(last, ""),
    )
    return add("Add next step", action)


def edit_action(store: Store, action: UUID, /, **fields: object) -> ChangeSet:
    """Change words, owner, date, state or impact of a next step."""
    if "text" in fields:
        fields["text"] = needed(str(fields["text"]), _NO_WORDS)
    return edit("Edit next step", store.need(Action, action), **fields)


def remove_action(store: Store, action: UUID) -> ChangeSet:
    """Remove a next step."""
    return remove("Remove next step", store.need(Action, action))
