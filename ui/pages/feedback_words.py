"""What the Feedback page says of a report: its state, its next step, and the kinds of file it is saved as."""

from pathlib import Path

from peer_challenge.domain.choices import ReportState
from peer_challenge.jobs.since_final import CHANGED_SINCE_FINAL
from peer_challenge.reports.formats import Format
from peer_challenge.services.report_life import ReportRow
from ui.colours import Tone
from ui.widgets.record_table import Column

FORMATS = "PDF (*.pdf);;Word draft to check (*.docx);;Web page (*.html)"
_TONES = {
    ReportState.FINAL: Tone.GOOD,
    ReportState.WITH_HOST: Tone.INFO,
    ReportState.AGREED: Tone.INFO,
    ReportState.DRAFT: Tone.NEUTRAL,
    None: Tone.NEUTRAL,
}
_SHORT = {ReportState.AGREED: "Agreed", ReportState.WITH_HOST: "With the host"}


def form_of(path: Path) -> Format:
    """Return what a file is to be, by how its name ends; PDF unless it says otherwise."""
    ending = path.suffix.lower().removeprefix(".")
    return Format(ending) if ending in set(Format) else Format.PDF


def hint_of(row: ReportRow) -> str:
    """Return what stands below a host's name: whether the pages can still change, until when, and any hold."""
    hold = f" {row.hold_words}" if row.hold_words else ""
    if row.outdated:
        return f"{CHANGED_SINCE_FINAL}{hold}"
    if row.state is ReportState.FINAL:
        return f"Final: these pages never change. A later change is a new version.{hold}"
    due = f" Due {row.due_words}.{hold}" if row.due_on else hold
    if not row.agreed:
        return f"No finding is agreed yet.{due}"
    return f"A draft, drawn again with every change.{due}"


def state_of(row: ReportRow) -> str:
    """Return how far a report has come, in the fewest words."""
    if row.state is None:
        return "Draft" if row.agreed else "Nothing agreed"
    return "Final, changed" if row.outdated else _SHORT.get(row.state, row.state_words)


def tone_of(row: ReportRow) -> Tone:
    """Return the tone of a report's state; a final one that is behind its findings is to be looked at."""
    return Tone.WARNING if row.outdated else _TONES[row.state]


COLUMNS: list[Column[ReportRow]] = [
    Column("Host", lambda row: row.host, wide=True),
    Column("Report", state_of, tip=lambda row: row.state_words),
    Column("Due", lambda row: row.due_words, sort=lambda row: row.due_on),
]
