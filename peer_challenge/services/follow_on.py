"""What a challenge led to: QA activity that authorities took up, and what hosts say had changed months later."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import Authority, Challenge, QaActivity
from peer_challenge.domain.wording import needed
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import time_spent
from peer_challenge.storage.queries import value as queries
from peer_challenge.storage.store import Store

_NO_WORDS = "Say what is done because of the challenge, for example: a joint audit of plans."


@dataclass(frozen=True, slots=True)
class Changed:
    """What a host says had changed because of its challenge, so many months on. `id` is the challenge's."""

    id: UUID
    host: str
    months: int
    words: str

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.host}: {self.words}"


@dataclass(frozen=True, slots=True)
class PromptedRow:
    """QA activity that a challenge prompted, as the table shows it."""

    id: UUID
    activity: QaActivity
    host: str
    authority: str

    @property
    def when(self) -> str:
        """When it was done or is planned."""
        if self.activity.done_on:
            return f"done {day_in_words(self.activity.done_on)}"
        return f"planned for {day_in_words(self.activity.planned_on)}" if self.activity.planned_on else "no date yet"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.authority}, from the challenge of {self.host}: {self.activity.text}, {self.when}."


def add_prompted(
    store: Store,
    challenge: UUID,
    authority: UUID,
    text: str,
    planned_on: date | None = None,
    done_on: date | None = None,
) -> ChangeSet:
    """Note audit or other QA activity that an authority takes up because of a challenge."""
    store.need(Challenge, challenge)
    store.need(Authority, authority)
    said = needed(text, _NO_WORDS)
    found = QaActivity(
        id=store.new_id(), challenge=challenge, authority=authority, text=said, planned_on=planned_on, done_on=done_on
    )
    return add("Add QA activity", found)


def edit_prompted(store: Store, activity: UUID, /, **fields: object) -> ChangeSet:
    """Change words or dates of a QA activity."""
    if "text" in fields:
        fields["text"] = needed(str(fields["text"]), _NO_WORDS)
    return edit("Edit QA activity", store.need(QaActivity, activity), **fields)


def remove_prompted(store: Store, activity: UUID) -> ChangeSet:
    """Remove a QA activity."""
    return remove_whole(store, "Remove QA activity", store.need(QaActivity, activity))


def prompted(store: Store, round_id: UUID) -> tuple[PromptedRow, ...]:
    """Return the QA activity that a round prompted, by host."""
    return tuple(
        PromptedRow(activity.id, activity, host, authority)
        for activity, host, authority in queries.qa_activities(store, round_id)
    )


def changed_after(store: Store, round_id: UUID, months: int) -> tuple[Changed, ...]:
    """Return what hosts said had changed, in their words; who answered that nothing had is not among them."""
    hosts = {each.challenge: each.name for each in time_spent.hosted(store, round_id)}
    return tuple(
        Changed(each.challenge, hosts[each.challenge], months, each.changed)
        for each in queries.opinions(store, round_id, months)
        if each.as_host and each.changed
    )
