"""Subcommands that keep round files safe: back one up, go back to a backup, and look this computer over."""

from collections.abc import Iterator
from pathlib import Path

import click

from peer_challenge.cli.round_files import WORKSPACE
from peer_challenge.domain.errors import Exit, UserError

_ROOM_WANTED = 1_000_000_000
_OLDEST_SQLITE = (3, 35)  # since then a row that is written says its number


@click.command()
@WORKSPACE
def backup(workspace: Path) -> None:
    """Keep a backup of a round file, beside those the window makes by itself."""
    from peer_challenge.storage.backups import BackupReason, back_up_if_changed, backups_of
    from peer_challenge.storage.opening import refuse_what_is_not_ours

    refuse_what_is_not_ours(workspace)
    made = back_up_if_changed(workspace, why=BackupReason.ASKED)
    if made is not None:
        click.echo(f"Kept as {made}.")
    else:
        click.echo(f"Nothing has changed since {backups_of(workspace)[0].path}.")


@click.command()
@WORKSPACE
@click.argument("backup", type=click.Path(path_type=Path))
def restore(workspace: Path, backup: Path) -> None:
    """Put a backup in the place of a round file; what stood there is kept among its backups."""
    from peer_challenge.jobs.backing_up import restore_backup

    done = restore_backup(workspace, backup)
    click.echo(f"{workspace.name} is as it was in {backup.name}.")
    if done.kept is not None:
        click.echo(f"What stood there is kept as {done.kept}.")
    for digest in done.missing:
        click.echo(f"Attachment {digest[:12]} could not be put back: its bytes are not beside the backup.", err=True)


@click.command()
def doctor() -> None:
    """Look this computer and the round files opened on it over; exit 69 where something needs attention."""
    lines = [*_this_computer(), *_round_files()]
    for line, well in lines:
        click.echo(f"{'ok  ' if well else 'look'}  {line}")
    troubles = sum(not well for _, well in lines)
    if troubles:
        number = "One thing needs" if troubles == 1 else f"{troubles} things need"
        raise UserError(f"{number} attention; see the lines that begin with look.", Exit.UNAVAILABLE)


def _this_computer() -> Iterator[tuple[str, bool]]:
    import platform
    from importlib.metadata import version
    from importlib.util import find_spec

    from peer_challenge.jobs.backing_up import room_left
    from peer_challenge.storage.settings import places
    from peer_challenge.storage.snapshot import SQLITE

    yield f"Peer Challenge {version('peer-challenge')}, Python {platform.python_version()}, {platform.system()}", True
    yield f"SQLite {SQLITE}", tuple(int(part) for part in SQLITE.split(".")) >= _OLDEST_SQLITE
    window = find_spec("PySide6") is not None
    yield f"The window's library is {'here' if window else 'missing: only commands work'}", window
    here = places()
    for what, folder in (("Round files", here.rounds), ("Backups", here.backups)):
        yield f"{what} are kept in {folder}", _may_write(folder)
    room = room_left(here.rounds)
    yield f"{room / 1e9:,.0f} GB free on that disk", room >= _ROOM_WANTED


def _may_write(folder: Path) -> bool:
    import os

    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


def _round_files() -> Iterator[tuple[str, bool]]:
    from peer_challenge.storage.locations import where_it_is_unsafe
    from peer_challenge.storage.settings import places, read_settings

    for name in read_settings(places().choices).recent:
        path = Path(name)
        if not path.exists():
            yield f"{path} is no longer there", True
            continue
        unsafe = where_it_is_unsafe(path)
        if unsafe:
            yield f"{unsafe} ({path.parent}). Keep it on this computer, and send copies", False
        yield _whole(path)


def _whole(path: Path) -> tuple[str, bool]:
    from peer_challenge.jobs.backing_up import last_backup_in_words
    from peer_challenge.storage.checking import faults_of
    from peer_challenge.storage.copies import working_copy
    from peer_challenge.storage.opening import open_store

    try:
        with working_copy(path) as copy:
            store = open_store(copy)
            try:
                faults = faults_of(store)
            finally:
                store.close()
    except UserError as error:
        return f"{path}: {error.sentence}", False
    said = "whole" if not faults else f"not whole ({faults[0]})"
    return f"{path} is {said}; {last_backup_in_words(path)}", not faults
