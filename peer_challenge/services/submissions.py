"""The life of a self-evaluation (SEF): how far each authority's has come, and each step on its way to the group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Claim,
    Evidence,
    EvidenceLink,
    LineOfEnquiry,
    Round,
    Submission,
)
from peer_challenge.services.submission_rows import NOT_SENT, WITH_AUTHOR, LineWritten, SubmissionRow, sharing_of
from peer_challenge.storage.queries import submissions as queries
from peer_challenge.storage.store import Store


class Step(StrEnum):
    """A step in the life of a SEF, in the order a person is offered them."""

    SIGN_OFF = "sign_off"
    SEND = "send"
    SHARE = "share"
    ACCEPT = "accept"
    RETURN = "return"
    TAKE_BACK = "take_back"
    NEW_VERSION = "new_version"
    WITHDRAW = "withdraw"


_OPEN: dict[Step, tuple[frozenset[State], str]] = {
    Step.SIGN_OFF: (WITH_AUTHOR, "signed off"),
    Step.SEND: (frozenset({State.SIGNED_OFF}), "sent"),
    Step.SHARE: (frozenset({State.SUBMITTED, State.ACCEPTED}), "shared with the group"),
    Step.ACCEPT: (frozenset({State.SUBMITTED}), "accepted"),
    Step.RETURN: (frozenset({State.SUBMITTED, State.ACCEPTED}), "returned"),
    Step.TAKE_BACK: (frozenset({State.SIGNED_OFF}), "taken back to drafting"),
    Step.NEW_VERSION: (frozenset(State) - NOT_SENT, "followed by a new version"),
    Step.WITHDRAW: (frozenset(State) - {State.NOT_STARTED, State.WITHDRAWN}, "withdrawn"),
}
"""From which states a step can be taken, and how a refusal names it."""


def open_steps(submission: Submission) -> tuple[Step, ...]:
    """Return the steps that can be taken from where a SEF stands; whether a later version exists is not looked at."""
    return tuple(step for step in Step if submission.state in _OPEN[step][0])


def overview(store: Store, round_id: UUID) -> list[SubmissionRow]:
    """Return how far the SEF of every authority in the round is, by name."""
    this = store.need(Round, round_id)
    amounts = _amounts(queries.written(store, round_id))
    lines = store.find(LineOfEnquiry, framework=this.framework)
    today = day_in_england(store.now())
    return [_row(each, this, lines, amounts, today) for each in queries.standings(store, round_id)]


def submission_of(store: Store, round_id: UUID, authority: UUID) -> Submission | None:
    """Return the newest version of an authority's SEF, None before one is started."""
    return next(iter(versions(store, round_id, authority)), None)


def versions(store: Store, round_id: UUID, authority: UUID) -> list[Submission]:
    """Return the versions of an authority's SEF, the newest first."""
    found = store.find(Submission, round=round_id, authority=authority)
    return sorted(found, key=lambda each: (each.version, each.id.bytes), reverse=True)


def start_submissions(store: Store, round_id: UUID, only: UUID | None = None) -> ChangeSet:
    """Make an empty SEF for every authority of the round that has none, or for one of them."""
    missing = [each.authority for each in queries.standings(store, round_id) if each.submission is None]
    chosen = [each for each in missing if only in (None, each)]
    return add("Start SEFs" if only is None else "Start SEF", *(_first(round_id, each) for each in chosen))


def agree_due_day(store: Store, submission: UUID, day: date | None) -> ChangeSet:
    """Set the day agreed with this authority alone; None goes back to the round's."""
    return edit("Agree due day", store.need(Submission, submission), due_on=day)


def let_coordinator_read(store: Store, submission: UUID, allowed: bool) -> ChangeSet:
    """Say whether the coordinator may read the text; that it was sent and shared can be seen anyway."""
    label = "Let coordinator read SEF" if allowed else "Keep SEF from coordinator"
    return edit(label, store.need(Submission, submission), text_to_coordinator=allowed)


def sign_off(store: Store, submission: UUID, by: str) -> ChangeSet:
    """Record who in the authority stands behind the SEF; by role rather than name.

    The least it must hold is a document, or a paragraph under each line of enquiry. Nothing else is ever asked for.
    """
    before = _may(store, submission, Step.SIGN_OFF)
    if not by.strip():
        raise UserError("Say who signs it off, for example Director of Children’s Services.")
    _enough(store, before)
    return edit("Sign off SEF", before, state=State.SIGNED_OFF, signed_off_by=by.strip())


def take_back(store: Store, submission: UUID) -> ChangeSet:
    """Open a signed-off SEF that has not been sent for writing again."""
    before = _may(store, submission, Step.TAKE_BACK)
    return edit("Take SEF back to drafting", before, state=State.DRAFTING, signed_off_by="")


def submit(store: Store, submission: UUID) -> ChangeSet:
    """Send a signed-off SEF. The day it was first sent stays, so that a correction asked for does not make it late."""
    before = _may(store, submission, Step.SEND)
    sent = before.submitted_on or day_in_england(store.now())
    return edit("Send SEF", before, state=State.SUBMITTED, submitted_on=sent, returned_because="")


def return_to_author(store: Store, submission: UUID, because: str) -> ChangeSet:
    """Give a SEF back to its authority, saying why."""
    before = _may(store, submission, Step.RETURN)
    if not because.strip():
        raise UserError("Say why it is returned, so that the authority knows what to change.")
    return edit("Return SEF", before, state=State.RETURNED, returned_because=because.strip())


def accept(store: Store, submission: UUID) -> ChangeSet:
    """Record that the coordinator has what was asked for. A courtesy: an authority may share without it."""
    return edit("Accept SEF", _may(store, submission, Step.ACCEPT), state=State.ACCEPTED)


def share(store: Store, submission: UUID, on: date) -> ChangeSet:
    """Let the group read the SEF, from the day `on`, which is today or earlier."""
    before = _may(store, submission, Step.SHARE)
    if on > day_in_england(store.now()):
        raise UserError(f"{day_in_words(on)} is still to come. Give the day on which the group could first read it.")
    return edit("Share SEF", before, state=State.SHARED, shared_on=on)


def withdraw(store: Store, submission: UUID) -> ChangeSet:
    """Take the SEF out of the round; nobody in the group reads it any more."""
    before = _may(store, submission, Step.WITHDRAW)
    return edit("Withdraw SEF", before, state=State.WITHDRAWN)


def new_version(store: Store, submission: UUID) -> ChangeSet:
    """Start a later version that carries over every text, statement and piece of evidence; its record comes first."""
    before = _may(store, submission, Step.NEW_VERSION)
    if any(each.version > before.version for each in versions(store, before.round, before.authority)):
        raise UserError("There is a later version already. Open that one.")
    copy = Submission(
        id=store.new_id(),
        round=before.round,
        authority=before.authority,
        version=before.version + 1,
        state=State.DRAFTING,
        due_on=before.due_on,
        submitted_on=before.submitted_on,
        text_to_coordinator=before.text_to_coordinator,
        carried_from=before.id,
        document=before.document,
        document_name=before.document_name,
        form=before.form,
        form_name=before.form_name,
        unplaced=before.unplaced,
    )
    return add("Start new version", copy, *carried_parts(store, before.id, copy.id))


def refused(store: Store, submission: Submission, what: str) -> UserError:
    """Return the error that says why a SEF cannot be `what`, as it stands."""
    authority = store.need(Authority, submission.authority).name
    return UserError(f"The SEF of {authority} is {submission.state.words.lower()}, so it cannot be {what}.")


def _may(store: Store, submission: UUID, step: Step) -> Submission:
    before = store.need(Submission, submission)
    states, done = _OPEN[step]
    if before.state not in states:
        raise refused(store, before, done)
    return before


def _enough(store: Store, submission: Submission) -> None:
    if submission.document or any(each.attachment for each in store.find(Evidence, submission=submission.id)):
        return
    this = store.need(Round, submission.round)
    texts: list[Answer | Claim] = [
        *store.find(Answer, submission=submission.id),
        *store.find(Claim, submission=submission.id),
    ]
    said = {each.line for each in texts if each.text.strip()}
    empty = [each for each in store.find(LineOfEnquiry, framework=this.framework) if each.id not in said]
    if empty:
        names = " and ".join(f"“{each.short or each.question}”" for each in empty)
        raise UserError(f"There is nothing under {names} yet. Write a paragraph, or attach the paper you already have.")


def carried_parts(store: Store, old: UUID, new: UUID) -> list[Answer | Claim | Evidence | EvidenceLink]:
    """Return what a SEF holds as the SEF `new` is to hold it; whichever laptop does it, the ids are the same."""
    answers = [
        replace(each, id=known_id("answer", new, each.line), submission=new)
        for each in store.find(Answer, submission=old)
    ]
    claims = {
        each.id: replace(each, id=known_id("claim", new, each.id), submission=new)
        for each in store.find(Claim, submission=old)
    }
    evidence = {
        each.id: replace(each, id=known_id("evidence", new, each.id), submission=new)
        for each in store.find(Evidence, submission=old)
    }
    links = [
        replace(
            each,
            id=link_id("evidence_link", claims[each.claim].id, evidence[each.evidence].id),
            submission=new,
            claim=claims[each.claim].id,
            evidence=evidence[each.evidence].id,
        )
        for each in store.find(EvidenceLink, submission=old)
        if each.claim in claims and each.evidence in evidence
    ]
    return [*answers, *claims.values(), *evidence.values(), *links]


def _first(round_id: UUID, authority: UUID) -> Submission:
    return Submission(id=known_id("submission", round_id, authority), round=round_id, authority=authority)


def _amounts(texts: Sequence[queries.Written]) -> dict[tuple[UUID, UUID], tuple[int, int]]:
    found: dict[tuple[UUID, UUID], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for each in texts:
        words, statements = found[each.submission, each.line]
        found[each.submission, each.line] = words + len(each.text.split()), statements + each.statement
    return found


def _row(
    standing: queries.Standing,
    this: Round,
    lines: Sequence[LineOfEnquiry],
    amounts: dict[tuple[UUID, UUID], tuple[int, int]],
    today: date,
) -> SubmissionRow:
    submission = standing.submission
    written = [(line, amounts.get((submission.id, line.id), (0, 0)) if submission else (0, 0)) for line in lines]
    return SubmissionRow(
        id=standing.authority,
        name=standing.name,
        submission=submission.id if submission else None,
        version=submission.version if submission else 1,
        state=submission.state if submission else State.NOT_STARTED,
        due_on=(submission.due_on if submission else None) or this.sef_due,
        submitted_on=submission.submitted_on if submission else None,
        shared_on=standing.first_shared_on,
        session_on=standing.session_on,
        sharing=sharing_of(standing.first_shared_on, standing.session_on, this.share_days),
        today=today,
        lines=tuple(LineWritten(line.id, line.short or line.question, *amount) for line, amount in written),
        documents=standing.documents,
    )
