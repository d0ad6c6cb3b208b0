"""The draft that the host checked, read back: what it would change, before anything is."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Authority, Challenge, Correction
from peer_challenge.exchange.word_comments import read_returned_draft
from peer_challenge.jobs.reports import Wanted, save_report
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.reports.formats import Format
from peer_challenge.services import corrections
from peer_challenge.services.draft_returned import NOTHING_CHANGED, Preview, previewed, whose_draft
from peer_challenge.services.filled_forms import FormPreview, FormRow
from peer_challenge.services.form_merging import Outcome
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class DraftLook(Look):
    """The draft of a report that came back from its host, with the corrections it would bring."""

    challenge: UUID | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def what(self) -> str:
        """What it is called."""
        return "The draft report"


def preview_returned_draft(store: Store, challenge: UUID, path: Path, progress: Progress = silent) -> Preview:
    """Return the corrections that a returned Word draft would bring; raises `UserError` when it is no such draft."""
    progress(0, 2, f"Reading {path.name}")
    pieces = read_returned_draft(path)
    progress(1, 2, "Finding the sentences")
    with TemporaryDirectory() as folder:
        now = Path(folder) / "now.docx"
        save_report(store, challenge, "", now, Wanted(form=Format.WORD))
        return previewed(store, challenge, pieces, read_returned_draft(now))


def look_at_draft(store: Store, round_id: UUID, path: Path) -> DraftLook | None:
    """Return what a Word paper would bring as a draft that came back; None where it is the draft of no report.

    Raises `UserError` where its report is final already.
    """
    challenge = whose_draft(store, round_id, read_returned_draft(path))
    if challenge is None:
        return None
    found = preview_returned_draft(store, challenge, path)
    host = store.need(Authority, store.need(Challenge, challenge).host)
    label = f"Bring in corrections of {host.name}"
    changes = corrections.bring_in(store, challenge, found.new) if found.new else ChangeSet(label, ())
    rows = tuple(
        FormRow(number, f"Correction to the report, {each.what.lower()}", Outcome.NEW, _words(each.correction))
        for number, each in enumerate(corrections.beside(store, challenge, found.new))
    )
    waiting = "Its corrections wait on the Feedback page, to be accepted or declined there."
    remarks = (waiting if found.new or found.known else NOTHING_CHANGED,)
    preview = FormPreview(host.id, host.name, rows, (), remarks, changes)
    return DraftLook(path, host.id, host.name, None, preview, challenge=challenge, corrections=found.new)


def _words(said: Correction) -> str:
    return said.proposed or said.comment or said.quoted
