"""Calendar files of a round's meetings and drafts of their invitations, in a folder; nothing is sent."""

import re
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.choices import Role, SessionState
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress
from peer_challenge.domain.records import Person, RolePeriod, Session
from peer_challenge.exchange.calendars import calendar_of
from peer_challenge.exchange.mail_drafts import write_mail_draft
from peer_challenge.services.meetings import Meeting, invitation, meetings
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.queries.meetings import names_in_group
from peer_challenge.storage.store import Store


def write_calendar(store: Store, round_id: UUID, path: Path) -> list[Path]:
    """Write every dated meeting of a round as one calendar file; raises `UserError` where none has a day."""
    rows = [each for each in meetings(store, round_id) if each.held_on]
    if not rows:
        raise UserError("No meeting has a day yet. Give one a day first.")
    write_whole(path, _calendar(store, rows))
    return [path]


def write_invitations(store: Store, round_id: UUID, folder: Path, progress: Progress) -> list[Path]:
    """Write for each group with a day its calendar file and a draft of the invitation with it; return them.

    Drafts go to everybody known of the group's authorities who has an e-mail address. A meeting called off comes as a
    cancellation. Raises `UserError` where no meeting has a day.
    """
    rows = [each for each in meetings(store, round_id) if each.held_on]
    if not rows:
        raise UserError("No meeting has a day yet. Give one a day first.")
    made = []
    for done, row in enumerate(rows):
        progress(done, len(rows), f"Writing to {row.group}")
        calendar = folder / f"{_file_name(row.group)}.ics"
        write_whole(calendar, _calendar(store, [row]))
        draft = folder / f"{_file_name(row.group)} invitation.eml"
        write_mail_draft(draft, _addresses(store, row.id), *invitation(store, row.id), calendar)
        made += [calendar, draft]
    return made


def _calendar(store: Store, rows: list[Meeting]) -> bytes:
    sessions: list[Session] = [each.session for each in rows if each.session]
    off = all(each.state is SessionState.CANCELLED for each in sessions)
    titles = {each.id: each.group for each in rows}
    return calendar_of(store, sessions, titles, organiser=_coordinator(store), calling_off=off)


def _coordinator(store: Store) -> str:
    """Return the e-mail address of a coordinator of today, "" where none is known."""
    today = day_in_england(store.now())
    for period in store.find(RolePeriod, role=Role.COORDINATOR):
        person = store.get(Person, period.person)
        if person and person.email and (period.starts or today) <= today <= (period.ends or today):
            return person.email
    return ""


def _addresses(store: Store, group: UUID) -> list[str]:
    known = (each.email for id_ in names_in_group(store, group) for each in store.find(Person, authority=id_))
    return list(dict.fromkeys(each for each in known if each))


def _file_name(name: str) -> str:
    return re.sub(r"[^\w -]+", " ", name).strip() or "Group"
