"""Chase e-mails as drafts: one for each authority that is late, with its form where the SEF is what is missing."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.mail_drafts import write_mail_draft
from peer_challenge.jobs.reports import file_name
from peer_challenge.jobs.sef_forms import write_form
from peer_challenge.services.chasing import chases
from peer_challenge.storage.files import folder_for
from peer_challenge.storage.store import Store


def write_chases(store: Store, round_id: UUID, folder: Path, progress: Progress = silent) -> list[Path]:
    """Write a draft (.eml) for each authority that is late today into a folder and return them; nothing is sent."""
    folder = folder_for(folder)
    found, made = chases(store, round_id), []
    with TemporaryDirectory() as aside:
        for done, each in enumerate(found):
            progress(done, len(found), f"Writing to {each.late.name}")
            form = write_form(store, round_id, each.late.authority, Path(aside)).path if each.late.sef else None
            mail = folder / f"{file_name(each.late.name)}-reminder.eml"
            write_mail_draft(mail, each.to, each.subject, each.body, form)
            made.append(mail)
    return made
