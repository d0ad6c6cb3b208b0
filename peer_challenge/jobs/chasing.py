"""Chase e-mails as drafts: one for each authority that is late, with its form where the SEF is what is missing."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.mail_drafts import Attachment, write_mail_draft
from peer_challenge.jobs.reports import file_name
from peer_challenge.jobs.sef_forms import form_of
from peer_challenge.services.chasing import chases
from peer_challenge.services.sef_forms import form_view
from peer_challenge.storage.files import folder_for
from peer_challenge.storage.store import Store


def write_chases(store: Store, round_id: UUID, folder: Path, progress: Progress = silent) -> list[Path]:
    """Write a draft (.eml) for each authority that is late today into a folder and return them; nothing is sent."""
    folder = folder_for(folder)
    found, made = chases(store, round_id), []
    for done, each in enumerate(found):
        progress(done, len(found), f"Writing to {each.late.name}")
        name = file_name(each.late.name)
        form = _form(store, round_id, each.late.authority, name) if each.late.sef else None
        mail = folder / f"{name}-reminder.eml"
        write_mail_draft(mail, each.to, each.subject, each.body, form)
        made.append(mail)
    return made


def _form(store: Store, round_id: UUID, authority: UUID, name: str) -> Attachment:
    """Return the form with what is typed in it so far; it stands in the draft alone, in no file beside it."""
    return f"{name}-sef-form.docx", form_of(form_view(store, round_id, authority), "docx")
