"""Reminders of unfinished actions as files: a calendar and a mail draft for each authority, a calendar for all."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.deadlines import Deadline, calendar_of_deadlines
from peer_challenge.exchange.mail_drafts import attached, write_mail_draft
from peer_challenge.services.actions import Matter, matters_arising
from peer_challenge.services.reminders import follow_ups, reminders
from peer_challenge.storage.files import fit_for_file, folder_for, write_whole
from peer_challenge.storage.store import Store


def write_reminders(
    store: Store, round_id: UUID, folder: Path, until: date | None = None, progress: Progress = silent
) -> list[Path]:
    """Write the reminders of a round into a folder and return the files; nothing is sent.

    `actions.ics` has every dated action and the checks 6 and 12 months after each meeting, for the coordinator.
    """
    folder = folder_for(folder)
    at = store.last_written()
    checks = [
        Deadline(f"{each.challenge}-{each.months}-months", each.due_on, f"Check actions of {each.host}", each.sentence)
        for each in follow_ups(store, round_id)
    ]
    everything = folder / "actions.ics"
    write_whole(everything, calendar_of_deadlines([*_deadlines(matters_arising(store, round_id)), *checks], at))
    made = [everything]
    found = reminders(store, round_id, until)
    for done, each in enumerate(found):
        progress(done, len(found), f"Writing to {each.name}")
        name = fit_for_file(each.name) or str(each.authority)
        calendar, mail = folder / f"{name}.ics", folder / f"{name}.eml"
        write_whole(calendar, calendar_of_deadlines(_deadlines(each.matters), at))
        write_mail_draft(mail, each.to, each.subject, each.body, attached(calendar))
        made += [calendar, mail]
    return made


def _deadlines(matters: Iterable[Matter]) -> Iterable[Deadline]:
    for each in matters:
        if each.action.due_on is not None:
            summary = f"{each.authority}: {each.action.text}"
            yield Deadline(str(each.id), each.action.due_on, summary, f"{each.owner}. {each.source}".strip())
