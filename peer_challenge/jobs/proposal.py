"""The proposal of a plan as a file."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain.records import Plan
from peer_challenge.jobs.report_look import dressed
from peer_challenge.jobs.reports import Made
from peer_challenge.reports.proposal_report import proposal_document
from peer_challenge.services.proposal import proposal_view
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.store import Store


def proposal_of(store: Store, plan: UUID) -> bytes:
    """Return a plan's proposal as PDF, as things stand."""
    from peer_challenge.reports.pdf import render

    return render(dressed(store, store.need(Plan, plan).round, proposal_document(proposal_view(store, plan))))


def save_proposal(content: bytes, path: Path) -> Made:
    """Write the proposal that was looked at to `path`, byte for byte, and say what it is."""
    write_whole(path, content)
    return Made(path, "proposal of groups")
