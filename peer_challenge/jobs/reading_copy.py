"""A final report in another format: marked as a copy, and saying so where it is not word for word what was issued."""

from dataclasses import replace

from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.records import ReportIssue
from peer_challenge.reports.document import Callout, CalloutKind, Document, Paragraph
from peer_challenge.reports.feedback_report import feedback_document
from peer_challenge.reports.words_mark import words_mark
from peer_challenge.services.feedback import FeedbackView

_COPY = "Reading copy of the final report"
_DIFFERS = "This copy differs from the report that was issued"


def reading_copy(view: FeedbackView, issue: ReportIssue) -> Document:
    """Return a final report drawn afresh, as of the moment it was issued.

    Where its words are no longer those of the PDF that was issued, it says so below its title.
    """
    made = _as_issued(view, issue)
    copy = replace(made, status=_COPY)
    if words_mark(made) == issue.words_mark:
        return copy
    on = f" on {day_in_words(day_in_england(issue.issued_at))}" if issue.issued_at else ""
    said = (
        f"The round file has changed since version {issue.version} was issued{on}, and this copy was written from the "
        "file as it is now. The PDF that was issued is the report: read that, or ask whoever sent you this copy for it."
    )
    title, *rest = copy.blocks
    return replace(copy, blocks=(title, Callout(CalloutKind.NOTE, _DIFFERS, (Paragraph(said),)), *rest))


def says_what_was_issued(view: FeedbackView, issue: ReportIssue) -> bool:
    """Return whether a report written now would say word for word what the final one says."""
    return words_mark(_as_issued(view, issue)) == issue.words_mark


def _as_issued(view: FeedbackView, issue: ReportIssue) -> Document:
    return feedback_document(replace(view, created=issue.issued_at or view.created))
