"""Calendar files of a round's meetings and drafts of their invitations, in a folder; nothing is sent."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.days import in_a_row
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress
from peer_challenge.domain.records import Person, Session
from peer_challenge.exchange.calendars import calendar_of
from peer_challenge.exchange.mail_drafts import attached, write_mail_draft
from peer_challenge.services.contacts import addresses_of, coordinators
from peer_challenge.services.meetings import Meeting, invitation, meetings
from peer_challenge.storage.files import fit_for_file, write_whole
from peer_challenge.storage.queries.meetings import names_in_group
from peer_challenge.storage.store import Store


def write_calendar(store: Store, round_id: UUID, path: Path) -> list[Path]:
    """Write every dated meeting of a round as one calendar file; raises `UserError` where none has a day."""
    write_whole(path, _calendar(store, _dated(store, round_id)))
    return [path]


def write_invitations(store: Store, round_id: UUID, folder: Path, progress: Progress) -> list[Path]:
    """Write for each group with a day its calendar file and a draft of the invitation with it; return them.

    Drafts go to everybody known of the group's authorities who has an e-mail address. A meeting called off comes as a
    cancellation. Raises `UserError` where no meeting has a day.
    """
    rows, made = _dated(store, round_id), []
    for done, row in enumerate(rows):
        progress(done, len(rows), f"Writing to {row.group}")
        name = fit_for_file(row.group) or "Group"
        calendar = folder / f"{name}.ics"
        write_whole(calendar, _calendar(store, [row]))
        draft = folder / f"{name} invitation.eml"
        write_mail_draft(draft, _everybody(store, row.id), *invitation(store, row.id), attached(calendar))
        made += [calendar, draft]
    return made


def without_address(store: Store, round_id: UUID) -> str:
    """Say which invitations have no address, and whom the others leave out; "" where everybody has one."""
    nobody, some = [], []
    for row in _dated(store, round_id):
        names = names_in_group(store, row.id)
        silent = [name for id_, name in names.items() if not addresses_of(store.find(Person, authority=id_))]
        if len(silent) == len(names):
            nobody.append(row.group)
        elif silent:
            some.append(f"{in_a_row(silent)} in {row.group}")
    has = "invitation has" if len(nobody) == 1 else "invitations have"
    said = [f"{len(nobody)} {has} no address: {in_a_row(nobody)}."] if nobody else []
    said += [f"No address is known for {'; '.join(some)}."] if some else []
    return " ".join([*said, "Bring in contacts under Authorities."]) if said else ""


def _dated(store: Store, round_id: UUID) -> list[Meeting]:
    rows = [each for each in meetings(store, round_id) if each.held_on]
    if not rows:
        raise UserError("No meeting has a day yet. Give one a day first.")
    return rows


def _calendar(store: Store, rows: list[Meeting]) -> bytes:
    sessions: list[Session] = [each.session for each in rows if each.session]
    off = all(each.state is SessionState.CANCELLED for each in sessions)
    titles = {each.id: each.group for each in rows}
    return calendar_of(store, sessions, titles, organiser=_coordinator(store), calling_off=off)


def _coordinator(store: Store) -> str:
    """Return the e-mail address of a coordinator of today, "" where none is known."""
    return next(iter(addresses_of(coordinators(store))), "")


def _everybody(store: Store, group: UUID) -> tuple[str, ...]:
    return addresses_of([each for id_ in names_in_group(store, group) for each in store.find(Person, authority=id_)])
