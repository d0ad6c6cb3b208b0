"""Actions: what an authority means to do, which role does it, by when, and whether it was done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import ActionState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Action, Challenge
from peer_challenge.domain.wording import needed
from peer_challenge.services.removing import remove_whole, with_reasons
from peer_challenge.storage.queries.tables import ActionLine, action_lines
from peer_challenge.storage.store import Store

UNFINISHED = frozenset({ActionState.OPEN, ActionState.IN_PROGRESS})
_NO_WORDS = "Say what is to be done."


@dataclass(frozen=True, slots=True)
class Matter:
    """An action that is not finished, as minutes list matters arising; `late` counts days since it was due."""

    id: UUID
    action: Action
    round: str
    host: str
    authority: str
    source: str
    late: int

    @property
    def when(self) -> str:
        """When it is or was due, in words."""
        if self.action.due_on is None:
            return "No day given"
        due = day_in_words(self.action.due_on)
        return f"Due {due}, {count_of(self.late, 'day')} late" if self.late else f"Due {due}"

    @property
    def owner(self) -> str:
        """Who does it: the role at the authority."""
        return f"{self.action.owner_role}, {self.authority}" if self.action.owner_role else self.authority

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.action.text} {self.owner}. {self.when}. {self.action.state.words}."


def actions_of(store: Store, challenge: UUID) -> list[Action]:
    """Return the next steps of a challenge's host in order."""
    return store.find(Action, challenge=challenge)


def matters_arising(store: Store, round_id: UUID | None = None) -> list[Matter]:
    """Return every unfinished action of a round, or of all rounds of the file: overdue first, undated last."""
    today = day_in_england(store.now())
    return [_matter(each, today) for each in action_lines(store, round_id) if each.action.state in UNFINISHED]


def add_action(
    store: Store,
    challenge: UUID,
    text: str,
    owner_role: str = "",
    due_on: date | None = None,
    *,
    finding: UUID | None = None,
    source: str = "",
) -> ChangeSet:
    """Add an action of the host; `owner_role` is a role, never a named person, `source` a meeting or its minutes."""
    last = max((each.position for each in actions_of(store, challenge)), default="")
    action = Action(
        id=store.new_id(),
        challenge=challenge,
        authority=store.need(Challenge, challenge).host,
        text=needed(text, _NO_WORDS),
        owner_role=owner_role.strip(),
        due_on=due_on,
        finding=finding,
        source=source.strip(),
        position=between(last, ""),
    )
    return add("Add next step", action)


def edit_action(store: Store, action: UUID, /, **fields: object) -> ChangeSet:
    """Change words, owner, date, state, impact or evidence; what becomes done is done today, unless a day is given."""
    before = store.need(Action, action)
    if "text" in fields:
        fields["text"] = needed(str(fields["text"]), _NO_WORDS)
    state = fields.get("state", before.state)
    if state is ActionState.DONE and before.state is not ActionState.DONE:
        fields.setdefault("done_on", day_in_england(store.now()))
    elif state is not ActionState.DONE and before.done_on is not None:
        fields["done_on"] = None
    return with_reasons(store, edit("Edit next step", before, **fields))


def remove_action(store: Store, action: UUID) -> ChangeSet:
    """Remove a next step."""
    return remove_whole(store, "Remove next step", store.need(Action, action))


def _matter(line: ActionLine, today: date) -> Matter:
    due = line.action.due_on
    return Matter(
        id=line.action.id,
        action=line.action,
        round=line.round,
        host=line.host,
        authority=line.authority,
        source=line.action.source or line.finding,
        late=max(0, (today - due).days) if due else 0,
    )
