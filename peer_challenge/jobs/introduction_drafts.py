"""A mail draft that introduces two authorities to one another; whoever opens it decides whether it goes."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain.records import Authority, Introduction
from peer_challenge.exchange.mail_drafts import write_mail_draft
from peer_challenge.services.introductions import introduction_mail
from peer_challenge.storage.files import fit_for_file, folder_for, free_name
from peer_challenge.storage.store import Store


def write_introduction_draft(store: Store, introduction: UUID, folder: Path) -> Path:
    """Write the draft into a folder under a name that is free; nothing is sent."""
    found, mail = store.need(Introduction, introduction), introduction_mail(store, introduction)
    ends = (store.get(Authority, each) for each in (found.asking, found.offering))
    name = fit_for_file(" and ".join(each.name for each in ends if each))
    path = free_name(folder_for(folder) / f"Introduction {name}.eml")
    write_mail_draft(path, mail.to, mail.subject, mail.body)
    return path
