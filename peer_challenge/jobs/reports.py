"""Feedback reports and the regional overview: made, issued, and written to a folder."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.reports.feedback_report import feedback_document
from peer_challenge.reports.overview_report import overview_document
from peer_challenge.services.feedback import FeedbackView, feedback_of
from peer_challenge.services.overview import overview_of
from peer_challenge.services.report_life import is_final, issue_final, issue_of
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.queries.feedback import hosts_of
from peer_challenge.storage.store import Applied, Store


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written and what it is."""

    path: Path
    what: str


def report_of(store: Store, challenge: UUID) -> bytes:
    """Return a challenge's report as PDF: a final one's very bytes, a draft as things stand."""
    issue = issue_of(store, challenge)
    if issue and issue.state is ReportState.FINAL:
        kept = store.attached(issue.sha256)
        assert kept is not None, "a final report's bytes are kept for ever"
        return kept
    return _drawn(feedback_of(store, challenge))


def overview_report_of(store: Store, round_id: UUID) -> bytes:
    """Return the regional overview as PDF."""
    from peer_challenge.reports.pdf import render

    return render(overview_document(overview_of(store, round_id)))


def issue_report(store: Store, challenge: UUID) -> Applied:
    """Make a report final: draw it once more without “Draft”, keep its bytes, and never change them again.

    Raises `UserError` when it is final already or nothing has been agreed.
    """
    issue_final(store, challenge, "")  # says no before anything is drawn
    seen = store.number()
    content = _drawn(replace(feedback_of(store, challenge), state=ReportState.FINAL, created=store.now()))
    store.attach(content, "application/pdf")
    return store.apply(issue_final(store, challenge, sha256(content).hexdigest()), seen)


def write_report(store: Store, challenge: UUID, host: str, folder: Path) -> Made:
    """Write one report into `folder` under its host's name, and say what it is."""
    return save_report(store, challenge, host, folder / f"{file_name(host)}-feedback.pdf")


def save_report(store: Store, challenge: UUID, host: str, path: Path) -> Made:
    """Write one report to `path`, and say what it is."""
    write_whole(path, report_of(store, challenge))
    return Made(path, f"feedback to {host}, {'final' if is_final(store, challenge) else 'draft'}")


def write_overview(store: Store, round_id: UUID, folder: Path) -> Made:
    """Write the regional overview into `folder`."""
    path = folder / "regional-overview.pdf"
    write_whole(path, overview_report_of(store, round_id))
    return Made(path, "regional overview")


def write_all(store: Store, round_id: UUID, folder: Path, progress: Progress = silent) -> list[Made]:
    """Write every report of a round and its overview; when stopped, the files already there are whole."""
    hosts = hosts_of(store, round_id)
    made = []
    for done, each in enumerate(hosts):
        progress(done, len(hosts) + 1, f"Feedback to {each.host}")
        made.append(write_report(store, each.id, each.host, folder))
    progress(len(hosts), len(hosts) + 1, "Regional overview")
    made.append(write_overview(store, round_id, folder))
    progress(len(hosts) + 1, len(hosts) + 1, "Done")
    return made


def file_name(host: str) -> str:
    """Return an authority's name as a file name that every mail system accepts."""
    return "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in host.lower()).split()) or "authority"


def _drawn(view: FeedbackView) -> bytes:
    from peer_challenge.reports.pdf import render

    return render(feedback_document(view))
