"""To whom a final report was sent and when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Distribution
from peer_challenge.domain.wording import needed
from peer_challenge.services.removing import remove_whole
from peer_challenge.services.report_life import finals_of, held_until
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class SentRow:
    """One sending of a final report."""

    id: UUID
    sent_to: str
    sent_on: date
    version: int

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"Version {self.version} sent to {self.sent_to} on {day_in_words(self.sent_on)}."


def sendings(store: Store, challenge: UUID) -> list[SentRow]:
    """Return to whom any version of a report was sent, in the order it was noted."""
    versions = {each.id: each.version for each in finals_of(store, challenge)}
    return [
        SentRow(each.id, each.sent_to, each.sent_on, versions.get(each.report, 1))
        for each in store.find(Distribution, challenge=challenge)
    ]


def log_sending(store: Store, challenge: UUID, sent_to: str, sent_on: date | None = None) -> ChangeSet:
    """Note that the newest final version was sent to a role or body, on a day (today).

    Raises `UserError` when there is no final report, it is held, or the day is still to come.
    """
    today = day_in_england(store.now())
    final = next(iter(finals_of(store, challenge)), None)
    if final is None:
        raise UserError("There is no final report yet. Issue it before it is sent out.")
    if until := held_until(final, today):
        raise UserError(f"This report is held until {day_in_words(until)}, so it is not sent out. End the hold first.")
    if sent_on and sent_on > today:
        raise UserError("The day it was sent cannot be still to come.")
    whom = needed(sent_to, "Say who it was sent to, by role or body: for example “director of children’s services”.")
    note = Distribution(id=store.new_id(), challenge=challenge, report=final.id, sent_to=whom, sent_on=sent_on or today)
    return add("Note who was sent the report", note)


def remove_sending(store: Store, sending: UUID) -> ChangeSet:
    """Take a sending that was noted by mistake out again."""
    return remove_whole(store, "Remove sending", store.need(Distribution, sending))
