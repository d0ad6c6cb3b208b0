"""Holding a report until a day, for a reason: a pre-election period, an inspection, a letter not yet published."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.wording import needed
from peer_challenge.services.report_life import begun, held_until, issue_of
from peer_challenge.storage.store import Store


def hold_report(store: Store, challenge: UUID, until: date | None, because: str) -> ChangeSet:
    """Hold a report from today: it is not issued, or once final not sent out, before the day `until`.

    Raises `UserError` without a day to come, or a reason.
    """
    today = day_in_england(store.now())
    if until is None or until <= today:
        raise UserError("Give the day until which the report is held, a day still to come.")
    reason = needed(because, "Say why the report is held, for example “pre-election period”.")
    issue = issue_of(store, challenge)
    if issue is None:
        first = begun(store, challenge)
        return add("Hold report", replace(first, held_from=today, held_until=until, held_because=reason))
    since = issue.held_from if held_until(issue, today) else today
    return edit("Hold report", issue, held_from=since, held_until=until, held_because=reason)


def end_hold(store: Store, challenge: UUID) -> ChangeSet:
    """End a hold today; the days it lasted stay out of the count of working days."""
    today = day_in_england(store.now())
    issue = issue_of(store, challenge)
    if issue is None or held_until(issue, today) is None:
        raise UserError("This report is not held.")
    return edit("End hold", issue, held_until=today)
