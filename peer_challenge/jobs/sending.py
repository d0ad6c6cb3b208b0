"""Making a file to send as a person does: what goes and what does not, the words that lock it, the message with it."""

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.sizes import size_in_words
from peer_challenge.exchange.mail_drafts import attached, write_mail_draft
from peer_challenge.exchange.packs.signing import check_code
from peer_challenge.jobs.pack_files import readers
from peer_challenge.jobs.pack_out import key_of_this_laptop, passphrases_kept_at, send
from peer_challenge.services.pack_words import count_words
from peer_challenge.services.packing import Contents, contents
from peer_challenge.services.passphrases import passphrase_for
from peer_challenge.services.send_message import Message, message_for
from peer_challenge.storage.files import folder_for, free_name
from peer_challenge.storage.store import Store

SUFFIX, OTHER_SUFFIX = ".pcpack", ".zip"
_WRITTEN = (
    "submission",
    "answer",
    "claim",
    "evidence",
    "prepared_question",
    "note",
    "finding",
    "ask_offer",
    "introduction",
    "action",
    "report_issue",
)
"""What a reader of the file looks for first, in the order of a round."""
_NOT_IN_NAMES = re.compile(r"[^\w .()-]+")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a file would hold, the passphrase of its group, the name proposed for it, and this laptop’s check code."""

    contents: Contents
    passphrase: str
    name: str
    check_code: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What is in the file: what people wrote, files with their size, and the rest that goes with it."""
        counts = self.contents.counts
        written = ", ".join(count_words(kind, counts[kind]) for kind in _WRITTEN if counts.get(kind))
        rest = ", ".join(count_words(kind, number) for kind, number in sorted(counts.items()) if kind not in _WRITTEN)
        sizes = [each.size for each in self.contents.attachments.values()]
        files = f"{count_of(len(sizes), 'attached file')}, {size_in_words(sum(sizes))}" if sizes else ""
        return tuple(each for each in (written, files, rest and f"What goes with them: {rest}") if each)

    @property
    def purpose(self) -> str:
        """What the file is for, in a sentence."""
        if self.contents.recipient is None:
            return "What was added here goes back to the coordinator."
        return "To read what the group shares, to take notes and word findings, and to send that back."


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that lies ready to be sent, the message that goes with it, and the mail draft where one was asked for."""

    path: Path
    size: int
    message: Message
    draft: Path | None


def prepare(store: Store, round_id: UUID, group: UUID, recipient: UUID | None) -> Prepared:
    """Return what a file for one reader would hold; nothing is written but a new group’s passphrase."""
    chosen = contents(store, round_id, group, recipient)
    day = day_in_england(store.now()).isoformat()
    name = _NOT_IN_NAMES.sub("", f"{chosen.group.name} for {chosen.recipient_name} {day}").strip()
    return Prepared(
        chosen,
        passphrase_for(group, passphrases_kept_at()),
        f"{name}{SUFFIX}",
        check_code(key_of_this_laptop().public),
    )


def save(
    store: Store,
    prepared: Prepared,
    folder: Path,
    *,
    locked: bool,
    as_zip: bool = False,
    draft: bool = False,
    progress: Progress = silent,
) -> Saved:
    """Write the file into `folder` under a name that is free, with a mail draft beside it if wanted."""
    path = free_name((folder / prepared.name).with_suffix(OTHER_SUFFIX if as_zip else SUFFIX))
    sent = send(store, prepared.contents, path, prepared.passphrase if locked else None, progress=progress)
    message = message_for(store, sent.contents, path.name, locked=locked)
    mail = path.with_suffix(".eml") if draft else None
    if mail is not None:
        write_mail_draft(mail, message.to, message.subject, message.body, attached(path))
    return Saved(path, sent.written.size, message, mail)


def save_for_everybody(
    store: Store, round_id: UUID, folder: Path, *, locked: bool = True, progress: Progress = silent
) -> list[Saved]:
    """Write a file and a mail draft for every authority of every group of a round into `folder`."""
    folder = folder_for(folder)
    found = [each for each in readers(store, round_id) if each.recipient is not None]
    made = []
    for done, each in enumerate(found):
        progress(done, len(found), f"Making the file for {each.name}")
        prepared = prepare(store, round_id, each.group, each.recipient)
        made.append(save(store, prepared, folder, locked=locked, draft=True))
    return made
