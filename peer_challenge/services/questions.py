"""Questions challengers prepare for a host, share with it beforehand and tick off when asked."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Challenge, Person, PreparedQuestion
from peer_challenge.domain.wording import needed
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.store import Store

_NO_WORDS = "There is no question yet. Type it first."


def questions_of(store: Store, challenge: UUID) -> list[PreparedQuestion]:
    """Return the questions prepared for a host, in order."""
    return store.find(PreparedQuestion, challenge=challenge)


def prepare_question(
    store: Store,
    challenge: UUID,
    text: str,
    *,
    line: UUID | None = None,
    claim: UUID | None = None,
    asked_by: UUID | None = None,
) -> ChangeSet:
    """Add a question for a host; `asked_by` is the authority that prepared it, that of whoever types unless said."""
    store.need(Challenge, challenge)
    before = questions_of(store, challenge)
    question = PreparedQuestion(
        id=store.new_id(),
        challenge=challenge,
        line=line,
        claim=claim,
        text=needed(text, _NO_WORDS),
        asked_by=asked_by or _own_authority(store),
        position=between(before[-1].position if before else "", ""),
    )
    return add("Prepare a question", question)


def _own_authority(store: Store) -> UUID | None:
    person = store.get(Person, store.who) if store.who else None
    return person.authority if person else None


def edit_question(store: Store, question: UUID, text: str) -> ChangeSet:
    """Put a question's words right."""
    return edit("Edit question", store.need(PreparedQuestion, question), text=needed(text, _NO_WORDS))


def share_questions(store: Store, challenge: UUID) -> ChangeSet:
    """Let the host see every question prepared so far."""
    pairs = ((each, replace(each, shared=True)) for each in questions_of(store, challenge))
    return edit_each("Share questions with the host", pairs)


def share_question(store: Store, question: UUID, shared: bool) -> ChangeSet:
    """Let the host see a question, or keep it to the team again."""
    label = "Share question with the host" if shared else "Keep question to the team"
    return edit(label, store.need(PreparedQuestion, question), shared=shared)


def tick_question(store: Store, question: UUID, at: datetime | None) -> ChangeSet:
    """Say when a question was asked; None says it was not."""
    label = "Tick question" if at else "Untick question"
    return edit(label, store.need(PreparedQuestion, question), asked_at=at)


def remove_question(store: Store, question: UUID) -> ChangeSet:
    """Remove a question."""
    return remove_whole(store, "Remove question", store.need(PreparedQuestion, question))
