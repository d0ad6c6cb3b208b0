"""Whether findings were changed after their final report was issued, so that it does not say what they say."""

from dataclasses import replace
from uuid import UUID

from peer_challenge.services.feedback import feedback_of
from peer_challenge.services.home import HomeView, home
from peer_challenge.services.report_life import ReportRow, issue_of, report_rows
from peer_challenge.storage.queries.since_final import written_since_final
from peer_challenge.storage.store import Store

CHANGED_SINCE_FINAL = "Changed since the final report: begin a new version to print it."


def changed_since_final(store: Store, round_id: UUID) -> frozenset[UUID]:
    """Return the challenges of a round whose findings were reworded, added or removed since their final report.

    The log says which may have been; only of those the words that would be printed are compared, and nothing is drawn.
    """
    return frozenset(each for each in written_since_final(store, round_id) if not _says_the_same(store, each))


def is_changed_since_final(store: Store, round_id: UUID, challenge: UUID) -> bool:
    """Return whether the findings of one challenge were changed since its final report."""
    return challenge in written_since_final(store, round_id) and not _says_the_same(store, challenge)


def report_rows_now(store: Store, round_id: UUID) -> list[ReportRow]:
    """Return where each report of a round stands, and which final ones do not say what the findings say any more."""
    changed = changed_since_final(store, round_id)
    return [replace(row, outdated=row.id in changed) for row in report_rows(store, round_id)]


def home_now(store: Store, round_id: UUID) -> HomeView:
    """Return the first page of a round, final reports that do not say what the findings say any more included."""
    return home(store, round_id, changed_since_final(store, round_id))


def _says_the_same(store: Store, challenge: UUID) -> bool:
    from peer_challenge.jobs.reading_copy import says_what_was_issued

    issue = issue_of(store, challenge)
    return issue is not None and says_what_was_issued(feedback_of(store, challenge), issue)
