"""The bundle of what is held about an authority or a person: tables, kept files and a paper that explains it."""

import mimetypes
import zipfile
from io import BytesIO
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.tables import as_csv, as_workbook
from peer_challenge.services.holdings import HeldRow, Holdings, bytes_of, what_we_hold
from peer_challenge.services.record_words import moment_words
from peer_challenge.services.tables import Cell, Table, TableColumn
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.store import Store

_COLUMNS = (
    TableColumn("Belongs to", "The round, a SEF or a challenge; or kept here and never sent"),
    TableColumn("Marking", "How it is to be handled"),
    TableColumn("What", "The kind of record"),
    TableColumn("Record", "Its name or its first words"),
    TableColumn("Field", "Which part of it"),
    TableColumn("Says", "What was written there"),
    TableColumn("State", "Whether it stands, was written over, or was removed"),
    TableColumn("Written", "When"),
    TableColumn("By", "Who wrote it; somebody where no name is kept"),
)


def write_holdings(store: Store, subject: UUID, path: Path, progress: Progress = silent) -> Holdings:
    """Write the bundle as a .zip and return what is in it; raises `UserError` where it cannot be written."""
    progress(0, 2, "Looking through the round file, backups and files exchanged")
    held = what_we_hold(store, subject)
    progress(1, 2, "Writing the bundle")
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("read me first.txt", _explained(held, store).encode())
        table = _table(held)
        bundle.writestr("what is held.xlsx", as_workbook(table))
        bundle.writestr("what is held.csv", as_csv([[each.heading for each in _COLUMNS], *table.rows]))
        bundle.writestr("backups and files exchanged.csv", as_csv(_copies(held)))
        if held.drafts:
            bundle.writestr("typed and not yet saved.csv", as_csv([["Where", "Text"], *map(list, held.drafts)]))
        for each in held.files:
            ending = mimetypes.guess_extension(each.media_type) or ""
            bundle.writestr(f"kept files/{each.sha256[:16]}{ending}", bytes_of(store, each))
    write_whole(path, kept.getvalue())
    progress(2, 2, "Written")
    return held


def _table(held: Holdings) -> Table:
    marking = next((each.marking for each in held.rows if each.marking), "OFFICIAL-SENSITIVE")
    return Table(
        name="holdings",
        title=f"What is held, {held.subject}",
        about=(f"Marking: {marking}.", *held.summary),
        columns=_COLUMNS,
        rows=tuple(_row(each) for each in held.rows),
    )


def _row(row: HeldRow) -> tuple[Cell, ...]:
    return (
        row.about,
        row.marking,
        row.kind,
        row.record,
        row.field,
        row.value,
        row.state,
        row.written_at,
        row.written_by,
    )


def _copies(held: Holdings) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["What", "Name", "For", "When", "Records in it"]]
    for each in held.copies:
        rows.append([each.what, each.name, each.recipient, moment_words(each.at), each.records])
    return rows


def _explained(held: Holdings, store: Store) -> str:
    parts = (
        "what is held.xlsx and .csv: every value, also those written over and of removed records, with its marking.",
        "backups and files exchanged.csv: which of them hold any of these records.",
        "kept files: papers and pictures that these records name.",
    )
    made = f"Made at {moment_words(store.now())}."
    return "\r\n".join([f"What is held about {held.subject}", "", *held.summary, made, "", *parts, ""])
