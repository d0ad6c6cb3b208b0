"""The QA read: the QA lead of another authority reads a SEF before it is shared, and returns it with comments."""

from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, QaRead, Submission
from peer_challenge.domain.wording import needed
from peer_challenge.services.rounds import participants
from peer_challenge.services.submissions import refused
from peer_challenge.storage.store import Store

_TOO_LATE = frozenset({State.SHARED, State.WITHDRAWN})
_SENT = frozenset({State.SUBMITTED, State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class QaReadRow:
    """A QA read and the name of the authority that reads."""

    id: UUID
    read: QaRead
    reader: str

    @property
    def words(self) -> str:
        """How far it is, for example "Medway returned it on 5 November 2026"."""
        if self.read.returned_on:
            return f"{self.reader} returned it on {day_in_words(self.read.returned_on)}"
        asked = f" since {day_in_words(self.read.asked_on)}" if self.read.asked_on else ""
        return f"With {self.reader}{asked}"


def qa_reads_of(store: Store, submission: UUID) -> list[QaReadRow]:
    """Return the QA reads of one version of a SEF, as they were asked for."""
    found = store.find(QaRead, submission=submission)
    return [QaReadRow(each.id, each, store.need(Authority, each.authority).name) for each in found]


def possible_readers(store: Store, submission: UUID) -> list[Authority]:
    """Return the other authorities of the round, by name."""
    sef = store.need(Submission, submission)
    return [each for each in participants(store, sef.round) if each.id != sef.authority]


def ask_for_qa_read(store: Store, submission: UUID, reader: UUID) -> ChangeSet:
    """Ask another authority's QA lead to read a SEF before it is shared; once asked, it is asked again afresh."""
    sef = store.need(Submission, submission)
    if sef.state in _TOO_LATE:
        raise refused(store, sef, "given to a QA lead first")
    if reader == sef.authority:
        raise UserError("An authority cannot read its own SEF for this. Choose another.")
    store.need(Authority, reader)
    read = QaRead(
        id=link_id("qa_read", submission, reader),
        submission=submission,
        authority=reader,
        asked_on=day_in_england(store.now()),
    )
    before = store.get(QaRead, read.id)
    if before is None:
        return add("Ask for a QA read", read)
    return edit("Ask for a QA read", before, asked_on=read.asked_on, returned_on=None)


def return_qa_read(store: Store, read: UUID, comments: str, *, give_back: bool = False) -> ChangeSet:
    """Record what a QA lead said; `give_back` opens a SEF that was sent already, with the comments as the reason."""
    before = store.need(QaRead, read)
    said = needed(comments, "Write what the QA lead said, even if it is only that it can be shared.")
    after = replace(before, comments=said, returned_on=day_in_england(store.now()))
    sef = store.need(Submission, before.submission)
    changes = edit("Return QA read", before, comments=after.comments, returned_on=after.returned_on)
    if give_back and sef.state in _SENT:
        reader = store.need(Authority, before.authority).name
        return changes + edit("", sef, state=State.RETURNED, returned_because=f"QA read by {reader}: {said}")
    return changes
