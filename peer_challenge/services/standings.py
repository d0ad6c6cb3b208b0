"""How far each authority of a round has come, with the day its report is due; what waits is not late."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import Round
from peer_challenge.services.pauses import days_paused, waiting_in
from peer_challenge.services.report_life import due_with_hold
from peer_challenge.storage.queries import home as queries
from peer_challenge.storage.queries.feedback import newest_issues
from peer_challenge.storage.queries.home import Standing
from peer_challenge.storage.store import Store


def standings(store: Store, round_id: UUID) -> list[Standing]:
    """Return every authority that joined or is asked, by name; days held or paused do not count to its report."""
    round_, issues = store.need(Round, round_id), newest_issues(store, round_id)
    paused, waiting = days_paused(store, round_id), waiting_in(store, round_id)

    def timed(each: Standing) -> Standing:
        if each.challenge is None:
            return replace(each, report_due=due_with_hold(each.session_on, round_.report_days, None))
        days = paused.get(each.challenge, frozenset())
        due = due_with_hold(each.session_on, round_.report_days, issues.get(each.challenge), days)
        return replace(each, report_due=due, paused=each.challenge in waiting)

    return [timed(each) for each in queries.standings(store, round_id)]


def report_is_late(each: Standing, today: date) -> bool:
    """Return whether a report should have been final by now; never while its challenge waits."""
    due = each.held and each.report is not ReportState.FINAL and not each.paused and each.report_due
    return bool(due and due < today)
