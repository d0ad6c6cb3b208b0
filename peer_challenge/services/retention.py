"""Retention: how long what a round leaves is kept, what may go and what stops it, and an account of what went."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.audience import ROUND
from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import FindingState, LinkedTo, ReportState, SessionState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Record
from peer_challenge.domain.wording import needed
from peer_challenge.services.actions import UNFINISHED
from peer_challenge.services.kept_aside import aside_ever
from peer_challenge.services.metrics import months_after
from peer_challenge.services.people_going import people_going
from peer_challenge.services.record_words import moment_words, person_words
from peer_challenge.storage.disposal import dispose
from peer_challenge.storage.queries.holdings import removed_with_words, sent_copies
from peer_challenge.storage.store import Applied, Store

_MOST_MONTHS = 600
_TEAMS_OWN = frozenset({FindingState.PROPOSED, FindingState.PARKED})
_SEF_TEXT = frozenset(
    {"signed_off_by", "returned_because", "document", "document_name", "form", "form_name", "unplaced"}
)
_ASIDE = frozenset({"kept_aside"})
_TIME_TEXT = frozenset({"day", "comment"})
"""What could tell of a person; minutes by stage stay, for comparing rounds."""


class Keeping(StrEnum):
    """The parts of a round that are kept for a time of their own; each names its field of the round."""

    NOTES = "keep_notes_months"
    SEFS = "keep_sefs_months"
    TIME = "keep_time_months"
    REPORTS = "keep_reports_months"
    PEOPLE = "keep_people_months"

    @property
    def words(self) -> str:
        """What goes, as a person reads it."""
        return _WORDS[self]


_WORDS = {
    Keeping.NOTES: "Raw notes, prepared questions and findings never agreed",
    Keeping.SEFS: "Text, evidence and papers of SEFs",
    Keeping.TIME: "Days and comments of time entries; the minutes stay",
    Keeping.REPORTS: "Reports, findings, asks, offers and introductions, finished actions and opinions",
    Keeping.PEOPLE: "Names of people who have left, who was at the meetings, and their links",
}


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part of a round: for how many months it is kept, until when, how many records, and what may be done.

    `until` is None where the time does not run yet; `due` says that it has passed and nothing holds it.
    """

    what: Keeping
    months: int
    until: date | None
    records: int
    due: bool

    @property
    def id(self) -> Keeping:
        """A row of its own for each part."""
        return self.what

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        when = f"until {day_in_words(self.until)}" if self.until else "not counted yet"
        go = ", may go now" if self.due and self.records else ""
        return f"{self.what.words}: {count_of(self.records, 'record')}, kept {when}{go}."


@dataclass(frozen=True, slots=True)
class Retention:
    """How a round stands: its parts, the hold on it if there is one, and what was disposed of, in words."""

    parts: tuple[KeptPart, ...]
    hold: r.RetentionHold | None
    hold_words: str
    account: tuple[str, ...]


def retention_of(store: Store, round_id: UUID) -> Retention:
    """Return how long what a round leaves is kept, and what may go today."""
    round_, today, hold = store.need(r.Round, round_id), day_in_england(store.now()), _hold_on(store, round_id)
    parts = []
    for what in Keeping:
        months, until = getattr(round_, what), _until(store, round_, what)
        due = until is not None and until < today and hold is None
        parts.append(KeptPart(what, months, until, len(_going(store, round_id, what)), due))
    return Retention(
        parts=tuple(parts),
        hold=hold,
        hold_words=_held_words(store, hold) if hold else "",
        account=tuple(_account(store, each) for each in store.find(r.Disposal, round=round_id)),
    )


def set_periods(store: Store, round_id: UUID, **months: int) -> ChangeSet:
    """Set for how many months parts of a round are kept, by the values of `Keeping`; a whole number up to 600."""
    fields = {str(Keeping(name)): number for name, number in months.items()}
    if any(not 0 <= number <= _MOST_MONTHS for number in fields.values()):
        raise UserError(f"Write months as a whole number from 0 to {_MOST_MONTHS}.")
    return edit("Set how long things are kept", store.need(r.Round, round_id), **fields)


def hold_disposal(store: Store, round_id: UUID, reason: str) -> ChangeSet:
    """Stop all disposal of a round, in the name of whoever uses the program; raises `UserError` without a reason."""
    store.need(r.Round, round_id)
    if store.who is None:
        raise UserError("Say who you are first: a hold needs a name.")
    if _hold_on(store, round_id):
        raise UserError("Disposal is stopped already. End that hold first.")
    made = r.RetentionHold(
        id=store.new_id(),
        round=round_id,
        reason=needed(reason, "Say why nothing may be disposed of, for example “a court case”."),
        said_by=store.who,
        placed_on=day_in_england(store.now()),
    )
    return add("Hold disposal", made)


def end_disposal_hold(store: Store, hold: UUID) -> ChangeSet:
    """End a hold today; that it was there stays said."""
    return edit("End hold on disposal", store.need(r.RetentionHold, hold), ended_on=day_in_england(store.now()))


def dispose_of(store: Store, round_id: UUID, what: Keeping, progress: Progress = silent) -> Applied:
    """Destroy a part of a round whose time has passed: here, in drafts and in backups, for good.

    Raises `UserError` where its time has not passed, a hold stops it, there is nothing, or nobody who coordinates asks.
    """
    part = next(each for each in retention_of(store, round_id).parts if each.what is what)
    if hold := _hold_on(store, round_id):
        raise UserError(f"Nothing was disposed of. {_held_words(store, hold)}")
    if not part.due:
        when = f"until {day_in_words(part.until)}" if part.until else "until the round has ended"
        raise UserError(f"{what.words}: kept {when}. Nothing was disposed of.")
    going = _going(store, round_id, what)
    if not going:
        raise UserError("There is nothing left of it here.")
    if store.who is None:
        raise UserError("Say who you are first: an account of what went needs a name.")
    told = r.Disposal(
        id=store.new_id(),
        round=round_id,
        what=what.value,
        disposed_on=day_in_england(store.now()),
        records=len(going),
        done_by=store.who,
        copies=tuple(_copies(store, round_id, what, going)),
    )
    return dispose(store, going, add("Dispose", told), progress)


def _until(store: Store, round_: r.Round, what: Keeping) -> date | None:
    """Return the day a part is kept until: months after the round ended; None while it has not.

    A round has ended with its last meeting and its last final report. Raw notes wait for every report to be final.
    """
    challenges = store.find(r.Challenge, round=round_.id)
    groups = {each.group for each in challenges}
    sessions = [each for group in groups for each in store.find(r.Session, group=group)]
    held = [each.held_on for each in sessions if each.held_on and each.state is not SessionState.CANCELLED]
    finals: list[date] = []
    for each in challenges:
        issues = store.find(r.ReportIssue, challenge=each.id, state=ReportState.FINAL)
        days = [day_in_england(issue.issued_at) for issue in issues if issue.issued_at]
        if not days and what is Keeping.NOTES:
            return None
        finals += days
    ended = max([*held, *finals], default=None)
    if ended is None or ended > day_in_england(store.now()):
        return None
    return months_after(max(finals) if what is Keeping.NOTES else ended, getattr(round_, what))


def _going(store: Store, round_id: UUID, what: Keeping) -> dict[UUID, frozenset[str] | None]:
    """Return what would go: records, each with the fields that go, or None for the whole of it.

    What people removed themselves goes too: the log still holds it.
    """
    if what is Keeping.PEOPLE:
        return dict(people_going(store, round_id))
    if what is Keeping.SEFS:
        scopes = [f"submission:{each.id}" for each in store.find(r.Submission, round=round_id)]
        found = dict(_of_sefs(store, round_id))
    else:
        challenges = [each.id for each in store.find(r.Challenge, round=round_id)]
        scopes = [f"challenge:{each}" for each in challenges]
        every = [
            each for challenge in challenges for kind in _KINDS[what] for each in store.find(kind, challenge=challenge)
        ]
        if what is Keeping.TIME:
            found = {each.id: _TIME_TEXT for each in every if each.day or each.comment}
        else:
            raw = {each.id for each in every if isinstance(each, r.Finding) and each.state in _TEAMS_OWN}
            found = {each.id: None for each in every if _goes(each, what, raw)}
    if what is Keeping.NOTES:
        found |= dict.fromkeys(aside_ever(store, round_id), _ASIDE)
    if what is Keeping.REPORTS:
        found |= dict.fromkeys(each.id for each in store.find(r.Introduction, round=round_id))
        found |= dict.fromkeys(removed_with_words(store, (ROUND,), (r.Introduction,), naming=round_id))
    return found | dict.fromkeys(removed_with_words(store, scopes, _KINDS[what]))


def _of_sefs(store: Store, round_id: UUID) -> Iterable[tuple[UUID, frozenset[str] | None]]:
    for sef in store.find(r.Submission, round=round_id):
        for kind in _KINDS[Keeping.SEFS]:
            for part in store.find(kind, submission=sef.id):
                yield part.id, None
        if any(getattr(sef, name) for name in _SEF_TEXT):
            yield sef.id, _SEF_TEXT


def _goes(record: Record, what: Keeping, raw: Container[UUID]) -> bool:
    """Return whether a record of a challenge goes with a part; `raw` are the findings that are the team’s own."""
    match record:
        case r.Action():
            return record.state not in UNFINISHED
        case r.Finding():
            return what is Keeping.REPORTS or record.id in raw
        case r.FindingLink():
            return what is Keeping.REPORTS or record.linked_to is LinkedTo.NOTE or record.finding in raw
    return True


_KINDS: dict[Keeping, tuple[Any, ...]] = {
    Keeping.NOTES: (r.Note, r.PreparedQuestion, r.Finding, r.FindingLink, r.Unlike, r.ClearedMark),
    Keeping.SEFS: (r.Answer, r.Claim, r.Evidence, r.EvidenceLink, r.QaRead, r.ClearedMark),
    Keeping.TIME: (r.TimeEntry,),
    Keeping.REPORTS: (
        *(r.ReportIssue, r.Correction, r.Distribution, r.Finding, r.FindingLink),
        *(r.AskOffer, r.Evaluation, r.QaActivity, r.Action, r.SectionWording),
    ),
}


def _hold_on(store: Store, round_id: UUID) -> r.RetentionHold | None:
    return next((each for each in store.find(r.RetentionHold, round=round_id) if each.ended_on is None), None)


def _held_words(store: Store, hold: r.RetentionHold) -> str:
    who, day = person_words(store, hold.said_by), day_in_words(hold.placed_on)
    return f"{who} stopped disposal on {day}: {hold.reason}"


def _copies(store: Store, round_id: UUID, what: Keeping, going: Iterable[UUID]) -> Iterable[str]:
    """Yield who was sent some of it before, and still may have it."""
    for each in sent_copies(store, going):
        yield f"{each.recipient or 'somebody'}: {each.name}, {moment_words(each.at)}"
    if what is Keeping.REPORTS:
        for challenge in store.find(r.Challenge, round=round_id):
            for sending in store.find(r.Distribution, challenge=challenge.id):
                yield f"{sending.sent_to}: report, {day_in_words(sending.sent_on)}"


def _account(store: Store, told: r.Disposal) -> str:
    copies = f" Copies were sent to {'; '.join(told.copies)}." if told.copies else " No copies were sent from here."
    return (
        f"{Keeping(told.what).words}: {count_of(told.records, 'record')} destroyed on "
        f"{day_in_words(told.disposed_on)} by {person_words(store, told.done_by)}.{copies}"
    )
